"""The lists of the bank account: what the bank says, what the books say, and the statements."""

from datetime import date
from typing import Any

from zqdesk.office.reserve.bank.bank_view import DIFFERS, MATCHED, OPEN, PROPOSED, BankView, bank_view
from zqdesk.office.reserve.months import closing
from zqdesk.ui.widgets.tables.rows import Column, yuan
from zqdesk.ui.widgets.tables.tick_table import TickTable

STATES = {
    OPEN: ("未勾对", "warn"),
    PROPOSED: ("可勾对", "plain"),
    DIFFERS: ("金额不符", "bad"),
    MATCHED: ("已勾对", "good"),
}


def signed(fen: int) -> str:
    """What came with a plus, what went with a minus."""
    return f"+{yuan(fen)}" if fen > 0 else f"−{yuan(-fen)}"


def _columns(number: str) -> tuple[Column, ...]:
    return (
        Column("日期", lambda r: f"{r.day:%m-%d}", 62, key=lambda r: r.day),
        Column("收 + 付 −(元)", lambda r: signed(r.fen), 106, key=lambda r: r.fen, right=True, money=True),
        Column("情况", lambda r: STATES[r.state][0], 84, chip=lambda r: STATES[r.state][1], tip=lambda r: r.why),
        Column(number, lambda r: r.number, 112, tip=lambda r: r.number),
        Column("摘要", lambda r: r.text, 80, stretch=True, tip=lambda r: r.text),
    )  # fmt: skip


LINES, ENTRIES = _columns("凭证号"), _columns("账上凭证")
STATEMENTS = (
    Column(
        "起止日期", lambda r: f"{r.first_on:%Y-%m-%d} 至 {r.last_on:%m-%d}", 190, key=lambda r: r.first_on
    ),
    Column("期初(元)", lambda r: yuan(r.opening_fen), 110, key=lambda r: r.opening_fen, right=True, money=True),
    Column("期末(元)", lambda r: yuan(r.closing_fen), 110, key=lambda r: r.closing_fen, right=True, money=True),
    Column("行数", lambda r: str(r.line_count), 56, key=lambda r: r.line_count, right=True),
    Column("来源", lambda r: r.file_name or "手工录入", 130, stretch=True, tip=lambda r: r.file_name),
    Column("录入人", lambda r: r.by_name, 80),
    Column(
        "状态",
        lambda r: "已撤回" if r.withdrawn else "有效",
        76,
        chip=lambda r: "plain" if r.withdrawn else "good",
        tip=lambda r: r.withdrawn,
    ),
)  # fmt: skip


def account(session: Any, month: str, today: date) -> BankView:
    """The month asked for; at first the one that is to be closed next, but none that has not begun."""
    this = f"{today:%Y-%m}"
    return bank_view(session, month or min(this, closing.next_to_close(session, today)), today)


def ticked(name: str, columns: tuple[Column, ...]) -> TickTable:
    """A side of the account; what is matched is not ticked again."""
    return TickTable(name, columns, lambda row: row.row_id, _why_not)


def _why_not(row: Any) -> str:
    return row.why if row.state == MATCHED else ""
