"""People who try to be helped twice, or in another's name: by spelling, phone, account, household, or the clerk's pen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests import town
from tests.office.family import FAMILY, with_person
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE
from tests.office.reserve import reserve_course
from zqdesk.office.across.dossier import of_case
from zqdesk.office.allowance.applying import intake
from zqdesk.office.cases import materials
from zqdesk.office.cases.acts import ending, referrals
from zqdesk.office.cases.acts.deciding import DeliveryRecord, Refusal
from zqdesk.office.cases.acts.referrals import ReferralEntry
from zqdesk.office.relief import decisions as relief_decisions
from zqdesk.office.relief import earlier as relief_looks
from zqdesk.office.relief.applying import emergencies
from zqdesk.office.relief.applying.checks import relief_of
from zqdesk.office.relief.earlier import EarlierRelief, Seen
from zqdesk.office.relief.entries import Agreement, Emergency, ReliefApproval, ReliefDistrictAnswer
from zqdesk.office.relief.file import file_of
from zqdesk.office.relief.payments.disbursing import disburse
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import Case, Material
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.relief.amount import EMERGENCY, Need

TODAY = date(2026, 11, 23)
OTHER = replace(
    FIRE,
    name="王某",
    id_number="",
    phone="13000000009",
    village_id="370114001202",
    address="9号",
    place="",
    cause="illness",
)
"""Another name, phone, village, house and cause: nothing ties it to `FIRE` but who comes to be paid."""
WANG = "370181190002150027"
GROUNDS = Refusal("查明房屋无损", "民发〔2018〕23号第二条", "不属于急难情形")


def problems(register: Register, act: Callable[..., Any], *args: Any) -> dict[str, Problem]:
    """Everything the act refuses, by code."""
    with pytest.raises(Refused) as caught:
        register.do(act, *args)
    return {problem.code: problem for problem in caught.value.problems}


def head(register: Register) -> Register:
    return register.acting_as(town.APPROVER)


def cashier(register: Register) -> Register:
    return register.acting_as(town.CASHIER)


def agree(register: Register, case_id: str, reason: str = "") -> None:
    said = relief_course.told_apart(register, case_id, "", reason) if reason else ()
    head(register).do(relief_decisions.agree_help, case_id, Agreement(100_000, said))


def earlier_of(register: Register, case_id: str) -> tuple[EarlierRelief, ...]:
    case = register.read(lambda session: session.get_one(Case, case_id))
    seen = register.read(relief_looks.seen_of, case)
    return register.read(relief_looks.earlier, seen, register.clock().date())


@pytest.fixture
def paid(register: Register) -> str:
    """张某某 was helped this morning."""
    reserve_course.funded(register)
    return relief_course.helped(register, replace(FIRE, amount_fen=100_000))


@pytest.mark.parametrize(
    "again",
    [
        replace(OTHER, name="张某某", id_number=FIRE.id_number),
        replace(OTHER, name=" 张 某某 ", village_id=FIRE.village_id),
        replace(OTHER, phone=FIRE.phone),
        replace(OTHER, village_id=FIRE.village_id, address=FIRE.address),
    ],
    ids=["number, elsewhere", "name spelt with blanks", "phone", "same house"],
)
def test_the_same_day_under_another_guise(register: Register, paid: str, again: Emergency) -> None:
    second = replace(again, cause="fire")
    case_id = relief_course.emergency(register, replace(second, amount_fen=100_000))
    assert [each.case_id for each in earlier_of(register, case_id)] == [paid]
    assert set(problems(head(register), relief_decisions.agree_help, case_id, Agreement(100_000))) == {
        "relief.repeat"
    }


@pytest.mark.usefixtures("paid")
def test_a_stranger_is_not_taken_for_somebody_else(register: Register) -> None:
    case_id = relief_course.emergency(register, OTHER)
    assert earlier_of(register, case_id) == ()
    agree(register, case_id)


@pytest.mark.usefixtures("paid")
def test_who_draws_money_under_two_names_is_known_by_the_number_they_show(register: Register) -> None:
    """Two cases without an ID number, one hand: the second payment is refused, whatever the cause."""
    case_id = relief_course.emergency(register, OTHER)
    agree(register, case_id)
    same_hand = relief_course.payment(100_000, payee_name="王某", payee_id_number=FIRE.id_number)
    found = problems(cashier(register), disburse, case_id, same_hand)
    assert found["payment.number_taken"].field == "payee_id_number"
    assert "张某某" in found["payment.number_taken"].text
    own = relief_course.payment(100_000, payee_name="王某", payee_id_number=WANG)
    relief_course.pay(register, case_id, own)


@pytest.mark.usefixtures("funded")
def test_one_account_is_not_paid_twice_under_two_names(register: Register) -> None:
    first = relief_course.agreed(register, replace(FIRE, amount_fen=100_000))
    to_account = relief_course.payment(
        100_000, way="transfer", bank_name="示例农商行", account_name="张某某",
        account_number="6222000000000000004", bank_slip="回1",
    )  # fmt: skip
    relief_course.pay(register, first, to_account)
    second = relief_course.agreed(register, replace(OTHER, amount_fen=100_000))
    again = replace(
        to_account,
        payee_name="王某",
        payee_id_number=WANG,
        account_name="王某",
        account_number="6222 0000 0000 0000 004",
        bank_slip="回2",
    )
    assert "word.helped" in problems(cashier(register), disburse, second, again)


@pytest.mark.usefixtures("paid")
def test_with_the_approvers_reason_it_is_paid_all_the_same(register: Register) -> None:
    again = replace(FIRE, situation="夜里复燃，余粮烧毁", amount_fen=100_000)
    case_id = relief_course.emergency(register, again)
    agree(register, case_id, "复燃属实，全家无口粮")
    relief_course.pay(register, case_id, relief_course.payment(100_000))


def test_a_number_entered_after_the_agreement_tells_who_it_was(register: Register, paid: str) -> None:
    """Agreed without a number; the number shows that this very person was helped for the same cause."""
    unknown = replace(FIRE, id_number="", phone="", village_id="370114001202", address="", amount_fen=100_000)
    case_id = relief_course.emergency(register, unknown)
    assert set(problems(head(register), relief_decisions.agree_help, case_id, Agreement(100_000))) == {
        "relief.repeat"
    }
    agree(register, case_id, "名字相同，不在一村")
    named = replace(unknown, id_number=FIRE.id_number, cause="fire")
    register.do(emergencies.correct_relief, case_id, named)
    (earlier,) = earlier_of(register, case_id)
    assert (earlier.case_id, earlier.sure, earlier.same_cause) == (paid, True, True)
    assert "word.helped" in problems(cashier(register), disburse, case_id, relief_course.payment(100_000))
    register.do(ending.withdraw, case_id, "与前一件为同一人")


def test_nobody_is_exchanged_once_the_approver_agreed(register: Register) -> None:
    case_id = relief_course.agreed(register)
    friend = replace(FIRE, name="王某", id_number=WANG)
    found = problems(register, emergencies.correct_relief, case_id, friend)
    assert {code: each.field for code, each in found.items()} == {
        "relief.agreed_name": "name",
        "relief.agreed_number": "id_number",
    }
    register.do(emergencies.correct_relief, case_id, replace(FIRE, situation="住房、粮食、农具烧毁"))


def test_another_approver_learns_of_a_refusal(register: Register) -> None:
    first = relief_course.emergency(register)
    head(register).do(relief_decisions.decline_help, first, GROUNDS)
    told = DeliveryRecord(TODAY, "direct", "张某某", "本人")
    register.do(relief_decisions.deliver_decision, first, told)
    again = relief_course.emergency(register, replace(FIRE, cause="illness"))
    found = problems(head(register), relief_decisions.agree_help, again, Agreement(100_000))
    assert "不予救助" in found["relief.repeat"].text


def test_a_withdrawn_case_asks_for_no_reason(register: Register) -> None:
    first = relief_course.emergency(register)
    register.do(ending.withdraw, first, "登记有误")
    agree(register, relief_course.emergency(register))


@pytest.mark.usefixtures("funded")
def test_an_old_application_paid_lately_still_counts(register: Register, clock: town.Clock) -> None:
    """Registered more than a year ago, approved within the year."""
    first = relief_course.approved(register, clock)
    case = register.read(lambda session: session.get_one(Case, first))
    seen = register.read(relief_looks.seen_of, case)
    anyone = Seen(household_id=seen.household_id)
    late = clock.now.date().replace(year=2027)
    assert [each.case_id for each in register.read(relief_looks.earlier, anyone, late)] == [first]
    register.do(relief_decisions.close_relief, first, "申请人不再需要")
    month_after = late.replace(month=12, day=31)
    assert register.read(relief_looks.earlier, anyone, month_after) == ()


def test_while_typing_numbers_are_read_as_they_are_kept(register: Register, paid: str) -> None:
    need = Need(EMERGENCY, "fire", "medium", 1, "rural")
    for typed in (
        Seen(phone="130 0000 0000"),
        Seen(id_number="370114 19000101 0014"),
        Seen(name="张　某某", village_id=FIRE.village_id),
    ):
        beside = register.read(relief_looks.beside, need, typed, TODAY)
        assert [each.case_id for each in beside.earlier] == [paid], typed


def test_who_is_no_member_yet_comes_back_to_the_same_household(register: Register, paid: str) -> None:
    again = relief_course.emergency(register, replace(FIRE, cause="illness"))
    homes = register.read(
        lambda s: s.scalars(select(Case.household_id).where(Case.id.in_([paid, again])).distinct()).all()
    )
    assert len(homes) == 1


def test_everybody_of_the_household_waits_with_it(register: Register) -> None:
    """A second member of a household whose emergency waits is told of it."""
    case_id = relief_course.household(register)
    family = register.read(relief_looks.seen_of, register.read(lambda s: s.get_one(Case, case_id)))
    assert len(family.person_ids) == 3
    second = replace(OTHER, id_number=WANG)
    assert set(problems(register, emergencies.register_emergency, second)) == {"relief.waiting"}


def test_the_dead_are_not_helped(register: Register) -> None:
    home = register.do(town.add_household, "张某某", FIRE.id_number).result
    register.do(_bury, home.head_id)
    found = problems(register, emergencies.register_emergency, FIRE)
    assert found["person.dead"].field == "id_number"


def test_nobody_agrees_to_help_their_own_family(register: Register) -> None:
    case_id = relief_course.emergency(register, replace(FIRE, name=town.APPROVER.name))
    assert set(problems(head(register), relief_decisions.agree_help, case_id, Agreement(100_000))) == {
        "duty.own_family"
    }


@pytest.mark.usefixtures("funded")
def test_a_payer_never_approves_whatever_roles_they_hold(register: Register) -> None:
    """Also where the payment did not move the case, as the second of two does."""
    case_id = relief_course.agreed(register, FIRE)
    relief_course.pay(register, case_id, relief_course.payment(100_000))
    relief_course.pay(register, case_id, relief_course.payment(200_000))
    relief_course.complete_papers(register, case_id)
    both = replace(town.CASHIER, roles=frozenset({"cashier", "approver"}))
    refused = problems(
        register.acting_as(both), relief_decisions.approve_relief, case_id, ReliefApproval(300_000)
    )
    assert set(refused) == {"duty.cashier"}


@pytest.mark.usefixtures("funded")
def test_who_agreed_never_pays(register: Register) -> None:
    case_id = relief_course.agreed(register)
    both = replace(town.APPROVER, roles=frozenset({"cashier", "approver"}))
    assert "duty.approver" in problems(register.acting_as(both), disburse, case_id, relief_course.payment())


def test_an_emergency_leaves_the_household_where_it_lives(register: Register) -> None:
    """A fire in another village moves nobody; where it was is kept in words."""
    home = register.do(town.add_household, "张某某", FIRE.id_number).result
    away = replace(FIRE, village_id="370114001202", address="3号", place="", amount_reason="另有二人")
    case_id = relief_course.emergency(register, away)
    stored = register.read(lambda session: session.get_one(Household, home.id))
    assert (stored.village_id, stored.address) == ("370114001201", "7号")
    assert register.read(relief_of, case_id).place == "示例西村3号"


def test_a_household_only_relief_knows_is_corrected(register: Register) -> None:
    case_id = relief_course.emergency(register)
    moved = replace(FIRE, village_id="370114001001", address="8号", standard_kind="urban")
    register.do(emergencies.correct_relief, case_id, moved)
    again = register.read(emergencies.emergency_of, case_id)
    assert (again.village_id, again.address, again.standard_kind) == ("370114001001", "8号", "urban")


def test_a_promise_stands_for_no_signature(register: Register, paid: str) -> None:
    rows = register.read(lambda s: s.scalars(select(Material).where(Material.case_id == paid)).all())
    slip = next(row for row in rows if row.title.startswith("签字盖章"))
    assert set(problems(register, materials.set_material, paid, slip.id, "promise")) == {"material.signed"}


@pytest.mark.usefixtures("funded")
def test_who_has_no_number_brings_another_proof(register: Register) -> None:
    stranger = replace(OTHER, applicant_class="outsider", amount_fen=80_000)
    case_id = relief_course.agreed(register, stranger)
    relief_course.pay(register, case_id, relief_course.payment(80_000, payee_name="王某", payee_id_number=""))
    assert "派出所" in problems(register, emergencies.complete_papers, case_id)["papers.id_number"].text
    relief_course.complete_papers(register, case_id)


def sent_to_district(register: Register, case_id: str) -> None:
    """More than the town may decide: its papers complete, the case waits for the district."""
    register.do(emergencies.correct_relief, case_id, replace(FIRE, amount_fen=400_000))
    relief_course.complete_papers(register, case_id)
    register.do(relief_decisions.send_to_district, case_id)


def test_the_district_paying_itself_leaves_nothing_to_pay_here(register: Register, paid: str) -> None:
    sent_to_district(register, paid)
    said = ReliefDistrictAnswer(TODAY, "confirm", "章民救〔2026〕9号", 400_000, "district")
    register.do(relief_decisions.record_district_answer, paid, said)
    grant = register.read(relief_looks.earlier, Seen(id_number=FIRE.id_number), TODAY)
    assert [(each.granted_fen, each.paid_fen, each.state) for each in grant] == [(100_000, 100_000, "closed")]
    with pytest.raises(Refused):
        relief_course.pay(register, paid, relief_course.payment(100))


def test_what_the_town_agreed_to_outlives_the_answer(register: Register, paid: str) -> None:
    sent_to_district(register, paid)
    said = ReliefDistrictAnswer(TODAY, "confirm", "章民救〔2026〕9号", 500_000, "reserve")
    register.do(relief_decisions.record_district_answer, paid, said)
    file = file_of(register.read(of_case, paid, TODAY))
    assert (file.agreed_fen, file.granted_fen) == (100_000, 500_000)


def test_papers_returned_by_the_district_are_open_again(register: Register, paid: str) -> None:
    sent_to_district(register, paid)
    back = ReliefDistrictAnswer(TODAY, "return", text="缺少消防证明")
    assert register.do(relief_decisions.record_district_answer, paid, back).result is None
    assert register.read(relief_of, paid).papers_ready_on is None
    assert register.read(lambda s: s.get_one(Case, paid).state) == "helped"


def test_more_than_the_rule_without_the_clerks_reason_is_said_at_the_amount(register: Register) -> None:
    one = replace(FIRE, person_count=1, degree="light", amount_fen=80_000)
    case_id = relief_course.emergency(register, one)
    found = problems(head(register), relief_decisions.agree_help, case_id, Agreement(90_000))
    assert found["relief.amount_reason"].field == "amount_fen"


def test_a_family_may_only_be_sent_on(register: Register) -> None:
    """No money, a note to the other side, and the application found by the person, not the household."""
    sent = replace(FIRE, form="referral", amount_fen=0)
    case_id = relief_course.emergency(register, sent)
    assert "relief.amount" in problems(head(register), relief_decisions.agree_help, case_id, Agreement(0))
    register.do(referrals.refer, case_id, ReferralEntry("allowance", "长期患病，建议申请低保"))
    register.do(ending.withdraw, case_id, "已转介申请低保")
    applicant = with_person(FAMILY, 0, name="张某某", id_number=FIRE.id_number)
    register.do(intake.record_application, applicant)
    assert register.read(referrals.open_referrals) == ()


def _bury(work: Work, person_id: str) -> None:
    work.session.get_one(Person, person_id).died_on = date(2026, 11, 1)
