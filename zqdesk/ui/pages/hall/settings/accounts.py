"""Accounts: who may sign in and in which roles; the administrator also sets a first or forgotten passphrase."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit

from zqdesk.frozen import frozen
from zqdesk.office.hall import identities, staff
from zqdesk.office.hall.staff import AccountEntry, AccountRow
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import ROLE_TITLES, Role
from zqdesk.ui.desk import messages, opening
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.hall.settings.panel import Panel
from zqdesk.ui.pages.hall.settings.recovery_trial import RecoveryTrial
from zqdesk.ui.widgets import second_person
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.id_edit import IdEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit
from zqdesk.ui.widgets.form import FieldBox, Form
from zqdesk.ui.widgets.tables.rows import Column, table

if TYPE_CHECKING:
    from zqdesk.records.register import Outcome

_TITLES = {str(role): title for role, title in ROLE_TITLES.items()}
COLUMNS = (
    Column("账号", lambda r: r.login, 100),
    Column("姓名", lambda r: r.name, 160),
    Column("岗位", lambda r: "、".join(_TITLES.get(role, role) for role in r.roles), 200, stretch=True),
    Column("身份证", lambda r: r.identity, 100, chip=lambda r: "plain" if r.number_end else "warn"),
    Column("同一人", lambda r: r.others, 110),
    Column("电话", lambda r: r.phone, 130),
    Column(
        "状态",
        lambda r: "在用" if r.active else "已停用",
        100,
        chip=lambda r: "good" if r.active else "plain",
    ),
)


@frozen
class AccountForm:
    """What is asked of an account; the passphrase only where a new one is wanted."""

    login: str = ""
    name: str = ""
    phone: str = ""
    passphrase: str = ""
    clerk: bool = False
    approver: bool = False
    cashier: bool = False
    administrator: bool = False
    id_number: str = ""
    same_as: str = ""
    identity_reason: str = ""

    def roles(self) -> tuple[str, ...]:
        return tuple(role for role in _TITLES if getattr(self, role))

    def entry(self) -> AccountEntry:
        said = (self.id_number, self.same_as or "", self.identity_reason)
        return AccountEntry(self.login, self.name, self.roles(), self.phone, *said)


class AccountsPanel(Panel):
    """The list above, the account in hand below; nothing is ever deleted, an account is closed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.chosen: AccountRow | None = None
        self.form: Form[AccountForm] = Form(AccountForm(), self)
        self.table = table("账号", COLUMNS, self._take)
        self.table.remember(desk, "settings.accounts")
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._take(self.table.current()))
        frame, inside = theme.card()
        self.renew = theme.button("更换恢复码…", self._renew, role="quiet")
        self.trial = theme.button("试一试恢复码…", lambda: RecoveryTrial(desk, self).open(), role="quiet")
        fresh = theme.button("新账号", lambda: self._take(None))
        inside.addLayout(theme.head(theme.label("账号", "section"), None, self.trial, self.renew, fresh))
        inside.addWidget(self.table, 1)
        entry, below = theme.card(spacing=10)
        self.heading = theme.label("新账号", "section")
        below.addWidget(self.heading)
        below.addLayout(self._fields())
        self.keep = theme.button("保存  Ctrl+S", self.save, role="primary")
        self.close_it = theme.button("停用…", self._close_or_reopen, role="danger")
        self.correct = theme.button("更正身份证号…", self._correct_identity)
        self.part = theme.button("不是同一人…", self._part)
        below.addLayout(theme.head(self.keep, self.close_it, None, self.correct, self.part))
        column = theme.column(spacing=14)
        column.addWidget(frame, 1)
        column.addWidget(entry)
        self.setLayout(column)
        self._take(None)

    def reload(self) -> None:
        self.desk.read(staff.accounts, then=self._show)

    def _show(self, rows: tuple[AccountRow, ...]) -> None:
        self.table.show_rows(rows, identity=lambda r: r.id)
        self.same_as.set_entries([(r.id, f"{r.login} {r.name}") for r in rows])

    def save(self) -> None:
        wanted = self.form.record()
        if self.chosen is None and not wanted.passphrase:
            self.form.show_problems([Problem("passphrase.empty", "请给新账号设置初始口令。", "passphrase")])
            return
        held = opening.AccountChange(
            entry=wanted.entry(),
            passphrase=wanted.passphrase,
            account_id="" if self.chosen is None else self.chosen.id,
            old_login="" if self.chosen is None else self.chosen.login,
        )
        self.desk.background.run(
            opening.keep_account, self.desk.folder, self.desk.opened_now(), held,
            then=self._saved, failed=lambda e: self.refused(self.form, e),
        )  # fmt: skip

    def refused(self, form: Form[Any], error: Exception) -> None:
        if isinstance(error, Refused):
            placed = [replace(p, field="clerk") if p.field == "roles" else p for p in error.problems]
            error = Refused(*placed)
        super().refused(form, error)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        secret = QLineEdit()
        secret.setEchoMode(QLineEdit.EchoMode.Password)
        secret.setPlaceholderText("不改则留空")
        texts = (
            ("login", "账号", QLineEdit()), ("name", "姓名", QLineEdit()),
            ("phone", "电话", QLineEdit()), ("passphrase", "新口令（至少 8 位）", secret),
        )  # fmt: skip
        for column, (name, caption, widget) in enumerate(texts):
            grid.addWidget(self.form.add(name, FieldBox(caption, widget)), 0, column)
        for column, (role, title) in enumerate(_TITLES.items()):
            grid.addWidget(self.form.add(role, FieldBox("", QCheckBox(title))), 1, column)
        self.same_as = CodePicker((), names=True)
        whose: tuple[tuple[str, str, Any, int], ...] = (
            ("id_number", "身份证号（只显示尾号）", IdEdit(self.desk.today), 1),
            ("same_as", "同一人的账号", self.same_as, 1),
            ("identity_reason", "认定同一人或区分同名的依据", TextEdit(), 2),
        )
        column = 0
        for name, caption, picked, wide in whose:
            grid.addWidget(self.form.add(name, FieldBox(caption, picked)), 2, column, 1, wide)
            column += wide
        return grid

    def _take(self, row: AccountRow | None) -> None:
        self.chosen = row
        self.heading.setText(f"{row.name}（{row.login}）" if row else "新账号")
        self.close_it.setVisible(row is not None)
        self.correct.setVisible(row is not None and bool(row.number_end))
        self.part.setVisible(row is not None and bool(row.others))
        if row is None:
            self.form.load(AccountForm())
            return
        self.close_it.setText("停用…" if row.active else "恢复使用")
        held: dict[str, Any] = {role: role in row.roles for role in _TITLES}
        self.form.load(AccountForm(row.login, row.name, row.phone, **held))

    def _saved(self, outcome: "Outcome[Any]") -> None:
        self.desk.refresh.touched.emit(outcome.touched)
        self._take(None)
        self.reload()
        self.desk.shell.say("账号已保存。")

    def _close_or_reopen(self) -> None:
        row = self.chosen
        if row is None:
            return
        if row.active:
            told = "停用后不能再登录，口令随即作废；办过的业务和记录都保留。"
        else:
            told = "恢复后原来的口令仍然无效，请接着给这个账号设置新口令。"
        verb = "停用" if row.active else "恢复使用"
        whole = f"{row.name}（{row.login}）{told}"
        if not messages.ask(self, f"{verb}账号", whole, yes=verb, danger=row.active):
            return
        self._take(None)
        if row.active:
            self.desk.background.run(
                opening.close_account, self.desk.folder, self.desk.opened_now(), row.id, "管理员停用",
                then=self._closed,
            )  # fmt: skip
        else:
            self.desk.do(staff.reopen_account, row.id, "管理员恢复使用", then=lambda _: self.reload())

    def _correct_identity(self) -> None:
        """With the number and the reason in the fields; an approver signs."""
        typed = self.form.record()
        self._by_approver("更正身份证号", identities.correct_identity, typed.id_number, typed.identity_reason)

    def _part(self) -> None:
        """With the reason in its field; an approver signs."""
        self._by_approver("不是同一人", identities.part_person, self.form.record().identity_reason)

    def _by_approver(self, title: str, act: Callable[..., None], *args: str) -> None:
        if self.chosen is None:
            return
        second_person.sign(
            self.desk, self, title, (Role.APPROVER,), act, self.chosen.id, *args,
            then=self._corrected, failed=lambda error: self.refused(self.form, error),
        )  # fmt: skip

    def _corrected(self, _done: object) -> None:
        self._take(None)
        self.reload()
        self.desk.shell.say("已更正，记入变更记录。")

    def _renew(self) -> None:
        told = "新恢复码保存好并启用以后，原来的一份就打不开这里的数据了；更换以前的备份仍要用原来的一份。"
        if messages.ask(self, "更换恢复码", told, yes="更换"):
            self.desk.shell.renew_recovery_code()

    def _closed(self, outcome: "Outcome[Any]") -> None:
        self.desk.refresh.touched.emit(outcome.touched)
        self.reload()
