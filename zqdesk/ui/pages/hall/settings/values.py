"""Dated values: standards, ceilings, day counts; the administrator enters what the district publishes."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit

from zqdesk.office.hall import parameters
from zqdesk.office.hall.parameters import ParameterEntry, ParameterLine
from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.hall.settings import value_words
from zqdesk.ui.pages.hall.settings.panel import Panel
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.form import FieldBox
from zqdesk.ui.widgets.tables.rows import Column, table

COLUMNS = (
    Column("名称", value_words.name, 270, tip=lambda r: r.title),
    Column("数值", value_words.shown, 130, key=value_words.shown, right=True, tip=value_words.whole),
    Column("单位", value_words.unit, 110),
    Column("执行日期", lambda r: f"{r.valid_from:%Y-%m-%d}", 100, key=lambda r: r.valid_from),
    Column("公布日期", lambda r: f"{r.published_on:%Y-%m-%d}", 100, key=lambda r: r.published_on),
    Column("状态", lambda r: "现行" if r.in_force else "", 70, chip=lambda r: "good" if r.in_force else None),
    Column("公布", lambda r: "区里" if r.by_district else "", 60),
    Column("依据", lambda r: r.source, 200, stretch=True, tip=lambda r: r.source),
)
TABLE = "这一项是表格，不能在这里登记新数值；区里公布新的，请联系维护人员。"
OF_DISTRICT = "这一项由区里公布，会随交换自动更新，本机不能登记；有误的，请联系区里更正公布。"


class ValuesPanel(Panel):
    """Older values stay; a new one is a new line with its own day and source."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lines: tuple[ParameterLine, ...] = ()
        self.all = QCheckBox("显示以前的数值")
        self.all.clicked.connect(lambda _: self._show_lines())
        self.table = table("标准与时限", COLUMNS)
        self.table.remember(desk, "settings.values")
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._take())
        frame, inside = theme.card()
        told = theme.label("计算和时限都按这里的数值，按执行日期和公布日期取用。", "small", wrap=True)
        inside.addLayout(theme.head(theme.label("标准与时限", "section"), told, None, self.all))
        inside.addWidget(self.table, 1)
        self.entry, below = theme.card(spacing=10)
        self.heading = theme.label("", "section")
        below.addWidget(self.heading)
        self.value = FieldBox("新数值", QLineEdit())
        self.valid_from = FieldBox("执行日期", DateEdit(desk.today))
        self.published_on = FieldBox("公布日期", DateEdit(desk.today))
        self.source = FieldBox("文件名称和文号", QLineEdit())
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for column, box in enumerate((self.value, self.valid_from, self.published_on, self.source)):
            grid.addWidget(box, 0, column)
        grid.setColumnStretch(3, 1)
        below.addLayout(grid)
        self.keep = theme.button("登记新数值  Ctrl+S", self.save, role="primary")
        below.addLayout(theme.row(self.keep, None))
        self.entry.setVisible(self.administrator)
        whole = theme.column(spacing=14)
        whole.addWidget(frame, 1)
        whole.addWidget(self.entry)
        self.setLayout(whole)

    def reload(self) -> None:
        self.desk.read(parameters.listing, self.desk.today(), then=self._show)

    def save(self) -> None:
        model = self.table.current()
        if model is None or not (self.administrator and self.keep.isEnabled()):
            return
        for box in (self.value, self.valid_from, self.published_on, self.source):
            box.say([])
        try:
            entry = ParameterEntry(
                key=model.key,
                value=value_words.understood(_text(self.value), model),
                valid_from=_date(self.valid_from, "valid_from"),
                published_on=_date(self.published_on, "published_on"),
                source=_text(self.source),
                scope=model.scope,
            )
        except Refused as refused:
            self._refused(refused)
            return
        self.desk.do(parameters.record_parameter, entry, then=self._saved, failed=self._refused)

    def _show(self, lines: tuple[ParameterLine, ...]) -> None:
        self.lines = lines
        self._show_lines()

    def _show_lines(self) -> None:
        today = self.desk.today()
        lines = [x for x in self.lines if self.all.isChecked() or x.in_force or x.valid_from > today]
        self.table.show_rows(lines, identity=lambda r: r.id)
        self.table.choose_first()

    def _take(self) -> None:
        line = self.table.current()
        if line is not None:
            self.heading.setText(f"登记新数值：{value_words.name(line)}（{value_words.unit(line)}）")
            may = value_words.editable(line) and not line.of_district
            self.value.say(
                [Problem("parameter.of_district", OF_DISTRICT, "value")] if line.of_district else []
            )
            self.keep.setEnabled(may)
            self.keep.setToolTip("" if may else OF_DISTRICT if line.of_district else TABLE)

    def _saved(self, _: str) -> None:
        for box in (self.value, self.source):
            assert isinstance(box.widget, QLineEdit)
            box.widget.clear()
        self.reload()
        self.desk.shell.say("新数值已登记，从执行日期起使用。")

    def _refused(self, error: Exception) -> None:
        homes = {
            "value": self.value, "valid_from": self.valid_from,
            "published_on": self.published_on, "source": self.source,
        }  # fmt: skip
        problems = error.problems if isinstance(error, Refused) else ()
        for field, box in homes.items():
            box.say([p for p in problems if p.field == field])
        left = tuple(p for p in problems if p.field not in homes)
        if left or not problems:
            self.desk.shell.show_problems(left or (Problem("", messages.explain(error)),))


def _date(box: FieldBox, field: str) -> date:
    assert isinstance(box.widget, DateEdit)
    day = box.widget.value()
    if not isinstance(day, date):
        raise Refused(Problem(f"parameter.{field}", "请填写日期。", field))
    return day


def _text(box: FieldBox) -> str:
    assert isinstance(box.widget, QLineEdit)
    return box.widget.text().strip()
