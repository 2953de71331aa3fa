"""A colleague signs on the spot: their login and passphrase, for one act, at the desk of whoever is signed in."""

import hmac
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import ROLE_TITLES, Role
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.desk import Desk, Opened
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.form import FieldBox

if TYPE_CHECKING:
    from zqdesk.office.hall.staff import AccountRow
    from zqdesk.records.register import Outcome


class SecondPersonDialog(QDialog):
    """Nobody is signed in by it: the act runs under the colleague's name, and the desk stays as it was.

    Where only one colleague may sign, the login may stay empty. `put_off`: nobody signed, the window was closed.
    """

    put_off = Signal()

    def __init__(
        self, desk: Desk, parent: QWidget, title: str, roles: tuple[Role, ...], work: Callable[[Any], Any]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.pixels(400))
        self._desk, self._roles, self._work = desk, roles, work
        self._then: Callable[[Any], object] | None = None
        self._failed: Callable[[Exception], object] | None = None
        self.login, self.passphrase = QLineEdit(), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.login_box = FieldBox("账号", self.login)
        self.passphrase_box = FieldBox("口令", self.passphrase)
        self.sign_button = theme.button("签字", self.sign, role="primary")
        self.sign_button.setDefault(True)
        who = "或".join(ROLE_TITLES[role] for role in roles)
        words = f"请{who}本人在此输入账号和口令。只用于这一项，不换人登录，记录在其名下。"
        self.who = theme.label("正在查找可以签字的人…", "small", wrap=True)
        self._only = ""
        self._busy = False
        column = theme.column(24, 20, 24, 20, spacing=12)
        column.addWidget(theme.label(words, "soft", wrap=True))
        column.addWidget(self.who)
        column.addWidget(self.login_box)
        column.addWidget(self.passphrase_box)
        column.addLayout(theme.head(None, theme.button("取消  Esc", self.reject), self.sign_button))
        self.setLayout(column)
        self.login.returnPressed.connect(self.passphrase.setFocus)

    def sign(self) -> None:
        """Check the passphrase and do the act, both in the background."""
        if self._busy or self._desk.opened is None:
            return
        login, passphrase = self.login.text().strip() or self._only, self.passphrase.text()
        empty = next(
            (f for f, text in ((self.login, login), (self.passphrase, passphrase)) if not text), None
        )
        if empty is not None:
            empty.setFocus()
            return
        self._busy_with(True)
        for box in (self.login_box, self.passphrase_box):
            box.say([])
        self._desk.background.run(
            _signed, self._desk.folder, self._desk.opened_now(), (login, passphrase), self._roles, self._work,
            then=self._done, failed=self._not_done,
        )  # fmt: skip

    def reject(self) -> None:
        """Not while the act is being done: whoever asked must hear how it ended."""
        if not self._busy:
            super().reject()
            self.put_off.emit()

    def show_colleagues(self, accounts: "tuple[AccountRow, ...]") -> None:
        """Say who may sign; the only one need not type the login."""
        own = next((a.person for a in accounts if a.id == self._desk.actor.id), self._desk.actor.id)
        found = [
            a for a in accounts if a.active and a.person != own and not set(a.roles).isdisjoint(self._roles)
        ]
        names = "、".join(f"{account.name}（{account.login}）" for account in found)
        self.who.setText(
            f"可以签字的：{names}" if found else "没有别的账号可以签字，请管理员在“设置”里开通。"
        )
        self._grow()
        if len(found) == 1 and not self.login.text():
            self._only = found[0].login
            self.login.setPlaceholderText(f"不填为 {self._only}")
            if self.login.hasFocus():
                self.passphrase.setFocus()

    def _grow(self) -> None:
        """As high as the words and fields need, which Qt's own adjusting stops at two thirds of the screen."""
        self.adjustSize()
        layout = self.layout()
        assert layout is not None
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def when_done(self, then: Callable[[Any], object], failed: Callable[[Exception], object]) -> None:
        """Who hears what the act returned, and why it refused."""
        self._then, self._failed = then, failed

    def _done(self, outcome: "Outcome[Any]") -> None:
        self._busy_with(False)
        self.accept()
        if outcome.touched:
            self._desk.refresh.touched.emit(outcome.touched)
        if self._then is not None:
            self._then(outcome.result)

    def _not_done(self, error: Exception) -> None:
        self._busy_with(False)
        self.passphrase.clear()
        at_sign_in = isinstance(error, Refused) and error.problems[0].code.startswith(("sign_in", "second"))
        if at_sign_in and isinstance(error, Refused):
            problem = error.problems[0]
            box = self.login_box if problem.field == "login" else self.passphrase_box
            box.say([problem])
            box.take_focus([problem])
        elif self._failed is not None and isinstance(error, Refused):
            super().reject()
            self._failed(error)
        else:
            self.passphrase_box.say([Problem("", messages.explain(error))])

    def _busy_with(self, busy: bool) -> None:
        self._busy = busy
        self.sign_button.setEnabled(not busy)
        self.sign_button.setText("正在核对…" if busy else "签字")


def sign(
    desk: Desk,
    parent: QWidget,
    title: str,
    roles: tuple[Role, ...],
    act: Callable[..., Any],
    *args: Any,
    then: Callable[[Any], object],
    failed: Callable[[Exception], object],
) -> SecondPersonDialog:
    """Ask a colleague with one of the roles to do this act here; `failed` hears what the act refused."""
    dialog = SecondPersonDialog(desk, parent, title, roles, lambda register: register.do(act, *args))
    dialog.when_done(then, failed)
    dialog.open()
    dialog.login.setFocus()
    from zqdesk.office.hall import staff

    desk.read(staff.accounts, then=dialog.show_colleagues)
    return dialog


def _signed(
    folder: Path,
    opened: Opened,
    who: tuple[str, str],
    roles: tuple[Role, ...],
    work: Callable[[Any], Any],
) -> Any:
    """The act done by the colleague. Refused: wrong passphrase, the same person, none of the roles.

    A passphrase that opens something else than the open database proves nothing: the file of keys could have
    been put there by somebody else.
    """
    from zqdesk.office.hall import colleagues, staff
    from zqdesk.records import keys

    (login, passphrase), register = who, opened.register
    key = keys.unlock(folder, login, passphrase, register.clock())
    if not hmac.compare_digest(key, opened.key):
        raise Refused(Problem("second.other_key", "口令文件与本机数据不符，请联系管理员。", "passphrase"))
    actor = register.read(staff.actor_of, login)
    if actor is None:
        raise Refused(Problem("second.closed", "这个账号已停用。", "login"))
    if register.read(colleagues.is_same, actor.id, register.actor.id):
        raise Refused(Problem("second.same", "须由另一个人签字。", "login"))
    if actor.roles.isdisjoint(roles):
        titles = "或".join(ROLE_TITLES[role] for role in roles)
        raise Refused(Problem("second.role", f"{actor.name}不是{titles}。", "login"))
    return work(register.acting_as(actor))
