"""The lists of what is settled with the district: their columns, the look behind them, the table that is ticked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from zqdesk.office import payment_looks, reserve_lists, reserve_looks
from zqdesk.office.payment_looks import SettlementRow, Unsettled
from zqdesk.office.reserve_lists import RequestRow
from zqdesk.office.reserve_looks import Position
from zqdesk.ui.rows import Column, Table, yuan

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


@dataclass(frozen=True, slots=True)
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
        payment_looks.unsettled(session),
        payment_looks.unsettled_opening_fen(session),
        payment_looks.settlements(session),
        reserve_lists.requests(session),
    )


class TickTable(Table):
    """Blank or a click ticks a payment; one whose papers are missing cannot be ticked and says why."""

    ticked = Signal()

    def __init__(self) -> None:
        self.chosen: set[str] = set()
        super().__init__(
            (
                Column("选", self._tick, 42),
                Column("领款单", lambda r: r.receipt_number, 196),
                Column("发放日期", lambda r: f"{r.paid_on:%Y-%m-%d}", 98, key=lambda r: r.paid_on),
                Column("领款人", lambda r: r.payee, 140),
                Column("村（居）", lambda r: r.village, 100, stretch=True),
                Column("原因", lambda r: r.cause, 120),
                Column(
                    "金额(元)",
                    lambda r: yuan(r.net_fen),
                    104,
                    key=lambda r: r.net_fen,
                    right=True,
                    money=True,
                ),
                Column("能否核销", _able, 168, chip=lambda r: "warn" if r.why_not else "good"),
            )
        )
        self.clicked.connect(lambda index: self.toggle(self.rows.row(index)))

    def toggle(self, row: Unsettled) -> None:
        """Choose a payment, or leave it out again."""
        if not row.why_not:
            self.chosen ^= {row.disbursement_id}
            self._changed()

    def choose_all(self) -> None:
        """Every payment that can be settled; asked again, none."""
        able = {row.disbursement_id for row in self.rows.rows if not row.why_not}
        self.chosen = set() if self.chosen == able else able
        self._changed()

    def chosen_rows(self) -> tuple[Unsettled, ...]:
        """What is ticked and still there, in the order of the list."""
        return tuple(row for row in self.rows.rows if row.disbursement_id in self.chosen and not row.why_not)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and (row := self.current()) is not None:
            self.toggle(row)
            return
        super().keyPressEvent(event)

    def _changed(self) -> None:
        self.viewport().update()
        self.ticked.emit()

    def _tick(self, row: Unsettled) -> str:
        return "—" if row.why_not else "✓" if row.disbursement_id in self.chosen else "□"


def _able(row: Unsettled) -> str:
    return row.why_not or "可以核销"
