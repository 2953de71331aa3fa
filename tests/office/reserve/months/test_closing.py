"""Months are closed in order, over counts that agree; a closed month takes no more entries."""

from datetime import date

import pytest

from tests import town
from tests.office.family import refused
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import BOX_FEN, FLOAT_FEN, Reserve, counted, pieces
from zqdesk.office.relief.payments import correcting
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.cash import counting, tills
from zqdesk.office.reserve.cash.counting import CountEntry
from zqdesk.office.reserve.ledger.journal import balances, till_account
from zqdesk.office.reserve.months import closing
from zqdesk.office.reserve.months.closing import balances_on, next_to_close, turnover
from zqdesk.office.reserve.moves import BankMove
from zqdesk.office.reserve.position import journal
from zqdesk.records.register import Register
from zqdesk.records.tables.reserve import Closing
from zqdesk.rules.problem import Refused

LAST = date(2026, 11, 30)


@pytest.fixture
def counted_out(funded: Reserve, clock: town.Clock) -> Reserve:
    """The last day of November, both tills counted and signed."""
    clock.set(LAST, 17)
    counted(funded, funded.box_id)
    counted(funded, funded.float_id)
    return funded


def close(made: Reserve, month: str = "2026-11") -> str:
    return reserve_course.close_month(made, month)


def recounted(made: Reserve) -> Reserve:
    """Counted in the next month too, though nothing moved."""
    for till_id in (made.box_id, made.float_id):
        counted(made, till_id)
    return made


def closed(made: Reserve, closing_id: str) -> Closing:
    return made.register.read(lambda session: session.get_one(Closing, closing_id))


def test_a_month_is_closed_with_what_stood_in_the_books(counted_out: Reserve) -> None:
    made = closed(counted_out, close(counted_out))
    box, desk = till_account(counted_out.box_id), till_account(counted_out.float_id)
    assert (made.period, made.last_serial, made.entry_count) == ("2026-11", 3, 3)
    assert made.balances == {
        "bank": 4_500_000,
        "district": 6_000_000,
        box: BOX_FEN - FLOAT_FEN,
        desk: FLOAT_FEN,
    }
    assert made.turnover == {
        "bank": [6_000_000, BOX_FEN],
        "district": [0, 6_000_000],
        box: [BOX_FEN, FLOAT_FEN],
        desk: [FLOAT_FEN, 0],
    }


def test_a_closed_month_takes_no_more_entries(counted_out: Reserve, clock: town.Clock) -> None:
    close(counted_out)
    allocation_id = counted_out.register.read(journal)[-1].entry_id
    assert refused(counted_out.cashier, moves.deposit_cash, BankMove(5, "票13")) == {"reserve.closed": ""}
    assert refused(counted_out.approver, correcting.reverse, allocation_id, "x")["reserve.closed"] == ""
    clock.set(date(2026, 12, 1))
    counted_out.cashier.do(moves.deposit_cash, BankMove(5, "票14"))


def test_a_mistake_in_a_closed_month_is_reversed_today(counted_out: Reserve, clock: town.Clock) -> None:
    close(counted_out)
    out = counted_out.register.read(journal)[0].entry_id
    clock.set(date(2026, 12, 3))
    counted_out.approver.do(correcting.reverse, out, "金额录错")
    row = counted_out.register.read(journal)[0]
    assert (row.booked_on, row.amount_fen) == (date(2026, 12, 3), -FLOAT_FEN)


def test_everything_in_the_way_is_said_at_once(funded: Reserve) -> None:
    _, other = reserve_course.second_cashier(funded)
    funded.cashier.do(tills.offer_cash, tills.CashOffer(funded.box_id, other, 5))
    with pytest.raises(Refused) as answer:
        funded.cashier.do(closing.close_month, "2026-11")
    assert [problem.code for problem in answer.value.problems] == [
        "closing.early",
        "closing.count",
        "closing.count",
        "closing.handover",
    ]


@pytest.mark.parametrize(
    ("month", "code"),
    [("2026-12", "closing.order"), ("2026-10", "closing.order"), ("11月", "closing.month")],
)
def test_months_are_closed_in_order_from_the_first_entry_on(
    counted_out: Reserve, clock: town.Clock, month: str, code: str
) -> None:
    clock.set(date(2026, 12, 31))
    assert refused(counted_out.cashier, closing.close_month, month) == {code: "month"}


def test_a_month_is_closed_once(counted_out: Reserve) -> None:
    close(counted_out)
    assert "closing.order" in refused(counted_out.cashier, closing.close_month, "2026-11")


def test_empty_books_are_not_closed(register: Register, clock: town.Clock) -> None:
    made = reserve_course.opened(register)
    clock.set(LAST)
    assert refused(made.cashier, closing.close_month, "2026-11") == {"closing.nothing": "month"}


def test_a_month_without_entries_is_closed(counted_out: Reserve, clock: town.Clock) -> None:
    close(counted_out)
    clock.set(date(2027, 1, 2))
    made = closed(counted_out, close(recounted(counted_out), "2026-12"))
    assert (made.entry_count, made.last_serial, made.turnover) == (0, 3, {})
    assert made.balances == closed_balances(counted_out)


def closed_balances(made: Reserve) -> dict[str, int]:
    return {account: fen for account, fen in made.register.read(balances).items() if fen}


def test_cash_that_moved_in_the_month_is_counted_after_it(counted_out: Reserve) -> None:
    relief_course.helped(counted_out.register)
    assert refused(counted_out.cashier, closing.close_month, "2026-11") == {
        "closing.count": "",
        "closing.reconciled": "",
    }
    counted(counted_out, counted_out.float_id)
    close(counted_out)


def test_the_count_of_the_last_evening_holds_though_the_next_month_has_begun(
    counted_out: Reserve, clock: town.Clock
) -> None:
    clock.set(date(2026, 12, 2))
    relief_course.helped(counted_out.register)
    made = closed(counted_out, close(counted_out))
    assert (made.entry_count, made.last_serial) == (3, 3)
    assert made.balances[till_account(counted_out.float_id)] == FLOAT_FEN
    assert "unsettled" not in made.balances


def test_a_count_nobody_else_signed_is_none(funded: Reserve, clock: town.Clock) -> None:
    clock.set(LAST)
    counted(funded, funded.box_id)
    funded.cashier.do(counting.count_cash, CountEntry(funded.float_id, pieces(FLOAT_FEN)))
    assert refused(funded.cashier, closing.close_month, "2026-11") == {
        "closing.count": "",
        "closing.reconciled": "",
    }


def test_no_month_is_closed_over_a_difference(counted_out: Reserve) -> None:
    counted(counted_out, counted_out.float_id, FLOAT_FEN - 50, "少五角")
    assert refused(counted_out.cashier, closing.close_month, "2026-11") == {
        "closing.difference": "",
        "closing.reconciled": "",
    }
    counted(counted_out, counted_out.float_id)
    close(counted_out)


def test_only_a_cashier_closes(counted_out: Reserve) -> None:
    for someone in (counted_out.register, counted_out.approver):
        assert refused(someone, closing.close_month, "2026-11") == {"role.required": ""}
        assert refused(someone, closing.carry_over, 2026) == {"role.required": ""}


def test_a_year_is_carried_over_once_its_december_is_closed(counted_out: Reserve, clock: town.Clock) -> None:
    close(counted_out)
    assert refused(counted_out.cashier, closing.carry_over, 2026) == {"closing.december": "year"}
    clock.set(date(2026, 12, 31))
    close(recounted(counted_out), "2026-12")
    made = closed(counted_out, counted_out.cashier.do(closing.carry_over, 2026).result)
    assert (made.period, made.entry_count, made.last_serial) == ("2026", 3, 3)
    assert made.balances == closed_balances(counted_out)
    assert refused(counted_out.cashier, closing.carry_over, 2026) == {"closing.done": "year"}
    clock.set(date(2027, 1, 4))
    counted_out.cashier.do(moves.deposit_cash, BankMove(5, "票15"))
    assert counted_out.register.read(journal)[0].number == "记-2027-0001"


def test_the_next_month_to_close_follows_the_last(counted_out: Reserve, clock: town.Clock) -> None:
    assert counted_out.register.read(next_to_close, LAST) == "2026-11"
    close(counted_out)
    assert counted_out.register.read(next_to_close, LAST) == "2026-12"
    clock.set(date(2026, 12, 31))
    close(recounted(counted_out), "2026-12")
    assert counted_out.register.read(next_to_close, LAST) == "2027-01"


def test_sums_of_days_add_up_to_the_balances(counted_out: Reserve, clock: town.Clock) -> None:
    clock.set(date(2026, 12, 2))
    relief_course.helped(counted_out.register)
    read = counted_out.register.read
    assert read(balances_on, clock.now.date()) == closed_balances(counted_out)
    assert read(turnover, date(2026, 12, 1), date(2026, 12, 31)) == {
        "unsettled": [300_000, 0],
        till_account(counted_out.float_id): [0, 300_000],
    }
