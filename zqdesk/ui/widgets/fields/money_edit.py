"""Fields for amounts and counts."""

import re
from typing import Any

from PySide6.QtCore import Qt

from zqdesk.rules.digits import figures
from zqdesk.rules.money import format_yuan, parse_yuan
from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.widgets.fields.text_edit import TextEdit


class MoneyEdit(TextEdit):
    """Yuan typed, fen kept. `loss` allows a minus sign, for business that ran at a loss."""

    def __init__(self, placeholder: str = "0.00", *, loss: bool = False, optional: bool = False) -> None:
        super().__init__(placeholder)
        self.empty = None if optional else 0
        self._loss = loss
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def read(self, text: str) -> int:
        plain = figures(text)
        if self._loss and plain.startswith("-"):
            return -parse_yuan(plain[1:])
        return parse_yuan(text)

    def shown(self, value: Any) -> str:
        return "" if value is None else format_yuan(int(value))

    def set_value(self, value: Any) -> None:
        self.setText("" if not value and self.empty == 0 else self.shown(value))
        self.setCursorPosition(0)


MOST_DIGITS = 18
_WHOLE = re.compile(r"\d+|\d{1,3}(,\d{3})+", re.ASCII)


class CountEdit(TextEdit):
    """A whole number from `low` on; an empty field is `low`, or nothing known if `optional`."""

    def __init__(self, low: int = 0, high: int = 999_999, *, optional: bool = False) -> None:
        super().__init__("" if optional else str(low))
        self.empty = None if optional else low
        self._low, self._high = low, high
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)

    def read(self, text: str) -> int:
        plain = figures(text)
        number = int(plain.replace(",", "")) if _WHOLE.fullmatch(plain) and len(plain) <= MOST_DIGITS else -1
        if not self._low <= number <= self._high:
            raise Refused(Problem("count.form", f"请填写 {self._low} 至 {self._high} 的整数"))
        return number
