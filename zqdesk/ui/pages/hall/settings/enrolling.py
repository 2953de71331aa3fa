"""Enrolling this desk with the district: paste the invitation, compare what it says, agree."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from zqdesk.office.hall import setup
from zqdesk.rules.problem import Problem
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit
from zqdesk.ui.widgets.form import FieldBox

if TYPE_CHECKING:
    from zqdesk.sync.wire import Invitation

NOT_ONE = "这不是邀请码，或没有复制完整。请把区里给的整段文字粘贴进来，换行和空格不要紧。"
TOLD = (
    "登记以后，本机办的每一件事都会报到区里，同一镇街其他窗口办的也会传到本机；没有网络时照常办理，连上以后自动补报。"
    "邀请码由区里在服务器上生成，三天内有效，只能用一次。"
)
ALONE = "这台电脑没有登记到区里，数据只在本机。需要登记时请管理员登录后在这里办理。"


class Enrolling(QWidget):
    """For an administrator; others are told who can do it."""

    done = Signal()

    def __init__(self, desk: Desk, *, allowed: bool) -> None:
        super().__init__()
        self.desk = desk
        self.invitation: Invitation | None = None
        self.code, self.name = LongTextEdit(lines=4), QLineEdit("1号窗口")
        self.code_box = FieldBox("邀请码", self.code, required=True)
        self.name_box = FieldBox("窗口名称（区里看到的）", self.name, required=True)
        self.look = theme.button("核对邀请码", self._look, role="primary")
        frame, inside = theme.card(spacing=10)
        inside.addWidget(theme.label("登记到区里", "section"))
        inside.addWidget(theme.label(TOLD if allowed else ALONE, "small", wrap=True))
        self.asking = QWidget()
        asked = QVBoxLayout(self.asking)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.addWidget(self.code_box)
        asked.addWidget(self.name_box)
        asked.addLayout(theme.row(self.look, None))
        self.asking.setVisible(allowed)
        inside.addWidget(self.asking)
        self.comparing = self._comparing()
        inside.addWidget(self.comparing)
        self.comparing.hide()
        column = theme.column()
        column.addWidget(frame)
        self.setLayout(column)

    def _comparing(self) -> QFrame:
        frame = QFrame()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        self.whose = theme.label(wrap=True, selectable=True)
        self.finger = theme.label("", wrap=True, selectable=True)
        self.told = theme.label("", "small", wrap=True)
        self.agree = theme.button("核对无误，登记", self._agree, role="primary")
        self.other = theme.button("换一个邀请码", self._begin_again)
        for each in (self.whose, self.finger, self.told):
            inside.addWidget(each)
        inside.addLayout(theme.head(self.agree, self.other, None))
        return frame

    def _look(self) -> None:
        from zqdesk.sync.enrolment import read_invitation
        from zqdesk.sync.wire import Malformed

        self.code_box.say([])
        self.name_box.say([])
        try:
            self.invitation = read_invitation(self.code.value())
        except Malformed:
            self.code_box.say([Problem("enrol.code", NOT_ONE, "code")])
            return
        if not self.name.text().strip():
            self.name_box.say([Problem("enrol.name", "请写窗口名称。", "name")])
            return
        self.desk.read(setup.hall, then=self._compare)

    def _compare(self, hall: object) -> None:
        found = self.invitation
        if found is None:
            return
        own = getattr(hall, "town_name", "")
        self.whose.setText(f"区：{found.district}    镇街：{found.town_name}    服务器：{found.address}")
        self.finger.setText(f"证书指纹：{fingerprint_text(found.fingerprint)}")
        other = (
            f"注意：本机是“{own}”的大厅，邀请码是给“{found.town_name}”的。" if own != found.town_name else ""
        )
        self.told.setText(f"{other}请给区里打电话，逐组核对证书指纹；不符就不要登记。")
        self.asking.hide()
        self.comparing.show()
        self.agree.setFocus()

    def _agree(self) -> None:
        assert self.invitation is not None
        self._busy(True)
        self.told.setText("正在与区里的服务器登记…")
        name = self.name.text().strip()
        self.desk.exchanger.enrol(self.invitation, name, self._enrolled, self._failed)

    def _enrolled(self) -> None:
        self._busy(False)
        self._begin_again()
        self.desk.shell.say("已登记到区里，正在进行第一次交换，可以照常办理。")
        self.done.emit()

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        self.told.setText(messages.explain(error))

    def _begin_again(self) -> None:
        self.comparing.hide()
        self.asking.show()

    def _busy(self, busy: bool) -> None:
        self.agree.setEnabled(not busy)
        self.other.setEnabled(not busy)


def fingerprint_text(fingerprint: bytes) -> str:
    """In groups, to be read out over the telephone."""
    said = fingerprint.hex().upper()
    return " ".join(said[n : n + 4] for n in range(0, len(said), 4))
