"""Something paid once: so much for each household, each person or each person of a kind; never twice under one name."""

from dataclasses import replace
from datetime import date

import pytest

from tests import town
from tests.office.course import Course
from tests.office.family import refused
from tests.office.payroll.payroll_course import Months
from zqdesk.office.payroll import lists, one_offs
from zqdesk.office.payroll.one_offs import OneOffEntry
from zqdesk.records.register import Register
from zqdesk.rules.payroll.process import State

HEATING = OneOffEntry("allowance", "2026年冬季取暖补贴", "2026-12", "household", 40_000, "章民〔2026〕60号")


@pytest.fixture
def months(register: Register, clock: town.Clock) -> Months:
    made = Months(register, clock)
    made.home("𬭎某某", 1)
    made.home("赵某", 2, persons=3)
    clock.set(date(2026, 12, 8))
    return made


def made(months: Months, **other: object) -> str:
    list_id: str = months.clerk.do(one_offs.open_one_off, replace(HEATING, **other)).result  # type: ignore[arg-type]
    return list_id


def paid(months: Months, list_id: str) -> dict[str, tuple[int, int, str]]:
    rows = months.drawn(list_id).rows
    return {row.name: (row.person_count, row.total_fen, row.why) for row in rows}


def test_for_each_household_and_for_each_person(months: Months) -> None:
    assert paid(months, made(months)) == {
        "𬭎某某": (1, 40_000, "每户400.00元"),
        "赵某": (3, 40_000, "每户400.00元"),
    }
    aid = made(months, title="价格临时补贴", per="person", amount_fen=3_500)
    assert paid(months, aid) == {"𬭎某某": (1, 3_500, "每人35.00元"), "赵某": (3, 10_500, "每人35.00元×3")}


def test_it_is_signed_by_three_and_stays(months: Months) -> None:
    list_id = months.sign(made(months))
    assert months.state(list_id) == State.RELEASED
    assert [row.total_fen for row in months.clerk.read(lists.kept_rows, list_id)] == [40_000, 40_000]
    assert refused(months.clerk, one_offs.open_one_off, HEATING) == {"one_off.twice": "title"}


def test_for_each_person_of_a_kind_by_the_case_and_by_age(course: Course, months: Months) -> None:
    """The son of the family is gravely ill, the head and his wife are under 70, the grandson is a child."""
    course.on_roll()
    course.clock.set(date(2026, 12, 28))
    child = paid(months, made(months, title="六一慰问", per="minor", amount_fen=20_000))
    assert child == {"李某": (1, 20_000, "每名未成年人200.00元")}
    ill = paid(months, made(months, title="重病慰问", per="serious_illness", amount_fen=50_000))
    assert ill == {"李某": (1, 50_000, "每名重病500.00元")}
    assert refused(
        months.clerk,
        one_offs.open_one_off,
        OneOffEntry("support", "慰问", "2026-12", "household", 1, "文件"),
    ) == {"one_off.nobody": "per"}


def test_what_it_rests_on_must_be_said(months: Months) -> None:
    wrong = OneOffEntry("relief", " ", "2027-01", "head", 0, "")
    assert set(refused(months.clerk, one_offs.open_one_off, wrong).values()) == {
        "programme",
        "title",
        "source",
        "per",
        "amount_fen",
        "month",
    }
