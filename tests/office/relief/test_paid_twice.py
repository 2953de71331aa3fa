"""What somebody tries who means to be paid twice, to be paid for another, or to make a payment disappear."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests import town
from tests.office.family import refused
from tests.office.relief import relief_course
from tests.office.relief.relief_course import BY_TRANSFER, FIRE, SPENT, pay_refused, payment
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.cases.acts import verification
from zqdesk.office.relief.entries import ReliefApproval, StagePlan
from zqdesk.office.relief.payments import disbursing
from zqdesk.office.relief.payments.correcting import RefundEntry, refund, reverse
from zqdesk.office.relief.payments.proposal import proposal
from zqdesk.office.reserve.ledger import journal
from zqdesk.office.reserve.moves import OpeningBalance, open_reserve
from zqdesk.office.reserve.paying import settling
from zqdesk.office.reserve.paying.payments import payable, unsettled
from zqdesk.office.reserve.paying.settling import Batch, Replenishment, RequestEntry, SettlementAnswer
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import CaseMember
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.relief import GrantStage
from zqdesk.records.tables.reserve import Disbursement, Entry, Refund

OTHER_NUMBER = "370181190002150027"
BACK = RefundEntry(100_000, "张某某", "多发")
TO_ACCOUNT = payment(**BY_TRANSFER)
BY_PROXY: dict[str, Any] = {
    "proxy_name": "孙某某",
    "proxy_id_number": OTHER_NUMBER,
    "proxy_relation": "邻居",
}


@pytest.fixture
def case_id(register: Register, funded: Reserve) -> str:  # noqa: ARG001 - the money must be there
    return relief_course.agreed(register)


def kept(funded: Reserve, paid: str) -> Disbursement:
    return funded.register.read(lambda session: session.get_one(Disbursement, paid))


def entry_of_refund(funded: Reserve) -> str:
    query = select(Refund.entry_id).order_by(Refund.id)
    return str(funded.register.read(lambda session: session.scalars(query).first()))


def test_another_persons_number_is_not_the_payees(funded: Reserve, case_id: str) -> None:
    said = payment(payee_id_number=OTHER_NUMBER)
    assert pay_refused(funded, case_id, said) == {"payment.id_differs": "payee_id_number"}


def test_a_number_on_record_is_kept_where_none_was_typed(funded: Reserve, case_id: str) -> None:
    paid = relief_course.pay(funded.register, case_id, payment(payee_id_number=""))
    assert kept(funded, paid).payee_id_number == FIRE.id_number


def test_somebody_without_papers_is_helped_first_all_the_same(funded: Reserve) -> None:
    unknown = relief_course.agreed(funded.register, replace(FIRE, id_number="", phone=""))
    paid = relief_course.pay(funded.register, unknown, payment(payee_id_number="", payee_phone=""))
    assert kept(funded, paid).payee_id_number == ""


def test_who_was_approved_at_leisure_is_known_by_number_and_phone(funded: Reserve, clock: town.Clock) -> None:
    case = relief_course.approved(funded.register, clock)
    shown = funded.register.read(proposal, case, town.CASHIER.id, town.DESK_ID, clock.now.date()).payment
    said = replace(shown, payee_id_number="", payee_phone="", way="cash", second_payer=town.CLERK.name)
    assert pay_refused(funded, case, said) == {
        "payment.id_number": "payee_id_number",
        "payment.phone": "payee_phone",
    }


def test_the_dead_are_not_paid(funded: Reserve, case_id: str) -> None:
    def die(work: Work) -> None:
        query = select(Person).join(CaseMember, CaseMember.person_id == Person.id)
        work.session.scalars(query.where(CaseMember.case_id == case_id)).one().died_on = date(2026, 11, 22)

    funded.register.do(die)
    assert pay_refused(funded, case_id, payment()) == {"payment.died": "payee_name"}
    assert pay_refused(funded, case_id, payment(**BY_PROXY)) == {"payment.died": "payee_name"}


def test_who_stands_by_is_not_who_is_paid(funded: Reserve) -> None:
    own = relief_course.agreed(funded.register, replace(FIRE, name=town.SECOND_CLERK.name))
    said = payment(payee_name=town.SECOND_CLERK.name, second_payer=town.SECOND_CLERK.name)
    assert pay_refused(funded, own, said) == {"payment.witness": "second_payer"}


def test_nobody_who_handled_the_case_is_a_proxy(funded: Reserve, case_id: str) -> None:
    visitor = funded.register.acting_as(town.SECOND_CLERK)
    visit = verification.VisitRecord(date(2026, 11, 23), ("赵小某", "孙某"), present_name="张某某")
    visitor.do(verification.visit_home, case_id, visit)
    relief_course.pay(funded.register, case_id, payment(1))
    for name in (town.SECOND_CLERK.name, f" {town.SECOND_CLERK.name} ", town.APPROVER.name):
        said = payment(1, **(BY_PROXY | {"proxy_name": name}))
        assert pay_refused(funded, case_id, said)["proxy.staff"] == "proxy_name"
    itself = payment(1, **(BY_PROXY | {"proxy_id_number": FIRE.id_number}))
    assert pay_refused(funded, case_id, itself) == {
        "proxy.payee": "proxy_id_number",
        "payment.number_taken": "proxy_id_number",
    }


def test_what_was_typed_of_a_proxy_and_struck_out_again_is_not_kept(funded: Reserve, case_id: str) -> None:
    paid = relief_course.pay(funded.register, case_id, payment(**(BY_PROXY | {"proxy_name": " "})))
    row = kept(funded, paid)
    assert (row.proxy_name, row.proxy_id_number, row.proxy_relation) == ("", "", "")


def test_an_account_belongs_to_the_family_or_to_a_named_proxy(funded: Reserve, case_id: str) -> None:
    for holder in (town.CASHIER.name, town.APPROVER.name, "孙某某"):
        said = replace(TO_ACCOUNT, account_name=holder)
        assert pay_refused(funded, case_id, said) == {"payment.account": "account_name"}
    named = replace(TO_ACCOUNT, account_name=town.CASHIER.name, **BY_PROXY)
    assert pay_refused(funded, case_id, named) == {"payment.account": "account_name"}
    paid = relief_course.pay(funded.register, case_id, replace(TO_ACCOUNT, account_name="孙某某", **BY_PROXY))
    assert (kept(funded, paid).account_name, kept(funded, paid).second_payer) == ("孙某某", "")


def test_an_account_that_fails_luhn_is_paid_all_the_same(funded: Reserve, case_id: str) -> None:
    said = replace(TO_ACCOUNT, account_number="6222 0000 0000 0000 005")
    paid = relief_course.pay(funded.register, case_id, said)
    assert kept(funded, paid).account_number == "6222000000000000005"
    assert pay_refused(funded, relief_course.agreed(funded.register, STRANGER), replace(
        TO_ACCOUNT, payee_name="李某某", payee_id_number=OTHER_NUMBER, account_name="李某某", account_number="62"
    )) == {"bank_card.form": "account_number"}  # fmt: skip


STRANGER = replace(FIRE, name="李某某", id_number=OTHER_NUMBER, phone="13000000001", address="9号")


def test_everything_wrong_is_said_at_once(funded: Reserve, case_id: str) -> None:
    elsewhere = replace(funded.cashier, desk_id="d9" * 16)
    said = payment(300_001, payee_name="别家某", second_payer="", sign_kind="nod", stage_id="x")
    assert refused(elsewhere, disbursing.disburse, case_id, said) == {
        "payment.above_grant": "amount_fen",
        "payment.stage": "stage_id",
        "payment.payee": "payee_name",
        "sign_kind.unknown": "sign_kind",
        "payment.witness": "second_payer",
        "payment.float": "way",
    }


def test_a_refund_paid_out_again_is_not_undone(funded: Reserve, case_id: str) -> None:
    paid = relief_course.pay(funded.register, case_id)
    funded.cashier.do(refund, paid, BACK)
    again = relief_course.pay(funded.register, case_id, payment(100_000))
    back = entry_of_refund(funded)
    assert refused(funded.approver, reverse, back, "退回记错") == {"reversal.paid_again": ""}
    funded.approver.do(reverse, kept(funded, again).entry_id, "付错")
    funded.approver.do(reverse, back, "退回记错")
    assert funded.register.read(journal.balances)["unsettled"] == 300_000
    assert pay_refused(funded, case_id, payment(1)) == {"payment.above_grant": "amount_fen"}


def test_a_refund_a_batch_counts_on_is_not_undone(funded: Reserve, clock: town.Clock) -> None:
    relief_course.closed(funded.register)
    (row,) = funded.register.read(unsettled)
    funded.cashier.do(refund, row.disbursement_id, BACK)
    batch = funded.cashier.do(settling.submit_settlement, Batch((row.disbursement_id,))).result
    back = entry_of_refund(funded)
    assert refused(funded.approver, reverse, back, "退回记错") == {"reversal.settling": ""}
    said = SettlementAnswer(clock.now.date(), "区核1号")
    funded.cashier.do(settling.record_settlement_answer, batch, said)
    assert refused(funded.approver, reverse, back, "退回记错") == {"reversal.settling": ""}
    held = funded.register.read(journal.balances)
    assert (held["unsettled"], held["settled"]) == (0, 200_000)


def test_a_refund_of_a_stage_paid_again_is_not_undone(funded: Reserve, clock: town.Clock) -> None:
    day = clock.now.date() + timedelta(days=8)
    plan = (StagePlan(141_200, day), StagePlan(100_000, day + timedelta(days=30)))
    case = relief_course.approved(funded.register, clock, ReliefApproval(SPENT.amount_fen, stages=plan))
    first = funded.register.read(
        lambda s: s.scalars(select(GrantStage.id).order_by(GrantStage.position)).first()
    )
    shown = funded.register.read(proposal, case, town.CASHIER.id, town.DESK_ID, clock.now.date()).payment
    said = replace(shown, way="cash", stage_id=str(first), second_payer=town.CLERK.name)
    paid = relief_course.pay(funded.register, case, said)
    funded.cashier.do(refund, paid, BACK)
    (row,) = funded.register.read(payable)
    assert row.next_on == day, "the stage is due again"
    relief_course.pay(funded.register, case, replace(said, amount_fen=100_000))
    assert refused(funded.approver, reverse, entry_of_refund(funded), "记错") == {"reversal.paid_again": ""}


def test_what_the_old_books_left_is_not_taken_from_under_a_batch(register: Register) -> None:
    funded = reserve_course.opened(register)
    funded.cashier.do(open_reserve, OpeningBalance(1_000_000, 0, 250_000, 0, "2026年10月31日对账单"))
    batch = funded.cashier.do(settling.submit_settlement, Batch((), 200_000)).result
    opening = register.read(lambda s: s.scalars(select(Entry.id).where(Entry.debit == "unsettled")).one())
    assert refused(funded.approver, reverse, opening, "期初录错") == {"reversal.settling": ""}
    funded.cashier.do(settling.withdraw_settlement, batch, "期初录错")
    funded.approver.do(reverse, opening, "期初录错")


def test_the_districts_money_is_booked_once(funded: Reserve, clock: town.Clock) -> None:
    relief_course.closed(funded.register)
    (row,) = funded.register.read(unsettled)
    day = clock.now.date()
    batch = funded.cashier.do(settling.submit_settlement, Batch((row.disbursement_id,))).result
    funded.cashier.do(settling.record_settlement_answer, batch, SettlementAnswer(day, "区核1号"))
    asked = funded.cashier.do(settling.request_replenishment, RequestEntry(300_000, "补足定额")).result
    arrived = Replenishment(100_000, "区拨1号", day, "电汇01", request_id=asked)
    booked = funded.cashier.do(settling.record_replenishment, arrived).result
    again = replace(arrived, request_id="")
    assert refused(funded.cashier, settling.record_replenishment, again) == {"word.double": "notice_number"}
    funded.approver.do(reverse, booked, "金额录错")
    assert [each.id for each in funded.register.read(settling.open_requests)] == [asked], "open again"
    funded.cashier.do(settling.record_replenishment, replace(arrived, amount_fen=300_000))
    assert funded.register.read(settling.open_requests) == ()


def test_a_receipt_that_was_never_printed_is_not_settled(funded: Reserve, clock: town.Clock) -> None:
    case = relief_course.approved(funded.register, clock)
    shown = funded.register.read(proposal, case, town.CASHIER.id, town.DESK_ID, clock.now.date()).payment
    paid = relief_course.pay(funded.register, case, replace(shown, way="cash", second_payer=town.CLERK.name))
    (row,) = funded.register.read(unsettled)
    assert row.why_not == "领款单还没有打印签字"
    assert refused(funded.cashier, settling.submit_settlement, Batch((paid,))) == {
        "settlement.not_ready": "disbursement_ids"
    }
    relief_course.issue(funded.register, case, "receipt", paid)
    funded.cashier.do(settling.submit_settlement, Batch((paid,)))
