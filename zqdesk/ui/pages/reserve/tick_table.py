"""The table in which payments are ticked to be settled."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from zqdesk.office.reserve.payments import Unsettled
from zqdesk.ui.widgets.tables.rows import Column, Table, yuan


class TickTable(Table):
    """Blank or a click ticks a payment; one whose papers are missing cannot be ticked and says why."""

    ticked = Signal()

    def __init__(self) -> None:
        self.chosen: set[str] = set()
        super().__init__(
            "未核销的发放",
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
            ),
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
