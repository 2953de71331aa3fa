"""A dead person keeps no role: every step that names, addresses or pays somebody is asked with somebody who died."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.office.course import ACCEPTED_ON, FOUR, Course
from tests.office.family import id_number, member, refused
from zqdesk.office.allowance import decisions
from zqdesk.office.allowance.applying import intake
from zqdesk.office.allowance.reviewing import reviews
from zqdesk.office.allowance.reviewing.reviews import ChangeRequest
from zqdesk.office.cases import materials
from zqdesk.office.cases.acts import verification
from zqdesk.office.cases.acts.confirming import Confirmation, OpinionEntry
from zqdesk.office.cases.acts.deciding import DeliveryRecord
from zqdesk.office.cases.acts.verification import VisitRecord
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.people import changes
from zqdesk.records.tables.case import Material

GONE = id_number(date(1950, 1, 1), 9)
"""Somebody else, whom the hall knows and who died."""


def die(course: Course, case_id: str, place: int = 0, on: date | None = None) -> None:
    person = course.dossier(case_id).members[place].person
    course.register.do(changes.record_death, person.id, on or course.today)


def corrected(course: Course, case_id: str, change: Callable[[Application], Application]) -> None:
    entry = course.register.read(intake.application_of, case_id)
    course.register.do(intake.correct_application, case_id, change(entry))


def headed(entry: Application) -> Application:
    """The family with the next of it at its head."""
    first, *others = entry.members
    return replace(entry, members=(replace(first, relation="02"), *others), applicant=0)


def test_an_opinion_waits_for_a_living_head_and_an_account_of_theirs(course: Course) -> None:
    case_id = course.verified()
    die(course, case_id)
    answer = refused(course.approver, decisions.give_opinion, case_id, OpinionEntry(agreed=True))
    assert answer == {"household.head_dead": "correct_application", "account.dead": "correct_application"}
    corrected(course, case_id, headed)
    answer = refused(course.approver, decisions.give_opinion, case_id, OpinionEntry(agreed=True))
    assert answer == {"account.dead": "correct_application"}
    corrected(course, case_id, lambda entry: replace(entry, account_name="王某"))
    course.give_opinion(case_id)


def test_an_opinion_waits_for_a_living_applicant(course: Course) -> None:
    case_id = course.verified(replace(FOUR, applicant=1))
    die(course, case_id, 1)
    answer = refused(course.approver, decisions.give_opinion, case_id, OpinionEntry(agreed=True))
    assert answer == {"applicant.dead": "correct_application"}


def test_nothing_is_confirmed_in_the_name_of_the_dead(course: Course) -> None:
    case_id = course.deciding()
    die(course, case_id)
    answer = refused(course.approver, decisions.confirm, case_id, Confirmation())
    assert {"household.head_dead", "account.dead"} <= answer.keys()


@pytest.mark.parametrize(("days", "refused_"), [(0, False), (1, True)])
def test_nobody_dead_is_met_or_receives(course: Course, days: int, refused_: bool) -> None:
    """On the day of the death it may have been before it."""
    case_id = course.accepted()
    died = course.today
    die(course, case_id)
    course.clock.forward(days=days)
    visit = VisitRecord(course.today, ("王小某", "孙某"), present_name="李 某")
    if refused_:
        assert refused(course.register, verification.visit_home, case_id, visit) == {
            "person.dead": "present_name"
        }
    else:
        course.register.do(verification.visit_home, case_id, visit)
    assert died == ACCEPTED_ON


def test_no_decision_is_handed_to_the_dead(course: Course) -> None:
    case_id = course.deciding()
    course.confirm(case_id)
    die(course, case_id, on=course.today - timedelta(days=1))
    record = DeliveryRecord(course.today, "direct", "李某", "本人")
    assert refused(course.register, decisions.deliver_decision, case_id, record) == {
        "delivery.dead": "receiver"
    }
    course.register.do(decisions.deliver_decision, case_id, replace(record, receiver="王某"))


def test_a_change_begins_with_somebody_who_lives(course: Course) -> None:
    entry = course.on_roll()
    assert entry.case_id is not None
    course.clock.set(date(2027, 2, 1))
    die(course, entry.case_id)
    case_id = course.register.do(reviews.start_change, entry.id, ChangeRequest("cut", "成员去世")).result
    assert course.dossier(case_id).applicant.died_on is None


@pytest.mark.parametrize("role", ["proxy", "supporter"])
@pytest.mark.parametrize(("name", "code"), [("周某", "person.dead"), ("周甲", "person.name_differs")])
def test_nobody_dead_acts_for_a_family_or_owes_it_support(
    course: Course, role: str, name: str, code: str
) -> None:
    other = course.accepted(
        replace(FOUR, members=(member("周某", GONE, "02", work_ability="04"),), supporters=())
    )
    die(course, other)
    if role == "proxy":
        entry = replace(
            FOUR, proxy_kind="person", proxy_name=name, proxy_id_number=GONE, proxy_relation="邻居"
        )
        field = "proxy_"
    else:
        entry = replace(FOUR, supporters=(replace(FOUR.supporters[0], name=name, id_number=GONE),))
        field = "supporters.0."
    case_id = course.register.do(intake.record_application, replace(entry, applied_on=course.today)).result
    assert accepted_with_papers(course, case_id)[code].startswith(field)


def accepted_with_papers(course: Course, case_id: str) -> dict[str, str]:
    """Why an application is not accepted, once its papers are there."""
    rows = course.register.read(lambda s: s.scalars(select(Material).filter_by(case_id=case_id)).all())
    for row in rows:
        if row.state == "missing":
            course.register.do(materials.set_material, case_id, row.id, "have")
    return refused(course.register, intake.accept_application, case_id)
