"""What the reserve's windows list beside the journal: batches, requests, closings, choices."""

from datetime import date

from tests import town
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.reserve import lists
from zqdesk.office.reserve.cash import counting
from zqdesk.office.reserve.cash.counting import CountEntry
from zqdesk.office.reserve.months import closing, closing_lists
from zqdesk.office.reserve.paying import payments, settling
from zqdesk.office.reserve.paying.settling import Batch, Replenishment, RequestEntry, SettlementAnswer
from zqdesk.records.register import Register

DAY = date(2026, 11, 23)


def submitted(funded: Reserve) -> str:
    """A batch of one payment of 3,000.00, handed in."""
    relief_course.closed(funded.register)
    rows = funded.register.read(payments.unsettled)
    batch = Batch(tuple(row.disbursement_id for row in rows))
    return funded.cashier.do(settling.submit_settlement, batch).result


def test_a_batch_is_listed_item_by_item(funded: Reserve) -> None:
    settlement_id = submitted(funded)
    (item,) = funded.register.read(lists.items_of, settlement_id)
    assert (item.receipt_number, item.payee, item.amount_fen) == (
        "370114001-2026-LK-00001", "张某某", 300_000,
    )  # fmt: skip
    assert item.accepted is None
    answer = SettlementAnswer(DAY, "示民批〔2026〕3号", {item.disbursement_id: "签字不清"})
    funded.cashier.do(settling.record_settlement_answer, settlement_id, answer)
    (item,) = funded.register.read(lists.items_of, settlement_id)
    assert (item.accepted, item.reason) == (False, "签字不清")


def test_a_request_waits_until_money_came_on_it(funded: Reserve) -> None:
    settlement_id = submitted(funded)
    answer = SettlementAnswer(DAY, "示民批〔2026〕3号")
    funded.cashier.do(settling.record_settlement_answer, settlement_id, answer)
    asked = funded.cashier.do(settling.request_replenishment, RequestEntry(300_000, "补足定额")).result
    (row,) = funded.register.read(lists.requests)
    assert (row.request_id, row.state, row.sent_fen) == (asked, "waiting", 0)
    arrived = Replenishment(300_000, "示民财〔2026〕12号", DAY, "进112", request_id=asked)
    funded.cashier.do(settling.record_replenishment, arrived)
    (row,) = funded.register.read(lists.requests)
    assert (row.state, row.sent_fen) == ("sent", 300_000)


def test_a_request_that_was_taken_back_says_so(funded: Reserve) -> None:
    relief_course.helped(funded.register)
    asked = funded.cashier.do(settling.request_replenishment, RequestEntry(300_000, "补足定额")).result
    funded.cashier.do(settling.withdraw_request, asked, "金额填错")
    (row,) = funded.register.read(lists.requests)
    assert row.state == "withdrawn"


def test_only_cashiers_in_use_may_hold_a_till(register: Register) -> None:
    known = register.read(lists.choices)
    assert known.cashiers == ((town.CASHIER.id, town.CASHIER.name),)
    assert known.desks == ((town.DESK_ID, "1号窗口"),)


def test_the_next_month_says_what_stands_in_its_way(funded: Reserve) -> None:
    found = funded.register.read(closing_lists.closings, DAY)
    assert (found.month, found.rows, found.year) == ("2026-11", (), 0)
    assert any("还没有结束" in words for words in found.obstacles)
    assert sum("盘点" in words for words in found.obstacles) == 2


def test_a_closed_december_may_be_carried_over(funded: Reserve, clock: town.Clock) -> None:
    for day in (date(2026, 11, 30), date(2026, 12, 31)):
        clock.set(day)
        for till, notes in ((funded.box_id, 70), (funded.float_id, 80)):
            count = funded.cashier.do(counting.count_cash, CountEntry(till, {10_000: notes})).result
            funded.register.do(counting.sign_count, count)
        reserve_course.reconciled(funded.register, f"{day:%Y-%m}")
        assert funded.register.read(closing_lists.closings, day).obstacles == ()
        funded.cashier.do(closing.close_month, f"{day:%Y-%m}")
    found = funded.register.read(closing_lists.closings, day)
    assert [row.period for row in found.rows] == ["2026-12", "2026-11"]
    assert (found.year, found.month) == (2026, "2027-01")
    funded.cashier.do(closing.carry_over, 2026)
    assert funded.register.read(closing_lists.closings, day).year == 0


def test_months_are_offered_the_newest_first(funded: Reserve) -> None:
    assert funded.register.read(closing_lists.months, date(2027, 1, 4)) == ("2027-01", "2026-11")
