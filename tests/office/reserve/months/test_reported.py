"""A closed month reads as it was reported; what is corrected later is a correction in the month it is made in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests import town
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course
from tests.office.reserve.ledger.test_days import by_two
from tests.office.reserve.reserve_course import Reserve, counted
from zqdesk.office.relief.applying import emergencies
from zqdesk.office.relief.payments.correcting import reverse
from zqdesk.office.reserve import undoing
from zqdesk.office.reserve.books import disbursements, district
from zqdesk.office.reserve.books.values import Book
from zqdesk.office.reserve.checks import check
from zqdesk.office.reserve.months import closing
from zqdesk.office.reserve.months.closing_lists import closings
from zqdesk.office.reserve.position import journal
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.place import Hall
from zqdesk.records.tables.staff import Account

FROZEN: tuple[Callable[..., Book], ...] = (
    disbursements.disbursement_register,
    disbursements.ledger,
    district.month_report,
)


@pytest.fixture
def reported(funded: Reserve, clock: town.Clock) -> tuple[Reserve, str]:
    """November: 3,000.00 for a fire, three persons in 示例东村; closed on its last day."""
    case_id = relief_course.helped(funded.register)
    _close(funded, clock, date(2026, 11, 30))
    return funded, case_id


def _close(made: Reserve, clock: town.Clock, day: date) -> str:
    clock.set(day, 17)
    for till_id in (made.box_id, made.float_id):
        counted(made, till_id)
    return reserve_course.close_month(made, f"{day:%Y-%m}")


def books(register: Register, period: str) -> list[Book]:
    return [register.read(book, period) for book in FROZEN]


def correct(made: Reserve, case_id: str, cause: str = "traffic", persons: int = 1) -> None:
    said = made.register.read(emergencies.emergency_of, case_id)
    changed = replace(said, cause=cause, person_count=persons, amount_reason="核实后更正")
    made.register.do(emergencies.correct_relief, case_id, changed)


def everything_changes(work: Work, case_id: str) -> None:
    """The family moves, the clerk and the hall are called otherwise."""
    case = work.session.get_one(Case, case_id)
    household = work.session.get_one(Household, case.household_id)
    household.village_name, household.address = "示例西村", "99号"
    work.session.get_one(Account, case.clerk_id).name = "王改名"
    work.session.get_one(Hall, town.HALL_ID).name = "新名大厅"


def test_a_closed_month_stays_as_it_was_reported(reported: tuple[Reserve, str], clock: town.Clock) -> None:
    made, case_id = reported
    before = books(made.register, "2026-11")
    clock.set(date(2026, 12, 3))
    correct(made, case_id)
    made.register.do(everything_changes, case_id)
    assert books(made.register, "2026-11") == before
    assert "火灾" in str(before[2].rows)
    assert "示例东村" in str(before[1].rows)
    made.approver.do(reverse, made.register.read(journal)[0].entry_id, "记错")
    assert books(made.register, "2026-11") == before
    _close(made, clock, date(2026, 12, 31))
    assert books(made.register, "2026-11") == before


def test_a_later_correction_stands_in_the_month_it_is_made_in(
    reported: tuple[Reserve, str], clock: town.Clock
) -> None:
    made, case_id = reported
    clock.set(date(2026, 12, 3))
    made.register.do(everything_changes, case_id)
    assert not _corrections(made.register, "2026-12"), "a family that moved was rightly reported"
    correct(made, case_id)
    said = "更正以前月份：记-2026-0004 张某某，困难原因由“火灾”更正为“交通事故”，人数由“3”更正为“1”。"
    assert _corrections(made.register, "2026-12") == [said]
    _close(made, clock, date(2026, 12, 31))
    assert _corrections(made.register, "2026-12") == [said]
    assert not _corrections(made.register, "2026-11")
    assert _corrections(made.register, "2026") == [said]
    assert "交通事故" in str(made.register.read(district.month_report, "2026").rows)
    clock.set(date(2027, 1, 4))
    correct(made, case_id, cause="illness", persons=2)
    assert _corrections(made.register, "2026-12") == [said]
    assert _corrections(made.register, "2027-01") == [
        "更正以前月份：记-2026-0004 张某某，困难原因由“交通事故”更正为“突发重大疾病”，人数由“1”更正为“2”。"
    ]
    assert check.run(made.register.engine) == []


def test_a_month_opened_again_reads_as_it_is_and_reports_anew(
    reported: tuple[Reserve, str], clock: town.Clock
) -> None:
    made, case_id = reported
    [row] = made.register.read(closings, clock.now.date()).rows
    by_two(made, undoing.reopen_period, row.closing_id)
    correct(made, case_id)
    assert "交通事故" in str(made.register.read(district.month_report, "2026-11").rows)
    made.cashier.do(closing.close_month, "2026-11")
    correct(made, case_id, cause="fire", persons=3)
    assert "交通事故" in str(made.register.read(district.month_report, "2026-11").rows)
    assert check.run(made.register.engine) == []


def test_a_hall_called_otherwise_keeps_its_old_books(reported: tuple[Reserve, str]) -> None:
    made, case_id = reported
    made.register.do(everything_changes, case_id)
    assert made.register.read(district.month_report, "2026-11").office != "新名大厅"
    assert made.register.read(district.month_report, "2026-12").office == "新名大厅"


def _corrections(register: Register, period: str) -> list[str]:
    return [words for words in register.read(district.month_report, period).words if words.startswith("更正")]
