"""The table in which payments are ticked to be settled."""

from zqdesk.office.reserve.paying.payments import Unsettled
from zqdesk.ui.widgets.tables.rows import Column, yuan
from zqdesk.ui.widgets.tables.tick_table import TickTable


def _able(row: Unsettled) -> str:
    return row.why_not or "可以核销"


COLUMNS = (
    Column("领款单", lambda r: r.receipt_number, 196),
    Column("发放日期", lambda r: f"{r.paid_on:%Y-%m-%d}", 98, key=lambda r: r.paid_on),
    Column("领款人", lambda r: r.payee, 140),
    Column("村（居）", lambda r: r.village, 100, stretch=True),
    Column("原因", lambda r: r.cause, 120),
    Column("金额(元)", lambda r: yuan(r.net_fen), 104, key=lambda r: r.net_fen, right=True, money=True),
    Column("能否核销", _able, 168, chip=lambda r: "warn" if r.why_not else "good"),
)


def payments_to_tick() -> TickTable:
    """One whose papers are missing cannot be ticked and says why."""
    return TickTable("未核销的发放", COLUMNS, lambda row: row.disbursement_id, lambda row: row.why_not)
