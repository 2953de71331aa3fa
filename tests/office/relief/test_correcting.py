"""Putting payments right: money that comes back, red reversals, and what may no longer be touched."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests import town
from tests.office.relief import relief_course
from tests.office.relief.relief_course import payment
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.relief.payments.correcting import RefundEntry, refund, reverse
from zqdesk.office.reserve import counting, journal, moves, settling, tills
from zqdesk.office.reserve.closing import close_month
from zqdesk.office.reserve.counting import CountEntry
from zqdesk.office.reserve.moves import BankMove
from zqdesk.office.reserve.settling import Batch, Replenishment, SettlementAnswer
from zqdesk.office.reserve.standing import returned_fen, standing_fen
from zqdesk.records.register import Register
from zqdesk.records.reserve import Disbursement, Entry, Refund
from zqdesk.rules.problem import Refused

BACK = RefundEntry(100_000, "张某某", "多发")


@pytest.fixture
def funds(register: Register) -> Reserve:
    return reserve_course.funded(register)


@pytest.fixture
def paid(funds: Reserve) -> str:
    """3,000.00 paid to a family that was helped first."""
    return relief_course.pay(funds.register, relief_course.agreed(funds.register))


def refused(register: Register, act: Callable[..., Any], *args: Any) -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        register.do(act, *args)
    return {problem.code: problem.field for problem in caught.value.problems}


def entry_of(funds: Reserve, paid: str) -> str:
    return str(funds.register.read(lambda session: session.get_one(Disbursement, paid).entry_id))


def held(funds: Reserve) -> dict[str, int]:
    return dict(funds.register.read(journal.balances))


def settled(funds: Reserve, clock: town.Clock) -> str:
    """A payment that the district accepted."""
    relief_course.closed(funds.register)
    paid = funds.register.read(lambda session: session.scalars(select(Disbursement.id)).one())
    batch = funds.cashier.do(settling.submit_settlement, Batch((paid,))).result
    said = SettlementAnswer(clock.now.date(), "区核1号")
    funds.cashier.do(settling.record_settlement_answer, batch, said)
    return paid


def test_money_brought_back_may_be_paid_again(funds: Reserve, paid: str) -> None:
    funds.cashier.do(refund, paid, BACK)
    row = funds.register.read(lambda session: session.get_one(Disbursement, paid))
    assert funds.register.read(standing_fen, row) == 200_000
    assert held(funds)["unsettled"] == 200_000
    relief_course.pay(funds.register, row.case_id, payment(100_000))


def test_no_more_comes_back_than_stands(funds: Reserve, paid: str) -> None:
    funds.cashier.do(refund, paid, BACK)
    for fen in (0, -1, 200_001):
        assert refused(funds.cashier, refund, paid, replace(BACK, amount_fen=fen)) == {
            "refund.amount": "amount_fen"
        }
    bare = RefundEntry(1, " ", " ", to="pocket")
    assert refused(funds.cashier, refund, paid, bare) == {
        "to.unknown": "to",
        "returned_by.empty": "returned_by",
        "reason.empty": "reason",
    }


def test_a_failed_transfer_comes_back_to_the_bank(funds: Reserve) -> None:
    case_id = relief_course.agreed(funds.register)
    said = payment(
        way="transfer",
        second_payer="",
        bank_name="示例农商行",
        account_name="张某某",
        account_number="6222000000000000004",
    )
    paid = relief_course.pay(funds.register, case_id, said)
    before = held(funds)["bank"]
    funds.cashier.do(refund, paid, RefundEntry(300_000, "示例农商行", "账号已注销", to="bank"))
    assert held(funds)["bank"] == before + 300_000


def test_an_approver_who_did_not_make_it_reverses(funds: Reserve, paid: str) -> None:
    entry = entry_of(funds, paid)
    assert refused(funds.cashier, reverse, entry, "记错") == {"role.required": ""}
    own = replace(town.CASHIER, roles=frozenset({"cashier", "approver"}))
    assert refused(funds.register.acting_as(own), reverse, entry, "记错") == {"reversal.own": ""}
    assert refused(funds.approver, reverse, entry, " ") == {"reason.empty": "reason"}
    red = funds.approver.do(reverse, entry, "金额记错").result
    booked = funds.register.read(lambda session: session.get_one(Entry, red))
    assert (booked.amount_fen, booked.reverses_id, booked.by_name) == (-300_000, entry, town.APPROVER.name)
    assert booked.text.startswith("冲销记-2026-0004")
    assert held(funds)["unsettled"] == 0
    assert refused(funds.approver, reverse, entry, "再冲") == {"reversal.twice": ""}
    assert refused(funds.approver, reverse, red, "冲冲销") == {"reversal.reversal": "", "reversal.own": ""}


def test_a_slip_found_after_the_month_was_closed_is_reversed_today(
    funds: Reserve, paid: str, clock: town.Clock
) -> None:
    clock.set(date(2026, 11, 30))
    close(funds)
    clock.set(date(2026, 12, 3))
    red = funds.approver.do(reverse, entry_of(funds, paid), "上月记错").result
    booked = funds.register.read(lambda session: session.get_one(Entry, red))
    assert (booked.booked_on, booked.serial) == (date(2026, 12, 3), 5)


def close(funds: Reserve) -> None:
    for till_id in (funds.box_id, funds.float_id):
        fen = funds.register.read(journal.balance, f"till:{till_id}")
        count = funds.cashier.do(counting.count_cash, CountEntry(till_id, {100: fen // 100})).result
        funds.register.do(counting.sign_count, count)
    funds.cashier.do(close_month, "2026-11")


def test_of_what_money_came_back_the_return_is_reversed_first(funds: Reserve, paid: str) -> None:
    funds.cashier.do(refund, paid, BACK)
    assert refused(funds.approver, reverse, entry_of(funds, paid), "记错") == {"reversal.returned": ""}
    back = funds.register.read(lambda session: session.scalars(select(Refund.entry_id)).one())
    funds.approver.do(reverse, back, "退回记错")
    assert funds.register.read(returned_fen, paid) == 0
    funds.approver.do(reverse, entry_of(funds, paid), "记错")
    assert held(funds)["unsettled"] == 0


def test_nothing_is_reversed_below_zero(funds: Reserve) -> None:
    first = funds.register.read(lambda s: s.scalars(select(Entry.id).order_by(Entry.serial)).first())
    assert refused(funds.approver, reverse, first, "拨付记错") == {"reserve.short": "reason"}


def test_what_is_being_settled_or_was_is_not_reversed(funds: Reserve, clock: town.Clock) -> None:
    relief_course.closed(funds.register)
    paid = funds.register.read(lambda session: session.scalars(select(Disbursement.id)).one())
    batch = funds.cashier.do(settling.submit_settlement, Batch((paid,))).result
    assert refused(funds.approver, reverse, entry_of(funds, paid), "记错") == {"reversal.settling": ""}
    assert refused(funds.cashier, refund, paid, BACK) == {"refund.submitted": ""}
    said = SettlementAnswer(clock.now.date(), "区核1号")
    funds.cashier.do(settling.record_settlement_answer, batch, said)
    assert refused(funds.approver, reverse, entry_of(funds, paid), "记错") == {"reversal.settling": ""}


def test_money_back_finds_its_way_by_what_became_of_the_payment(funds: Reserve, clock: town.Clock) -> None:
    paid = settled(funds, clock)
    funds.cashier.do(refund, paid, BACK)
    assert (held(funds)["settled"], held(funds)["district"]) == (200_000, 6_000_000)
    said = Replenishment(200_000, "区拨2号", clock.now.date())
    funds.cashier.do(settling.record_replenishment, said)
    funds.cashier.do(refund, paid, BACK)
    assert (held(funds)["settled"], held(funds)["district"]) == (0, 6_100_000)
    funds.cashier.do(moves.return_to_district, BankMove(100_000, "退001"))
    assert held(funds)["district"] == 6_000_000


def test_a_closed_tills_entries_stay(funds: Reserve, paid: str) -> None:
    left = funds.register.read(journal.balance, f"till:{funds.float_id}")
    funds.cashier.do(tills.offer_cash, tills.CashOffer(funds.float_id, funds.box_id, left))
    funds.approver.do(tills.close_till, funds.float_id)
    assert "reversal.till" in refused(funds.approver, reverse, entry_of(funds, paid), "记错")
