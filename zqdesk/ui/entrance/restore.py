"""Restoring from a backup: which one, and an administrator's passphrase or the recovery code."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar, QWidget

from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import keeping, messages
from zqdesk.ui.desk.desk import CHINA
from zqdesk.ui.desk.look import theme
from zqdesk.ui.entrance.gate import Gate
from zqdesk.ui.widgets.form import FieldBox
from zqdesk.ui.widgets.tables.rows import Column, table


class RestorePage(Gate):
    """Lists the backups of a folder; what is in place now is moved aside, never deleted."""

    looking = Signal(object)
    chosen = Signal(object, str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(
            "从备份恢复",
            "选一份备份，输入现在的管理员账号和口令，或把账号留空输入恢复码。现在的数据打不开的，只能用恢复码。"
            "现在的数据文件会移到 replaced-… 文件夹里，不会删除；谁在什么时候恢复的会记入变更记录。",
            width=760,
        )
        self.list = table(
            "备份",
            [
                Column("备份时间", lambda row: f"{row.made_at.astimezone(CHINA):%Y-%m-%d %H:%M}", 150),
                Column("种类", lambda row: row.kind, 80),
                Column("家庭(户)", lambda row: f"{row.households:,}", 76, right=True),
                Column("业务(件)", lambda row: f"{row.cases:,}", 76, right=True),
                Column("大小", lambda row: keeping.size_text(row.size), 80, right=True),
                Column("大厅和窗口", lambda row: row.whose, 200, stretch=True, tip=lambda row: str(row.path)),
            ],
        )
        self.list.setMinimumHeight(theme.pixels(220))
        self.where = theme.label("", "small", wrap=True)
        self.login, self.secret = QLineEdit(), QLineEdit()
        self.login.setPlaceholderText("管理员账号；用恢复码时留空")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.login_box = FieldBox("账号", self.login)
        self.secret_box = FieldBox("口令或恢复码", self.secret)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.go_on = theme.button("恢复这份备份", self._go_on, role="primary")
        self.inside.addWidget(self.list)
        self.inside.addLayout(
            theme.row(self.where, None, theme.button("换一个备份文件夹…", self._other_folder, role="quiet"))
        )
        line = theme.row(self.login_box, self.secret_box, spacing=16)
        self.inside.addLayout(line)
        self.inside.addWidget(self.progress)
        self.inside.addLayout(
            theme.head(theme.button("返回", self.left.emit, role="quiet"), None, self.go_on)
        )
        self.secret.returnPressed.connect(self._go_on)

    def first(self) -> QWidget:
        return self.list

    def show_backups(self, folder: Path, rows: tuple[keeping.BackupRow, ...]) -> None:
        self.list.show_rows(rows)
        self.list.choose_first()
        count = f"{len(rows)} 份备份" if rows else "这里没有完整的备份"
        self.where.setText(f"{count}：{folder}")
        self.go_on.setEnabled(bool(rows))

    def show_missing(self, error: Exception) -> None:
        """Why a folder of backups cannot be looked into."""
        self.list.show_rows(())
        self.where.setText(messages.explain(error))
        self.go_on.setEnabled(False)

    def show_busy(self, busy: bool) -> None:
        self.go_on.setEnabled(not busy)
        self.go_on.setText("正在恢复…" if busy else "恢复这份备份")
        self.progress.setVisible(busy)
        self.progress.setRange(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def show_failure(self, error: Exception) -> None:
        self.show_busy(False)
        problems = error.problems if isinstance(error, Refused) else (Problem("", messages.explain(error)),)
        self.secret_box.say(list(problems))
        self.secret_box.take_focus(list(problems))

    def _other_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "备份所在的文件夹")
        if name:
            self.looking.emit(Path(name))

    def _go_on(self) -> None:
        row = self.list.current()
        self.secret_box.say([])
        if row is not None and self.go_on.isEnabled() and self.secret.text():
            self.chosen.emit(row.path, self.login.text().strip(), self.secret.text())
        else:
            self.secret.setFocus()
