"""The field for cash counted by denominations: so many of each note and coin, and what they come to."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from zqdesk.office.reserve.cash.pieces import LOOSE_FEN, sum_of
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem
from zqdesk.rules.reserve import DENOMINATIONS_FEN
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.fields import key_walk
from zqdesk.ui.widgets.fields.money_edit import CountEdit
from zqdesk.ui.widgets.fields.text_edit import mark

PIECES = (*DENOMINATIONS_FEN, LOOSE_FEN)
ROWS = 5
"""Two blocks of five side by side."""


def piece_words(fen: int) -> str:
    """How a note or coin is called: 100 元, 5 角; what is smaller than a jiao is counted in fen."""
    if fen >= 100:
        return f"{fen // 100} 元"
    return f"{fen // 10} 角" if fen >= 10 else "零散（分）"


class PiecesEdit(QWidget):
    """With `book_fen` the difference to the books is shown while counting, in words and not in colour alone."""

    edited = Signal()

    def __init__(self, book_fen: int | None = None) -> None:
        super().__init__()
        self._book_fen = book_fen
        self.setProperty("dense", True)
        self.fields: dict[int, CountEdit] = {}
        self._sums: dict[int, QLabel] = {}
        self.total = theme.label("0.00 元", "amount")
        self.difference = theme.label("", "strong", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for at, piece in enumerate(PIECES):
            self._add(grid, at % ROWS, 4 * (at // ROWS), piece)
        grid.setColumnMinimumWidth(3, theme.pixels(24))
        grid.setColumnMinimumWidth(7, theme.pixels(24))
        grid.setColumnStretch(8, 1)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(theme.label("实点合计", "soft"), 0, 8, side)
        grid.addWidget(self.total, 1, 8, side)
        if book_fen is not None:
            grid.addWidget(theme.label(f"账面 {format_yuan(book_fen)} 元", "soft"), 2, 8, side)
            grid.addWidget(self.difference, 3, 8, 2, 1, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.fields[PIECES[0]])
        self._show()

    def _add(self, grid: QGridLayout, row: int, column: int, piece: int) -> None:
        field = CountEdit(optional=True)
        field.setAccessibleName(f"{piece_words(piece)} 张数")
        field.setFixedSize(theme.pixels(76), theme.pixels(28))
        field.edited.connect(self._edited)
        subtotal = theme.label("", "soft")
        subtotal.setMinimumWidth(theme.pixels(86))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        subtotal.setAlignment(right)
        grid.addWidget(theme.label(piece_words(piece)), row, column, right)
        grid.addWidget(field, row, column + 1)
        grid.addWidget(subtotal, row, column + 2)
        self.fields[piece], self._sums[piece] = field, subtotal

    def value(self) -> dict[int, int]:
        """Fen of each note or coin → pieces; what was not counted is left out."""
        counted = {piece: field.value() for piece, field in self.fields.items()}
        return {piece: int(count) for piece, count in counted.items() if count}

    def set_value(self, value: Any) -> None:
        for piece, field in self.fields.items():
            field.set_value(dict(value).get(piece) or None)
        self._show()

    def problem(self) -> Problem | None:
        found = (field.problem() for field in self.fields.values())
        return next((problem for problem in found if problem is not None), None)

    def raw(self) -> dict[str, str]:
        """What stands in the fields; empty where nothing was typed yet."""
        return {str(piece): field.raw() for piece, field in self.fields.items() if field.raw().strip()}

    def set_raw(self, texts: Any) -> None:
        for piece, field in self.fields.items():
            field.set_raw(dict(texts or {}).get(str(piece), ""))
        self._show()

    def mark(self, text: str) -> None:
        mark(self, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}.get(Qt.Key(event.key()))
        if key_walk.is_enter(event):
            self.focusNextPrevChild(True)
        elif step is not None:
            key_walk.walk(list(self.fields.values()), step)
        else:
            super().keyPressEvent(event)

    def _edited(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        counted = self.value()
        for piece, label in self._sums.items():
            label.setText(format_yuan(piece * counted[piece]) if piece in counted else "")
        total = sum_of(counted)
        self.total.setText(f"{format_yuan(total)} 元")
        if self._book_fen is not None:
            # Whoever counts must not know beforehand what should come out.
            words, tone = difference_words(total, self._book_fen) if any(self.raw()) else ("", "")
            self.difference.setText(words)
            theme.mark(self.difference, "tone", tone)


def difference_words(counted_fen: int, book_fen: int) -> tuple[str, str]:
    """What a count says beside the books, and its tone."""
    if counted_fen == book_fen:
        return "✓ 账实相符", "good"
    more = "长款" if counted_fen > book_fen else "短款"
    return f"{more} {format_yuan(abs(counted_fen - book_fen))} 元", "bad"
