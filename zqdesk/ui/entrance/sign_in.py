"""Signing in, and unlocking a locked desk: the same two fields."""

import re

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.look import theme
from zqdesk.ui.entrance.gate import Gate
from zqdesk.ui.widgets.form import FieldBox

TOO_SOON = "sign_in.too_soon"


class SignInPage(Gate):
    """Asks for login and passphrase. With `name` the desk is locked and only that person's passphrase is asked."""

    entered = Signal(str, str)
    recovering = Signal()
    restoring = Signal()
    changing_person = Signal()

    def __init__(self, *, login: str = "", name: str = "", told: str = "") -> None:
        locked = bool(name)
        told = f"{name} 的工作已保留，输入口令后接着办。" if locked else told
        super().__init__("已锁屏" if locked else "登录", told)
        self._locked_login = login if locked else ""
        self.login = QLineEdit()
        self.login.setPlaceholderText("例如 01")
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.login_box = FieldBox("账号", self.login)
        self.login_box.setVisible(not locked)
        self.passphrase_box = FieldBox("口令", self.passphrase)
        self.enter = theme.button("解锁" if locked else "登录", self._enter, role="primary")
        self.enter.setMinimumHeight(theme.pixels(40))
        self.inside.addWidget(self.login_box)
        self.inside.addWidget(self.passphrase_box)
        self.inside.addSpacing(4)
        self.inside.addWidget(self.enter)
        self.others = [
            theme.button("恢复码登录", self.recovering.emit, role="quiet"),
            theme.button("从备份恢复", self.restoring.emit, role="quiet"),
        ]
        if locked:
            self.others = [theme.button("换人登录", self.changing_person.emit, role="quiet")]
        self.inside.addLayout(theme.head(*self.others, None))
        self.login.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.returnPressed.connect(self._enter)
        self._wait = QTimer(self)
        self._wait.setInterval(1000)
        self._wait.timeout.connect(self._count_down)
        self._seconds = 0

    def first(self) -> QWidget:
        return self.passphrase if self._locked_login else self.login

    def show_busy(self, busy: bool) -> None:
        """While the passphrase is being checked."""
        self.enter.setEnabled(not busy and self._seconds == 0)
        self.enter.setText("正在核对口令…" if busy else ("解锁" if self._locked_login else "登录"))

    def show_failure(self, error: Exception) -> None:
        """Why it did not work, at the field; too many tries are counted down."""
        self.passphrase.clear()
        if not isinstance(error, Refused):
            self.passphrase_box.say([Problem("", messages.explain(error))])
            return
        problem = error.problems[0]
        box = self.login_box if problem.field == "login" and not self._locked_login else self.passphrase_box
        box.say([problem])
        box.take_focus([problem])
        if problem.code == TOO_SOON and (found := re.search(r"\d+", problem.text)):
            self._seconds = int(found[0])
            self.enter.setEnabled(False)
            self._wait.start()

    def _count_down(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self.passphrase_box.say([Problem(TOO_SOON, f"口令连续输错，请等 {self._seconds} 秒后再试。")])
            return
        self._wait.stop()
        self.passphrase_box.say([])
        self.enter.setEnabled(True)
        self.passphrase.setFocus()

    def _enter(self) -> None:
        login, passphrase = self._locked_login or self.login.text().strip(), self.passphrase.text()
        if not login:
            self.login.setFocus()
        elif not passphrase:
            self.passphrase.setFocus()
        elif self.enter.isEnabled():
            self.login_box.say([])
            self.passphrase_box.say([])
            self.entered.emit(login, passphrase)
