"""Fields of the reserve's forms that no other form has."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from zqdesk.office.reserve.lists import BatchItem
from zqdesk.rules.problem import Problem
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.scrolling import scrolled
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.money_edit import MoneyEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit, mark
from zqdesk.ui.widgets.tables.rows import yuan

LIST_HEIGHT = 190


class DayEdit(DateEdit):
    """A day that must be there."""

    def problem(self) -> Problem | None:
        if not self.text().strip():
            return Problem("date.empty", "请填写日期")
        return super().problem()


class ReturnedEdit(QWidget):
    """The payments of a batch, each with room for the reason it was returned; no reason: it was settled.

    The value is a mapping from the payment's id to the reason.
    """

    edited = Signal()

    def __init__(self, items: tuple[BatchItem, ...]) -> None:
        super().__init__()
        self.fields: dict[str, TextEdit] = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(3, 1)
        for row, item in enumerate(items):
            field = TextEdit("未写原因的即为核销")
            field.setAccessibleName(f"{item.payee} 退回原因")
            field.edited.connect(self.edited)
            grid.addWidget(theme.label(item.receipt_number, "soft"), row, 0)
            grid.addWidget(theme.label(item.payee), row, 1)
            grid.addWidget(theme.label(yuan(item.amount_fen)), row, 2)
            grid.addWidget(field, row, 3)
            self.fields[item.disbursement_id] = field
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        area = scrolled(inside)
        area.setProperty("ground", "card")
        inside.setProperty("ground", "card")
        area.setFixedHeight(min(theme.pixels(LIST_HEIGHT), theme.pixels(38) * max(1, len(items)) + 6))
        box.addWidget(area)
        if items:
            self.setFocusProxy(self.fields[items[0].disbursement_id])

    def value(self) -> dict[str, str]:
        """Reasons by payment, of those that were returned."""
        return {key: field.value() for key, field in self.fields.items() if field.value()}

    def set_value(self, value: Any) -> None:
        for key, field in self.fields.items():
            field.set_value(dict(value or {}).get(key, ""))

    def problem(self) -> Problem | None:
        return None

    def raw(self) -> dict[str, str]:
        return {key: field.raw() for key, field in self.fields.items() if field.raw()}

    def set_raw(self, texts: Any) -> None:
        self.set_value(texts)

    def mark(self, text: str) -> None:
        mark(self, text)


class FilledMoney(MoneyEdit):
    """An amount that must be there and above zero."""

    def problem(self) -> Problem | None:
        found = super().problem()
        if found is None and not self.value():
            return Problem("reserve.amount", "请填写金额")
        return found
