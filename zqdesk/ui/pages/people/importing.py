"""Bringing in a roster: choose a file, look at what was understood, import what is right, take it back."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QInputDialog, QProgressBar, QStackedWidget, QWidget

from zqdesk.office.hall.spreadsheets import Sheet
from zqdesk.office.people import importing, roster, roster_columns, roster_file
from zqdesk.office.people.importing import Source
from zqdesk.office.people.roster import Context, Progress, RosterHousehold, Said
from zqdesk.office.people.roster_file import RosterFile
from zqdesk.records import codes
from zqdesk.records.register import Outcome, Register
from zqdesk.records.tables.household import ImportBatch
from zqdesk.ui.desk.background import Job
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.messages import ask
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.listing import ListCard, Segments, masked
from zqdesk.ui.pages.people.import_mapping import MappingCard
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, table, yuan

FILES = f"名册文件 ({roster_file.PATTERNS});;全部文件 (*)"
MAPPING_WIDTH = 290

HOUSEHOLD_COLUMNS = (
    Column("行", lambda r: str(r.row), 46, key=lambda r: r.row, right=True),
    Column("户主", lambda r: r.head.name, 92, tip=lambda r: r.head.name),
    Column("身份证号", lambda r: masked(r.head.id_number), 152, key=lambda r: r.head.id_number),
    Column("人数", lambda r: str(r.person_count), 46, key=lambda r: r.person_count, right=True),
    Column("月保障金(元)", lambda r: yuan(r.allowance_fen), 96, key=lambda r: r.allowance_fen, right=True),
    Column("结果", lambda r: _verdict(r)[0], 84, chip=lambda r: _verdict(r)[1]),
    Column("说明", lambda r: _reasons(r, "；"), 200, stretch=True, tip=lambda r: _reasons(r, "\n")),
)
BATCH_COLUMNS = (
    Column("导入日期", lambda r: f"{r.imported_on:%Y-%m-%d}", 110, key=lambda r: r.imported_on),
    Column("文件", lambda r: r.file_name, 200, stretch=True),
    Column("户数", lambda r: f"{r.household_count:,}", 90, key=lambda r: r.household_count, right=True),
    Column("人数", lambda r: f"{r.person_count:,}", 90, key=lambda r: r.person_count, right=True),
    Column(
        "状态",
        lambda r: f"已于 {r.reverted_on:%Y-%m-%d} 撤销" if r.reverted_on else "已导入",
        170,
        chip=lambda r: "plain" if r.reverted_on else "good",
    ),
)
PROBLEM_COLUMNS = (
    Column("行", lambda r: str(r.row), 60),
    Column("列", lambda r: r.column, 110),
    Column("问题", lambda r: r.problem.text, 400),
)


class ImportPage(Page):
    """Nothing is written before everything was checked and shown."""

    title = "导入名册"
    topic = "名册"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setAcceptDrops(True)
        self.opened: RosterFile | None = None
        self.households: tuple[RosterHousehold, ...] = ()
        self._job: Job | None = None
        self.choose_button = theme.button(caption("import.choose"), self.choose, role="primary")
        self.cancel_button = theme.button("停止", self._cancel, role="quiet")
        self.doing = theme.label("", "soft")
        self.progress = QProgressBar()
        self.progress.setFixedWidth(theme.pixels(220))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._start())
        self.stack.addWidget(self._review())
        column = theme.column(20, 16, 20, 16, spacing=14)
        head = theme.head(
            theme.label(self.title, "title"), None,
            self.doing, self.progress, self.cancel_button, self.choose_button,
        )  # fmt: skip
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        self.setLayout(column)
        self._busy("")

    def _start(self) -> QWidget:
        self.batches = table("导入记录", BATCH_COLUMNS)
        self.batches.remember(self.desk, "import.batches")
        self.batch_card = ListCard(self.batches, theme.label("已经导入的名册", "section"))
        self.revert_button = theme.button("撤销这次导入…", self._revert)
        hint = (
            "把上年度的名册（Excel、WPS 表格或 .csv，每户一行或每人一行）拖到这里，或按 Ctrl+O 选择文件。"
            "导入前逐格核对，有问题的户不会写入；导入后在没有办理业务之前可以整批撤销。"
        )
        page = QWidget()
        column = theme.column(spacing=12)
        column.addWidget(theme.label(hint, "soft", wrap=True))
        column.addWidget(self.batch_card, 1)
        column.addLayout(theme.row(None, self.revert_button))
        page.setLayout(column)
        return page

    def _review(self) -> QWidget:
        self.summary = theme.label("", "soft", wrap=True)
        self.sheet_picker = QComboBox()
        self.sheet_picker.setAccessibleName("工作表")
        self.sheet_picker.activated.connect(lambda _: self._show_sheet())
        self.mapping = MappingCard()
        self.mapping.setFixedWidth(theme.pixels(MAPPING_WIDTH))
        self.mapping.changed.connect(self._plan)
        self.shown = Segments((("全部", ""), ("有问题", "bad"), ("需留意", "warn"), ("可导入", "good")))
        self.shown.changed.connect(self._show_rows)
        self.list = table("名册里的家庭", HOUSEHOLD_COLUMNS)
        self.list.remember(self.desk, "import.households")
        self.list.selectionModel().currentChanged.connect(lambda *_: self._explain())
        head = QWidget()
        head.setLayout(theme.row(self.shown, None))
        self.list_card = ListCard(self.list, head)
        self.reasons = theme.label("", "soft", wrap=True, selectable=True)
        self.list_card.below(self.reasons)
        self.export_button = theme.button("导出问题清单…", self._export)
        self.import_button = theme.button("导入", self._import, role="primary")
        self.close_button = theme.button("放弃这个文件", self._close, role="quiet")
        page = QWidget()
        column = theme.column(spacing=10)
        line = theme.row(self.summary, self.sheet_picker)
        line.setStretch(0, 1)
        column.addLayout(line)
        both = theme.row(self.mapping, self.list_card, spacing=14)
        both.setStretch(1, 1)
        column.addLayout(both, 1)
        column.addLayout(theme.head(self.close_button, None, self.export_button, self.import_button))
        page.setLayout(column)
        return page

    def reload(self) -> None:
        self.desk.read(importing.batches, then=self._show_batches)

    def concerns(self, touched: Touched) -> bool:
        return any(kind == "import_batches" for kind, _ in touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        return {"import.choose": self.choose}

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        local = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if len(local) > 1:
            self.desk.shell.say("一次只能导入一个文件，请逐个拖入。", "warn")
        elif local:
            self.open(Path(local[0]))

    def choose(self) -> None:
        if self._is_free():
            name, _ = QFileDialog.getOpenFileName(self, "选择名册", "", FILES)
            if name:
                self.open(Path(name))

    def open(self, path: Path) -> None:
        """Read a file in the background, then show what was understood; not while another is being worked on."""
        if self._is_free():
            self._job = self.desk.background.run(
                roster_file.open_roster, path,
                then=self._read, failed=self.desk.shell.show_fault, after=self._done, progressed=self._progressed, lane="aside",
            )  # fmt: skip
            self._busy("正在读取文件…")

    def _is_free(self) -> bool:
        if self._job is not None:
            text = f"{self.doing.text().rstrip('…')}，请等它完成或按“停止”，再换另一个文件。"
            self.desk.shell.say(text, "warn")
        return self._job is None

    def _read(self, opened: RosterFile) -> None:
        if self._job is None:
            return
        self.opened = opened
        self.sheet_picker.clear()
        for sheet in opened.sheets:
            self.sheet_picker.addItem(sheet.name or "文本")
        self.sheet_picker.setVisible(len(opened.sheets) > 1)
        largest = max(
            range(len(opened.sheets)), key=lambda n: len(roster_columns.recognise(opened.sheets[n]).columns)
        )
        self.sheet_picker.setCurrentIndex(largest)
        self.stack.setCurrentIndex(1)
        self._show_sheet()

    def _sheet(self) -> Sheet:
        assert self.opened is not None
        return self.opened.sheets[self.sheet_picker.currentIndex()]

    def _show_sheet(self) -> None:
        sheet = self._sheet()
        self.mapping.show_sheet(sheet, roster_columns.recognise(sheet))
        self._plan()

    def _plan(self) -> None:
        """Check every row against the columns as they are mapped now."""
        self._forget()
        self.households = ()
        self._show_rows()
        problems = roster_columns.check(self.mapping.layout_now())
        if problems:
            self._said("".join(problem.text for problem in problems))
            return
        self._said("")
        self._job = self.desk.read(
            importing.context, self.desk.today(), codes.table("relation"),
            then=self._check, failed=self.desk.shell.show_fault, after=self._done,
        )  # fmt: skip
        self._busy("正在核对…")

    def _check(self, context: Context) -> None:
        if self._job is None:
            return
        if self._job.cancelled.is_set():
            self._stopped()
            return
        self._job = self.desk.background.run(
            roster.plan, self._sheet(), self.mapping.layout_now(), context,
            then=self._planned, failed=self.desk.shell.show_fault, after=self._done, progressed=self._progressed, lane="aside",
        )  # fmt: skip
        self._busy("正在核对…")

    def _planned(self, households: tuple[RosterHousehold, ...]) -> None:
        if self._job is None:
            return
        self.households = households
        bad = sum(1 for each in households if each.problems)
        noted = sum(1 for each in households if each.notes and not each.problems)
        persons = sum(len(each.members) for each in households)
        self._said(
            f"{self.opened.source.file_name if self.opened else ''}：{len(households):,} 户 {persons:,} 人，"
            f"可导入 {len(households) - bad:,} 户，有问题 {bad:,} 户，需留意 {noted:,} 户。"
        )
        self.shown.choose("bad" if bad else "")
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self.shown.value()
        rows = [each for each in self.households if not wanted or _verdict(each)[1] == wanted]
        self.list_card.show_rows(rows, lambda r: r.row, "没有符合条件的户。")
        self.import_button.setText(f"导入 {len(self._ready()):,} 户")
        self._allow()
        self.export_button.setEnabled(any(each.problems or each.notes for each in self.households))

    def _explain(self) -> None:
        """Every reason for the chosen row, in full, below the list."""
        chosen = self.list.current()
        self.reasons.setText(_reasons(chosen, "\n") if chosen else "")

    def _ready(self) -> list[RosterHousehold]:
        return [each for each in self.households if not each.problems]

    def _import(self) -> None:
        assert self.opened is not None
        left = len(self.households) - len(self._ready())
        note = f"有问题的 {left:,} 户不导入，可导出问题清单，更正后另行导入。" if left else ""
        text = f"将把 {len(self._ready()):,} 户写入在册名册。{note}"
        if not ask(self, "导入名册", text, yes="导入", no="再看看"):
            return
        work = partial(_import, self.desk.register, self._ready(), self.opened.source)
        self._job = self.desk.background.run(
            work,
            then=self._imported,
            failed=self.desk.shell.show_fault,
            after=self._done,
            progressed=self._progressed,
        )
        self._busy("正在导入…", writing=True)

    def _imported(self, outcome: Outcome[str]) -> None:
        self.desk.refresh.touched.emit(outcome.touched)
        self.desk.shell.say(f"已导入 {len(self._ready()):,} 户，全部记入一条经过，可在本页撤销。")
        self._close()
        self.reload()

    def _revert(self) -> None:
        batch = self.batches.current()
        if batch is None or batch.reverted_on:
            return
        text = f"撤销“{batch.file_name}”的导入，{batch.household_count:,} 户将从名册中移出。请写明原因："
        reason, sure = QInputDialog.getText(self, "撤销导入", text)
        if sure:
            self.desk.do(importing.revert_import, batch.id, reason, then=self._reverted)

    def _reverted(self, _nothing: None) -> None:
        self.desk.shell.say("已撤销这次导入。")
        self.reload()

    def _export(self) -> None:
        said = [one for each in self.households for one in (*each.problems, *each.notes)]
        exporting.export(self.desk, self, "名册导入问题清单", PROBLEM_COLUMNS, sorted(said, key=_row_of))

    def _close(self) -> None:
        self._forget()
        self.opened, self.households = None, ()
        self.stack.setCurrentIndex(0)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.doing.setText("正在停止…")

    def _forget(self) -> None:
        """Let go of what is under way: it looks at a file, or at columns, that are no longer meant."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._busy("")

    def _show_batches(self, batches: list[ImportBatch]) -> None:
        self.batch_card.show_rows(batches, lambda r: r.id, "还没有导入过名册。")
        self.revert_button.setEnabled(any(not batch.reverted_on for batch in batches))

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setMaximum(total)
        self.progress.setValue(done)

    def _busy(self, doing: str, *, writing: bool = False) -> None:
        """Say what is being done, or with "" that nothing is; while it writes, what it writes stays as it is."""
        self.doing.setText(doing)
        self.progress.setMaximum(0)
        shown: tuple[QWidget, ...] = (self.doing, self.progress, self.cancel_button)
        for each in shown:
            each.setVisible(bool(doing))
        kept: tuple[QWidget, ...] = (self.mapping, self.sheet_picker, self.close_button)
        for each in kept:
            each.setEnabled(not writing)
        self.choose_button.setEnabled(not doing)
        self._allow()

    def _allow(self) -> None:
        self.import_button.setEnabled(bool(self._ready()) and self._job is None)

    def _done(self) -> None:
        """Called at the end of each job; one that another has taken the place of changes nothing."""
        if self._job is None or not self._job.ended:
            return
        stopped, self._job = self._job.stopped, None
        self._busy("")
        if stopped:
            self._stopped()

    def _stopped(self) -> None:
        self.desk.shell.say("已停止，没有写入任何内容。")
        if not self.households:
            self._said("核对已停止。重新选择工作表或列的含义，会再核对一遍。")

    def _said(self, text: str) -> None:
        self.summary.setText(text)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def _import(
    register: Register, households: list[RosterHousehold], source: Source, *, progress: Progress
) -> Outcome[str]:
    return register.do(importing.import_roster, households, source, progress)


def _verdict(household: RosterHousehold) -> tuple[str, str]:
    if household.problems:
        return "有问题", "bad"
    return ("需留意", "warn") if household.notes else ("可导入", "good")


def _reasons(household: RosterHousehold, between: str) -> str:
    said = (*household.problems, *household.notes)
    return between.join(f"{one.column}：{one.problem.text.rstrip('。')}" for one in said)


def _row_of(said: Said) -> int:
    return said.row
