"""Every command of the desk in one table: the keys, the menus and the help page read it."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from zqdesk.frozen import frozen


@frozen
class Command:
    """What can be done: its id, its words, the key (Qt's notation), and where it works.

    One that carries something out waits until the page in front has stood there for a moment.
    """

    id: str
    text: str
    key: str
    where: str
    carries_out: bool = False


ALL = (
    Command("help", "帮助", "F1", "全部窗口"),
    Command("intake.new", "新建低保申请", "F2", "全部窗口"),
    Command("relief.new", "新建临时救助", "F3", "全部窗口"),
    Command("emergency.new", "急难先行救助", "F4", "全部窗口"),
    Command("support.new", "新建特困申请", "Shift+F2", "全部窗口"),
    Command("reload", "刷新", "F5", "全部窗口"),
    Command("search", "查找", "Ctrl+K", "全部窗口"),
    Command("lock", "锁屏", "Ctrl+L", "全部窗口"),
    Command("back", "返回上一页", "Esc", "全部窗口"),
    Command("filter", "筛选列表", "Ctrl+F", "列表"),
    Command("room.1", "今日工作", "Ctrl+1", "全部窗口"),
    Command("room.2", "低保申请", "Ctrl+2", "全部窗口"),
    Command("room.3", "特困供养", "Ctrl+3", "全部窗口"),
    Command("room.4", "临时救助", "Ctrl+4", "全部窗口"),
    Command("room.5", "家庭与人员", "Ctrl+5", "全部窗口"),
    Command("room.6", "在册名册", "Ctrl+6", "全部窗口"),
    Command("room.7", "资金发放", "Ctrl+7", "全部窗口"),
    Command("room.8", "备用金", "Ctrl+8", "全部窗口"),
    Command("room.9", "批量办理", "Ctrl+9", "全部窗口"),
    Command("room.10", "物资发放", "Ctrl+0", "全部窗口"),
    Command("room.11", "摸底排查", "Ctrl+Shift+1", "全部窗口"),
    Command("room.12", "统计报表", "Ctrl+Shift+2", "全部窗口"),
    Command("room.13", "导入名册", "Ctrl+Shift+3", "全部窗口"),
    Command("room.14", "设置", "Ctrl+Shift+4", "全部窗口"),
    Command("room.15", "帮助", "Ctrl+Shift+5", "全部窗口"),
    Command("member.add", "添加成员", "Ins", "录入"),
    Command("member.remove", "移除成员、删去一行", "Ctrl+Del", "录入"),
    Command("undo", "撤销刚才的移除", "F11", "录入"),
    Command("error.next", "下一处要更正的", "F12", "录入"),
    Command("error.previous", "上一处要更正的", "Shift+F12", "录入"),
    Command("elsewhere.open", "打开比对到的记录", "F9", "录入"),
    Command("known.1", "选用档案中的第一人", "Alt+1", "急难登记"),
    Command("known.2", "选用档案中的第二人", "Alt+2", "急难登记"),
    Command("known.3", "选用档案中的第三人", "Alt+3", "急难登记"),
    Command("entry.clear", "丢弃没录完的", "F7", "录入"),
    Command("import.choose", "选择文件", "Ctrl+O", "导入名册"),
    Command("export", "导出", "Ctrl+E", "列表"),
    Command("save", "保存", "Ctrl+S", "录入、设置", carries_out=True),
    Command("submit", "提交受理、登记、发放", "F10", "录入", carries_out=True),
    Command("payment.next", "发放下一笔", "Ctrl+N", "发放"),
    Command("case.next", "办理下一步", "Ctrl+Return", "案件、备用金、批量办理", carries_out=True),
    Command("case.previous", "上一件", "Alt+PgUp", "案件"),
    Command("case.following", "下一件", "Alt+PgDown", "案件"),
    Command("case.edit", "修改申请内容", "F6", "案件"),
    Command("tab.next", "下一个标签页、下一部分", "Ctrl+PgDown", "备用金、批量办理、设置、申请录入"),
    Command("tab.previous", "上一个标签页、上一部分", "Ctrl+PgUp", "备用金、批量办理、设置、申请录入"),
    Command("case.attach", "添加附件", "F8", "案件"),
    Command("print", "打印", "Ctrl+P", "案件、名单"),
    Command("quit", "退出", "Ctrl+Q", "全部窗口"),
)
_BY_ID = {command.id: command for command in ALL}


def command(command_id: str) -> Command:
    return _BY_ID[command_id]


def numbered(place: int) -> str:
    """The key of the room in this place of the bar."""
    known = _BY_ID.get(f"room.{place}")
    return known.key if known else ""


def caption(command_id: str, text: str = "") -> str:
    """The words of a button with its key behind them, as the clerks know them: 新建低保申请  F2."""
    known = _BY_ID[command_id]
    return f"{text or known.text}  {key_text(known.key)}"


def key_text(key: str) -> str:
    return key.replace("Return", "Enter").replace("PgDown", "PgDn")


def actions(owner: QWidget, perform: Callable[[str], object]) -> Iterator[QAction]:
    """One action for each command, bound to its key in the owner's window."""
    for each in ALL:
        action = QAction(each.text, owner)
        keys = [QKeySequence(each.key)]
        if "Return" in each.key:
            keys.append(QKeySequence(each.key.replace("Return", "Enter")))
        action.setShortcuts(keys)
        action.setObjectName(each.id)
        action.setAutoRepeat(False)
        if each.id == "lock":  # also from a preview or a scan that stands beside the window
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        action.triggered.connect(lambda _=False, wanted=each.id: perform(wanted))
        owner.addAction(action)
        yield action
