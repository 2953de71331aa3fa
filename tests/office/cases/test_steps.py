"""Nobody is clerk or investigator and approver in one case, whatever roles they hold."""

from dataclasses import replace

from tests import town
from tests.office.course import Course
from tests.office.family import FAMILY, refused
from zqdesk.office.allowance import decisions
from zqdesk.office.allowance.applying import intake
from zqdesk.office.cases.acts import notices, verification
from zqdesk.office.cases.acts.confirming import Confirmation, OpinionEntry
from zqdesk.office.cases.acts.deciding import DeliveryRecord
from zqdesk.office.cases.acts.notices import Posting
from zqdesk.office.cases.acts.verification import VisitRecord
from zqdesk.records.register import Actor, Register

BOTH = frozenset({"clerk", "approver"})
AGREE = OpinionEntry(agreed=True)


def with_both(actor: Actor) -> Actor:
    """The same person, who may do either."""
    return replace(actor, roles=BOTH)


def test_the_clerk_of_a_case_never_approves_it(course: Course) -> None:
    case_id = course.verified()
    clerk = course.register.acting_as(with_both(town.CLERK))
    assert refused(clerk, decisions.give_opinion, case_id, AGREE) == {"duty.clerk": ""}
    assert refused(clerk, verification.extend_limit, case_id, "hard", "理由") == {"duty.clerk": ""}


def test_whoever_did_a_clerks_step_never_approves(course: Course) -> None:
    case_id = course.accepted()
    second = course.register.acting_as(with_both(town.SECOND_CLERK))
    second.do(verification.request_cross_check, case_id, "1")
    course.register.do(
        verification.record_cross_check, case_id, verification.CrossCheckResult(course.today, "fits")
    )
    course.visited(case_id)
    assert refused(second, decisions.give_opinion, case_id, AGREE) == {"duty.clerk": ""}


def test_whoever_recorded_the_draft_never_approves(course: Course, register: Register) -> None:
    second = register.acting_as(with_both(town.SECOND_CLERK))
    case_id = second.do(intake.record_application, FAMILY).result
    register.do(intake.accept_application, case_id)
    course.checked(case_id)
    course.visited(case_id)
    assert course.case(case_id).clerk_id == town.CLERK.id
    assert refused(second, decisions.give_opinion, case_id, AGREE) == {"duty.clerk": ""}


def test_an_investigator_never_approves(course: Course) -> None:
    case_id = course.accepted()
    course.checked(case_id)
    course.visited(case_id, ("王小某", town.APPROVER.name))
    assert refused(course.approver, decisions.give_opinion, case_id, AGREE) == {"duty.investigator": ""}


def test_whoever_approved_never_investigates_afterwards(course: Course) -> None:
    case_id = course.posted()
    course.object(case_id)
    visit = VisitRecord(course.today, ("王小某", f" {town.APPROVER.name}"), present_name="李某")
    assert refused(course.register, verification.visit_home, case_id, visit) == {
        "investigators.approver": "investigators"
    }


def test_whoever_approved_does_no_clerks_step_afterwards(course: Course) -> None:
    case_id = course.verified()
    approver = course.register.acting_as(with_both(town.APPROVER))
    approver.do(decisions.give_opinion, case_id, AGREE)
    posting = Posting("公开栏", course.today, "李大某")
    assert refused(approver, notices.post_notice, case_id, posting) == {"duty.approver": ""}
    course.post(case_id)
    course.close(case_id)
    approver.do(decisions.confirm, case_id, Confirmation())
    record = DeliveryRecord(course.today, "direct", "李某")
    assert refused(approver, decisions.deliver_decision, case_id, record) == {"duty.approver": ""}


def test_in_another_case_the_roles_may_change(course: Course) -> None:
    course.agreed()
    approver = course.register.acting_as(with_both(town.APPROVER))
    other = approver.do(intake.record_application, replace(FAMILY, applied_on=course.today)).result
    approver.do(intake.accept_application, other)
    assert course.case(other).clerk_id == town.APPROVER.id
