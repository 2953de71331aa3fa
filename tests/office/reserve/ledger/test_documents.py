"""Papers from outside: there where a hall has them, each booked once, a real double on a second person's word."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import town
from tests.office.family import refused
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course, reserve_hall
from tests.office.reserve.reserve_course import Reserve, allocation
from zqdesk.office.relief.payments.correcting import reverse
from zqdesk.office.relief.payments.disbursing import disburse
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.checks import check
from zqdesk.office.reserve.ledger.second_words import WordWanted, give_word
from zqdesk.office.reserve.moves import BankMove, OpeningBalance
from zqdesk.office.reserve.paying import settling
from zqdesk.office.reserve.paying.payments import unsettled
from zqdesk.office.reserve.paying.settling import Batch, Replenishment, SettlementAnswer
from zqdesk.office.reserve.position import journal
from zqdesk.records.register import Register

TODAY = town.OPENING.date()


@pytest.fixture
def empty(register: Register) -> Reserve:
    return reserve_course.opened(register)


MOVES: tuple[Callable[..., str], ...] = (moves.withdraw_cash, moves.deposit_cash, moves.return_to_district)


def settled(made: Reserve) -> None:
    """A payment the district has accepted."""
    relief_course.closed(made.register)
    rows = made.register.read(unsettled)
    batch = made.cashier.do(settling.submit_settlement, Batch((rows[0].disbursement_id,))).result
    said = SettlementAnswer(TODAY, "区核1号")
    made.cashier.do(settling.record_settlement_answer, batch, said)


@pytest.mark.parametrize("act", MOVES)
@pytest.mark.parametrize("number", ["", " ", "　", "—", "第号"])
def test_no_money_moves_at_the_bank_without_a_paper(
    funded: Reserve, act: Callable[..., str], number: str
) -> None:
    assert set(refused(funded.cashier, act, BankMove(5, number)).values()) == {"voucher"}


@pytest.mark.parametrize("act", MOVES)
@pytest.mark.parametrize("typed", ["票0７", " 票 7 ", "票（007）", "第票7号"])
def test_no_paper_is_booked_twice(funded: Reserve, act: Callable[..., str], typed: str) -> None:
    booked = funded.cashier.do(act, BankMove(5, "票7")).result
    assert refused(funded.cashier, act, BankMove(600, typed)) == {"word.double": "voucher"}
    funded.approver.do(reverse, booked, "金额录错")
    funded.cashier.do(act, BankMove(600, typed))
    assert check.run(funded.register.engine) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"bank_voucher": "进009"}, "notice_number"),
        (
            {"bank_voucher": "进009", "notice_number": "示民财[2026]第八号", "batch": "第一批"},
            "notice_number",
        ),
        ({"bank_voucher": "进009", "batch": ""}, "notice_number"),
        ({"bank_voucher": "进009", "amount_fen": 7, "notice_on": date(2026, 11, 21)}, "notice_number"),
        ({"batch": "第2批"}, "bank_voucher"),
        ({"notice_number": "示民财〔2026〕9号", "bank_voucher": "进１"}, "bank_voucher"),
    ],
)
def test_an_allocation_comes_once(funded: Reserve, changed: dict[str, Any], field: str) -> None:
    again = replace(allocation(), **changed)
    assert refused(funded.cashier, moves.receive_allocation, again) == {"word.double": field}


def test_a_notice_without_its_batch_is_asked_about_afterwards_too(empty: Reserve) -> None:
    made = empty
    made.cashier.do(moves.receive_allocation, replace(allocation(), batch=""))
    second = replace(allocation(), batch="第2批", bank_voucher="进002")
    assert refused(made.cashier, moves.receive_allocation, second) == {"word.double": "notice_number"}


def test_one_arrival_is_not_an_allocation_and_a_replenishment(funded: Reserve) -> None:
    settled(funded)
    for said, field in (
        (Replenishment(300_000, "示民财〔2026〕9号", TODAY, "进 01"), "bank_voucher"),
        (Replenishment(300_000, "示民财〔2026〕8号", TODAY, "进002"), "notice_number"),
    ):
        assert refused(funded.cashier, settling.record_replenishment, said) == {"word.double": field}
    no_slip = Replenishment(300_000, "示民财〔2026〕9号", TODAY)
    assert refused(funded.cashier, settling.record_replenishment, no_slip) == {
        "bank_voucher.empty": "bank_voucher"
    }
    funded.cashier.do(
        settling.record_replenishment, Replenishment(300_000, "示民财〔2026〕9号", TODAY, "进002")
    )
    late = replace(allocation(5), notice_number="示民财〔2026〕10号", bank_voucher="进002")
    assert refused(funded.cashier, moves.receive_allocation, late) == {"word.double": "bank_voucher"}


def test_a_word_opens_one_double_and_no_other(funded: Reserve) -> None:
    said = BankMove(5, "票7")
    funded.cashier.do(moves.deposit_cash, said)
    for _ in range(2):
        with pytest.raises(WordWanted) as asked:
            funded.cashier.do(moves.deposit_cash, said)
        assert refused(funded.register, give_word, asked.value.wanted, "核对过") == {"role.required": ""}
        funded.approver.do(give_word, asked.value.wanted, "两家支行的缴款单同号")
        second = funded.cashier.do(moves.deposit_cash, said).result
    funded.approver.do(reverse, second, "记错")
    funded.cashier.do(moves.deposit_cash, said)
    assert check.run(funded.register.engine) == []


def test_an_invoice_pays_once(funded: Reserve) -> None:
    case_id = relief_course.agreed(funded.register)
    goods = {"way": "goods", "goods": "棉被", "supplier": "惠民超市", "invoice": "00012345"}
    relief_course.pay(funded.register, case_id, relief_course.payment(50_000, **goods))
    again = relief_course.payment(60_000, **{**goods, "invoice": "№ 12345", "supplier": "惠民 超市"})
    assert refused(funded.cashier, disburse, case_id, again) == {"word.double": "invoice"}
    other = relief_course.payment(60_000, **{**goods, "supplier": "民生商店"})
    relief_course.pay(funded.register, case_id, other)


def test_nothing_is_opened_once_anything_stands(empty: Reserve, clock: town.Clock) -> None:
    made = empty
    old = OpeningBalance(bank_fen=100, basis="旧账")
    made.cashier.do(moves.open_reserve, old)
    clock.forward(days=14)
    late = OpeningBalance(unsettled_fen=5_000_000, basis="旧账")
    assert refused(made.cashier, moves.open_reserve, late) == {"reserve.opened": ""}
    made.approver.do(reverse, made.register.read(journal)[0].entry_id, "录错")
    made.cashier.do(moves.open_reserve, replace(old, unsettled_fen=200))
    assert {row.text for row in made.register.read(journal)} >= {"期初余额：银行存款", "期初余额：已发未核销"}


SPELT = st.tuples(
    st.sampled_from(("存", "缴", "ab")),
    st.integers(1, 30),
    st.sampled_from(("{}{}", "{} {:04d}", "{}（{}）号", "第{}-{}")),
)


@settings(max_examples=15, deadline=None)
@given(slips=st.lists(SPELT, min_size=2, max_size=12))
def test_a_slip_is_booked_once_however_it_is_spelt(
    template: town.Vault, slips: list[tuple[str, int, str]]
) -> None:
    with reserve_hall.hall(template) as made:
        seen: set[tuple[str, int]] = set()
        for word, number, spelt in slips:
            said = BankMove(1, spelt.format(word, number))
            if (word, number) in seen:
                assert refused(made.cashier, moves.deposit_cash, said) == {"word.double": "voucher"}
            else:
                made.cashier.do(moves.deposit_cash, said)
            seen.add((word, number))
        assert check.run(made.register.engine) == []
