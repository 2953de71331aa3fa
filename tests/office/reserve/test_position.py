"""Where the reserve stands and what every figure is made of, honest to the fen and without reading it all."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests import town
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import BOX_FEN, FLOAT_FEN, Reserve, counted
from zqdesk.office.relief.payments import correcting
from zqdesk.office.relief.payments.correcting import RefundEntry
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.cash import tills
from zqdesk.office.reserve.moves import BankMove, OpeningBalance
from zqdesk.office.reserve.position import JournalRow, Position, account_titles, journal, position
from zqdesk.records.register import Register

TODAY = town.OPENING.date()


@pytest.fixture
def reserve(register: Register) -> Reserve:
    return reserve_course.funded(register)


def seen(reserve: Reserve, today: date = TODAY) -> Position:
    return reserve.register.read(position, today)


def rows(reserve: Reserve, **asked: Any) -> tuple[JournalRow, ...]:
    return reserve.register.read(lambda session: journal(session, **asked))


def numbers(reserve: Reserve, **asked: Any) -> list[int]:
    """The serials of the entries that come, the oldest first."""
    return sorted(int(row.number[-4:]) for row in rows(reserve, **asked))


def test_an_empty_reserve_is_not_low_but_not_opened(register: Register) -> None:
    empty = register.read(position, TODAY)
    assert (empty.opened, empty.is_low, empty.agrees, empty.book_fen, empty.tills) == (
        False,
        False,
        True,
        0,
        (),
    )


def test_the_sums_of_the_reserve(reserve: Reserve) -> None:
    relief_course.helped(reserve.register)
    found = seen(reserve)
    assert (found.district_fen, found.bank_fen, found.cash_fen) == (6_000_000, 4_500_000, BOX_FEN - 300_000)
    assert (found.unsettled_fen, found.settled_fen) == (300_000, 0)
    assert (found.book_fen, found.balanced, found.agrees) == (5_700_000, True, True)
    assert (found.fixed_fen, found.low_water_fen, found.is_low) == (6_000_000, 1_200_000, False)
    assert [(till.name, till.held_fen, till.ceiling_fen) for till in found.tills] == [
        ("现金箱", BOX_FEN - FLOAT_FEN, 2_000_000),
        ("1号窗口备用金", FLOAT_FEN - 300_000, 1_000_000),
    ]
    assert (found.awaiting_papers, found.overdue_papers) == (1, 0)


def test_approved_and_unpaid_is_a_sum_of_its_own(reserve: Reserve) -> None:
    case_id = relief_course.agreed(reserve.register)
    assert seen(reserve).approved_unpaid_fen == 300_000
    relief_course.pay(reserve.register, case_id, relief_course.payment(120_050))
    assert (seen(reserve).approved_unpaid_fen, seen(reserve).unsettled_fen) == (179_950, 120_050)


def test_papers_that_are_late_are_counted(reserve: Reserve, clock: town.Clock) -> None:
    relief_course.helped(reserve.register)
    clock.forward(days=20)
    assert seen(reserve, clock.now.date()).overdue_papers == 1


def test_low_water_is_below_the_line_not_at_it(reserve: Reserve) -> None:
    reserve.cashier.do(moves.return_to_district, BankMove(4_500_000, "退"))
    assert seen(reserve).book_fen == 1_500_000
    reserve.cashier.do(moves.deposit_cash, BankMove(700_000, "票1"))
    reserve.cashier.do(moves.return_to_district, BankMove(300_000, "退2"))
    assert (seen(reserve).book_fen, seen(reserve).is_low) == (1_200_000, False)
    reserve.cashier.do(moves.return_to_district, BankMove(1, "退3"))
    assert seen(reserve).is_low


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"bank_fen": 1}, "四项合计"),
        ({"bank_fen": -5, "district_fen": 795}, "小于零"),
        ({"unsettled_fen": -5, "settled_fen": 5}, "小于零"),
    ],
)
def test_agreement_is_worked_out_not_assumed(reserve: Reserve, changed: dict[str, int], said: str) -> None:
    right = replace(seen(reserve), district_fen=800, bank_fen=0, cash_fen=800, unsettled_fen=0, tills=())
    assert right.agrees
    wrong = replace(right, **changed)  # type: ignore[arg-type]
    assert not wrong.agrees
    assert said in wrong.wrong[0]


def test_a_closed_till_is_not_listed_but_its_entries_keep_its_name(reserve: Reserve) -> None:
    reserve.cashier.do(tills.offer_cash, tills.CashOffer(reserve.float_id, reserve.box_id, FLOAT_FEN))
    reserve.approver.do(tills.close_till, reserve.float_id)
    assert [till.name for till in seen(reserve).tills] == ["现金箱"]
    assert rows(reserve)[0].credit_title == "1号窗口备用金"


# the journal


def test_an_entry_says_what_it_rests_on(reserve: Reserve) -> None:
    case_id = relief_course.helped(reserve.register)
    [row] = rows(reserve, kind="disbursement")
    assert (row.number, row.kind_title, row.debit_title, row.credit_title) == (
        "记-2026-0004",
        "发放救助金",
        "已发未核销",
        "1号窗口备用金",
    )
    assert (row.case_id, row.receipt_number, row.payee, row.by_name) == (
        case_id,
        f"{town.TOWN_ID}-2026-LK-00001",
        "张某某",
        "钱某",
    )
    assert (row.reversed_by, row.reverses) == ("", "")


def test_a_reversal_and_what_it_reverses_name_each_other(reserve: Reserve) -> None:
    relief_course.helped(reserve.register)
    [paid] = rows(reserve, kind="disbursement")
    reserve.approver.do(correcting.reverse, paid.entry_id, "付错了人")
    red, black = rows(reserve, kind="disbursement")
    assert (red.amount_fen, red.reverses, red.reversed_by, red.reason) == (
        -300_000,
        "记-2026-0004",
        "",
        "付错了人",
    )
    assert (black.amount_fen, black.reverses, black.reversed_by) == (300_000, "", "记-2026-0005")
    assert red.receipt_number == black.receipt_number == f"{town.TOWN_ID}-2026-LK-00001"


def test_the_journal_is_asked_for_by_month_account_kind_and_case(reserve: Reserve, clock: town.Clock) -> None:
    case_id = relief_course.helped(reserve.register)
    clock.set(date(2026, 12, 1))
    [paid] = rows(reserve, kind="disbursement")
    back = RefundEntry(5_000, "张某某", "多领退回", to="bank", bank_slip="进902")
    reserve.cashier.do(correcting.refund, paid.disbursement_id, back)
    assert numbers(reserve) == [1, 2, 3, 4, 5]
    assert numbers(reserve, month="2026-11") == [1, 2, 3, 4]
    assert numbers(reserve, month="2026-12") == [5]
    assert numbers(reserve, month="2026") == [1, 2, 3, 4, 5]
    assert numbers(reserve, month="2025") == numbers(reserve, month="2026-10") == []
    assert numbers(reserve, account="bank") == [1, 2, 5]
    assert numbers(reserve, account="cash") == [2, 3, 4]
    assert numbers(reserve, account=f"till:{reserve.box_id}") == [2, 3]
    assert numbers(reserve, kind="refund") == [5]
    assert numbers(reserve, case_id=case_id) == [4, 5]
    assert numbers(reserve, month="2026-11", account="bank", kind="withdrawal") == [2]


def test_every_sum_is_made_of_the_entries_shown_for_it(reserve: Reserve) -> None:
    relief_course.helped(reserve.register)
    other = replace(FIRE, name="李某", id_number="", phone="", address="9号", amount_fen=50_001)
    relief_course.helped(reserve.register, other)
    found = seen(reserve)
    sums = {
        "bank": found.bank_fen,
        "cash": found.cash_fen,
        "unsettled": found.unsettled_fen,
        **{f"till:{till.id}": till.held_fen for till in found.tills},
    }
    for account, fen in sums.items():
        inside = [account] if account != "cash" else [f"till:{till.id}" for till in found.tills]
        made = sum(
            row.amount_fen * ((row.debit in inside) - (row.credit in inside))
            for row in rows(reserve, account=account)
        )
        assert made == fen, account


def test_the_opening_balance_is_in_the_sums(register: Register) -> None:
    made = reserve_course.opened(register)
    made.cashier.do(moves.open_reserve, OpeningBalance(100, 200, 300, 400, "旧账"))
    found = seen(made)
    assert (found.district_fen, found.book_fen, found.balanced) == (1_000, 300, True)


def test_accounts_are_called_by_their_names(reserve: Reserve) -> None:
    titles = reserve.register.read(account_titles)
    assert titles["bank"] == "银行存款"
    assert titles[f"till:{reserve.float_id}"] == "1号窗口备用金"


def test_balances_and_counts_never_read_the_whole_journal(reserve: Reserve, engine: Engine) -> None:
    """What every page shows at once must stay quick with years of books: indexes only."""
    counted(reserve, reserve.float_id)
    statements: list[tuple[str, Any]] = []

    def keep(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        statements.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", keep)
    seen(reserve)
    rows(reserve, month="2026-11", account="cash")
    event.remove(engine, "before_cursor_execute", keep)
    assert len(statements) > 10
    with engine.connect() as connection:
        plans = [
            str(step[3])
            for statement, parameters in statements
            if statement.startswith("SELECT")
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    scans = [plan for plan in plans if re.match(r"SCAN reserve_entries(?!.* USING )", plan)]
    assert scans == []
