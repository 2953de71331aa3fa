"""The lists of what is settled with the district: their columns, the look behind them."""

from datetime import date
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.reserve import lists
from zqdesk.office.reserve import position as reserve_looks
from zqdesk.office.reserve.lists import RequestRow
from zqdesk.office.reserve.paying import payments
from zqdesk.office.reserve.paying.payments import SettlementRow, Unsettled
from zqdesk.office.reserve.position import Position
from zqdesk.ui.widgets.tables.rows import Column, yuan

ANSWER_CHIPS = {"等待批复": "warn", "已核销": "good", "全部退回": "bad", "已撤回": "plain"}
STATES = {"waiting": ("等待拨款", "warn"), "sent": ("已拨款", "good"), "withdrawn": ("已撤回", "plain")}

BATCHES = (
    Column("批次号", lambda r: r.number, 200),
    Column("报送日期", lambda r: f"{r.submitted_on:%Y-%m-%d}", 100, key=lambda r: r.submitted_on),
    Column("报送人", lambda r: r.by_name, 90),
    Column("笔数", lambda r: str(r.item_count), 56, key=lambda r: r.item_count, right=True),
    Column("报送(元)", lambda r: yuan(r.amount_fen), 110, key=lambda r: r.amount_fen, right=True, money=True),
    Column("答复", lambda r: r.answer, 96, chip=lambda r: ANSWER_CHIPS[r.answer]),
    Column("批复文号", lambda r: r.document_number, 150, stretch=True),
    Column("核销(元)", lambda r: yuan(r.accepted_fen), 110, key=lambda r: r.accepted_fen, right=True, money=True),
    Column("已补足(元)", lambda r: yuan(r.replenished_fen), 110, key=lambda r: r.replenished_fen, right=True, money=True),
)  # fmt: skip
REQUESTS = (
    Column("申请号", lambda r: r.number, 200),
    Column("申请日期", lambda r: f"{r.requested_on:%Y-%m-%d}", 110, key=lambda r: r.requested_on),
    Column("申请人", lambda r: r.by_name, 100),
    Column("申请(元)", lambda r: yuan(r.amount_fen), 120, key=lambda r: r.amount_fen, right=True, money=True),
    Column("理由", lambda r: r.reason, 200, stretch=True),
    Column("情况", lambda r: STATES[r.state][0], 100, chip=lambda r: STATES[r.state][1]),
    Column("到账(元)", lambda r: yuan(r.sent_fen), 120, key=lambda r: r.sent_fen, right=True, money=True),
)


@frozen
class Settling:
    """What the tab reads at once; `opening_fen` came unsettled with the old books."""

    position: Position
    unsettled: tuple[Unsettled, ...]
    opening_fen: int
    batches: tuple[SettlementRow, ...]
    requests: tuple[RequestRow, ...]


def settling(session: Any, today: date) -> Settling:
    """Everything between the hall and the district."""
    return Settling(
        reserve_looks.position(session, today),
        payments.unsettled(session),
        payments.unsettled_opening_fen(session),
        payments.settlements(session),
        lists.requests(session),
    )
