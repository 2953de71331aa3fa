"""Reviews that fall due, by village and month: begun for all that are ticked, their visit forms in one print job."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.office.cases.looks.periodic import ReviewFilter, ReviewRow, Reviews, Unchanged, VillageReviews
from zqdesk.office.hall import setup
from zqdesk.office.hall.setup import Village
from zqdesk.papers import catalogue
from zqdesk.rules.calendar import add_months
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.across.batch import walking
from zqdesk.ui.pages.across.batch.part import AMOUNT, PERSONS, VILLAGE, BatchPart
from zqdesk.ui.pages.cases.listing import FIRST_ROWS, Filters, fill
from zqdesk.ui.pages.cases.steps.form import Nothing, StepForm
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.printing import printing
from zqdesk.ui.widgets.tables.rows import Column

AHEAD_DAYS, MONTHS = 90, 4
"""As far as today's work counts them, so that visits can be planned; and the months that may be chosen."""
HEAD = Column("户主", lambda r: r.name, 170, stretch=True)
DUE = Column("应核查", lambda r: f"{r.review_by:%Y-%m-%d}", 110, key=lambda r: r.review_by)
VISIT = "home_visit"
OVERDUE = "overdue"


class ReviewsPart(BatchPart):
    """Thousands of households: the first rows at once, the rest behind them; nothing is ticked beforehand."""

    id, title = "reviews", "定期核查"
    nothing = "这段时间没有到期的定期核查。"

    def __init__(self, desk: Desk, place: PanelPlace, reviews: Reviews) -> None:
        super().__init__(desk, place, (HEAD, VILLAGE, DUE, PERSONS, AMOUNT))
        self._reviews = reviews
        self._print_after = False
        self._asked: tuple[str, ...] = ()
        self.whole = True
        self.filters = Filters("筛选姓名、拼音、村")
        self.month = self.filters.add_choice("90 天内到期", _months(desk.today()))
        self.village = self.filters.add_choice("全部村（居）", ())
        self.filters.changed.connect(self._filtered)
        self.papers = printing.PaperPrinter(desk, self)
        self._walking: list[ReviewRow] = []
        self._walked, self._last = 0, Unchanged()
        self.print_button = theme.button("打印入户调查表  Ctrl+P", self.print_out)
        lists = theme.button("打印走访名单", self.print_walk)
        visits = theme.button("登记走访…", self.walk)
        results = theme.button("核查进度", self.show_results, role="quiet")
        self.start_button = theme.button("开始核查…  Ctrl+Enter", self.main, role="primary")
        self.build(self.filters, results, lists, visits, self.print_button, self.start_button)

    @staticmethod
    def key(row: Any) -> str:
        return str(row.roll_id)

    def reload(self) -> None:
        """The first rows, then all of them; what is shown already stays until then."""
        self.desk.read(setup.villages, self.desk.today(), then=self._show_villages)
        if self.table.rows.rows:
            self._read_whole()
        else:
            self.desk.read(self._reviews.due, replace(self.wanted(), limit=FIRST_ROWS), then=self._show_first)

    def filter(self) -> None:
        self.filters.text.setFocus()

    def wanted(self) -> ReviewFilter:
        """What the filters ask for."""
        today, month = self.desk.today(), self.month.currentData()
        since, until = None, today + timedelta(days=AHEAD_DAYS)
        if month == OVERDUE:
            until = today - timedelta(days=1)
        elif month:
            since = date.fromisoformat(month)
            until = add_months(since, 1) - timedelta(days=1)
        text = self.filters.text.text().strip()
        return ReviewFilter(until, since, self.village.currentData() or "", text)

    def main(self) -> None:
        """Begin the reviews of all that are ticked; those that have begun stay as they are."""
        rows = self.chosen()
        waiting = [row for row in rows if not row.case_id]
        if waiting:
            self._start(waiting)
        elif rows:
            self.desk.shell.say("勾选的各户都已开始核查；回车打开，按 Ctrl+P 打印入户调查表。", "warn")

    def print_out(self) -> None:
        """The visit forms of all that are ticked; what has not begun begins with it, which is asked first."""
        rows = self.chosen()
        waiting = [row for row in rows if not row.case_id]
        if waiting:
            self._start(waiting, and_print=True)
        elif rows:
            self._print({})

    def print_walk(self) -> None:
        """The list to take along: of what is ticked, or of all that is listed."""
        rows = self.table.chosen_rows() or tuple(self.table.rows.rows)
        if rows:
            walking.print_walk(self.desk, self, rows)
        else:
            self.desk.shell.say(self.nothing, "warn")

    def walk(self) -> None:
        """The visits of what is ticked, one household after the other; each has its own day, people and words."""
        self._walking, self._walked = list(self.chosen()), 0
        self._next_home()

    def show_results(self) -> None:
        """What became of the reviews of this year, with those still due within it."""
        today = self.desk.today()
        since, until = date(today.year, 1, 1), date(today.year, 12, 31)
        span = f"{today.year}年内开始的核查，和应在年内核查而未开始的"
        show = partial(self._show_results, span)
        self.desk.read(self._reviews.progress, since, until, today, then=show)

    def ask_again(self) -> None:
        (self.print_out if self._print_after else self.main)()

    def open_row(self, row: Any) -> None:
        """The review that has begun, else the household."""
        if row.case_id:
            super().open_row(row)
        else:
            self.desk.shell.open_household(row.household_id)

    def _start(self, rows: list[ReviewRow], *, and_print: bool = False) -> None:
        self._print_after, count = and_print, len(rows)
        self._asked = asked = tuple(row.roll_id for row in rows)
        then = "，并打印所勾选各户的入户调查表" if and_print else ""
        form = StepForm(
            self._reviews.start,
            Nothing(),
            arguments=lambda _: (asked,),
            explain=f"每户各立一件定期核查{then}。",
            submit=f"开始 {count:,} 户核查" + ("并打印" if and_print else ""),
        )
        self.act(form, "开始定期核查")
        if self.place.panel is not None:
            self.place.panel.done.connect(self._started)

    def _started(self, case_ids: list[str]) -> None:
        if self._print_after:
            self._print(dict(zip(self._asked, case_ids, strict=True)))

    def _print(self, begun: Mapping[str, str]) -> None:
        rows = self.table.chosen_rows()
        ids = [row.case_id or begun[row.roll_id] for row in rows]
        self.desk.shell.say(f"正在准备 {len(ids):,} 份入户调查表…")
        title = f"入户调查表（{len(ids):,} 户）"
        self.papers.print_of_each(title, ids, _visit_form, "勾选的各户没有可以打印的入户调查表。")

    def _next_home(self) -> None:
        if self._walked >= len(self._walking):
            return
        row, many = self._walking[self._walked], len(self._walking)
        place = f"第 {self._walked + 1:,} 户，共 {many:,} 户；" if many > 1 else ""
        said = f"{place}{row.village_name} {row.address}，{row.person_count} 人。"
        form = walking.visit_form(self.desk, self._reviews, self._last, said)
        self.act(form, f"登记走访：{row.name}户", row.roll_id)
        panel = self.place.panel
        if panel is not None:
            panel.done.connect(lambda _: self._was_there(panel.form.record()))

    def _was_there(self, visit: Any) -> None:
        self._last, self._walked = visit, self._walked + 1
        self.desk.background.when_painted(self._next_home)

    def _show_results(self, span: str, rows: tuple[VillageReviews, ...]) -> None:
        walking.print_results(self.desk, self, rows, span)

    def _filtered(self) -> None:
        self.desk.read(self._reviews.due, replace(self.wanted(), limit=FIRST_ROWS), then=self._show_first)

    def _show_first(self, rows: tuple[Any, ...]) -> None:
        self.whole = len(rows) < FIRST_ROWS
        self.show_list([_Said(*row) for row in rows])
        if not self.whole:
            self.desk.background.when_painted(self._read_whole)

    def _read_whole(self) -> None:
        self.desk.read(self._reviews.due, self.wanted(), then=self._show_whole)

    def _show_whole(self, rows: tuple[Any, ...]) -> None:
        self.whole = True
        self.show_list([_Said(*row) for row in rows])

    def _show_villages(self, villages: tuple[Village, ...]) -> None:
        fill(self.village, "全部村（居）", [(each.name, each.id) for each in villages])


class _Said(ReviewRow):
    """A line with what the list says of it."""

    __slots__ = ()

    @property
    def said(self) -> str:
        if not self.case_id:
            return "未开始"
        return (
            "已开始，待入户"
            if not self.visited
            else "已走访，待审批"
            if self.proposed
            else "已入户，待提意见"
        )


def _visit_form(dossier: Dossier) -> str:
    """The visit form, where the case has one now."""
    offered = catalogue.papers_of(dossier)
    return VISIT if any(each.available and each.kind == VISIT for each in offered) else ""


def _months(today: date) -> list[tuple[str, str]]:
    first = today.replace(day=1)
    months = [add_months(first, number) for number in range(MONTHS)]
    return [("已逾期", OVERDUE), *((f"{each.year}年{each.month}月", each.isoformat()) for each in months)]
