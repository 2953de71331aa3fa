"""The one place that tells the clerk something: the banner, the line under a field, the question."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMessageBox, QWidget

from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk.citing import cited
from zqdesk.ui.desk.look import theme

GOOD_NEWS_STAYS_MS = 6000
UNDO_STAYS_MS = 10_000


class Banner(QFrame):
    """A line above the page: good news goes by itself, everything else stays until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.text = theme.label(wrap=True, selectable=True)
        self.offer = theme.button("", role="quiet")
        self._offered: Callable[[], object] | None = None
        self.offer.clicked.connect(self.take_offer)
        close = theme.button("×", self.hide, role="quiet")
        close.setToolTip("关闭这条消息")
        close.setAccessibleName("关闭这条消息")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(14, 4, 6, 4)
        inside.addWidget(self.text, 1)
        inside.addWidget(self.offer)
        inside.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, kind: str = "good") -> None:
        """Show a sentence; kinds: good, warn, bad."""
        sign = {"good": "✓", "warn": "！", "bad": "✕"}[kind]
        self.text.setText(f"{sign}  {text}")
        theme.mark(self, "kind", kind)
        self.text.style().unpolish(self.text)
        self.text.style().polish(self.text)
        self._offered = None
        self.offer.hide()
        self._timer.stop()
        if kind == "good":
            self._timer.start(GOOD_NEWS_STAYS_MS)
        self.show()

    def offer_undo(self, text: str, words: str, undo: Callable[[], object]) -> None:
        """Say what was taken away, with a button that brings it back for ten seconds."""
        self.say(text)
        self._offered = undo
        self.offer.setText(words)
        self.offer.show()
        self._timer.start(UNDO_STAYS_MS)

    def take_offer(self) -> None:
        """Do what is offered, if anything still is."""
        taken = self._offered
        if taken is not None:
            self.hide()
            taken()

    def withdraw(self) -> None:
        """What is offered holds no longer."""
        if self._offered is not None:
            self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is offered out of sight; a window that is made small only comes back as it was."""
        if not event.spontaneous():
            self._offered = None
        super().hideEvent(event)


def sentence(problems: Iterable[Problem]) -> str:
    """Problems as one text: one sentence each, with the article of law behind it."""
    return "\n".join(f"{p.text}（{cited(p.source)}）" if p.source else p.text for p in problems)


def explain(error: Exception) -> str:
    """A refusal or a known fault in words: what happened, what is safe, what to do."""
    if isinstance(error, Refused):
        return sentence(error.problems)
    parts = (getattr(error, name, "") for name in ("happened", "safe", "todo"))
    return "".join(part for part in parts if part) or "操作没有完成，请重试。"


def ask(parent: QWidget, title: str, text: str, *, yes: str, no: str = "取消", danger: bool = False) -> bool:
    """A question that must be answered; the buttons say what they do, and Esc changes nothing."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText(text)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    decline = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    accept.setProperty("role", "danger" if danger else "primary")
    box.setDefaultButton(decline if danger else accept)
    box.setEscapeButton(decline)
    box.exec()
    return box.clickedButton() is accept


def report_bug(parent: QWidget, kind: str, log_file: Path) -> None:
    """The one honest dialog about a fault of our own; never two at a time."""
    if parent.findChild(QMessageBox, "bug") is not None:
        return
    box = QMessageBox(parent)
    box.setObjectName("bug")
    box.setWindowTitle("软件出错")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText("软件自身出了错，刚才的操作可能没有完成。")
    box.setInformativeText(
        "已保存的内容都完好，正在录入的内容已存为草稿。可以继续使用；如果反复出现，请退出后重新打开，"
        f"并把日志文件交给管理员（其中没有个人信息）：\n{log_file}\n\n错误种类：{kind}"
    )
    box.addButton("继续使用", QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton("退出", QMessageBox.ButtonRole.RejectRole)
    leave.clicked.connect(parent.close)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
