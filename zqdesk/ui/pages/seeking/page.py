"""A list from elsewhere beside the rolls: who is on one, who was refused and why, whom nobody knows; and who is to be visited."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QSizePolicy

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.figures import per_cent
from zqdesk.office.people.roster.file import PATTERNS
from zqdesk.office.seeking import lists
from zqdesk.office.seeking.comparing import Compared, Standing, compare, coverage
from zqdesk.office.seeking.lists import ListRow, SeekEntry, VisitEntry
from zqdesk.office.seeking.reading import Sought, read
from zqdesk.records import codes
from zqdesk.rules.readings import mentions
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.scrolling import below
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.listing import Filters, ListCard, fill, masked
from zqdesk.ui.pages.cases.steps.form import StepForm, because
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.part import ActPanel, yielding
from zqdesk.ui.widgets.fields.code_picker import picker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.names_edit import NamesEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, table

FILES = f"名单文件 ({PATTERNS});;全部文件 (*)"
TO_VISIT = "open"
TITLE_SHOWN = 12
"""Characters of a title in the choice of lists."""
CHIPS = {
    Standing.ON: "good",
    Standing.OPEN: "plain",
    Standing.DEAD: "plain",
    Standing.TWICE: "plain",
    Standing.UNKNOWN: "bad",
}


def visit_words(row: Compared) -> str:
    """What the last visit found, or that somebody is to go."""
    if row.visited_on is None:
        return "待走访" if row.is_open else ""
    return f"{codes.table('seek_result').short_of(row.visit_result)} {row.visited_on:%m-%d}"


COLUMNS = (
    Column("序号", lambda r: str(r.position), 54, key=lambda r: r.position, right=True),
    Column("姓名", lambda r: r.name, 96),
    Column("身份证号", lambda r: masked(r.id_number) or "—", 162, full=lambda r: r.id_number),
    Column("村（居）、住址", lambda r: f"{r.village_name} {r.address}".strip(), 150, stretch=True),
    Column("电话", lambda r: r.phone, 106),
    Column("情况", lambda r: r.standing.words, 96, chip=lambda r: CHIPS.get(r.standing, "warn")),
    Column("说明", lambda r: r.why, 230, tip=lambda r: f"{r.why}\n{r.matched}".strip()),
    Column("走访结果", visit_words, 150, tip=lambda r: r.visit_findings),
)


@frozen
class Seen:
    """What the page reads at once."""

    lists: tuple[ListRow, ...]
    list_id: str
    rows: tuple[Compared, ...]


def look(session: Any, list_id: str, month: str) -> Seen:
    """The lists, and the chosen one compared; the newest where none is chosen."""
    every = tuple(row for row in lists.lists(session) if row.withdrawn_on is None)
    chosen = list_id if any(row.list_id == list_id for row in every) else ""
    chosen = chosen or next((row.list_id for row in every), "")
    return Seen(every, chosen, compare(session, chosen, month) if chosen else ())


class SeekingPage(Page):
    """Enter opens the household or the case somebody belongs to; whoever nobody knows is visited."""

    title = "摸底排查"
    topic = "摸底排查"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: Seen | None = None
        self.place = PanelPlace()
        self.place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.place.done.connect(self._done)
        self.table = yielding(table("排查名单", COLUMNS, self._open))
        self.table.remember(desk, "seeking")
        self.filters = Filters("筛选姓名、拼音、村、号码")
        self.chosen = self.filters.add_choice("名单", ())
        self.chosen.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.chosen.activated.connect(lambda _: self.reload())
        options = [("待走访", TO_VISIT), *((each.words, str(each)) for each in Standing)]
        self.standing = self.filters.add_choice("全部情况", options)
        self.village = self.filters.add_choice("全部村（居）", ())
        self.filters.changed.connect(self._show_filtered)
        self.count = theme.label("", "small")
        self.covered = theme.label("", "amount")
        self.visit_button = theme.button(caption("case.next", "登记走访"), self.visit, role="primary")
        self.take_button = theme.button(caption("import.choose", "导入名单"), self.choose)
        self.withdraw_button = theme.button("撤销名单…", self.withdraw, role="quiet")
        export = theme.button(caption("export"), self.export)
        self.card = ListCard(self.table, self.filters)
        column = theme.column(20, 16, 20, 16, spacing=12)
        buttons = (self.withdraw_button, self.take_button, export, self.visit_button)
        column.addLayout(theme.heading(self.title, self.count, None, self.covered, *buttons))
        column.addWidget(below(self.place, self.card), 1)
        self.setLayout(column)
        self.first = self.table
        if "clerk" not in desk.actor.roles:
            for button in (self.visit_button, self.take_button, self.withdraw_button):
                button.hide()

    def reload(self) -> None:
        month = f"{self.desk.today():%Y-%m}"
        self.desk.read(look, self.chosen.currentData() or "", month, then=self._show)

    def concerns(self, touched: Touched) -> bool:
        return bool(touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        found: dict[str, Callable[[], object]] = {"filter": self.filters.text.setFocus, "export": self.export}
        if "clerk" in self.desk.actor.roles:
            found |= {"import.choose": self.choose, "case.next": self.visit}
        return found | self.place.commands()

    def leave(self) -> None:
        self.place.leave()

    def choose(self) -> None:
        """Choose a file and read it."""
        name, _ = QFileDialog.getOpenFileName(self, "导入名单", "", FILES)
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Read a file in the background, then ask which list it is."""
        self.desk.shell.say(f"正在读“{path.name}”…")
        work = partial(read, path, self.desk.today())
        self.desk.background.run(work, then=self._ask, failed=self.desk.shell.show_fault, lane="aside")

    def _ask(self, sought: Sought) -> None:
        doubts = [f"第{row.row}行 {row.name}：{row.doubt}" for row in sought.rows if row.doubt]
        doubted = (
            f"号码或姓名有疑问的 {len(doubts)} 人，照原样导入（{doubts[0]}{' 等' if doubts[1:] else ''}）。"
            if doubts
            else ""
        )
        explain = (
            f"{sought.file_name}：{len(sought.rows):,} 人；不是人员的 {sought.left_out} 行不导入。{doubted}"
        )
        form = StepForm(
            lists.take_in_list,
            SeekEntry(received_on=self.desk.today(), title=Path(sought.file_name).stem),
            [
                ("kind", "种类", picker("seek_kind"), 1),
                ("title", "名单名称", TextEdit(), 1),
                ("received_on", "收到日期", DateEdit(self.desk.today), 1),
                ("source", "来源（单位、文号）", TextEdit("区残联、区医保局、区乡村振兴局等"), 2),
            ],
            lambda record: (record, sought),
            explain=explain,
            submit="导入",
        )
        self.place.open(ActPanel(self.desk, "", "导入名单", form))

    def withdraw(self) -> None:
        """The chosen list was the wrong one."""
        if self.seen is None or not self.seen.list_id:
            return
        form = because(
            lists.withdraw_list,
            "撤销的原因",
            then=f"“{self.chosen.currentText()}”不再列出，也不计入统计；走访记录保留。",
            submit="撤销名单",
            danger=True,
        )
        self.place.open(StepPanel(self.desk, self.seen.list_id, "撤销名单", form))

    def visit(self) -> None:
        """Record what a visit to the chosen person found."""
        row: Compared | None = self.table.current()
        if row is None:
            return
        form = StepForm(
            lists.record_seek_visit,
            VisitEntry(visited_on=self.desk.today(), visitors=(self.desk.actor.name,)),
            [
                ("visited_on", "走访日期", DateEdit(self.desk.today), 1),
                ("visitors", "走访人", NamesEdit(), 1),
                ("result", "结果", picker("seek_result"), 1),
                ("findings", "情况", LongTextEdit("家庭人口、收入、困难和本人意愿"), 3),
            ],
            explain=f"{row.name}：{row.standing.words}，{row.why}。可能符合条件的，登记后录入申请（F2、Shift+F2、F3）。",
            submit="登记走访",
        )
        self.place.open(StepPanel(self.desk, row.row_id, "登记走访", form))

    def export(self) -> None:
        """The list as it is filtered now into an .xlsx file."""
        exporting.export(self.desk, self, self.title, COLUMNS, self.table.rows.rows)

    def _done(self, title: str, _result: object) -> None:
        self.desk.shell.say(f"“{title}”已登记。")
        self.reload()

    def _open(self, row: Compared) -> None:
        if row.case_id:
            self.desk.shell.open_case(row.case_id)
        elif row.household_id:
            self.desk.shell.open_household(row.household_id)
        elif "clerk" in self.desk.actor.roles:
            self.visit()

    def _show(self, seen: Seen) -> None:
        self.seen = seen
        fill(self.chosen, "没有名单", [(_list_words(row), row.list_id) for row in seen.lists])
        if seen.lists:
            self.chosen.removeItem(0)
        self.chosen.setCurrentIndex(max(0, self.chosen.findData(seen.list_id)))
        villages = sorted({row.village_name for row in seen.rows if row.village_name})
        fill(self.village, "全部村（居）", [(name, name) for name in villages])
        self.visit_button.setEnabled(bool(seen.rows))
        self.withdraw_button.setEnabled(bool(seen.list_id))
        self._show_filtered()

    def _show_filtered(self) -> None:
        if self.seen is None:
            return
        text, wanted = self.filters.text.text().strip(), self.standing.currentData() or ""
        village = self.village.currentData() or ""
        rows = [
            row
            for row in self.seen.rows
            if (not village or row.village_name == village)
            and (not wanted or (row.is_open if wanted == TO_VISIT else row.standing == wanted))
            and (not text or mentions(text, row.name, row.village_name, row.id_number))
        ]
        found = coverage(self.seen.rows)
        self.covered.setText(
            f"在册 {found.on:,} / {found.whole:,} = {per_cent(found.on, found.whole)}" if found.whole else ""
        )
        self.count.setText(f"列出 {len(rows):,} 人，待走访 {found.still_open:,}，已走访 {found.visited:,}")
        nothing = (
            "没有符合条件的人。"
            if self.seen.rows
            else "还没有名单。按 Ctrl+O 导入残联、医保、乡村振兴等部门给的名单（.xlsx、.xls、.csv），与在册和办件比对。"
        )
        self.card.show_rows(rows, lambda r: r.row_id, nothing)


def _list_words(row: ListRow) -> str:
    kind = codes.table("seek_kind").short_of(row.kind)
    title = row.title if len(row.title) <= TITLE_SHOWN else f"{row.title[:TITLE_SHOWN]}…"
    return f"{row.received_on:%Y-%m-%d} {kind} {title}"
