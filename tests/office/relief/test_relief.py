"""Relief from the counter to its end: who may do what when, what is refused with which words, what is left."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests import town
from tests.office.family import FAMILY, refused
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE, SPENT
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.allowance.applying import intake
from zqdesk.office.cases.acts import ending, referrals, verification
from zqdesk.office.cases.acts.deciding import DeliveryRecord, Refusal
from zqdesk.office.cases.acts.referrals import ReferralEntry
from zqdesk.office.cases.acts.verification import VisitRecord
from zqdesk.office.relief import decisions as relief_decisions
from zqdesk.office.relief import earlier as relief_looks
from zqdesk.office.relief.applying import applications, emergencies
from zqdesk.office.relief.applying.checks import grant_of, papers_missing, relief_of
from zqdesk.office.relief.entries import (
    Agreement,
    Emergency,
    ReliefApplication,
    ReliefApproval,
    ReliefDistrictAnswer,
    ReliefProposal,
    StagePlan,
    Verdict,
)
from zqdesk.office.relief.payments import correcting
from zqdesk.office.relief.payments.correcting import RefundEntry
from zqdesk.records.register import Actor, Register
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.relief import GrantStage, Referral
from zqdesk.records.tables.reserve import Disbursement

GROUNDS = Refusal("查明房屋无损", "民发〔2018〕23号第二条", "不属于急难情形")


def state(register: Register, case_id: str) -> str:
    return str(register.read(lambda session: session.get_one(Case, case_id).state))


def head(register: Register) -> Register:
    return register.acting_as(town.APPROVER)


def test_an_emergency_is_numbered_at_once_and_waits_for_the_approver(register: Register) -> None:
    case_id = relief_course.emergency(register)
    case = register.read(lambda session: session.get_one(Case, case_id))
    assert (case.programme, case.kind, case.state) == ("relief", "emergency", "reported")
    assert case.number == "370114001-2026-LS-00001"
    facts = register.read(relief_of, case_id)
    assert (facts.requested_fen, facts.person_count, facts.cause) == (300_000, 3, "fire")
    assert facts.registered_at == register.clock()


def test_little_is_asked_and_what_lacks_is_said_at_its_field(register: Register) -> None:
    bare = replace(FIRE, name="", village_id="", cause="", situation=" ", amount_fen=0, person_count=0)
    assert refused(register, emergencies.register_emergency, bare) == {
        "name.empty": "name",
        "village_id.empty": "village_id",
        "situation.empty": "situation",
        "cause.unknown": "cause",
        "relief.amount": "amount_fen",
        "relief.persons": "person_count",
    }
    relief_course.emergency(register, replace(FIRE, id_number="", phone="", address="", place=""))


def test_wrong_numbers_future_days_and_goods_without_a_name(register: Register) -> None:
    wrong = replace(
        FIRE, id_number="370114190001010015", phone="12", happened_on=date(2026, 11, 24), form="goods"
    )
    assert refused(register, emergencies.register_emergency, wrong) == {
        "id_number.checksum": "id_number",
        "phone.form": "phone",
        "happened_on.future": "happened_on",
        "goods.empty": "goods",
    }


def test_help_first_stays_within_the_towns_ceiling_and_says_why_above_the_rule(register: Register) -> None:
    assert refused(register, emergencies.register_emergency, replace(FIRE, amount_fen=300_001)) == {
        "relief.ceiling": "amount_fen"
    }
    one = replace(FIRE, person_count=1, degree="light", amount_fen=80_401)
    assert refused(register, emergencies.register_emergency, one) == {"relief.amount_reason": "amount_reason"}
    relief_course.emergency(register, replace(one, amount_reason="住院预交金缺口大"))


@pytest.mark.parametrize("actor", [town.CASHIER, town.ADMINISTRATOR, town.APPROVER])
def test_a_clerk_registers(register: Register, actor: Actor) -> None:
    assert refused(register.acting_as(actor), emergencies.register_emergency, FIRE) == {"role.required": ""}


def test_one_person_has_one_emergency_at_a_time(register: Register) -> None:
    relief_course.emergency(register)
    other = replace(FIRE, village_id="370114001202", phone="", situation="另外一件事")
    assert refused(register, emergencies.register_emergency, other) == {"relief.waiting": "name"}


def test_a_known_household_is_taken_whole(register: Register) -> None:
    family = register.do(town.add_household, "张某某", "370114190001010014").result
    case_id = relief_course.emergency(register, replace(FIRE, address="", amount_reason="另有妻、子二人"))
    case = register.read(lambda session: session.get_one(Case, case_id))
    assert case.household_id == family.id
    again = register.read(emergencies.emergency_of, case_id)
    assert (again.name, again.address, again.amount_fen) == ("张某某", "7号", 300_000)


@pytest.mark.usefixtures("funded")
def test_the_same_cause_within_a_year_needs_the_approvers_reason(
    register: Register, clock: town.Clock
) -> None:
    first = relief_course.closed(register)
    clock.forward(days=40)
    again = relief_course.emergency(register, replace(FIRE, happened_on=clock.now.date()))
    assert refused(head(register), relief_decisions.agree_help, again, Agreement(300_000)) == {
        "relief.repeat": f"verdict_{first}",
        "relief.ceiling": "amount_fen",
    }
    said = (Verdict(first, "same", "二次失火，无处可住"),)
    assert refused(head(register), relief_decisions.agree_help, again, Agreement(300_000, said)) == {
        "relief.ceiling": "amount_fen"
    }


@pytest.mark.usefixtures("funded")
def test_another_cause_after_the_days_of_an_event_has_its_own_ceiling(
    register: Register, clock: town.Clock
) -> None:
    first = relief_course.closed(register)
    clock.forward(days=70)
    reserve_course.confirm_today(register, town.CASHIER)
    again = relief_course.emergency(register, replace(FIRE, cause="illness", happened_on=clock.now.date()))
    case = register.read(lambda session: session.get_one(Case, again))
    seen = register.read(relief_looks.seen_of, case)
    (earlier,) = register.read(relief_looks.earlier, seen, clock.now.date())
    assert (earlier.case_id, earlier.sure, earlier.same_cause, earlier.paid_fen) == (
        first,
        True,
        False,
        300_000,
    )
    said = (Verdict(first, "other_event", "车祸住院，与火灾无关"),)
    head(register).do(relief_decisions.agree_help, again, Agreement(300_000, said))
    assert register.read(relief_of, again).repeat_reason == (
        f"{earlier.number}，同一家庭的另一事件，车祸住院，与火灾无关"
    )


@pytest.mark.usefixtures("funded")
def test_after_a_year_nobody_asks(register: Register, clock: town.Clock) -> None:
    relief_course.closed(register)
    clock.forward(days=367)
    reserve_course.confirm_today(register, town.CASHIER)
    again = relief_course.emergency(register, replace(FIRE, happened_on=clock.now.date()))
    head(register).do(relief_decisions.agree_help, again, Agreement(300_000))


@pytest.mark.parametrize(
    "again",
    [
        replace(FIRE, name="张改名", id_number="", cause="illness"),
        replace(FIRE, id_number="", phone="", cause="illness", household_id=""),
    ],
)
@pytest.mark.usefixtures("funded")
def test_who_looks_the_same_is_shown_and_needs_a_reason(
    register: Register, clock: town.Clock, again: Emergency
) -> None:
    """Without ID number: the same phone, or the same name in the same village."""
    relief_course.closed(register)
    clock.forward(days=1)
    case_id = relief_course.emergency(register, replace(again, happened_on=clock.now.date()))
    assert set(refused(head(register), relief_decisions.agree_help, case_id, Agreement(300_000))) == {
        "relief.repeat"
    }


def test_a_declined_emergency_is_told_in_writing(register: Register) -> None:
    case_id = relief_course.emergency(register)
    assert refused(head(register), relief_decisions.decline_help, case_id, Refusal("", "", "")) == {
        "facts.empty": "facts",
        "article.empty": "article",
        "reason.empty": "reason",
    }
    head(register).do(relief_decisions.decline_help, case_id, GROUNDS)
    assert state(register, case_id) == "refused"
    told = DeliveryRecord(date(2026, 11, 23), "direct", "张某某", "本人")
    register.do(relief_decisions.deliver_decision, case_id, told)
    assert state(register, case_id) == "refused_told"


def test_the_clerk_of_the_case_never_agrees_whatever_roles_they_hold(register: Register) -> None:
    both = replace(town.CLERK, roles=frozenset({"clerk", "approver"}))
    case_id = relief_course.emergency(register)
    assert refused(register.acting_as(both), relief_decisions.agree_help, case_id, Agreement(1)) == {
        "duty.clerk": ""
    }


@pytest.mark.usefixtures("funded")
def test_papers_are_complete_with_everything_or_refused_with_all_that_lacks(register: Register) -> None:
    case_id = relief_course.helped(register, replace(FIRE, id_number=""))
    codes = refused(register, emergencies.complete_papers, case_id)
    assert set(codes) == {
        "papers.id_number", "papers.persons", "papers.visit", "papers.material", "papers.registration",
        "papers.receipt",
    }  # fmt: skip
    register.do(emergencies.correct_relief, case_id, FIRE)
    relief_course.complete_papers(register, case_id)
    assert state(register, case_id) == "papers_ready"
    head(register).do(relief_decisions.return_papers, case_id, "领款单没有签字")
    assert state(register, case_id) == "helped"


@pytest.mark.usefixtures("funded")
def test_a_visit_by_one_is_none(register: Register) -> None:
    case_id = relief_course.helped(register)
    alone = VisitRecord(date(2026, 11, 23), ("王小某",), present_name="张某某")
    assert "investigators.too_few" in refused(register, verification.visit_home, case_id, alone)


@pytest.mark.usefixtures("funded")
def test_the_approval_confirms_the_grant_and_closes_the_case(register: Register) -> None:
    case_id = relief_course.papers_ready(register)
    head(register).do(relief_decisions.approve_relief, case_id, ReliefApproval(300_000, "同意"))
    grant = register.read(grant_of, case_id)
    assert grant is not None
    assert (grant.confirmed_on, grant.help_first, grant.amount_fen) == (date(2026, 11, 23), True, 300_000)
    assert state(register, case_id) == "closed"


@pytest.mark.usefixtures("funded")
def test_an_approval_may_rise_but_never_fall_below_what_was_paid(register: Register) -> None:
    first = replace(FIRE, amount_fen=100_000)
    case_id = relief_course.papers_ready(register, first)
    below = ReliefApproval(99_999)
    assert refused(head(register), relief_decisions.approve_relief, case_id, below) == {
        "relief.below_paid": "amount_fen"
    }
    head(register).do(relief_decisions.approve_relief, case_id, ReliefApproval(250_000))
    assert state(register, case_id) == "approved"
    relief_course.pay(register, case_id, relief_course.payment(150_000))
    assert state(register, case_id) == "closed"


@pytest.mark.usefixtures("funded")
def test_above_the_ceiling_the_district_decides_and_may_pay_itself(register: Register) -> None:
    case_id = relief_course.helped(register)
    register.do(emergencies.correct_relief, case_id, replace(FIRE, amount_fen=482_400))
    relief_course.complete_papers(register, case_id)
    more = ReliefApproval(482_400)
    assert "relief.ceiling" in refused(head(register), relief_decisions.approve_relief, case_id, more)
    register.do(relief_decisions.send_to_district, case_id)
    day = date(2026, 11, 23)
    said = ReliefDistrictAnswer(day, "confirm", "章民救〔2026〕9号", 482_400, "reserve")
    register.do(relief_decisions.record_district_answer, case_id, said)
    grant = register.read(grant_of, case_id)
    assert grant is not None
    assert (grant.amount_fen, grant.confirmed_on, state(register, case_id)) == (482_400, day, "approved")
    relief_course.pay(register, case_id, relief_course.payment(182_400))
    assert state(register, case_id) == "closed"


@pytest.mark.usefixtures("funded")
def test_what_the_town_may_approve_is_not_sent_up(register: Register) -> None:
    case_id = relief_course.papers_ready(register)
    assert refused(register, relief_decisions.send_to_district, case_id) == {"decision.authority": ""}


def test_refused_after_the_help_the_money_must_come_back(funded: Reserve, register: Register) -> None:
    case_id = relief_course.papers_ready(register)
    head(register).do(relief_decisions.refuse_relief, case_id, GROUNDS)
    assert state(register, case_id) == "recovering"
    assert refused(funded.cashier, relief_decisions.close_recovery, case_id) == {"relief.recovery": ""}
    paid = register.read(lambda session: session.scalars(select(Disbursement.id)).one())
    funded.cashier.do(correcting.refund, paid, RefundEntry(300_000, "张某某", "不符合条件，追回"))
    funded.cashier.do(relief_decisions.close_recovery, case_id)
    assert state(register, case_id) == "closed"


def test_a_reversed_payment_leaves_the_emergency_waiting_again(funded: Reserve, register: Register) -> None:
    case_id = relief_course.helped(register)
    entry = register.read(lambda session: session.scalars(select(Disbursement.entry_id)).one())
    funded.approver.do(correcting.reverse, entry, "付错了人")
    assert state(register, case_id) == "agreed"
    relief_course.pay(register, case_id)
    assert state(register, case_id) == "helped"


def test_an_unpaid_emergency_may_be_withdrawn(register: Register) -> None:
    case_id = relief_course.agreed(register)
    register.do(ending.withdraw, case_id, "亲属已经接济")
    assert state(register, case_id) == "withdrawn"


def test_an_application_needs_its_papers_and_is_accepted(register: Register) -> None:
    said = ReliefApplication(FAMILY, replace(SPENT, situation="", applicant_class=""))
    case_id = register.do(applications.record_relief, said).result
    codes = refused(register, applications.accept_relief, case_id)
    assert {"facts.situation.empty", "facts.applicant_class.unknown", "material.missing"} <= set(codes)
    ready = relief_course.application(register)
    assert register.do(applications.accept_relief, ready).result == "370114001-2026-LS-00001"


def test_an_opinion_needs_the_visit_and_the_conditions(register: Register) -> None:
    case_id = relief_course.application(register, replace(SPENT, reimbursed_fen=8_600_000))
    register.do(applications.accept_relief, case_id)
    register.do(verification.request_cross_check, case_id)
    yes = ReliefProposal(agreed=True, amount_fen=SPENT.amount_fen)
    codes = refused(register, relief_decisions.propose_relief, case_id, yes)
    assert {"opinion.visit", "opinion.cross_check_pending", "relief.spending"} <= set(codes)


def test_an_application_is_approved_as_it_was_posted(register: Register, clock: town.Clock) -> None:
    case_id = relief_course.deciding(register, clock)
    other = ReliefApproval(SPENT.amount_fen - 1)
    assert refused(head(register), relief_decisions.approve_relief, case_id, other) == {
        "relief.as_posted": "amount_fen"
    }
    head(register).do(relief_decisions.approve_relief, case_id, ReliefApproval(SPENT.amount_fen))
    assert state(register, case_id) == "approved"


def test_stages_make_up_the_amount_and_lie_ahead(register: Register, clock: town.Clock) -> None:
    case_id = relief_course.deciding(register, clock)
    day = clock.now.date()
    wrong = (StagePlan(100_000, day - timedelta(days=1)), StagePlan(100_000, day))
    said = ReliefApproval(SPENT.amount_fen, stages=wrong)
    assert refused(head(register), relief_decisions.approve_relief, case_id, said) == {
        "stages.early": "stages",
        "stages.total": "stages",
    }
    right = (StagePlan(141_200, day), StagePlan(100_000, day + timedelta(days=30)))
    head(register).do(
        relief_decisions.approve_relief, case_id, ReliefApproval(SPENT.amount_fen, stages=right)
    )
    rows = register.read(
        lambda s: s.scalars(select(GrantStage.amount_fen).order_by(GrantStage.position)).all()
    )
    assert list(rows) == [141_200, 100_000]


def test_the_rest_may_be_left_unpaid_with_a_reason(register: Register, clock: town.Clock) -> None:
    case_id = relief_course.approved(register, clock)
    assert refused(register, relief_decisions.close_relief, case_id, " ") == {"reason.empty": "reason"}
    register.do(relief_decisions.close_relief, case_id, "申请人去世")
    assert state(register, case_id) == "closed"


def test_a_referral_waits_until_the_application_it_asks_for(register: Register) -> None:
    case_id = relief_course.agreed(register)
    assert refused(register, referrals.refer, case_id, ReferralEntry("", "")) == {
        "target.unknown": "target",
        "note.empty": "note",
    }
    register.do(referrals.refer, case_id, ReferralEntry("allowance", "长期患病，收入低，建议申请低保"))
    again = ReferralEntry("allowance", "再次转介")
    assert refused(register, referrals.refer, case_id, again) == {"referral.open": "target"}
    household = register.read(lambda session: session.get_one(Case, case_id).household_id)
    (waiting,) = register.read(
        lambda s: referrals.open_referrals(s, household_id=household, target="allowance")
    )
    assert "转介最低生活保障" in waiting.sentence
    application = register.do(intake.record_application, replace(FAMILY, household_id=household)).result
    row = register.read(lambda session: session.scalars(select(Referral)).one())
    assert (row.taken_case_id, row.taken_on) == (application, date(2026, 11, 23))


@pytest.mark.usefixtures("funded")
def test_papers_missing_reads_like_the_refusal(register: Register) -> None:
    case_id = relief_course.helped(register)
    said = register.read(lambda s: papers_missing(s, s.get_one(Case, case_id)))
    assert {problem.code for problem in said} == set(refused(register, emergencies.complete_papers, case_id))
