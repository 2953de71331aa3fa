"""Entry fields of one line: what was typed, the value it means, and why it means none."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.fields.hint import Hint


def mark(widget: QWidget, text: str) -> None:
    """Show at the field that something is wrong with it; an empty text takes the mark away."""
    theme.mark(widget, "wrong", bool(text))
    widget.setToolTip(text)
    widget.setAccessibleDescription(text)


class TextEdit(QLineEdit):
    """Any text; the parent of the fields that read their text as something else."""

    edited = Signal()
    left = Signal()
    empty: Any = ""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if placeholder:
            Hint(self, placeholder)
        self.setMinimumWidth(30)
        self.textEdited.connect(self.edited)

    def read(self, text: str) -> Any:
        """The value of a text that is not blank; raises `Refused` if it has none."""
        return text.strip()

    def shown(self, value: Any) -> str:
        """How a value is written in the field."""
        return "" if value is None else str(value)

    def value(self) -> Any:
        text = self.text()
        if not text.strip():
            return self.empty
        try:
            return self.read(text)
        except Refused:
            return text.strip() if isinstance(self.empty, str) else self.empty

    def set_value(self, value: Any) -> None:
        self.setText(self.shown(value))
        self.setCursorPosition(0)

    def problem(self) -> Problem | None:
        if not self.text().strip():
            return None
        try:
            self.read(self.text())
        except Refused as refused:
            return refused.problems[0]
        return None

    def raw(self) -> str:
        return self.text()

    def set_raw(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)

    def mark(self, text: str) -> None:
        mark(self, text)

    def tidy(self) -> None:
        """Write what was typed the way it is kept; what cannot be read stays as it is."""
        if self.text().strip() and self.problem() is None:
            tidied = self.shown(self.value())
            if tidied != self.text():
                self.setText(tidied)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A text longer than its field shows its beginning again; beside another window the cursor keeps its place."""
        self.tidy()
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.setCursorPosition(0)
        self.left.emit()


class LongTextEdit(QPlainTextEdit):
    """Several lines of text; Tab leaves the field."""

    edited = Signal()
    empty = ""

    def __init__(self, placeholder: str = "", lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._filling = False
        self._lines = lines
        self.fit()
        self.textChanged.connect(self._changed)

    def fit(self) -> None:
        """As high as its lines in the font it has now."""
        self.setFixedHeight(self._lines * self.fontMetrics().lineSpacing() + 16)

    def _changed(self) -> None:
        if not self._filling:
            self.edited.emit()

    def value(self) -> str:
        return self.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        self._filling = True
        self.setPlainText(str(value or ""))
        self._filling = False

    def problem(self) -> Problem | None:
        return None

    def raw(self) -> str:
        return self.toPlainText()

    def set_raw(self, text: str) -> None:
        self.set_value(text)

    def mark(self, text: str) -> None:
        mark(self, text)
