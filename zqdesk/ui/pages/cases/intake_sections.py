"""The sections of the entry window: which field of the application stands where."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Columns
from zqdesk.ui.widgets.fields.code_picker import CodePicker, picker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.id_edit import AccountEdit, IdEdit, PhoneEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.place_picker import PlacePicker
from zqdesk.ui.widgets.fields.text_edit import TextEdit
from zqdesk.ui.widgets.fields.tick import Tick
from zqdesk.ui.widgets.form import FieldBox, Form
from zqdesk.ui.widgets.tables.rows_editor import Today

Field = tuple[str, str, Any, int]
"""Field of the record, caption, widget, and how many of the three columns it takes."""
COLUMNS = 3
CAPTION = 72
NARROWEST = 200
"""Of a column with caption and field, at 100 %."""


class MemberChoice(CodePicker):
    """One line of the family table, kept as its number."""

    def __init__(self) -> None:
        super().__init__([("0", "第1人")], optional=False, names=True)
        self.set_value(0)

    def value(self) -> Any:
        chosen = super().value()
        return int(chosen) if chosen.isdigit() else 0

    def set_value(self, value: Any) -> None:
        super().set_value(str(value) if value != "" else "0")

    def set_names(self, names: Sequence[str]) -> None:
        """Offer the members as the table has them now."""
        chosen = min(self.value(), len(names) - 1)
        self.set_entries([(str(line), name) for line, name in enumerate(names)])
        self.set_value(chosen)


def household_fields(today: Today) -> list[Field]:
    return [
        ("applied_on", "申请日期", DateEdit(today), 1),
        ("village_id", "村（居）", PlacePicker(), 1),
        ("standard_kind", "执行标准", picker("standard_kind", optional=False), 1),
        (
            "standard_reason",
            "标准理由",
            TextEdit("与村（居）的城乡类别不同，写明理由，将印在审核确认表上"),
            COLUMNS,
        ),
        ("address", "居住地址", TextEdit("门牌号"), 2),
        ("phone", "联系电话", PhoneEdit(), 1),
        ("hukou_address", "户籍地址", TextEdit("与居住地址相同的可不填"), 2),
        ("applicant", "申请人", MemberChoice(), 1),
        ("reason", "申请理由", TextEdit(), 2),
        ("poverty_cause", "致贫原因", picker("poverty_cause"), 1),
        ("single_reason", "单独申请", picker("single_reason", "不是单人户的不填"), 1),
        ("single_member", "单独申请人", MemberChoice(), 1),
        ("registered_poor", "", Tick("原建档立卡户"), 1),
    ]


def proxy_fields(today: Today) -> list[Field]:
    return [
        ("proxy_kind", "申请方式", picker("applicant_kind", short=True), 1),
        ("proxy_name", "代办人", NameEdit(), 1),
        ("proxy_relation", "代办关系", TextEdit("与申请人的关系"), 1),
        ("proxy_id_number", "身份证号", IdEdit(today), 1),
        ("proxy_phone", "代办电话", PhoneEdit(), 1),
        ("relative_name", "近亲属姓名", TextEdit("经办人员、村干部"), 1),
        ("relative_post", "其职务", TextEdit(), 1),
        ("relative_relation", "近亲关系", TextEdit("与申请人的关系"), 1),
    ]


def account_fields() -> list[Field]:
    return [
        ("account_name", "户名", NameEdit(), 1),
        ("bank_name", "开户行", TextEdit(), 1),
        ("account_number", "账号", AccountEdit(), 1),
    ]


class Section(QFrame):
    """A card with a heading, and under it the fields of a record or a table to type into."""

    def __init__(self, title: str, *beside: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(14, 10, 14, 14)
        self._inside.setSpacing(8)
        self.heading = theme.label(title, "section")
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        for widget in beside:
            head.addWidget(widget)
        self._inside.addLayout(head)

    def put(self, widget: QWidget) -> None:
        self._inside.addWidget(widget)

    def put_fields(self, form: Form[Any], fields: Sequence[Field]) -> list[QWidget]:
        """Bind fields to the form, three to a line where there is room; returns the widgets in the order of typing."""
        grid = Columns(COLUMNS, theme.pixels(NARROWEST), down=7)
        for name, caption, widget, wide in fields:
            box = form.add(name, FieldBox(caption, widget, beside=CAPTION))
            widget.setAccessibleName(caption or widget.text())
            grid.add(box, wide)
            left = getattr(widget, "left", None)
            if left is not None:
                left.connect(lambda field=name, held=widget: _check(form, field, held))
        self._inside.addLayout(grid)
        return [widget for _, _, widget, _ in fields]


def _check(form: Form[Any], field: str, widget: Any) -> None:
    """On leaving a field: why its text cannot be read."""
    problem = widget.problem()
    form.show_problems_of(field, [problem] if problem else [])
