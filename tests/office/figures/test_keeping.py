"""A closed report keeps its figures; what is learnt later stands beside it as a difference."""

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from tests import town
from zqdesk.office.figures import keeping
from zqdesk.office.figures.chapters import FIGURES
from zqdesk.office.figures.report import difference
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.problem import Refused

ON_ROLL = FIGURES["allowance.end.households"]
PERSONS = FIGURES["allowance.end.persons"]
TODAY = date(2026, 11, 23)


def on_roll(work: Work, name: str, persons: int = 2) -> str:
    home = town.add_household(work, name)
    row = RollEntry(household_id=home.id, from_month="2026-01", allowance_fen=50_000, person_count=persons)
    work.session.add(row)
    return row.id


def stop(work: Work, roll_id: str) -> None:
    work.session.get_one(RollEntry, roll_id).to_month = "2026-09"


def recount(work: Work, roll_id: str) -> None:
    work.session.get_one(RollEntry, roll_id).person_count = 3


def test_a_closed_report_stays_and_the_difference_is_named(register: Register) -> None:
    stopped, counted = (register.do(on_roll, name).result for name in ("甲某", "乙𬭎某"))
    register.do(keeping.close_report, "2026-10", "")
    register.do(stop, stopped)
    register.do(recount, counted)
    register.do(on_roll, "丙某", 1)
    seen = register.read(keeping.seen, "2026-10", TODAY)
    assert seen.closed is not None
    assert (seen.closed.by_name, seen.closed.closed_on, seen.closed.versions) == ("王小某", TODAY, 1)
    assert (seen.report.value(ON_ROLL), seen.now.value(ON_ROLL)) == (2, 2)
    assert (seen.report.value(PERSONS), seen.now.value(PERSONS)) == (4, 4)
    found = difference(seen.report.items(PERSONS), seen.now.items(PERSONS))
    assert sorted((what, item.name) for what, item in found) == [
        ("came", "丙某"), ("changed", "乙𬭎某"), ("went", "甲某"),
    ]  # fmt: skip


def test_closed_again_both_stay_and_the_last_stands(register: Register) -> None:
    register.do(on_roll, "甲某")
    register.do(keeping.close_report, "2026-10", "")
    register.do(on_roll, "乙某")
    with pytest.raises(Refused) as refused:
        register.do(keeping.close_report, "2026-10", " ")
    assert [problem.field for problem in refused.value.problems] == ["reason"]
    register.do(keeping.close_report, "2026-10", "补登")
    seen = register.read(keeping.seen, "2026-10", TODAY)
    assert seen.closed is not None
    assert (seen.report.value(ON_ROLL), seen.closed.versions, seen.closed.reason) == (2, 2, "补登")


@pytest.mark.parametrize("period", ["2026-11", "2026-Q4", "2026", "2027-01"])
def test_what_is_not_over_is_not_closed(register: Register, period: str) -> None:
    with pytest.raises(Refused) as refused:
        register.do(keeping.close_report, period, "")
    assert [problem.code for problem in refused.value.problems] == ["figures.early"]


def test_only_a_clerk_closes(register: Register) -> None:
    with pytest.raises(Refused):
        register.acting_as(town.CASHIER).do(keeping.close_report, "2026-10", "")


def test_the_database_itself_keeps_a_closed_report(register: Register) -> None:
    register.do(keeping.close_report, "2026-10", "")
    for statement in ("UPDATE closed_reports SET lists = '{}'", "DELETE FROM closed_reports"):
        with pytest.raises(DatabaseError, match="never changes"), register.engine.begin() as connection:
            connection.execute(text(statement))


def test_two_periods_are_compared_each_as_it_stands(register: Register) -> None:
    register.do(on_roll, "甲某")
    register.do(keeping.close_report, "2026-09", "")
    register.do(on_roll, "乙某")
    seen = register.read(keeping.seen, "2026-10", TODAY, "2026-09")
    assert seen.compared is not None
    assert (seen.compared.value(ON_ROLL), seen.report.value(ON_ROLL)) == (1, 2)
    assert register.read(lambda session: len(session.scalars(select(RollEntry)).all())) == 2
