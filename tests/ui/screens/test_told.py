"""What stands at a field in words is told by a reading voice too: its caption, and what is wrong with it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.screens.sights import described
from zqdesk.rules.problem import Problem
from zqdesk.ui.shell import application
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.id_edit import IdEdit
from zqdesk.ui.widgets.fields.money_edit import MoneyEdit
from zqdesk.ui.widgets.fields.pieces_edit import PiecesEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit
from zqdesk.ui.widgets.fields.tick import Tick
from zqdesk.ui.widgets.fields.yes_no import YesNo
from zqdesk.ui.widgets.form import FieldBox

TODAY = date(2026, 11, 23)
FIELDS: dict[str, Callable[[], Any]] = {
    "text": TextEdit,
    "lines": LongTextEdit,
    "code": lambda: CodePicker([("1", "火灾")]),
    "day": lambda: DateEdit(lambda: TODAY),
    "number": lambda: IdEdit(lambda: TODAY),
    "money": MoneyEdit,
    "tick": lambda: Tick("同意"),
    "yes or no": lambda: YesNo("同意", "不同意"),
    "cash": PiecesEdit,
}


@pytest.mark.parametrize("kind", FIELDS)
def test_what_is_wrong_is_said_of_the_field_that_has_the_keyboard(qtbot: QtBot, kind: str) -> None:
    application.prepare()
    widget: QWidget = FIELDS[kind]()
    box = FieldBox("金额", widget)
    qtbot.addWidget(box)
    box.say([Problem("x", "超过了限额")])
    assert described(widget.focusProxy() or widget) == "超过了限额"
    assert box.caption.buddy() is widget
    box.say([])
    assert "超过了限额" not in described(widget.focusProxy() or widget)
