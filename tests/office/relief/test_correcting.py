"""Putting payments right: money that comes back, red reversals, and what may no longer be touched."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests import town
from tests.office.family import refused
from tests.office.relief import relief_course
from tests.office.relief.relief_course import BY_TRANSFER, payment
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.relief.payments.correcting import RefundEntry, refund, reverse
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.cash import counting, tills
from zqdesk.office.reserve.cash.counting import CountEntry
from zqdesk.office.reserve.ledger import journal
from zqdesk.office.reserve.ledger.standing import returned_fen, standing_fen
from zqdesk.office.reserve.moves import BankMove
from zqdesk.office.reserve.paying import settling
from zqdesk.office.reserve.paying.settling import Batch, Replenishment, SettlementAnswer
from zqdesk.records.tables.reserve import Disbursement, Entry, Refund

BACK = RefundEntry(100_000, "张某某", "多发")


@pytest.fixture
def paid(funded: Reserve) -> str:
    """3,000.00 paid to a family that was helped first."""
    return relief_course.pay(funded.register, relief_course.agreed(funded.register))


def entry_of(funded: Reserve, paid: str) -> str:
    return str(funded.register.read(lambda session: session.get_one(Disbursement, paid).entry_id))


def held(funded: Reserve) -> dict[str, int]:
    return dict(funded.register.read(journal.balances))


def settled(funded: Reserve, clock: town.Clock) -> str:
    """A payment that the district accepted."""
    relief_course.closed(funded.register)
    paid = funded.register.read(lambda session: session.scalars(select(Disbursement.id)).one())
    batch = funded.cashier.do(settling.submit_settlement, Batch((paid,))).result
    said = SettlementAnswer(clock.now.date(), "区核1号")
    funded.cashier.do(settling.record_settlement_answer, batch, said)
    return paid


def test_money_brought_back_may_be_paid_again(funded: Reserve, paid: str) -> None:
    funded.cashier.do(refund, paid, BACK)
    row = funded.register.read(lambda session: session.get_one(Disbursement, paid))
    assert funded.register.read(standing_fen, row) == 200_000
    assert held(funded)["unsettled"] == 200_000
    relief_course.pay(funded.register, row.case_id, payment(100_000))


def test_no_more_comes_back_than_stands(funded: Reserve, paid: str) -> None:
    funded.cashier.do(refund, paid, BACK)
    for fen in (0, -1, 200_001):
        assert refused(funded.cashier, refund, paid, replace(BACK, amount_fen=fen)) == {
            "refund.amount": "amount_fen"
        }
    bare = RefundEntry(1, " ", " ", to="pocket")
    assert refused(funded.cashier, refund, paid, bare) == {
        "to.unknown": "to",
        "returned_by.empty": "returned_by",
        "reason.empty": "reason",
    }


def test_a_failed_transfer_comes_back_to_the_bank(funded: Reserve) -> None:
    case_id = relief_course.agreed(funded.register)
    paid = relief_course.pay(funded.register, case_id, payment(**BY_TRANSFER))
    before = held(funded)["bank"]
    funded.cashier.do(
        refund, paid, RefundEntry(300_000, "示例农商行", "账号已注销", to="bank", bank_slip="进901")
    )
    assert held(funded)["bank"] == before + 300_000


def test_an_approver_who_did_not_make_it_reverses(funded: Reserve, paid: str) -> None:
    entry = entry_of(funded, paid)
    assert refused(funded.cashier, reverse, entry, "记错") == {"role.required": ""}
    own = replace(town.CASHIER, roles=frozenset({"cashier", "approver"}))
    assert refused(funded.register.acting_as(own), reverse, entry, "记错") == {"reversal.own": ""}
    assert refused(funded.approver, reverse, entry, " ") == {"reason.empty": "reason"}
    red = funded.approver.do(reverse, entry, "金额记错").result
    booked = funded.register.read(lambda session: session.get_one(Entry, red))
    assert (booked.amount_fen, booked.reverses_id, booked.by_name) == (-300_000, entry, town.APPROVER.name)
    assert booked.text.startswith("冲销记-2026-0004")
    assert held(funded)["unsettled"] == 0
    assert refused(funded.approver, reverse, entry, "再冲") == {"reversal.twice": ""}
    assert refused(funded.approver, reverse, red, "冲冲销") == {"reversal.reversal": "", "reversal.own": ""}


def test_a_slip_found_after_the_month_was_closed_is_reversed_today(
    funded: Reserve, paid: str, clock: town.Clock
) -> None:
    clock.set(date(2026, 11, 30))
    close(funded)
    clock.set(date(2026, 12, 3))
    red = funded.approver.do(reverse, entry_of(funded, paid), "上月记错").result
    booked = funded.register.read(lambda session: session.get_one(Entry, red))
    assert (booked.booked_on, booked.serial) == (date(2026, 12, 3), 5)


def close(funded: Reserve) -> None:
    for till_id in (funded.box_id, funded.float_id):
        fen = funded.register.read(journal.balance, f"till:{till_id}")
        count = funded.cashier.do(counting.count_cash, CountEntry(till_id, {100: fen // 100})).result
        funded.register.do(counting.sign_count, count)
    reserve_course.close_month(funded, "2026-11")


def test_of_what_money_came_back_the_return_is_reversed_first(funded: Reserve, paid: str) -> None:
    funded.cashier.do(refund, paid, BACK)
    assert refused(funded.approver, reverse, entry_of(funded, paid), "记错") == {"reversal.returned": ""}
    back = funded.register.read(lambda session: session.scalars(select(Refund.entry_id)).one())
    funded.approver.do(reverse, back, "退回记错")
    assert funded.register.read(returned_fen, paid) == 0
    funded.approver.do(reverse, entry_of(funded, paid), "记错")
    assert held(funded)["unsettled"] == 0


def test_nothing_is_reversed_below_zero(funded: Reserve) -> None:
    first = funded.register.read(lambda s: s.scalars(select(Entry.id).order_by(Entry.serial)).first())
    assert refused(funded.approver, reverse, first, "拨付记错") == {"reserve.short": "reason"}


def test_what_is_being_settled_or_was_is_not_reversed(funded: Reserve, clock: town.Clock) -> None:
    relief_course.closed(funded.register)
    paid = funded.register.read(lambda session: session.scalars(select(Disbursement.id)).one())
    batch = funded.cashier.do(settling.submit_settlement, Batch((paid,))).result
    assert refused(funded.approver, reverse, entry_of(funded, paid), "记错") == {"reversal.settling": ""}
    assert refused(funded.cashier, refund, paid, BACK) == {"refund.submitted": ""}
    said = SettlementAnswer(clock.now.date(), "区核1号")
    funded.cashier.do(settling.record_settlement_answer, batch, said)
    assert refused(funded.approver, reverse, entry_of(funded, paid), "记错") == {"reversal.settling": ""}


def test_money_back_finds_its_way_by_what_became_of_the_payment(funded: Reserve, clock: town.Clock) -> None:
    paid = settled(funded, clock)
    funded.cashier.do(refund, paid, BACK)
    assert (held(funded)["settled"], held(funded)["district"]) == (200_000, 6_000_000)
    said = Replenishment(200_000, "区拨2号", clock.now.date(), "进12")
    funded.cashier.do(settling.record_replenishment, said)
    funded.cashier.do(refund, paid, BACK)
    assert (held(funded)["settled"], held(funded)["district"]) == (0, 6_100_000)
    funded.cashier.do(moves.return_to_district, BankMove(100_000, "退001"))
    assert held(funded)["district"] == 6_000_000


def test_a_closed_tills_entries_stay(funded: Reserve, paid: str) -> None:
    left = funded.register.read(journal.balance, f"till:{funded.float_id}")
    funded.cashier.do(tills.offer_cash, tills.CashOffer(funded.float_id, funded.box_id, left))
    funded.approver.do(tills.close_till, funded.float_id)
    assert "reversal.till" in refused(funded.approver, reverse, entry_of(funded, paid), "记错")
