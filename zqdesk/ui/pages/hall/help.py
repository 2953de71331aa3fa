"""Help: the keys, read from the command table, and the answers a clerk needs at the counter."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from zqdesk import __version__
from zqdesk.ui.desk import commands, rooms
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Columns
from zqdesk.ui.desk.look.scrolling import scrolled
from zqdesk.ui.desk.page import Page
from zqdesk.ui.widgets.shown.title import Title

QUESTIONS = (
    (
        "怎样办一件低保申请",
        (
            "按 F2 录入家庭、收入和材料，F10 提交受理；材料不齐时用“一次性告知补正”。受理后依次办理信息核对、"
            "入户调查、审核、公示、确认和告知，案件页右上角的蓝色按钮就是下一步，Ctrl+Enter 也可以。"
        ),
    ),
    (
        "急难的人家来了怎么办",
        (
            "按 F4 登记姓名、村居、原因、人数和情况，金额按标准自动测算，F10 登记；审批人当场输入口令同意，出纳从本窗口"
            "备用金付款并打印领款单。事后按提醒补齐入户核实、材料、登记表和审批，逾期的标红，并且不能核销。"
        ),
    ),
    (
        "钱发错了怎么办",
        (
            "已记账的不能修改、删除。在“备用金 · 流水”或发放页点“冲销”，由审批人签字，以红字冲销后重新发放；"
            "钱退回来的登记“退回”。"
        ),
    ),
    (
        "为什么我不能点“审核”或“确认”",
        "审核和确认要由审批人办理，而且不能是本案的经办人或入户调查人。请换审批人登录。",
    ),
    (
        "录到一半断电或有人插队怎么办",
        "录入停顿不到半秒就会存成草稿，只有您自己能看到，列在“今日工作”的“没录完的”里，点“接着录”回到原样。",
    ),
    (
        "金额是怎么算出来的",
        "案件页右侧“保障金测算”逐行列出标准、收入、扣减和依据的条款；打印的审核确认表上是同一份测算。",
    ),
    (
        "期限前面的“约”是什么意思",
        "那一年的放假安排还没有公布，工作日暂按周末和法定节日推算；在“设置 · 工作日历”里录入安排后会自动重算。",
    ),
    (
        "忘记口令怎么办",
        "请管理员在“设置 · 账号”里重设。所有人都忘记时，用初次设置时打印的恢复码登录。",
    ),
    (
        "数据在哪里，安全吗",
        "全部数据加密保存在本机，不联网。每天第一次登录后自动备份并检查；建议在“设置 · 本机”里把备份文件夹改到另一块磁盘。",
    ),
)


class HelpPage(Page):
    """Keys on the right, answers on the left; nothing here reads the database."""

    title = "帮助"
    topic = "按键"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        inside = QWidget()
        inside.setObjectName("inside")
        columns = Columns(2, theme.pixels(360))
        columns.setContentsMargins(0, 0, 6, 0)
        inside.setLayout(columns)
        columns.addWidget(_answers())
        self.keys = keys_for(desk.actor.roles)
        columns.addWidget(_keys(self.keys))
        area = scrolled(inside)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # its only stop: arrow keys scroll it
        area.setAccessibleName("常见问题和快捷键")
        self.first = area
        column = theme.column(20, 16, 14, 16, spacing=14)
        version = Title("small")
        version.setText(f"镇街救助工作台 {__version__} · 数据文件夹 {desk.folder}")
        version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addLayout(theme.heading(self.title, version, None))
        column.addWidget(area, 1)
        self.setLayout(column)


def _answers() -> QWidget:
    frame, inside = theme.card(spacing=6)
    inside.addWidget(theme.label("常见问题", "section"))
    for question, answer in QUESTIONS:
        inside.addSpacing(8)
        inside.addWidget(theme.label(question, "strong"))
        inside.addWidget(theme.label(answer, "soft", wrap=True))
    inside.addStretch(1)
    return frame


_WHO = {"submit": {"clerk", "cashier"}, "payment.next": {"cashier"}}


def keys_for(roles: Iterable[str]) -> tuple[commands.Command, ...]:
    """The keys that do something for a person with these roles; rooms are numbered as in their own left bar."""
    held = frozenset(roles)
    offered = rooms.rooms_for(held)
    names = {f"room.{number}": room.title for number, room in enumerate(offered, 1)}
    found = []
    for each in commands.ALL:
        if each.id.startswith("room."):
            if each.id in names:
                found.append(replace(each, text=names[each.id]))
        elif each.id in _WHO:
            if held & _WHO[each.id]:
                found.append(each)
        elif "clerk" in held or not _of_a_clerk(each):
            found.append(each)
    return tuple(found)


def _of_a_clerk(command: commands.Command) -> bool:
    if command.id in ("undo", "member.remove", "error.next", "error.previous"):  # in an approver's forms too
        return False
    entering = command.id.endswith(".new") or command.id in ("case.edit", "case.attach")
    return entering or command.where in ("录入", "急难登记", "导入名册")


def _keys(listed: Iterable[commands.Command]) -> QWidget:
    frame, inside = theme.card(spacing=6)
    inside.addWidget(theme.label("快捷键", "section"))
    grid = QGridLayout()
    grid.setVerticalSpacing(7)
    grid.setHorizontalSpacing(14)
    grid.setColumnStretch(1, 1)
    for number, command in enumerate(listed):
        key = theme.chip(commands.key_text(command.key), "plain")
        grid.addWidget(key, number, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(theme.label(command.text), number, 1)
        grid.addWidget(theme.label(command.where, "small"), number, 2)
    inside.addLayout(grid)
    return frame
