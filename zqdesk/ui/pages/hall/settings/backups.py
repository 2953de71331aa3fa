"""Backups: the list, one more now, and the way to restoring."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar

from zqdesk.ui.desk import keeping, messages
from zqdesk.ui.desk.background import Job
from zqdesk.ui.desk.desk import CHINA, Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.hall.settings.panel import Panel
from zqdesk.ui.widgets.shown.title import Title
from zqdesk.ui.widgets.tables.rows import Column, table

COLUMNS = (
    Column(
        "备份时间", lambda r: f"{r.made_at.astimezone(CHINA):%Y-%m-%d %H:%M}", 160, key=lambda r: r.made_at
    ),
    Column("种类", lambda r: r.kind, 100),
    Column("家庭(户)", lambda r: f"{r.households:,}", 100, key=lambda r: r.households, right=True),
    Column("业务(件)", lambda r: f"{r.cases:,}", 100, key=lambda r: r.cases, right=True),
    Column("大小", lambda r: keeping.size_text(r.size), 100, key=lambda r: r.size, right=True),
    Column("大厅和窗口", lambda r: r.whose, 280, tip=lambda r: r.whose),
    Column("文件夹", lambda r: r.path.name, 200, stretch=True, tip=lambda r: str(r.path)),
)


class BackupsPanel(Panel):
    """A backup is made once a day by itself; each was opened and checked before it is listed here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._job: Job | None = None
        self.table = table("备份", COLUMNS)
        self.table.remember(desk, "settings.backups")
        self.where = Title("small")
        self.make = theme.button("立即备份", self._make, role="primary")
        self.stop = theme.button("取消", self._stop)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        look = theme.button("打开备份文件夹", self._look)
        restore = theme.button("从备份恢复…", self._restore, role="danger")
        restore.setVisible(self.administrator)
        frame, inside = theme.card()
        inside.addLayout(theme.head(theme.label("备份", "section"), self.where, None))
        inside.addWidget(self.table, 1)
        inside.addWidget(self.progress)
        inside.addLayout(theme.head(self.make, self.stop, look, None, restore))
        column = theme.column()
        column.addWidget(frame, 1)
        self.setLayout(column)
        self._show_busy(False)

    def reload(self) -> None:
        folder = keeping.folder_of(self.desk.folder, self.desk.settings)
        self.where.setText(f"每天第一次登录后自动备份，放在 {folder}")
        self.desk.background.run(
            keeping.listing, self.desk.folder, folder, then=self._show, failed=self._missing, lane="aside"
        )

    def _show(self, rows: tuple[keeping.BackupRow, ...]) -> None:
        self.table.show_rows(rows, identity=lambda r: r.path)

    def _missing(self, error: Exception) -> None:
        self.table.show_rows(())
        self.where.setText(messages.explain(error))

    def _make(self) -> None:
        self._show_busy(True)
        self._job = self.desk.background.run(
            keeping.by_hand, self.desk.folder, self.desk.opened, self.desk.settings, self.desk.clock(),
            then=self._made, after=self._finished, progressed=self._progressed, lane="aside",
        )  # fmt: skip

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _made(self, row: keeping.BackupRow) -> None:
        self.reload()
        self.desk.shell.say(f"备份已完成并检查：{row.path.name}。")

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _finished(self) -> None:
        self._show_busy(False)

    def _show_busy(self, busy: bool) -> None:
        self.make.setEnabled(not busy)
        self.stop.setVisible(busy)
        self.progress.setVisible(busy)

    def _look(self) -> None:
        folder = keeping.folder_of(self.desk.folder, self.desk.settings)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _restore(self) -> None:
        told = "恢复前会退出登录。现在的数据文件会移到 replaced-… 文件夹里，不会删除；备份之后录入的内容不在备份里，编号接着往后编；谁恢复的会记入变更记录。"
        if messages.ask(self, "从备份恢复", told, yes="退出登录并选择备份", danger=True):
            self.desk.shell.restore()
