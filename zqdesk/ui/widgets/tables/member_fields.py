"""The second half of a family member's line: what is asked about the chosen member, under the table."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Columns
from zqdesk.ui.widgets.fields.code_picker import CodePicker, picker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.id_edit import PhoneEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit
from zqdesk.ui.widgets.fields.tick import Tick
from zqdesk.ui.widgets.form import FieldBox

PERSON_FIELDS = frozenset(
    {"sex", "born_on", "ethnicity", "marital", "education", "phone", "hukou_kind", "hukou_address"}
)
"""Those of them that say who somebody is; the others belong to the member of this case."""


def _words(*words: str) -> CodePicker:
    """A choice that is kept in words: no standard has codes for it."""
    return CodePicker([(word, word) for word in words])


def _fields(today: Callable[[], date]) -> list[tuple[str, str, Any]]:
    return [
        ("sex", "性别", picker("sex")),
        ("born_on", "出生日期", DateEdit(today)),
        ("ethnicity", "民族", picker("ethnicity")),
        ("marital", "婚姻", picker("marital", short=True)),
        ("education", "文化程度", picker("education", short=True)),
        ("hukou_kind", "户口", picker("hukou_kind", short=True)),
        ("phone", "电话", PhoneEdit()),
        ("self_care", "自理能力", picker("self_care", short=True)),
        ("employment", "从业状况", picker("employment", short=True)),
        ("workplace", "工作单位", TextEdit()),
        ("school", "就读学校", TextEdit()),
        ("student", "", Tick("全日制在校")),
        ("illness", "重病病种", picker("illness", short=True)),
        ("disability_number", "残疾证号", TextEdit("20 位")),
        ("medical_insurance", "医疗保险", _words("居民医保", "职工医保", "未参保")),
        ("pension_insurance", "养老保险", _words("居民养老", "职工养老", "未参保")),
        ("counted", "", Tick("计入共同生活的家庭成员")),
        ("not_counted_reason", "情形", picker("not_counted", "不计入的必选", short=True)),
    ]


class MemberFields(QFrame):
    """One set of widgets for all members; whoever shows a member in it says what they hold."""

    edited = Signal(str)
    COLUMNS, NARROWEST = 4, 158

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.setProperty("role", "inset")
        column = theme.column(10, 8, 10, 10, spacing=6)
        self.setLayout(column)
        self.heading = theme.label("", "strong")
        column.addWidget(self.heading)
        grid = Columns(self.COLUMNS, theme.pixels(self.NARROWEST), across=10, down=6, even=True)
        column.addLayout(grid)
        self.widgets: dict[str, Any] = {}
        self.boxes: dict[str, FieldBox] = {}
        self._captions: dict[str, str] = {}
        for name, caption, widget in _fields(today):
            box = FieldBox(caption, widget, beside=70)
            grid.add(box, 2 if name in ("counted", "not_counted_reason") else 1)
            self.widgets[name], self.boxes[name] = widget, box
            self._captions[name] = caption or widget.text()
            widget.edited.connect(lambda field=name: self.edited.emit(field))

    def fields(self) -> list[QWidget]:
        return [widget for widget in self.widgets.values() if not widget.isHidden()]

    def load(self, number: int, values: dict[str, Any], raws: dict[str, str]) -> None:
        """Show the member of that line: values, and over them texts that stand as they were typed."""
        for name, widget in self.widgets.items():
            widget.setAccessibleName(f"{self._captions[name]}，第{number}人")
            if name in raws:
                widget.set_raw(raws[name])
            else:
                widget.set_value(values[name])
            self.boxes[name].say([])
