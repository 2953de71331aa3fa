"""A further desk of a town: the invitation, what it is called, and the administrator who opens it; then the town's records come."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.look import theme
from zqdesk.ui.entrance.gate import WalkedGate
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit
from zqdesk.ui.widgets.form import FieldBox

if TYPE_CHECKING:
    from zqdesk.sync.wire import Invitation

TEXT = (
    "本镇街已有电脑在用、登记到了区里的，这台作为又一个窗口加入：粘贴区里给这台电脑开的邀请码，"
    "本镇街的全部记录会传到本机。邀请码三天内有效，只能用一次。"
)
AGAIN = "上次没有传完，已收下的都在。输入上次的口令接着来；窗口名称和账号照填。"


class JoinPage(WalkedGate):
    """`begun`: it was cut off and goes on; then the invitation was used already."""

    finished = Signal(str, str, str, str, str)
    """Invitation, name of the desk, login, passphrase, passphrase again."""
    beginning_anew = Signal()
    left = Signal()

    def __init__(self, *, begun: bool) -> None:
        super().__init__("加入已有的镇街", AGAIN if begun else TEXT, width=620)
        self.code = LongTextEdit(lines=4)
        self.desk_name, self.login = QLineEdit("2号窗口"), QLineEdit()
        self.passphrase, self.again = _secret(), _secret()
        self.boxes = {
            "code": FieldBox("邀请码", self.code, required=not begun),
            "desk_name": FieldBox("窗口名称", self.desk_name, required=True),
            "login": FieldBox("您的账号（本镇街的管理员）", self.login, required=True),
            "passphrase": FieldBox("本机用的口令（至少 8 位）", self.passphrase, required=True),
            "again": FieldBox("再输一遍", self.again, required=True),
        }
        for name, box in self.boxes.items():
            box.setVisible(not begun or name != "again")
            self.inside.addWidget(box)
        self.whose = theme.label("", "small", wrap=True, selectable=True)
        self.whose.hide()
        self.inside.addWidget(self.whose)
        self.told = theme.label("", "problem", wrap=True)
        self.told.hide()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.join = theme.button("接着传" if begun else "核对无误，加入", self._join, role="primary")
        back = theme.button("返回", self.left.emit, role="quiet")
        anew = theme.button("放弃上次的，重新来…", self.beginning_anew.emit, role="quiet")
        anew.setVisible(begun)
        self.inside.addWidget(self.told)
        self.inside.addWidget(self.progress)
        self.inside.addLayout(theme.head(back, anew, None, self.join))
        self.code.textChanged.connect(self._look)

    def first(self) -> QWidget:
        return self.code

    def show_invitation(self, found: "Invitation | None", fingerprint: str) -> None:
        """What the pasted text says; compared over the telephone."""
        self.whose.setVisible(found is not None)
        if found is not None:
            self.whose.setText(
                f"区 {found.district}，镇街 {found.town_name}，服务器 {found.address}，证书指纹 {fingerprint}。"
                "请给区里打电话，逐组核对证书指纹；不符就不要加入。"
            )

    def show_busy(self, busy: bool) -> None:
        self.join.setEnabled(not busy)
        self.progress.setVisible(busy)
        self.progress.setRange(0, 0)
        for box in self.boxes.values():
            box.setEnabled(not busy)

    def show_progress(self, done: int, _total: int) -> None:
        self.tell(f"正在接收本镇街的记录，已收 {done:,} 件。中途退出也不要紧，下次接着来。")

    def show_failure(self, error: Exception) -> None:
        """Problems at their fields; what has none below."""
        self.show_busy(False)
        problems = error.problems if isinstance(error, Refused) else (Problem("", messages.explain(error)),)
        for name, box in self.boxes.items():
            box.say([each for each in problems if each.field == name])
        left = [each for each in problems if each.field not in self.boxes]
        self.told.setText(messages.sentence(tuple(left)))
        self.told.setVisible(bool(left))

    def _look(self) -> None:
        from zqdesk.sync.enrolment import read_invitation
        from zqdesk.sync.wire import Malformed

        try:
            found = read_invitation(self.code.value())
        except Malformed:
            self.show_invitation(None, "")
            return
        said = found.fingerprint.hex().upper()
        self.show_invitation(found, " ".join(said[n : n + 4] for n in range(0, len(said), 4)))

    def _join(self) -> None:
        for box in self.boxes.values():
            box.say([])
        self.told.hide()
        self.finished.emit(
            self.code.value(), self.desk_name.text(), self.login.text().strip(),
            self.passphrase.text(), self.again.text(),
        )  # fmt: skip


def _secret() -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
