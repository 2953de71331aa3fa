"""Working days: the holiday arrangement of each year, typed or pasted as days."""

import re
from datetime import date

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from zqdesk.office.hall import parameters
from zqdesk.office.hall.parameters import CalendarEntry
from zqdesk.rules.digits import half_width
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Columns
from zqdesk.ui.pages.hall.settings.panel import Panel
from zqdesk.ui.widgets.fields.number_edit import NumberEdit
from zqdesk.ui.widgets.form import FieldBox
from zqdesk.ui.widgets.tables.rows import Column, table

YEARS = range(2019, 2101)
COLUMNS = (
    Column("年份", lambda r: str(r.year), 80, key=lambda r: r.year),
    Column("放假", lambda r: f"{len(r.holidays)} 天", 80, right=True, tip=lambda r: days_text(r.holidays)),
    Column("补班", lambda r: f"{len(r.make_up)} 天", 80, right=True, tip=lambda r: days_text(r.make_up)),
    Column("依据", lambda r: r.source, 300, stretch=True, tip=lambda r: r.source),
)


def days_text(days: tuple[date, ...]) -> str:
    return "、".join(f"{day.month}月{day.day}日" for day in days)


def days_in(text: str, year: int, field: str) -> tuple[date, ...]:
    """Days from `10月1日、10月2日` or `10-1 10-2` or a span `10月1日至10月7日`. Refused: a day that is none."""
    found: set[date] = set()
    spans = re.findall(
        r"(\d{1,2})[月.\-/](\d{1,2})日?(?:\s*[至到~]\s*(?:(\d{1,2})[月.\-/])?(\d{1,2})日?)?", half_width(text)
    )
    try:
        for month, day, to_month, to_day in spans:
            first = date(year, int(month), int(day))
            last = date(year, int(to_month or month), int(to_day)) if to_day else first
            found |= {date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)}
    except ValueError:
        raise Refused(Problem("calendar.form", "其中有不存在的日期，请核对。", field)) from None
    return tuple(sorted(found))


class CalendarPanel(Panel):
    """A year without an arrangement counts weekends and the law's own holidays; its deadlines are marked 约."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.years: tuple[CalendarEntry, ...] = ()
        self.table = table("工作日历", COLUMNS)
        self.table.remember(desk, "settings.calendar")
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._take())
        frame, inside = theme.card()
        told = theme.label(
            "没有登记的年份暂按周末和法定节日推算，期限前标“约”，案件页注明“暂定”。", "small", wrap=True
        )
        inside.addLayout(theme.head(theme.label("已登记的放假安排", "section"), told, None))
        inside.addWidget(self.table, 1)
        entry, below = theme.card(spacing=10)
        below.addWidget(theme.label("登记或修改放假安排", "section"))
        self.year = NumberEdit(2019, 2100)
        self.year.set_value(desk.today().year + 1)
        self.source = FieldBox("文件名称和文号", QLineEdit())
        self.holidays = FieldBox("放假（周一至周五中放假的日子也要写上）", _days("例如：10月1日至10月7日"))
        self.make_up = FieldBox("补班（周末上班的日子）", _days("例如：9月27日、10月10日"))
        year = FieldBox("年份", self.year)
        self.boxes = {
            "year": year, "holidays": self.holidays, "make_up": self.make_up, "source": self.source
        }  # fmt: skip
        lines = Columns(2, theme.pixels(260), across=16, down=10)
        for box in (year, self.source, self.holidays, self.make_up):
            lines.addWidget(box)
        below.addLayout(lines)
        below.addLayout(theme.row(theme.button("登记  Ctrl+S", self.save, role="primary"), None))
        entry.setVisible(self.administrator)
        column = theme.column(spacing=14)
        column.addWidget(frame, 1)
        column.addWidget(entry)
        self.setLayout(column)

    def reload(self) -> None:
        self.desk.read(parameters.calendar_years, then=self._show)

    def save(self) -> None:
        if not self.administrator:
            return
        for box in self.boxes.values():
            box.say([])
        year = self.year.value()
        try:
            refuse_if(
                []
                if year in YEARS
                else [Problem("calendar.year", "请填写 2019 至 2100 之间的年份。", "year")]
            )
            entry = CalendarEntry(
                year,
                days_in(_text(self.holidays), year, "holidays"),
                days_in(_text(self.make_up), year, "make_up"),
                _text(self.source),
            )
        except Refused as refused:
            self._refused(refused)
            return
        self.desk.do(parameters.record_calendar_year, entry, then=self._saved, failed=self._refused)

    def _show(self, years: tuple[CalendarEntry, ...]) -> None:
        self.years = years
        self.table.show_rows(sorted(years, key=lambda y: -y.year), identity=lambda r: r.year)

    def _take(self) -> None:
        chosen = self.table.current()
        if chosen is None:
            return
        self.year.set_value(chosen.year)
        for box, text in (
            (self.holidays, days_text(chosen.holidays)),
            (self.make_up, days_text(chosen.make_up)),
        ):
            assert isinstance(box.widget, QPlainTextEdit)
            box.widget.setPlainText(text)
        assert isinstance(self.source.widget, QLineEdit)
        self.source.widget.setText(chosen.source)

    def _saved(self, _: None) -> None:
        self.reload()
        self.desk.shell.say(f"{self.year.value()}年放假安排已登记，期限随即重算。")

    def _refused(self, error: Exception) -> None:
        problems = error.problems if isinstance(error, Refused) else (Problem("", messages.explain(error)),)
        for field, box in self.boxes.items():
            box.say([p for p in problems if p.field == field])
        self.desk.shell.show_problems(tuple(p for p in problems if p.field not in self.boxes))


def _days(hint: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setPlaceholderText(hint)
    made.setFixedHeight(theme.pixels(64))
    made.setTabChangesFocus(True)
    return made


def _text(box: FieldBox) -> str:
    widget = box.widget
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    assert isinstance(widget, QLineEdit)
    return widget.text().strip()
