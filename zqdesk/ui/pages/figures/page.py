"""The report of a month, quarter or year; choosing a figure shows the list it is the sum of, Enter opens a household."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from zqdesk.office.cases.looks.figures import Item
from zqdesk.office.figures import keeping, periods
from zqdesk.office.figures.keeping import Seen
from zqdesk.office.figures.report import difference, written
from zqdesk.office.figures.summary import state_words, summary, summary_workbook
from zqdesk.records.faults import told
from zqdesk.records.files import write_durably
from zqdesk.ui.desk import pictures
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.beside import Pair
from zqdesk.ui.desk.look.scrolling import scrolled
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.listing import Filters, ListCard, Segments, fill
from zqdesk.ui.pages.cases.steps.form import because
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.figures.rows import (
    DIFFERENCES,
    FIGURES,
    ITEMS,
    MEASURES,
    PARTS,
    Change,
    FigureRow,
    figure_rows,
    parts,
)
from zqdesk.ui.pages.reserve.part import yielding
from zqdesk.ui.printing.drawn import PREVIEW_DPI, Drawn
from zqdesk.ui.printing.print_dialog import PrintDialog
from zqdesk.ui.widgets.shown.share_chart import Bar, ShareChart
from zqdesk.ui.widgets.tables.rows import table

LISTED, VILLAGE, KIND, MONTH, OTHERWISE = "list", "village", "kind", "month", "otherwise"
SHOWN = (
    ("名单", LISTED),
    ("按村（居）", VILLAGE),
    ("按类别", KIND),
    ("按月", MONTH),
    ("定稿后的差异", OTHERWISE),
)
COMPARED = (("与上期比较", "before"), ("与上年同期比较", "year"))
NAMES = (("按当时的区划", "then"), ("按本期末的区划", "later"))
CLOSING = "统计定稿"


class FiguresPage(Page):
    """Above the figures, below what the chosen one is made of; a figure and its list are one query."""

    title = "统计报表"
    topic = "统计报表"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: Seen | None = None
        self.place = PanelPlace()
        self.place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.place.done.connect(self._closed)
        self.table = yielding(table("统计指标", FIGURES, lambda _: self.list_table.setFocus()))
        self.table.remember(desk, "figures")
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_parts())
        self.filters = Filters("筛选指标")
        self.period = self.filters.add_choice(
            "期间", [(periods.words_of(p), p) for p in periods.offered(desk.today())]
        )
        self.period.removeItem(0)
        self.compared = self.filters.add_choice("不比较", COMPARED)
        self.names = self.filters.add_choice("区划名称", NAMES)
        self.names.removeItem(0)
        self.village = self.filters.add_choice("全镇街", ())
        for box in (self.period, self.compared, self.names):
            box.activated.connect(lambda _: self.reload())
        self.filters.changed.connect(self._show_filtered)
        self.state = theme.label("", "small")
        self.close_button = theme.button("定稿…", self.close_period)
        prints = theme.button("打印报告", self.print_report)
        export = theme.button(caption("export"), self.export)
        column = theme.column(20, 16, 20, 16, spacing=12)
        column.addLayout(theme.heading(self.title, self.state, None, self.close_button, prints, export))
        self.card = ListCard(self.table, self.filters)
        inside = QWidget()
        both = theme.column(spacing=12)
        both.addWidget(self.place)
        both.addWidget(self.card, 3)
        both.addWidget(self._behind(), 2)
        inside.setLayout(both)
        column.addWidget(scrolled(inside), 1)
        self.setLayout(column)
        self.first = self.table
        if "clerk" not in desk.actor.roles:
            self.close_button.hide()

    def _behind(self) -> QWidget:
        """What the chosen figure is made of: its list, its parts as a table and painted, what is otherwise by now."""
        self.named = theme.label("", "section")
        self.shown = Segments(SHOWN)
        self.shown.changed.connect(self._show_parts)
        self.list_table = yielding(table("名单", ITEMS, self._open))
        self.list_table.remember(self.desk, "figures.list")
        self.parts_table = yielding(table("分项", PARTS))
        self.parts_table.remember(self.desk, "figures.parts")
        self.otherwise = yielding(table("定稿后的差异", DIFFERENCES, lambda row: self._open(row.item)))
        self.otherwise.remember(self.desk, "figures.otherwise")
        self.chart = ShareChart()
        self.listed, self.differing = ListCard(self.list_table), ListCard(self.otherwise)
        self.split = ListCard(self.parts_table)
        self.parted = Pair((self.split, 1), (self.chart, 1), least=700)
        frame, inside = theme.card(margins=(16, 10, 16, 12), spacing=8)
        inside.addLayout(theme.head(self.named, None, self.shown))
        for each in (self.listed, self.parted, self.differing):
            inside.addWidget(each, 1)
        for card in (self.listed, self.split, self.differing):
            card.setProperty("role", "")
            inner = card.layout()
            assert inner is not None
            inner.setContentsMargins(0, 0, 0, 0)
        return frame

    def reload(self) -> None:
        period, compared = str(self.period.currentData()), self.compared.currentData() or ""
        other = (
            periods.before(period)
            if compared == "before"
            else periods.year_before(period)
            if compared
            else ""
        )
        later = self.names.currentData() == "later"
        self.desk.read(
            partial(keeping.seen, as_later=later), period, self.desk.today(), other, then=self._show
        )  # fmt: skip

    def concerns(self, touched: Touched) -> bool:
        return bool(touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        found = {"filter": self.filters.text.setFocus, "export": self.export, "print": self.print_report}
        return found | self.place.commands()

    def leave(self) -> None:
        self.place.leave()

    def close_period(self) -> None:
        """Close the report of the period that is shown."""
        period = str(self.period.currentData())
        again = "已经定过稿：写明原因，原来的一份仍然保留。" if self.seen and self.seen.closed else ""
        form = because(
            keeping.close_report,
            "说明（重新定稿须写明原因）",
            "例如：补登了年前的一笔退出",
            then=f"{periods.words_of(period)}的各项数字连同名单按今天所知保存，以后登记的变化只作为差异显示。{again}",
            submit="定稿",
        )
        self.place.open(StepPanel(self.desk, period, CLOSING, form))

    def print_report(self) -> None:
        """The report through the preview."""
        if self.seen is None:
            return
        self.desk.shell.say("正在排版，请稍候…")
        work = partial(_drawn, self.seen, self.desk.today())
        self.desk.background.run(work, then=self._preview, lane=pictures.LANE)

    def export(self) -> None:
        """Every figure with its villages into an .xlsx file."""
        if self.seen is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, "导出", f"{self.seen.report.title}.xlsx", "Excel 工作簿 (*.xlsx)"
        )
        if name:
            self.export_to(Path(name if name.lower().endswith(".xlsx") else f"{name}.xlsx"))

    def export_to(self, path: Path) -> None:
        """Write the workbook at once or not at all."""
        if self.seen is not None:
            then = partial(self._exported, path)
            self.desk.background.run(partial(_write, self.seen, path), then=then, lane="aside")

    def _exported(self, path: Path, _nothing: None) -> None:
        self.desk.shell.say(f"已导出到 {path.name}。")

    def _preview(self, drawn: Drawn) -> None:
        PrintDialog(self.desk, drawn, self).show()

    def _closed(self, _title: str, _result: object) -> None:
        self.desk.shell.say(f"{self.period.currentText()}统计已定稿。")
        self.reload()

    def _show(self, seen: Seen) -> None:
        self.seen = seen
        self.state.setText(state_words(seen.closed, seen.report.known_on))
        fill(self.village, "全镇街", [(name, code) for code, name in seen.report.villages()])
        self._show_filtered()

    def _show_filtered(self) -> None:
        if self.seen is None:
            return
        text = self.filters.text.text().strip()
        rows = [
            row
            for row in figure_rows(self.seen, self.village.currentData() or "")
            if text in f"{row.chapter.title}{row.figure.title}"
        ]
        self.card.show_rows(rows, lambda r: r.figure.id, "没有这样的指标。")
        self._show_parts()

    def _show_parts(self) -> None:
        row: FigureRow | None = self.table.current()
        if row is None or self.seen is None:
            return
        unit = "" if row.figure.share_of else f" {row.unit}"
        self.named.setText(f"{row.chapter.title} · {row.figure.title}　{row.words}{unit}")
        way, village = self.shown.value(), self.village.currentData() or ""
        self.listed.setVisible(way == LISTED)
        self.parted.setVisible(way in (VILLAGE, KIND, MONTH))
        self.differing.setVisible(way == OTHERWISE)
        if way == LISTED:
            self._show_list(row, village)
        elif way == OTHERWISE:
            self._show_differences(row, village)
        else:
            self._show_split(row, way, village)

    def _show_list(self, row: FigureRow, village: str) -> None:
        assert self.seen is not None
        for place, column in enumerate(ITEMS):
            own = column is MEASURES.get(row.figure.unit)
            self.list_table.setColumnHidden(place, column in MEASURES.values() and not own)
        items = self.seen.report.items(row.figure, village)
        self.listed.show_rows(items, lambda item: item.key, "没有计入这个指标的家庭。")

    def _show_differences(self, row: FigureRow, village: str) -> None:
        assert self.seen is not None
        found = difference(
            self.seen.report.items(row.figure, village), self.seen.now.items(row.figure, village)
        )
        rows = [Change(what, item) for what, item in found]
        nothing = "和定稿时一样。" if self.seen.closed else "这一期还没有定稿。"
        self.differing.show_rows(rows, lambda r: (r.what, r.item.key), nothing)

    def _show_split(self, row: FigureRow, by: str, village: str) -> None:
        assert self.seen is not None
        found = parts(row.figure, self.seen.report, self.seen.compared, by, village)
        self.split.show_rows(found, lambda r: r.name, "没有可以分项的内容。")
        self.chart.setVisible(bool(found))  # the table says that there is nothing
        self.chart.said = lambda value: f"{written(row.figure, value)} {row.figure.unit}"
        self.chart.show_bars([Bar(part.name, part.value) for part in found], "没有可以分项的内容。")

    def _open(self, item: Item) -> None:
        if item.case_id:
            self.desk.shell.open_case(item.case_id)
        elif item.household_id:
            self.desk.shell.open_household(item.household_id)


def _drawn(seen: Seen, today: date) -> Drawn:
    from zqdesk.papers.figures import summary_sheet

    said = summary(seen)
    pdf = summary_sheet.draw(said, today)
    return Drawn("", said.title, "", "", {}, pdf, pictures.pdf_pages(pdf, dpi=PREVIEW_DPI))


def _write(seen: Seen, path: Path) -> None:
    with told():
        write_durably(path, summary_workbook(seen))
