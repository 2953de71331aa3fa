"""A known fault of the data folder: what happened, what is safe, and the ways out. Never a new database."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices

from zqdesk.ui.desk.look import theme
from zqdesk.ui.entrance.gate import Gate

NO_RESTORE = {"vault.in_use", "disk.full", "schema.newer", "vault.newer", "vault.destroyed"}


class TroublePage(Gate):
    """Says what is the matter with the data folder and offers to restore, look, try again or quit; to go on with a
    database that is only not the one used last.
    """

    restoring = Signal()
    accepting = Signal()
    trying_again = Signal()
    quitting = Signal()

    def __init__(self, error: Exception, folder: Path) -> None:
        super().__init__("工作台现在打不开", width=640)
        self.code = str(error)
        for heading, name in (("发生了什么", "happened"), ("哪些是安全的", "safe"), ("怎么办", "todo")):
            text = getattr(error, name, "")
            if text:
                self.inside.addWidget(theme.label(heading, "strong"))
                self.inside.addWidget(theme.label(text, wrap=True, selectable=True))
        self.inside.addWidget(
            theme.label(f"数据文件夹：{folder}\n情况代号：{self.code}", "small", wrap=True, selectable=True)
        )
        restore = theme.button("从备份恢复…", self.restoring.emit, role="primary")
        restore.setVisible(self.code not in NO_RESTORE)
        accept = theme.button("接着用这一份…", self.accepting.emit)
        accept.setVisible(self.code.startswith("anchor."))
        look = theme.button(
            "打开数据文件夹", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        )
        again = theme.button("再试一次", self.trying_again.emit)
        leave = theme.button("退出", self.quitting.emit)
        self.inside.addSpacing(6)
        self.inside.addLayout(theme.head(restore, accept, look, again, None, leave))
