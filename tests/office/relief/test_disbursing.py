"""Paying relief: one approval behind each payment, one receipt for it, never twice, never to the wrong hand."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests import town
from tests.office.family import refused
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE, SPENT, pay_refused, payment
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.relief.entries import ReliefApproval, StagePlan
from zqdesk.office.relief.payments import disbursing
from zqdesk.office.relief.payments.correcting import RefundEntry, refund, reverse
from zqdesk.office.relief.payments.proposal import proposal
from zqdesk.office.reserve.cash import tills
from zqdesk.office.reserve.ledger import journal
from zqdesk.records.register import Register
from zqdesk.records.tables.relief import GrantStage
from zqdesk.records.tables.reserve import Disbursement, Entry
from zqdesk.rules.problem import Refused


@pytest.fixture
def case_id(register: Register, funded: Reserve) -> str:  # noqa: ARG001 - the money must be there
    return relief_course.agreed(register)


def test_cash_leaves_the_payers_float_and_gets_a_receipt(funded: Reserve, case_id: str) -> None:
    paid = relief_course.pay(funded.register, case_id)
    row = funded.register.read(lambda session: session.get_one(Disbursement, paid))
    entry = funded.register.read(lambda session: session.get_one(Entry, row.entry_id))
    assert row.receipt_number == "370114001-2026-LK-00001"
    assert (entry.debit, entry.credit) == ("unsettled", f"till:{funded.float_id}")
    assert (entry.amount_fen, entry.case_id) == (300_000, case_id)
    held = funded.register.read(journal.balance, f"till:{funded.float_id}")
    assert held == reserve_course.FLOAT_FEN - 300_000


def test_nobody_is_paid_twice_nor_more_than_was_agreed(funded: Reserve, case_id: str) -> None:
    assert pay_refused(funded, case_id, payment(300_001)) == {"payment.above_grant": "amount_fen"}
    relief_course.pay(funded.register, case_id, payment(200_000))
    assert pay_refused(funded, case_id, payment(100_001)) == {"payment.above_grant": "amount_fen"}
    relief_course.pay(funded.register, case_id, payment(100_000))
    assert pay_refused(funded, case_id, payment(1)) == {"payment.above_grant": "amount_fen"}
    assert pay_refused(funded, case_id, payment(0)) == {"reserve.amount": "amount_fen"}


def test_nothing_is_paid_before_somebody_agreed(funded: Reserve) -> None:
    waiting = relief_course.emergency(funded.register)
    assert pay_refused(funded, waiting, payment()) == {"process.state": ""}


def test_the_float_must_hold_it(funded: Reserve, case_id: str) -> None:
    back = tills.CashOffer(funded.float_id, funded.box_id, reserve_course.FLOAT_FEN - 100)
    funded.cashier.do(tills.offer_cash, back)
    assert pay_refused(funded, case_id, payment(101)) == {"reserve.short": "amount_fen"}
    relief_course.pay(funded.register, case_id, payment(100))


def test_cash_is_paid_at_the_desk_of_the_float_only(funded: Reserve, case_id: str) -> None:
    elsewhere = replace(funded.cashier, desk_id="d9" * 16)
    assert refused(elsewhere, disbursing.disburse, case_id, payment()) == {"payment.float": "way"}


def test_who_agreed_never_pays(funded: Reserve, case_id: str) -> None:
    both = replace(town.APPROVER, roles=frozenset({"approver", "cashier"}))
    assert "duty.approver" in refused(
        funded.register.acting_as(both), disbursing.disburse, case_id, payment()
    )


def test_cash_needs_a_second_person_of_the_hall(funded: Reserve, case_id: str) -> None:
    for name in ("", town.CASHIER.name, "路人某"):
        said = payment(second_payer=name)
        assert pay_refused(funded, case_id, said) == {"payment.witness": "second_payer"}


def test_the_payee_is_one_of_the_family(funded: Reserve, case_id: str) -> None:
    assert pay_refused(funded, case_id, payment(payee_name="别家某")) == {"payment.payee": "payee_name"}
    assert pay_refused(funded, case_id, payment(payee_id_number="370114190001010015")) == {
        "id_number.checksum": "payee_id_number"
    }


def test_a_proxy_signs_with_their_own_id_and_is_none_of_the_staff(funded: Reserve, case_id: str) -> None:
    assert pay_refused(funded, case_id, payment(proxy_name="张小某")) == {
        "proxy.id_number": "proxy_id_number",
        "proxy_relation.empty": "proxy_relation",
    }
    known: dict[str, Any] = {"proxy_id_number": "370181190002150027", "proxy_relation": "女儿"}
    for name in (town.CLERK.name, town.APPROVER.name, town.CASHIER.name):
        codes = pay_refused(
            funded, case_id, payment(proxy_name=name, second_payer=town.SECOND_CLERK.name, **known)
        )
        assert codes == {"proxy.staff": "proxy_name"}
    paid = relief_course.pay(funded.register, case_id, payment(proxy_name="张小某", **known))
    row = funded.register.read(lambda session: session.get_one(Disbursement, paid))
    assert (row.payee_name, row.proxy_name, row.proxy_id_number) == ("张某某", "张小某", "370181190002150027")


def test_a_transfer_leaves_the_bank_and_names_its_account(funded: Reserve, case_id: str) -> None:
    bare = payment(way="transfer", second_payer="")
    assert {"account_name.empty", "bank_name.empty", "bank_slip.empty"} <= set(
        pay_refused(funded, case_id, bare)
    )
    said = replace(
        bare,
        bank_name="示例农商行",
        account_name="张某某",
        account_number="6222000000000000004",
        bank_slip="回0003",
    )
    relief_course.pay(funded.register, case_id, said)
    entry = funded.register.read(lambda s: s.scalars(select(Entry).where(Entry.kind == "disbursement")).one())
    assert entry.credit == "bank"


def test_goods_need_supplier_and_invoice(funded: Reserve, case_id: str) -> None:
    bare = payment(50_000, way="goods")
    assert pay_refused(funded, case_id, bare) == {
        "goods.empty": "goods",
        "supplier.empty": "supplier",
        "invoice.empty": "invoice",
    }
    said = replace(
        bare,
        goods="棉被3床、米面各1袋",
        supplier="示例超市",
        invoice="00012345",
        from_bank=True,
        bank_slip="回0002",
    )
    paid = relief_course.pay(funded.register, case_id, said)
    row = funded.register.read(lambda session: session.get_one(Disbursement, paid))
    assert (row.goods, row.supplier, row.bank_name) == ("棉被3床、米面各1袋", "示例超市", "")


def test_stages_are_paid_each_on_its_day(funded: Reserve, clock: town.Clock) -> None:
    day = clock.now.date() + timedelta(days=8)
    plan = (StagePlan(141_200, day), StagePlan(100_000, day + timedelta(days=30)))
    case_id = relief_course.approved(funded.register, clock, ReliefApproval(SPENT.amount_fen, stages=plan))
    first, second = funded.register.read(
        lambda s: s.scalars(select(GrantStage.id).order_by(GrantStage.position)).all()
    )
    name = funded.register.read(proposal, case_id, town.CASHIER.id, town.DESK_ID, clock.now.date()).payment
    who: dict[str, Any] = {"payee_name": name.payee_name, "payee_id_number": name.payee_id_number}
    assert pay_refused(funded, case_id, payment(1, **who)) == {"payment.stage": "stage_id"}
    assert pay_refused(funded, case_id, payment(1, stage_id=second, **who)) == {
        "payment.stage_early": "stage_id"
    }
    above = payment(141_201, stage_id=first, **who)
    assert pay_refused(funded, case_id, above) == {"payment.above_stage": "amount_fen"}
    relief_course.pay(funded.register, case_id, payment(141_200, stage_id=first, **who))
    clock.forward(days=30)
    relief_course.pay(funded.register, case_id, payment(100_000, stage_id=second, **who))


def test_receipts_run_without_a_gap_over_refusals_and_reversals(funded: Reserve, case_id: str) -> None:
    first = relief_course.pay(funded.register, case_id, payment(100_000))
    pay_refused(funded, case_id, payment(300_000))
    entry = funded.register.read(lambda session: session.get_one(Disbursement, first).entry_id)
    funded.approver.do(reverse, entry, "金额记错")
    relief_course.pay(funded.register, case_id, payment(50_000))
    numbers = funded.register.read(lambda s: s.scalars(select(Disbursement.receipt_number)).all())
    assert sorted(number[-5:] for number in numbers) == ["00001", "00002"]


def test_a_likely_double_is_shown_before_paying(funded: Reserve, clock: town.Clock, case_id: str) -> None:
    relief_course.pay(funded.register, case_id)
    clock.forward(days=1)
    said = replace(FIRE, name="张改名", id_number="", cause="illness", happened_on=clock.now.date())
    other = relief_course.emergency(funded.register, said)
    shown = funded.register.read(proposal, other, town.CASHIER.id, town.DESK_ID, clock.now.date())
    assert len(shown.warnings) == 1
    assert "370114001-2026-LK-00001" in shown.warnings[0]


AMOUNTS = st.lists(st.tuples(st.sampled_from("prx"), st.integers(1, 300_000)), max_size=8)


@pytest.fixture(scope="module")
def granted(
    template: town.Vault, tmp_path_factory: pytest.TempPathFactory
) -> tuple[town.Vault, Reserve, str]:
    """A hall with money and an emergency that was agreed upon, made once and copied for each course."""
    made = town.copied(template, tmp_path_factory.mktemp("granted") / "data")
    engine = made.open()
    funded = reserve_course.funded(Register(engine, town.CLERK, town.DESK_ID, town.Clock()))
    case_id = relief_course.agreed(funded.register)
    engine.dispose()
    return made, funded, case_id


@given(AMOUNTS)
def test_no_course_of_payments_exceeds_the_grant(
    granted: tuple[town.Vault, Reserve, str], moves: list[tuple[str, int]]
) -> None:
    made, before, case_id = granted
    with town.of_its_own(made, town.Clock()) as register:
        funded = replace(before, register=register)
        for kind, fen in moves:
            paid = funded.register.read(lambda s: s.scalars(select(Disbursement)).all())
            try:
                if kind == "p":
                    relief_course.pay(funded.register, case_id, payment(fen))
                elif kind == "r" and paid:
                    funded.cashier.do(refund, paid[-1].id, RefundEntry(fen, "张某某", "退回"))
                elif paid:
                    funded.approver.do(reverse, paid[-1].entry_id, "记错")
            except Refused:
                continue
            held = funded.register.read(journal.balances)
            assert 0 <= held["unsettled"] <= 300_000
            assert held["district"] == sum(fen for account, fen in held.items() if account != "district")
