"""From which month a change holds, and what is asked again at its decision (S2 art. 21, 31-34; domain §6)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.office.allowance.test_reviews import CUT, STOP, decide, roll, started, with_wage
from tests.office.course import FOUR, Course, publish
from tests.office.family import refused, with_papers
from zqdesk.office.allowance.applying import intake
from zqdesk.office.allowance.reviewing import reviews
from zqdesk.office.allowance.reviewing.reviews import ChangeDecision, ChangeRequest, Proposal
from zqdesk.office.cases import materials
from zqdesk.office.cases.entry.values import IncomeEntry
from zqdesk.office.people import changes
from zqdesk.office.people.changes import Joining, Leaving
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.records.tables.person import Person

ALONE = with_papers(replace(FOUR, members=FOUR.members[:1], supporters=()))
DIED = Proposal("stop", "已去世", stop_reason="death", facts="去世", article="第三十二条")


def dead_alone(course: Course, died_on: date, today: date) -> str:
    """The only one of a household, on the roll since 2026-12, died; the case of it is begun on `today`."""
    entry = course.on_roll(ALONE)
    assert entry.case_id is not None
    (head,) = course.dossier(entry.case_id).members
    course.clock.set(today)
    course.register.do(changes.record_death, head.person.id, died_on)
    return course.register.do(reviews.start_change, entry.id, ChangeRequest("stop", "去世")).result


@pytest.mark.parametrize(
    ("died_on", "today", "last"),
    [
        (date(2027, 1, 1), date(2027, 1, 31), "2027-01"),
        (date(2027, 1, 31), date(2027, 1, 31), "2027-01"),
        (date(2027, 1, 31), date(2027, 2, 1), "2027-01"),  # known later: February was paid for nobody
        (date(2027, 1, 8), date(2027, 4, 8), "2027-01"),
        (date(2026, 12, 31), date(2027, 4, 8), "2026-12"),
    ],
)
def test_after_a_death_nothing_is_due_from_the_next_month(
    course: Course, died_on: date, today: date, last: str
) -> None:
    case_id = dead_alone(course, died_on, today)
    decide(course, case_id, DIED)
    assert roll(course) == [("2026-12", last, 80_400 - 20_800, False)]
    (decision,) = course.dossier(case_id).decisions
    assert f"{decision.from_month}-01" > f"{last}-31"


@pytest.mark.parametrize(
    "proposal",
    [
        replace(DIED, from_month="2027-05"),  # the month after the proposal, which a form may hold
        replace(DIED, stop_reason="own_wish"),
    ],
)
def test_no_month_and_no_other_ground_pays_the_dead_on(course: Course, proposal: Proposal) -> None:
    case_id = dead_alone(course, date(2027, 1, 8), date(2027, 4, 8))
    decide(course, case_id, proposal)
    assert [last for _, last, _, _ in roll(course)] == ["2027-01"]


def test_who_had_moved_away_before_they_died_keeps_nobody_on_the_roll(course: Course) -> None:
    entry = course.on_roll(ALONE)
    course.clock.set(date(2027, 1, 10))
    guest = Joining(PersonEntry("客某", sex="1", born_on=date(1990, 5, 5)), "73", date(2026, 12, 20))
    course.register.do(changes.member_joined, entry.household_id, guest, "投靠")
    (moved,) = course.register.read(lambda s: s.scalars(select(Person).filter_by(name="客某")).all())
    course.register.do(changes.member_left, entry.household_id, Leaving(moved.id, date(2027, 1, 10)), "搬走")
    assert entry.case_id is not None
    (head,) = course.dossier(entry.case_id).members
    course.clock.set(date(2027, 6, 1))
    course.register.do(changes.record_death, head.person.id, date(2027, 2, 5))
    course.register.do(changes.record_death, moved.id, date(2027, 5, 3))
    case_id = course.register.do(reviews.start_change, entry.id, ChangeRequest("stop", "去世")).result
    decide(course, case_id, DIED)
    assert [last for _, last, _, _ in roll(course)] == ["2027-02"]


@pytest.mark.parametrize(
    ("died_on", "due"),
    [
        (date(2027, 1, 8), date(2027, 4, 8)),
        (date(2027, 1, 31), date(2027, 4, 30)),
        (date(2026, 12, 31), date(2027, 3, 31)),
    ],
)
def test_a_death_is_dealt_with_within_three_months(course: Course, died_on: date, due: date) -> None:
    case_id = dead_alone(course, died_on, date(2027, 2, 1))
    assert [(each.clock.id, each.on) for each in course.dossier(case_id).dues] == [("death_change", due)]


@pytest.mark.parametrize("reason", ["death", "prison"])
def test_what_happened_to_one_member_stops_nobody_else(course: Course, reason: str) -> None:
    case_id = started(course, "stop")
    answer = refused(course.register, reviews.propose_change, case_id, replace(DIED, stop_reason=reason))
    assert answer == {"proposal.others_eligible": "stop_reason"}


def test_a_phase_out_follows_work(course: Course) -> None:
    """Of a pension that rose, nobody is phased out (S2 art. 33)."""
    case_id = started(course, "stop")
    entry = course.register.read(intake.application_of, case_id)
    head = replace(entry.members[0], incomes=(IncomeEntry("transfer.pension", "养老金", 900_000),))
    son = replace(entry.members[2], incomes=(), employment="")
    lines = (head, entry.members[1], son, entry.members[3])
    course.register.do(intake.correct_application, case_id, replace(entry, members=lines))
    slowly = replace(STOP, phase_out=True, from_month="2027-08")
    assert refused(course.register, reviews.propose_change, case_id, slowly) == {
        "phase_out.no_work": "phase_out"
    }
    course.register.do(reviews.propose_change, case_id, STOP)


def richer_standard(course: Course) -> None:
    publish(course.register, "standard.rural", 900_000)


def wage_gone(course: Course) -> None:
    """The time of the phase-out went by while the proposal lay."""
    course.clock.set(date(2027, 10, 20))


@pytest.mark.parametrize(
    ("wage", "proposal", "meanwhile", "code"),
    [
        (900_000, STOP, richer_standard, "proposal.eligible"),
        (900_000, replace(STOP, phase_out=True, from_month="2027-11"), wage_gone, "from_month.early"),
        (200_000, CUT, richer_standard, "confirmation.amount"),
    ],
)
def test_what_was_proposed_is_asked_again_at_the_decision(
    course: Course,
    wage: int,
    proposal: Proposal,
    meanwhile: Callable[[Course], None],
    code: str,
) -> None:
    case_id = started(course, "stop")
    with_wage(course, case_id, wage)
    course.register.do(reviews.propose_change, case_id, proposal)
    meanwhile(course)
    answer: dict[str, Any] = refused(course.approver, reviews.decide_change, case_id, ChangeDecision("同意"))
    assert code in answer
    assert len(roll(course)) == 1


@pytest.mark.parametrize(("day", "first"), [(date(2027, 4, 30), "2027-05"), (date(2027, 5, 1), "2027-06")])
def test_a_cut_holds_from_the_month_after_the_decision(course: Course, day: date, first: str) -> None:
    case_id = started(course, "cut")
    with_wage(course, case_id, 200_000)
    course.register.do(reviews.propose_change, case_id, CUT)
    course.clock.set(day)
    course.approver.do(reviews.decide_change, case_id, ChangeDecision("同意"))
    assert roll(course)[1][0] == first


def test_a_review_asks_for_the_proof_of_a_new_ground(course: Course) -> None:
    """A wife who went to prison after the confirmation is left out by a paper, not by a tick (S2 art. 7)."""
    case_id = started(course, "cut")
    entry = course.register.read(intake.application_of, case_id)
    wife = replace(entry.members[1], counted=False, not_counted_reason="prison")
    lines = (entry.members[0], wife, *entry.members[2:])
    course.register.do(intake.correct_application, case_id, replace(entry, members=lines))
    answer = refused(course.register, reviews.propose_change, case_id, CUT)
    assert answer["counting.proof"] == "members.1.not_counted_reason"
    (paper,) = (each for each in course.dossier(case_id).materials if each.code == "212")
    course.register.do(materials.set_material, case_id, paper.id, "have")
    answer = refused(course.register, reviews.propose_change, case_id, STOP)
    assert "counting.proof" not in answer
