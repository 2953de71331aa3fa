"""Signing in with the printed recovery code: the code, then an account and its new passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.look import theme
from zqdesk.ui.entrance.gate import Gate
from zqdesk.ui.widgets.form import FieldBox


class RecoveryPage(Gate):
    """Two steps on one page; the second appears once the code has opened the database."""

    code_given = Signal(str)
    chosen = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(
            "恢复码登录",
            "请输入初次设置时打印的恢复码（八组，每组五位）。大小写、空格和横线都不影响。",
            width=480,
        )
        self.code = QLineEdit()
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-…")
        self.code_box = FieldBox("恢复码", self.code)
        self.account = QComboBox()
        self.account_box = FieldBox("账号", self.account)
        self.passphrase, self.again = _secret(), _secret()
        self.passphrase_box = FieldBox("新口令", self.passphrase)
        self.again_box = FieldBox("再输一遍", self.again)
        self.second = [self.account_box, self.passphrase_box, self.again_box]
        for box in (self.code_box, *self.second):
            self.inside.addWidget(box)
        for box in self.second:
            box.hide()
        self.go_on = theme.button("下一步", self._go_on, role="primary")
        self.inside.addLayout(
            theme.head(theme.button("返回登录", self.left.emit, role="quiet"), None, self.go_on)
        )
        self.code.returnPressed.connect(self._go_on)
        self.again.returnPressed.connect(self._go_on)

    def first(self) -> QWidget:
        return self.code

    def show_accounts(self, accounts: tuple[tuple[str, str], ...]) -> None:
        """The code was right: ask for whom."""
        self.show_busy(False)
        self.tell("恢复码正确。请选择账号并设置新口令；原来的口令随即失效。")
        self.code.setEnabled(False)
        for login, name in accounts:
            self.account.addItem(f"{login}  {name}", login)
        for box in self.second:
            box.show()
        self.go_on.setText("设置新口令并登录")
        self.account.setFocus()

    def show_failure(self, error: Exception) -> None:
        self.show_busy(False)
        box = self.passphrase_box if self.passphrase_box.isVisible() else self.code_box
        problems = error.problems if isinstance(error, Refused) else (Problem("", messages.explain(error)),)
        box.say(list(problems))
        box.take_focus(list(problems))

    def show_busy(self, busy: bool) -> None:
        self.go_on.setEnabled(not busy)

    def _go_on(self) -> None:
        if not self.go_on.isEnabled():
            return
        for box in (self.code_box, *self.second):
            box.say([])
        if not self.passphrase_box.isVisible():
            if self.code.text().strip():
                self.code_given.emit(self.code.text())
        elif self.passphrase.text() != self.again.text():
            wrong = [Problem("passphrase.again", "两遍输入的口令不一样，请重新输入。", "again")]
            self.again_box.say(wrong)
            self.again_box.take_focus(wrong)
        else:
            self.chosen.emit(self.account.currentData(), self.passphrase.text())


def _secret() -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
