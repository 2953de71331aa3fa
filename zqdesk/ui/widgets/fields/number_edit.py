"""The field for a small whole number, such as minutes or a year; Up and Down move by one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from zqdesk.rules.digits import half_width


class _Digits(QIntValidator):
    """Digits of whichever width are taken as those of a keyboard."""

    def validate(self, text: str, at: int) -> object:
        return super().validate(half_width(text), at)


class NumberEdit(QLineEdit):
    """Takes digits only. The limits bound the arrow keys; whether a typed number fits is its form's question."""

    edited = Signal()

    def __init__(self, low: int, high: int) -> None:
        super().__init__()
        self._low, self._high = low, high
        self.setValidator(_Digits(0, 10 ** len(str(high)) - 1, self))
        self.textEdited.connect(lambda _: self.edited.emit())

    def value(self) -> int:
        """The number; an empty field is 0."""
        return int(self.text() or 0)

    def set_value(self, value: int) -> None:
        self.setText(str(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.set_value(min(self._high, max(self._low, self.value() + step)))
        self.edited.emit()
