"""A card with one balance: its title, the amount, a bar of how much of the whole is there, and a word about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from zqdesk.office.reserve.position import Position
from zqdesk.records.register import CHINA
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.tables.rows import yuan


class AmountCard(QFrame):
    """A balance; Enter or a click goes to the entries it is made of."""

    def __init__(self, title: str, opened: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title, self._opened = title, opened
        self.number = theme.label("—", "figure")
        self.note = theme.label("", "small")
        self.sign = theme.label("", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(4)
        inside.addLayout(theme.row(theme.label(title, "small"), None, self.sign))
        inside.addWidget(self.number)
        inside.addWidget(self.bar)
        inside.addWidget(self.note)
        inside.addStretch(1)

    def show_amount(self, fen: int, note: str, tone: str = "") -> None:
        self.number.setText(f"¥ {yuan(fen)}")
        self.note.setText(note)
        self.note.setVisible(bool(note))
        theme.mark(self.number, "tone", tone)
        theme.mark(self.note, "tone", tone)
        self.setAccessibleName(f"{self._title} {yuan(fen)} 元 {note}")

    def show_share(self, fen: int, whole_fen: int) -> None:
        """The bar below: how much of the whole is there."""
        self.bar.setVisible(whole_fen > 0)
        self.bar.setRange(0, 1000)
        self.bar.setValue(min(1000, max(0, 1000 * fen // whole_fen)) if whole_fen else 0)

    def show_agreement(self, found: Position) -> None:
        """Whether the cash agrees with the books, in words."""
        words, tone = agreement(found)
        self.sign.setText(words)
        theme.mark(self.sign, "tone", tone)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self._opened()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._opened()
        else:
            super().keyPressEvent(event)


def agreement(found: Position) -> tuple[str, str]:
    """What the last counts say, and its tone; what was never counted is not said to agree."""
    if not found.agrees:
        return "账实不符 ！", "bad"
    with_cash = [till for till in found.tills if till.held_fen or till.counted_at]
    if any(till.counted_at is None for till in with_cash):
        return "现金还没有盘点", "warn"
    stale = [till.counted_at for till in with_cash if not till.fresh and till.counted_at]
    if stale:
        return f"{min(stale).astimezone(CHINA):%m-%d} 盘点相符", ""
    return "账实相符 ✓", "good"
