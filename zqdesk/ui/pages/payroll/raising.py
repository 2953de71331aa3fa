"""A raise before anybody signs: who is owed how much from when, and of each household the months with their traces."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from zqdesk.frozen import frozen
from zqdesk.office.payroll.back_pay import raises, raising
from zqdesk.office.payroll.back_pay.raises import RaiseEntry
from zqdesk.office.payroll.back_pay.raising import Asked, Late, Owed, Preview
from zqdesk.office.payroll.lists import month_words
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.rules.money import MINUS, format_yuan
from zqdesk.rules.payroll.back_pay import MonthDue, months_between
from zqdesk.rules.readings import mentions
from zqdesk.rules.trace import Trace
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.beside import Sided
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.listing import Filters, ListCard, fill, masked
from zqdesk.ui.pages.cases.steps.form import StepForm, at_once
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.part import yielding
from zqdesk.ui.widgets.fields.text_edit import TextEdit
from zqdesk.ui.widgets.shown.trace_view import TraceView
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, table, yuan

SIDE_WIDTH, LEAST = 400, 560
MONTHS_BACK = 23
FEW_MONTHS = 3
OWED, OVER, UNKNOWN = "owed", "over", "unknown"


class Line(NamedTuple):
    """A row of the list."""

    owed: Owed
    name: str
    id_number: str
    village_name: str
    person_count: int

    @property
    def first(self) -> str:
        return next((line.month for line in self.owed.months if line.owed_fen), "")

    @property
    def month_count(self) -> int:
        return sum(1 for line in self.owed.months if line.owed_fen)


COLUMNS = (
    Column("户主、本人", lambda r: r.name, 112),
    Column("村（居）", lambda r: r.village_name, 100, stretch=True),
    Column("人数", lambda r: str(r.person_count), 50, key=lambda r: r.person_count, right=True),
    Column(
        "应补发(元)", lambda r: yuan(r.owed.owed_fen), 98, key=lambda r: r.owed.owed_fen, right=True, money=True
    ),
    Column("月数", lambda r: str(r.month_count), 46, key=lambda r: r.month_count, right=True),
    Column("起始月份", lambda r: r.first or "—", 80),
    Column(
        "其他月多发", lambda r: format_yuan(r.owed.over_fen, MINUS) if r.owed.over_fen else "", 92,
        key=lambda r: r.owed.over_fen, right=True, money=True, summed=False,
    ),
    Column("身份证号", lambda r: masked(r.id_number), 162, full=lambda r: r.id_number),
)  # fmt: skip
MONTHS = (
    Column("月份", lambda r: r[0].month, 76),
    Column("应发", lambda r: yuan(r[0].due_fen), 88, right=True, key=lambda r: r[0].due_fen, stretch=True),
    Column("已发", lambda r: yuan(r[0].paid_fen), 88, right=True, key=lambda r: r[0].paid_fen),
    Column(
        "应补发", lambda r: yuan(r[0].owed_fen) if r[0].difference_fen >= 0 else "多发，不追回", 104,
        right=True, key=lambda r: r[0].owed_fen,
    ),
)  # fmt: skip


@frozen
class Seen:
    """What the page reads at once: the raise as it comes out, and what waits for one."""

    preview: Preview
    late: tuple[Late, ...]


def look(session: Any, asked: Asked) -> Seen:
    late = tuple(
        each for each in raising.pending(session, asked.known_on) if each.programme == asked.programme
    )
    return Seen(raising.preview(session, asked), late)


def span(session: Any, programme: str, today: Any) -> tuple[str, str]:
    """From when to when back-pay is most likely asked for."""
    until = raises.until_now(session, programme, today)
    waiting = [each.since for each in raising.pending(session, today) if each.programme == programme]
    return min(waiting, default=f"{until[:4]}-01"), until


class RaisePage(Page):
    """Enter opens a household; the list is made from the page and signed with the other lists of payments."""

    title = "提标补发"
    topic = "提标补发"

    def __init__(self, desk: Desk, programme: str) -> None:
        super().__init__(desk)
        self.programme = programme
        self.seen: Seen | None = None
        self._lines: list[Line] = []
        self.place = PanelPlace()
        self.place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.place.done.connect(self._done)
        self.table = yielding(
            table("应补发的户", COLUMNS, lambda r: desk.shell.open_household(r.owed.place.home_id))
        )
        self.table.remember(desk, "raise")
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._read_months())
        self._build_filters()
        self.count, self.sum = theme.label("", "small"), theme.label("", "amount")
        self.why = theme.label("", "small", wrap=True)
        self.make_button = theme.button(caption("case.next", "制作补发名册"), self.make, role="primary")
        self.lift_button = theme.button("调整在册金额…", self.lift)
        export = theme.button(caption("export"), self.export)
        prints = theme.button(caption("print"), desk.shell.print_list)
        self.card = ListCard(self.table, self.filters)
        inside = QWidget()
        both = theme.column(spacing=12)
        both.addWidget(self.place)
        both.addWidget(self.why)
        both.addWidget(self.card, 1)
        inside.setLayout(both)
        column = theme.column(20, 16, 20, 16, spacing=12)
        buttons = (prints, export, self.lift_button, self.make_button)
        column.addLayout(theme.heading(self.title, self.count, None, self.sum, *buttons))
        column.addWidget(Sided(inside, self._side(), width=SIDE_WIDTH, least=LEAST), 1)
        self.setLayout(column)
        self.first = self.table
        self.make_button.setVisible("clerk" in desk.actor.roles)
        self.lift_button.setVisible("approver" in desk.actor.roles)

    def reload(self) -> None:
        if self.since.count() > 1:
            self._read()
        else:
            self.desk.read(span, self.programme, self.desk.today(), then=self._show_span)

    def concerns(self, touched: Touched) -> bool:
        return any(
            kind.startswith(("payroll_", "roll_", "parameters", "persons", "memberships"))
            for kind, _ in touched
        )

    def commands(self) -> Mapping[str, Callable[[], object]]:
        found: dict[str, Callable[[], object]] = {"filter": self.filters.text.setFocus, "export": self.export}
        if "clerk" in self.desk.actor.roles:
            found["case.next"] = self.make
        return found | self.place.commands()

    def leave(self) -> None:
        self.place.leave()

    def asked(self) -> Asked:
        """The months chosen, by what is known today."""
        return Asked(self.programme, self.since.currentData(), self.until.currentData(), self.desk.today())

    def make(self) -> None:
        """Ask for the document, then make the list."""
        if self.seen is None:
            return
        asked, total = self.asked(), format_yuan(self.seen.preview.owed_fen)
        said = f"{month_words(asked.since)}至{month_words(asked.until)}，{len(self.seen.preview.owed)} 户，共 {total} 元。"
        form = StepForm(
            raises.open_raise,
            RaiseEntry(asked.since, asked.until, self.seen.late[-1].source if self.seen.late else ""),
            [("source", "提标文件（名称、文号）", TextEdit("区民政局、区财政局的通知"), 3)],
            explain=f"{said}名册与月名册一样由制表、复核、批准三人签字；批准的同时，在册金额从{month_words(asked.next_month)}起按新标准执行。",
            submit="制作名册",
        )
        self.place.open(StepPanel(self.desk, self.programme, "制作补发名册", form))

    def lift(self) -> None:
        """Let the roll carry what the standards known today give, where nothing is to be made up for."""
        month = self.asked().next_month
        then = f"{month_words(month)}起，在册各户按已公布的新标准重新测算，高于现在金额的从该月起按新金额发放；不降低任何一户。"
        form = at_once(raises.raise_roll, then, "调整在册金额", about=(month,))
        self.place.open(StepPanel(self.desk, self.programme, "调整在册金额", form))

    def export(self) -> None:
        """The list as it is filtered now, with ID numbers in full, into an .xlsx file."""
        exporting.export(self.desk, self, self.title, COLUMNS, self.table.rows.rows)

    def _build_filters(self) -> None:
        self.filters = Filters("筛选姓名、拼音、村、号码")
        rolls = [(each.title, each.id) for each in PROGRAMMES.values() if each.reworking is not None]
        self.which = self.filters.add_choice("救助项目", rolls)
        self.which.removeItem(0)
        self.which.setCurrentIndex(self.which.findData(self.programme))
        self.which.activated.connect(lambda _: self._turn())
        self.since = self.filters.add_choice("起始月份", ())
        self.until = self.filters.add_choice("截止月份", ())
        for each in (self.since, self.until):
            each.activated.connect(lambda _: self._read())
        self.shown = self.filters.add_segments(
            (("应补发", OWED), ("有月份多发", OVER), ("不能测算", UNKNOWN))
        )
        self.filters.changed.connect(self._show_filtered)

    def _turn(self) -> None:
        """To another programme's roll."""
        self.programme = self.which.currentData()
        self.desk.read(span, self.programme, self.desk.today(), then=self._show_span)

    def _side(self) -> QWidget:
        self.who: QLabel = theme.label("", "h2", wrap=True)
        self.months = yielding(table("各月", MONTHS, lambda _: None))
        self.months.selectionModel().currentRowChanged.connect(lambda *_: self._show_trace())
        self.trace = TraceView()
        card, inside = theme.card(margins=(16, 14, 16, 16), spacing=10)
        inside.addWidget(self.who)
        inside.addWidget(self.months, 1)
        inside.addWidget(self.trace)
        return card

    def _show_span(self, found: tuple[str, str]) -> None:
        since, until = found
        now = self.desk.today()
        number = now.year * 12 + now.month - 1 - MONTHS_BACK
        months = list(months_between(f"{number // 12:04d}-{number % 12 + 1:02d}", max(until, f"{now:%Y-%m}")))
        words = [(month_words(month), month) for month in sorted({*months, since}, reverse=True)]
        for choice, chosen in ((self.since, since), (self.until, until)):
            fill(choice, "", words)
            choice.removeItem(0)
            choice.setCurrentIndex(max(0, choice.findData(chosen)))
        self._read()

    def _read(self) -> None:
        self.count.setText("正在逐户逐月测算…")
        self.desk.read(look, self.asked(), then=self._show)

    def _show(self, seen: Seen) -> None:
        self.seen = seen
        late = [_late_words(each) for each in seen.late]
        unlisted = seen.preview.unlisted
        if unlisted:
            late.append(f"{_months_words(unlisted)}本机没有月名册，按当月在册金额视为已发")
        self.why.setText("；".join(late))
        self.why.setVisible(bool(late))
        self._show_filtered()

    def _show_filtered(self) -> None:
        if self.seen is None:
            return
        preview, text = self.seen.preview, self.filters.text.text().strip()
        chosen = {OWED: preview.owed, OVER: preview.over, UNKNOWN: preview.unknown}[self.shown.value()]
        lines = [_line(each, preview) for each in chosen]
        rows = [row for row in lines if not text or mentions(text, row.name, row.village_name, row.id_number)]
        self.count.setText(f"{len(rows):,} 户")
        self.sum.setText(f"应补发 {yuan(preview.owed_fen)} 元")
        self.make_button.setEnabled(bool(preview.owed))
        nothing = (
            "按今天已公布的标准测算，这几个月没有应补发的。"
            if self.shown.value() == OWED
            else "没有这样的户。"
        )
        self.card.show_rows(rows, lambda r: r.owed.place.key, nothing)
        if rows:
            self.table.choose_first()
        self._read_months()

    def _read_months(self) -> None:
        row: Line | None = self.table.current()
        if row is None:
            self.who.setText("")
            self.months.show_rows([], identity=lambda r: r[0].month)
            self.trace.show_nothing("选中一户，看各月怎样得来。")
            return
        self.who.setText(row.name)
        self.desk.read(raising.months_of, self.asked(), row.owed.place.key, then=self._show_months)

    def _show_months(self, months: tuple[tuple[MonthDue, Trace], ...]) -> None:
        self.months.show_rows(months, identity=lambda r: r[0].month)
        self.months.choose_first()
        self._show_trace()

    def _show_trace(self) -> None:
        row = self.months.current()
        if row is not None:
            self.trace.show_lines(row[1])

    def _done(self, _title: str, result: object) -> None:
        if isinstance(result, int):
            self.desk.shell.say(f"已调整 {result:,} 户的在册金额。")
            self.reload()
        else:
            self.desk.shell.open_list(str(result))


def _line(each: Owed, preview: Preview) -> Line:
    who = preview.names[each.place.key]
    return Line(each, who.name, who.id_number, who.village_name, who.person_count)


def _months_words(months: Sequence[str]) -> str:
    """A few months by name, many by the first, the last and how many."""
    if len(months) <= FEW_MONTHS:
        return "、".join(months)
    return f"{months[0]} 至 {months[-1]} 有 {len(months)} 个月"


def _late_words(each: Late) -> str:
    value = f"{yuan(each.value)} 元" if isinstance(each.value, int) and each.unit.startswith("分") else ""
    return f"{each.title}{value}，{each.published_on:%Y-%m-%d} 公布，自{month_words(each.since)}起执行（{each.source}）"
