"""Two of one marginal household, each on the roll alone (S2 art. 8), from the counter to a death."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests import town
from tests.office.course import FOUR, Course
from tests.office.family import refused, with_papers
from zqdesk.office.across import lists, roll
from zqdesk.office.across.today import worklist
from zqdesk.office.allowance.applying import intake
from zqdesk.office.allowance.reviewing import reviews, reviews_due
from zqdesk.office.allowance.reviewing.reviews import ChangeDecision, ChangeRequest, Proposal
from zqdesk.office.cases.entry.values import Application, IncomeEntry
from zqdesk.office.cases.looks.periodic import ReviewFilter
from zqdesk.office.people import changes
from zqdesk.records.tables.steps import RollEntry


def marginal(entry: Application) -> Application:
    """The same family above the standard and below the marginal line, the son and his mother severely disabled."""
    lines = [replace(line, incomes=(), expenses=(), illness="") for line in entry.members]
    for place in (1, 2):
        number = lines[place].person.id_number
        lines[place] = replace(lines[place], disability_number=f"{number}41", work_ability="04")
    lines[0] = replace(lines[0], incomes=(IncomeEntry("transfer.pension", "养老金", 340_000),))
    return with_papers(replace(entry, members=tuple(lines), materials=()))


def alone(entry: Application, place: int, household_id: str = "") -> Application:
    return replace(
        entry, single_reason="severe_disability", single_member=place, household_id=household_id, assets=()
    )


FAMILY = marginal(FOUR)


@pytest.fixture
def both(course: Course) -> list[RollEntry]:
    first = course.on_roll(alone(FAMILY, 1))
    second = course.on_roll(alone(FAMILY, 2, first.household_id), on=date(2026, 12, 21))
    return [first, second]


def entries(course: Course) -> list[RollEntry]:
    return list(course.register.read(lambda s: s.scalars(select(RollEntry).order_by(RollEntry.id)).all()))


def test_each_of_two_is_let_in(course: Course, both: list[RollEntry]) -> None:
    assert [(each.person_count, each.allowance_fen, each.uplift_fen) for each in both] == [
        (1, 80_400, 8_040)
    ] * 2
    assert both[0].household_id == both[1].household_id
    assert len({each.person_id for each in both}) == 2
    month = f"{date(2027, 3, 1):%Y-%m}"
    names = [row.head for row in course.register.read(roll.roll, "allowance", month)]
    assert sorted(names) == sorted(FAMILY.members[place].person.name for place in (1, 2))
    (home,) = course.register.read(lists.households, lists.HouseholdFilter())
    assert home.total_fen == 2 * 88_440


@pytest.mark.parametrize("single", [True, False])
def test_nobody_comes_in_twice_and_the_whole_not_beside_one(
    course: Course, both: list[RollEntry], single: bool
) -> None:
    entry = (
        alone(FAMILY, 1, both[0].household_id)
        if single
        else replace(FAMILY, household_id=both[0].household_id)
    )
    case_id = course.register.do(intake.record_application, replace(entry, applied_on=course.today)).result
    assert "household.on_roll" in refused(course.register, intake.accept_application, case_id)


def test_each_is_reviewed_and_ends_alone(course: Course, both: list[RollEntry]) -> None:
    """The death of one calls for the change of that one; the other goes on."""
    first, second = both
    assert first.person_id is not None
    course.clock.set(date(2027, 5, 10))
    course.register.do(changes.record_death, first.person_id, date(2027, 5, 3))
    rows = [
        row
        for row in course.register.read(worklist.today, course.today, town.CLERK).rows
        if row.act == "start_change"
    ]
    assert [row.roll_id for row in rows] == [first.id]
    case_id = course.register.do(reviews.start_change, first.id, ChangeRequest("stop", "去世")).result
    other = course.register.do(reviews.start_review, second.id).result
    died = Proposal("stop", "已去世", stop_reason="death", facts="去世", article="第三十二条")
    course.register.do(reviews.propose_change, case_id, died)
    course.approver.do(reviews.decide_change, case_id, ChangeDecision())
    assert [each.to_month for each in entries(course)] == ["2027-05", ""]
    assert [each.id for each in course.dossier(other).roll] == [second.id]
    course.visited(other)
    course.register.do(reviews.propose_change, other, Proposal("keep", "情况无明显变化"))
    course.approver.do(reviews.decide_change, other, ChangeDecision())
    assert [each.to_month for each in entries(course)] == ["2027-05", ""]


def test_the_review_of_one_hides_not_that_of_the_other(course: Course, both: list[RollEntry]) -> None:
    first, second = both
    course.clock.set(date(2027, 11, 1))
    begun = course.register.do(reviews.start_review, first.id).result
    today = course.register.read(worklist.today, course.today, town.CLERK).rows
    assert [(row.act, row.case_id or row.roll_id) for row in today if row.act == "start_review"] == [
        ("start_review", second.id)
    ]
    due = course.register.read(reviews_due.due, ReviewFilter(until=date(2028, 12, 31)))
    names = {entry.id: FAMILY.members[place].person.name for entry, place in ((first, 1), (second, 2))}
    assert {row.roll_id: (row.name, row.case_id) for row in due} == {
        first.id: (names[first.id], begun),
        second.id: (names[second.id], ""),
    }
