"""An application for relief from the draft to the last stage; and where money that comes back leaves a case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import town
from tests.office import family
from tests.office.family import FAMILY, with_line
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE, SPENT
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.cases import materials
from zqdesk.office.cases.acts import ending, notices, supplement, verification
from zqdesk.office.cases.acts.deciding import DeliveryRecord, Refusal
from zqdesk.office.cases.acts.notices import ObjectionRecord, Posting
from zqdesk.office.cases.acts.supplement import SupplementItem
from zqdesk.office.cases.acts.verification import VisitRecord
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.cases.looks.assessing import parameters_for
from zqdesk.office.cases.looks.limits import dues, starts_of
from zqdesk.office.hall import parameters
from zqdesk.office.hall.parameters import ParameterEntry
from zqdesk.office.relief import decisions as relief_decisions
from zqdesk.office.relief.applying import applications
from zqdesk.office.relief.applying.checks import grant_of, relief_of
from zqdesk.office.relief.entries import (
    ReliefApplication,
    ReliefApproval,
    ReliefDistrictAnswer,
    ReliefFacts,
    ReliefProposal,
    StagePlan,
)
from zqdesk.office.relief.payments import correcting
from zqdesk.office.relief.payments.correcting import RefundEntry
from zqdesk.records.parameters import calendar
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import Case, Material
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.relief import GrantStage
from zqdesk.records.tables.reserve import Disbursement, Refund
from zqdesk.records.tables.steps import Decision, Opinion, PublicNotice, RollEntry, SupplementNotice
from zqdesk.rules.problem import Refused

TODAY = date(2026, 11, 23)
YES = ReliefProposal(agreed=True, amount_fen=SPENT.amount_fen)
VISIT = VisitRecord(TODAY, ("王小某", "孙某"), present_name="李某")
GROUNDS = Refusal("医疗支出已全部报销", "民发〔2018〕23号第二条", "不属于支出型困难")


def problems(register: Register, act: Callable[..., Any], *args: Any) -> dict[str, str]:
    """Everything the act refuses: code → field."""
    with pytest.raises(Refused) as caught:
        register.do(act, *args)
    return {problem.code: problem.field for problem in caught.value.problems}


def head(register: Register) -> Register:
    return register.acting_as(town.APPROVER)


def state(register: Register, case_id: str) -> str:
    return str(register.read(lambda session: session.get_one(Case, case_id).state))


def record(register: Register, entry: Application = FAMILY, **facts: Any) -> str:
    """A draft with all its papers."""
    said = ReliefApplication(entry, replace(SPENT, **facts))
    case_id = register.do(applications.record_relief, said).result
    for row in register.read(lambda s: s.scalars(select(Material).where(Material.case_id == case_id)).all()):
        register.do(materials.set_material, case_id, row.id, "have")
    return case_id


def test_a_draft_may_lack_anything_and_is_corrected(register: Register) -> None:
    bare = ReliefApplication(FAMILY, ReliefFacts(cause="medical"))
    case_id = register.do(applications.record_relief, bare).result
    register.do(applications.correct_relief, case_id, bare)
    assert register.read(relief_of, case_id).happened_on == TODAY
    asked = {
        "facts.situation.empty", "relief.amount", "facts.applicant_class.unknown", "material.missing",
        "happened_on.empty",
    }  # fmt: skip
    assert asked - {"happened_on.empty"} <= set(problems(register, applications.accept_relief, case_id))


def test_what_was_missing_is_told_once_and_then_brought(register: Register) -> None:
    case_id = register.do(applications.record_relief, ReliefApplication(FAMILY, SPENT)).result
    missing = register.read(supplement.missing_items, case_id)
    assert "医疗费用结算单（含报销）" in {item.title for item in missing}
    one = (SupplementItem(missing[0].title, missing[0].code),)
    assert "supplement.once" in problems(register, supplement.tell_supplement, case_id, one, "张某")
    register.do(supplement.tell_supplement, case_id, missing, "张某")
    for row in register.read(lambda s: s.scalars(select(Material).where(Material.case_id == case_id)).all()):
        register.do(materials.set_material, case_id, row.id, "have")
    register.do(applications.accept_relief, case_id)
    told = register.read(lambda session: session.scalars(select(SupplementNotice)).one())
    assert told.completed_on == TODAY


def test_who_counts_elsewhere_is_not_taken_in(register: Register) -> None:
    other = register.do(town.add_household, "张某", family.HUSBAND).result
    case_id = record(register)
    assert problems(register, applications.accept_relief, case_id) == {
        "person.other_household": "members.0.person.id_number"
    }
    assert register.read(lambda s: s.get_one(Household, other.id).head_id)


def test_one_application_of_a_household_at_a_time(register: Register) -> None:
    first = record(register)
    register.do(applications.accept_relief, first)
    home = register.read(lambda s: s.get_one(Case, first).household_id)
    second = record(register, replace(FAMILY, household_id=home), cause="education")
    assert problems(register, applications.accept_relief, second) == {"household.open_case": "members"}


def test_nobody_calls_themselves_poor_for_nothing(register: Register) -> None:
    case_id = record(register, applicant_class="allowance", person_count=4)
    assert problems(register, applications.accept_relief, case_id) == {
        "relief.not_on_roll": "facts.applicant_class",
        "relief.too_many": "facts.person_count",
    }


def test_a_household_on_the_roll_stays_as_the_roll_has_it(register: Register) -> None:
    """Relief for two of three: the third still lives there, and the allowance's account is the allowance's."""
    home = register.do(_on_roll).result
    two = with_line(replace(FAMILY, members=FAMILY.members[:2]), 0, incomes=())
    entry = replace(two, household_id=home, account_number="6222000000000000012", village_id="370114001202")
    case_id = record(register, entry, applicant_class="allowance")
    register.do(applications.accept_relief, case_id)
    stored = register.read(lambda s: s.get_one(Household, home))
    assert (stored.village_id, stored.account_number) == ("370114001201", "6222000000000000004")
    left = register.read(lambda s: s.scalars(select(Membership.left_on)).all())
    assert list(left) == [None, None, None]


def test_an_objection_leads_to_a_new_opinion_and_a_new_notice(register: Register, clock: town.Clock) -> None:
    case_id = relief_course.proposed(register)
    register.do(notices.post_notice, case_id, Posting("村务公开栏", TODAY, "王小某"))
    clock.forward(days=2)
    day = clock.now.date()
    register.do(notices.record_objection, case_id, ObjectionRecord(day, "", "", "家中有车"))
    assert "opinion.objection" in problems(register, relief_decisions.propose_relief, case_id, YES)
    register.do(verification.visit_home, case_id, replace(VISIT, visited_on=day))
    register.do(relief_decisions.propose_relief, case_id, replace(YES, text="车辆系邻居所有"))
    register.do(notices.post_notice, case_id, Posting("村务公开栏", day, "王小某"))
    rounds = register.read(lambda s: s.scalars(select(PublicNotice).order_by(PublicNotice.round)).all())
    assert [(row.round, row.result, row.to_on) for row in rounds] == [
        (1, "objected", TODAY + timedelta(days=7)),
        (2, "", day + timedelta(days=7)),
    ]
    assert rounds[0].number != rounds[1].number
    clock.forward(days=7)
    assert "notice.running" in problems(register, notices.close_notice, case_id)
    clock.forward(days=1)
    register.do(notices.close_notice, case_id)
    head(register).do(relief_decisions.approve_relief, case_id, ReliefApproval(SPENT.amount_fen))


def test_a_refused_application_is_told_in_writing(register: Register, clock: town.Clock) -> None:
    case_id = relief_course.deciding(register, clock)
    head(register).do(relief_decisions.refuse_relief, case_id, GROUNDS)
    decision = register.read(lambda s: s.scalars(select(Decision)).one())
    assert (decision.result, decision.allowance_fen, decision.article) == ("refuse", 0, GROUNDS.article)
    told = DeliveryRecord(clock.now.date(), "direct", "张某", "本人")
    register.do(relief_decisions.deliver_decision, case_id, told)
    assert state(register, case_id) == "refused_told"
    assert register.read(grant_of, case_id) is None


def test_an_opinion_against_goes_to_the_approver_unposted(register: Register) -> None:
    case_id = record(register)
    register.do(applications.accept_relief, case_id)
    register.do(verification.request_cross_check, case_id)
    register.do(verification.record_cross_check, case_id, verification.CrossCheckResult(TODAY, "fits"))
    register.do(verification.visit_home, case_id, VISIT)
    no = ReliefProposal(agreed=False)
    assert problems(register, relief_decisions.propose_relief, case_id, no) == {"text.empty": "text"}
    register.do(relief_decisions.propose_relief, case_id, replace(no, text="支出已报销"))
    assert state(register, case_id) == "deciding"
    assert problems(
        head(register), relief_decisions.approve_relief, case_id, ReliefApproval(SPENT.amount_fen)
    ) == {"confirmation.opinion": "reopen_verification"}
    head(register).do(ending.reopen_verification, case_id, "请再次核实支出")
    assert state(register, case_id) == "verifying"
    assert register.read(lambda s: s.scalars(select(Opinion.allowance_fen)).one()) == 0


def test_above_the_ceiling_an_application_goes_to_the_district(register: Register, clock: town.Clock) -> None:
    big = replace(SPENT, degree="severe", amount_fen=500_000)
    case_id = relief_course.deciding(register, clock, big)
    day = clock.now.date()
    assert "relief.ceiling" in problems(
        head(register), relief_decisions.approve_relief, case_id, ReliefApproval(500_000)
    )
    register.do(relief_decisions.send_to_district, case_id)
    incomplete = ReliefDistrictAnswer(day, "confirm")
    assert problems(register, relief_decisions.record_district_answer, case_id, incomplete) == {
        "document_number.empty": "document_number",
        "relief.amount": "amount_fen",
    }
    said = ReliefDistrictAnswer(day, "confirm", "章民救〔2026〕9号", 480_000, "reserve")
    register.do(relief_decisions.record_district_answer, case_id, said)
    grant, decision = register.read(lambda s: (grant_of(s, case_id), s.scalars(select(Decision)).one()))
    assert grant is not None
    assert (grant.amount_fen, grant.agreed_by_id, grant.confirmed_on) == (480_000, None, day)
    assert (decision.authority, decision.allowance_fen) == ("district", 480_000)
    assert state(register, case_id) == "approved"


def test_the_longer_limit_is_longer(register: Register) -> None:
    case_id = relief_course.application(register)
    register.do(applications.accept_relief, case_id)
    before = _decide_by(register, case_id)
    head(register).do(verification.extend_limit, case_id, "cross_area", "跨省核对支出")
    assert _decide_by(register, case_id) > before


@pytest.mark.usefixtures("funded")
def test_stages_of_an_emergency_make_up_what_is_left(register: Register) -> None:
    case_id = relief_course.papers_ready(register, replace(FIRE, amount_fen=100_000))
    whole = ReliefApproval(300_000, stages=(StagePlan(300_000, TODAY),))
    assert problems(head(register), relief_decisions.approve_relief, case_id, whole) == {
        "stages.total": "stages"
    }
    parts = (StagePlan(120_000, TODAY), StagePlan(80_000, TODAY + timedelta(days=30)))
    head(register).do(relief_decisions.approve_relief, case_id, replace(whole, stages=parts))
    first = register.read(lambda s: s.scalars(select(GrantStage.id).order_by(GrantStage.position)).first())
    relief_course.pay(register, case_id, relief_course.payment(120_000, stage_id=first))
    assert state(register, case_id) == "approved"


def test_money_that_came_back_may_be_paid_again(funded: Reserve, register: Register) -> None:
    case_id = relief_course.helped(register)
    _refund(funded, 300_000)
    assert state(register, case_id) == "agreed", "all came back: nobody was helped yet"
    relief_course.pay(register, case_id)
    assert state(register, case_id) == "helped"


def test_a_rest_given_up_stays_given_up(funded: Reserve, register: Register, clock: town.Clock) -> None:
    case_id = relief_course.approved(register, clock)
    paid = _pay_zhang(register, case_id, 100_000)
    register.do(relief_decisions.close_relief, case_id, "申请人自愿放弃其余部分")
    _refund(funded, 40_000)
    assert state(register, case_id) == "closed", "money given back is not to be paid again"
    back = register.read(lambda s: s.scalars(select(Refund.entry_id)).one())
    funded.approver.do(correcting.reverse, back, "误记")
    assert state(register, case_id) == "closed"
    entry = register.read(lambda s: s.get_one(Disbursement, paid).entry_id)
    funded.approver.do(correcting.reverse, entry, "付错了人")
    assert state(register, case_id) == "approved", "a wrong payment has to be funded anew"


def test_a_full_payment_that_bounced_is_paid_again(
    funded: Reserve, register: Register, clock: town.Clock
) -> None:
    case_id = relief_course.approved(register, clock)
    _pay_zhang(register, case_id, SPENT.amount_fen)
    assert state(register, case_id) == "closed"
    _refund(funded, SPENT.amount_fen)
    assert state(register, case_id) == "approved"
    _pay_zhang(register, case_id, SPENT.amount_fen)
    assert state(register, case_id) == "closed"


def test_a_recovery_undone_is_to_recover_again(funded: Reserve, register: Register) -> None:
    case_id = relief_course.papers_ready(register)
    head(register).do(relief_decisions.refuse_relief, case_id, GROUNDS)
    _refund(funded, 300_000)
    funded.cashier.do(relief_decisions.close_recovery, case_id)
    back = register.read(lambda s: s.scalars(select(Refund.entry_id)).one())
    funded.approver.do(correcting.reverse, back, "收到的是假币，退款不成立")
    assert state(register, case_id) == "recovering"
    assert problems(funded.cashier, relief_decisions.close_recovery, case_id) == {"relief.recovery": ""}


def test_a_visit_is_never_before_the_emergency(register: Register) -> None:
    case_id = relief_course.agreed(register)
    early = replace(VISIT, visited_on=TODAY - timedelta(days=1))
    assert "visited_on.early" in problems(register, verification.visit_home, case_id, early)
    register.do(verification.visit_home, case_id, VISIT)


def test_where_the_district_decides_the_town_neither_approves_nor_refuses(
    register: Register, clock: town.Clock
) -> None:
    register.acting_as(town.ADMINISTRATOR).do(
        parameters.record_parameter,
        ParameterEntry(
            "delegation.relief", "district", date(2026, 11, 1), date(2026, 10, 20), "章政发〔2026〕1号"
        ),
    )
    case_id = relief_course.deciding(register, clock)
    for act, said in (
        (relief_decisions.approve_relief, ReliefApproval(SPENT.amount_fen)),
        (relief_decisions.refuse_relief, GROUNDS),
    ):
        assert problems(head(register), act, case_id, said) == {"decision.authority": "send_to_district"}
    register.do(relief_decisions.send_to_district, case_id)


def _decide_by(register: Register, case_id: str) -> date:
    def look(session: Session) -> date:
        case = session.get_one(Case, case_id)
        values = parameters_for(session, case, TODAY)
        running = dues(case, starts_of(session, case), values, calendar(session))
        return next(due.on for due in running if due.clock.id == "decide")

    return register.read(look)


def _refund(made: reserve_course.Reserve, amount_fen: int) -> None:
    latest = select(Disbursement.id).order_by(Disbursement.id.desc()).limit(1)
    last = made.register.read(lambda s: s.scalars(latest).one())
    made.cashier.do(correcting.refund, last, RefundEntry(amount_fen, "张某", "退回"))


def _pay_zhang(register: Register, case_id: str, amount_fen: int) -> str:
    said = relief_course.payment(
        amount_fen, payee_name="张某", payee_id_number=family.HUSBAND, payee_phone="13000000001"
    )
    return relief_course.pay(register, case_id, said)


def _on_roll(work: Work) -> str:
    people = [
        Person(name=name, id_number=number)
        for name, number in (("张某", family.HUSBAND), ("李某", family.WIFE), ("张小某", family.SON))
    ]
    home = Household(
        head_id=people[0].id, village_id="370114001201", village_name="示例东村", address="7号",
        bank_name="示例农村商业银行", account_name="张某", account_number="6222000000000000004",
    )  # fmt: skip
    old = Case(
        programme="allowance", kind="application", state="on_roll", household_id=home.id,
        applicant_id=people[0].id, clerk_id=town.CLERK.id, applied_on=date(2025, 1, 6),
    )  # fmt: skip
    work.session.add_all([*people, home])
    work.session.flush()
    work.session.add(old)
    work.session.flush()
    relations = ("01", "10", "20")
    work.session.add_all(
        [
            *(
                Membership(household_id=home.id, person_id=person.id, relation=relation)
                for person, relation in zip(people, relations, strict=True)
            ),
            RollEntry(
                household_id=home.id,
                case_id=old.id,
                from_month="2025-03",
                allowance_fen=90_000,
                person_count=3,
            ),
        ]
    )
    return home.id
