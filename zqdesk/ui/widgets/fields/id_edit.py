"""Fields for numbers people are known by: resident ID, bank account, telephone."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt

from zqdesk.rules.digits import half_width
from zqdesk.rules.people.identity import IdNumber, parse_bank_card, parse_id_number, parse_mobile
from zqdesk.rules.problem import Refused
from zqdesk.ui.widgets.fields.text_edit import TextEdit


class IdEdit(TextEdit):
    """A resident ID number as it is typed: full-width digits, blanks, a small x, 15 digits of old.

    `today` gives the day after which nobody is born.
    """

    def __init__(self, today: Callable[[], date], placeholder: str = "") -> None:
        super().__init__(placeholder)
        self._today = today
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)

    def read(self, text: str) -> str:
        return parse_id_number(text, self._today()).number

    def number(self) -> IdNumber | None:
        """All that a correct number says; None while it is not complete or not correct."""
        try:
            return parse_id_number(self.text(), self._today())
        except Refused:
            return None


class AccountEdit(TextEdit):
    """A bank card or passbook account, shown in groups of four."""

    def read(self, text: str) -> str:
        return parse_bank_card(text)

    def shown(self, value: object) -> str:
        digits = str(value or "")
        return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


class PhoneEdit(TextEdit):
    """A mobile number, or a land line left as it is typed."""

    def read(self, text: str) -> str:
        plain = half_width(text).strip()
        digits = "".join(character for character in plain if character.isdigit())
        if digits.startswith(("0", "2", "3", "4", "5", "6", "7", "8", "9")) and len(digits) != 11:
            return plain
        return plain if digits.startswith("0") else parse_mobile(plain)
