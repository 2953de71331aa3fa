"""Going on with a database that is not the one used last: an administrator's passphrase or the recovery code."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.look import theme
from zqdesk.ui.entrance.gate import Gate
from zqdesk.ui.widgets.form import FieldBox


class AcceptPage(Gate):
    """What is given up by it stands above the fields; what was done stays in the change log."""

    chosen = Signal(str, str)
    left = Signal()

    def __init__(self, error: Exception) -> None:
        super().__init__(
            "接着用这一份数据文件",
            f"{getattr(error, 'happened', '')}\n先看有没有更新的备份：从备份恢复找回的更多。确实没有的，输入这里的管理员账号和口令，"
            "或把账号留空输入恢复码，接着用这一份。缺的内容找不回来，请对照纸面补录；谁在什么时候这样办的会记入变更记录。",
            width=560,
        )
        self.login, self.secret = QLineEdit(), QLineEdit()
        self.login.setPlaceholderText("管理员账号；用恢复码时留空")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret_box = FieldBox("口令或恢复码", self.secret)
        self.go_on = theme.button("接着用这一份", self._go_on, role="primary")
        self.inside.addLayout(theme.row(FieldBox("账号", self.login), self.secret_box, spacing=16))
        self.inside.addLayout(
            theme.head(theme.button("返回", self.left.emit, role="quiet"), None, self.go_on)
        )
        self.secret.returnPressed.connect(self._go_on)

    def first(self) -> QWidget:
        return self.login

    def show_busy(self, busy: bool) -> None:
        self.go_on.setEnabled(not busy)

    def show_failure(self, error: Exception) -> None:
        self.show_busy(False)
        problems = error.problems if isinstance(error, Refused) else (Problem("", messages.explain(error)),)
        self.secret_box.say(list(problems))
        self.secret_box.take_focus(list(problems))

    def _go_on(self) -> None:
        self.secret_box.say([])
        if self.go_on.isEnabled() and self.secret.text():
            self.chosen.emit(self.login.text().strip(), self.secret.text())
        else:
            self.secret.setFocus()
