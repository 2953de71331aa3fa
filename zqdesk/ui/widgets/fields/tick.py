"""A yes-or-no field."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from zqdesk.rules.problem import Problem
from zqdesk.ui.widgets.fields.text_edit import mark


class Tick(QCheckBox):
    """Space toggles it."""

    edited = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.clicked.connect(self.edited)

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        self.setChecked(bool(value))

    def problem(self) -> Problem | None:
        return None

    def raw(self) -> str:
        return "1" if self.isChecked() else ""

    def set_raw(self, text: str) -> None:
        self.setChecked(bool(text))

    def mark(self, text: str) -> None:
        mark(self, text)
