"""Divisions that change: what the town or a village is from a day on, and what was before."""

from PySide6.QtWidgets import QLineEdit

from zqdesk.office.hall.divisions import DivisionRow, divisions
from zqdesk.office.people import division_changes
from zqdesk.office.people.division_changes import DivisionChange
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Columns
from zqdesk.ui.pages.hall.settings.panel import Panel
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.form import FieldBox, Form
from zqdesk.ui.widgets.tables.rows import Column, table

COLUMNS = (
    Column("代码", lambda r: r.code, 130),
    Column("名称", lambda r: r.name, 180, stretch=True),
    Column("级别", lambda r: "镇街" if r.is_town else "村（居）", 90),
    Column("起", lambda r: f"{r.valid_from:%Y-%m-%d}", 104, key=lambda r: r.valid_from),
    Column("止", lambda r: f"{r.valid_to:%Y-%m-%d}" if r.valid_to else "—", 104),
    Column("后来为", lambda r: r.became or "—", 200),
)
EXPLAINED = (
    "更名、换代码、撤镇设街道：选原来的，填新的。合并：新代码填并入的村（居）。拆分：先变更为其中一个，其余在“大厅与村（居）”中增加，"
    "再由经办人在家庭页“更改村（居）”划入。家庭随之转到新区划；生效日以前的统计仍用原名称。"
)


class DivisionsPanel(Panel):
    """The act moves every household of the division, so it is the administrator's alone and asks for all at once."""

    topic = "统计报表"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form: Form[DivisionChange] = Form(DivisionChange(), self)
        frame, inside = theme.card(spacing=10)
        inside.addWidget(theme.label("变更", "section"))
        inside.addWidget(theme.label(EXPLAINED, "small", wrap=True))
        self.old = CodePicker((), names=True)
        grid = Columns(4, theme.pixels(220), across=16)
        grid.addWidget(self.form.add("old", FieldBox("原镇街、村（居）", self.old, required=True)))
        grid.addWidget(self.form.add("code", FieldBox("新代码", QLineEdit(), required=True)))
        grid.addWidget(self.form.add("name", FieldBox("新名称", QLineEdit(), required=True)))
        day = DateEdit(desk.today)
        grid.addWidget(self.form.add("from_on", FieldBox("生效日期", day, required=True)))
        inside.addLayout(grid)
        inside.addLayout(theme.row(theme.button("变更  Ctrl+S", self.save, role="primary"), None))
        places, below = theme.card(spacing=10)
        below.addWidget(theme.label("现在和从前的区划", "section"))
        self.table = table("区划", COLUMNS)
        self.table.remember(desk, "settings.divisions")
        below.addWidget(self.table, 1)
        column = theme.column(spacing=14)
        column.addWidget(frame)
        column.addWidget(places, 1)
        self.setLayout(column)

    def reload(self) -> None:
        self.desk.read(divisions, then=self._show)

    def save(self) -> None:
        """Carry the change out."""
        self.desk.do(
            division_changes.change_division, self.form.record(), then=self._changed,
            failed=lambda error: self.refused(self.form, error),
        )  # fmt: skip

    def _changed(self, code: str) -> None:
        self.form.load(DivisionChange())
        self.desk.shell.say(f"区划已变更为{code}，家庭随之转入。")
        self.reload()

    def _show(self, rows: tuple[DivisionRow, ...]) -> None:
        standing = [(row.code, row.name) for row in rows if row.valid_to is None]
        self.old.set_entries(standing)
        self.table.show_rows(rows, identity=lambda r: r.code)
