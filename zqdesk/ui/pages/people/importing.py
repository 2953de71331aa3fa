"""Bringing in a roster: choose a file, look at what was understood, import what is right, take it back."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QInputDialog, QProgressBar, QStackedWidget, QWidget

from zqdesk.office.people.roster import comparison as roster_comparison
from zqdesk.office.people.roster import file as roster_file
from zqdesk.office.people.roster import importing
from zqdesk.office.people.roster import plan as roster
from zqdesk.office.people.roster.comparison import Line, totals
from zqdesk.office.people.roster.file import RosterFile
from zqdesk.office.people.roster.importing import Source
from zqdesk.office.people.roster.plan import Plan, Table
from zqdesk.office.people.roster.values import Context, Progress, RosterHousehold
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
from zqdesk.ui.pages.cases.listing import ListCard
from zqdesk.ui.pages.people.import_review import ImportReview
from zqdesk.ui.widgets.tables.rows import Column, table

FILES = f"名册文件 ({roster_file.PATTERNS});;全部文件 (*)"

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


class ImportPage(Page):
    """Nothing is written before everything was checked and shown."""

    title = "导入名册"
    topic = "名册"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setAcceptDrops(True)
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
        self.review = ImportReview(self.desk)
        self.review.columns_changed.connect(self._plan)
        self.review.answered.connect(self._answered)
        self.export_button = theme.button("导出问题清单…", self.review.export_remarks)
        self.compare_button = theme.button("导出对照表…", self.review.export_comparison)
        self.import_button = theme.button("导入", self._import, role="primary")
        self.close_button = theme.button("放弃这个文件", self._close, role="quiet")
        page = QWidget()
        column = theme.column(spacing=10)
        column.addWidget(self.review, 1)
        column.addLayout(
            theme.head(self.close_button, None, self.compare_button, self.export_button, self.import_button)
        )
        page.setLayout(column)
        return page

    @property
    def opened(self) -> RosterFile | None:
        return self.review.opened

    @property
    def households(self) -> tuple[RosterHousehold, ...]:
        return self.review.plan.households

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
        self.stack.setCurrentIndex(1)
        self.review.show_file(opened)

    def _plan(self) -> None:
        """Check every row against the columns as they are mapped now."""
        self._forget()
        self._show_plan(Plan(), ())
        problems = self.review.problems()
        if problems:
            self.review.say("".join(problems))
            return
        self._job = self.desk.read(
            importing.context, self.desk.today(), codes.table("relation"), self.desk.actor.id,
            then=self._check, failed=self.desk.shell.show_fault, after=self._done,
        )  # fmt: skip
        self._busy("正在核对…")

    def _check(self, context: Context) -> None:
        if self._job is None or self.opened is None:
            return
        if self._job.cancelled.is_set():
            self._stopped()
            return
        work = partial(_planned, self.review.tables(), self.opened, context)
        self._job = self.desk.background.run(
            work, then=self._checked, failed=self.desk.shell.show_fault,
            after=self._done, progressed=self._progressed, lane="aside",
        )  # fmt: skip
        self._busy("正在核对…")

    def _checked(self, found: tuple[Plan, tuple[Line, ...]]) -> None:
        if self._job is not None:
            self._show_plan(*found)

    def _show_plan(self, plan: Plan, lines: tuple[Line, ...]) -> None:
        self.review.show_plan(plan)
        self.review.show_lines(lines)
        self._offer()

    def _answered(self) -> None:
        """The sums are others now; they come when they are added up."""
        self._offer()
        if self.opened is not None:
            self.desk.background.run(
                roster_comparison.compared, self.review.plan, self.opened.sheets,
                then=self.review.show_lines, lane="aside",
            )  # fmt: skip

    def _offer(self) -> None:
        self.import_button.setText(f"导入 {len(self.review.ready()):,} 户")
        said = (each.problems or each.questions or each.notes for each in self.households)
        self.export_button.setEnabled(any(said))
        self.compare_button.setEnabled(bool(self.households))
        self._allow()

    def _import(self) -> None:
        assert self.opened is not None
        ready = self.review.ready()
        if not ask(self, "导入名册", self._comparison(ready), yes="导入", no="再看看"):
            return
        work = partial(_import, self.desk.register, ready, self.opened.source)
        self._job = self.desk.background.run(
            work,
            then=self._imported,
            failed=self.desk.shell.show_fault,
            after=self._done,
            progressed=self._progressed,
        )
        self._busy("正在导入…", writing=True)

    def _comparison(self, ready: list[RosterHousehold]) -> str:
        """What is in the file, what comes in and what does not, said once more before anything is written."""
        bad = [each for each in self.households if each.problems]
        asked = [each for each in self.households if not each.problems and not each.is_ready]
        lines = [
            f"文件中读到：{totals(self.households).words()}。",
            f"将写入在册名册：{totals(ready).words()}。",
        ]
        if bad:
            lines.append(f"有问题，不导入：{totals(bad).words()}。可导出问题清单，更正后另行导入。")
        if asked:
            lines.append(f"待确认，不导入：{totals(asked).words()}。")
        odd = sum(1 for line in self.review.lines() if line.kind == "bad" and "不相符" in line.said)
        if odd:
            lines.append(f"文件里有 {odd} 处合计与各户不相符，见“与文件对照”。")
        return "\n".join(lines)

    def _imported(self, outcome: Outcome[str]) -> None:
        self.desk.refresh.touched.emit(outcome.touched)
        self.desk.shell.say(f"已导入 {len(self.review.ready()):,} 户，全部记入一条经过，可在本页撤销。")
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

    def _close(self) -> None:
        self._forget()
        self.review.forget()
        self._offer()
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
        kept: tuple[QWidget, ...] = (self.review, self.close_button)
        for each in kept:
            each.setEnabled(not writing)
        self.choose_button.setEnabled(not doing)
        self._allow()

    def _allow(self) -> None:
        self.import_button.setEnabled(bool(self.review.ready()) and self._job is None)

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
            self.review.say("核对已停止。重新选择工作表或列的含义，会再核对一遍。")


def _planned(
    tables: list[Table], opened: RosterFile, context: Context, *, progress: Progress
) -> tuple[Plan, tuple[Line, ...]]:
    plan = roster.plan(tables, context, progress)
    return plan, roster_comparison.compared(plan, opened.sheets)


def _import(
    register: Register, households: list[RosterHousehold], source: Source, *, progress: Progress
) -> Outcome[str]:
    return register.do(importing.import_roster, households, source, progress)
