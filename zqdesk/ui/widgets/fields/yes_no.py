"""A choice between two answers, both in view."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from zqdesk.rules.problem import Problem
from zqdesk.ui.widgets.fields.text_edit import mark


class YesNo(QWidget):
    """Arrow keys change the answer."""

    edited = Signal()

    def __init__(self, yes: str, no: str) -> None:
        super().__init__()
        self.yes, self.no = QRadioButton(yes), QRadioButton(no)
        group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(16)
        for each in (self.yes, self.no):
            group.addButton(each)
            line.addWidget(each)
            each.clicked.connect(self.edited)
        line.addStretch(1)
        self.setFocusProxy(self.yes)

    def setAccessibleName(self, name: str) -> None:
        """Each answer is read with what is asked: several such choices may stand in one form."""
        super().setAccessibleName(name)
        for each in (self.yes, self.no):
            each.setAccessibleName(f"{name} {each.text()}".strip())

    def value(self) -> bool:
        return self.yes.isChecked()

    def set_value(self, value: Any) -> None:
        (self.yes if value else self.no).setChecked(True)
        self.setFocusProxy(self.yes if value else self.no)

    def problem(self) -> Problem | None:
        return None

    def raw(self) -> str:
        return "1" if self.value() else "0"

    def set_raw(self, text: str) -> None:
        self.set_value(text == "1")

    def mark(self, text: str) -> None:
        mark(self, text)
