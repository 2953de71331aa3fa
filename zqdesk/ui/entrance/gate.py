"""The look of every page before the desk: the name on the left, a card with what is asked on the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from zqdesk import __version__
from zqdesk.paths import shipped
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.scrolling import scrolled
from zqdesk.ui.widgets.fields import key_walk

SIDES = 36
"""Beside the card, with the scroll bar."""


class Gate(QWidget):
    """A page shown instead of the desk. Subclasses fill `inside`."""

    def __init__(self, title: str, text: str = "", *, width: int = 400) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        frame, self.inside = theme.card(margins=(32, 24, 32, 24), spacing=10)
        self._frame, self._wide = frame, theme.pixels(width)
        frame.setFixedWidth(self._wide)
        self.inside.addWidget(theme.label(title, "title"))
        self.text = theme.label("", "soft", wrap=True)
        self.text.setFixedWidth(self._wide - 64)
        self.inside.addWidget(self.text)
        self.tell(text)
        middle = QWidget()
        centred = QVBoxLayout(middle)
        centred.setContentsMargins(24, 16, 24, 16)
        centred.addStretch(1)
        # Not aligned: what is aligned is not asked how high it is at its width.
        centred.addLayout(theme.row(None, frame, None))
        centred.addStretch(1)
        area = scrolled(middle)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._side = _side()
        whole.addWidget(self._side)
        whole.addWidget(area, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card comes first: in a narrow window or with large text the name at the left goes, then it gives way."""
        super().resizeEvent(event)
        room = self.width() - 2 * SIDES
        self._side.setVisible(room - self._side.width() >= self._wide)
        self._frame.setFixedWidth(min(self._wide, room))
        self.text.setFixedWidth(self._frame.width() - 64)
        self.tell(self.text.text())

    def tell(self, text: str) -> None:
        """Say something under the title; nothing hides the line."""
        self.text.setText(text)
        # A centred card does not ask a wrapped text how high it will be.
        self.text.setMinimumHeight(max(0, self.text.heightForWidth(self.text.width())))
        self.text.setVisible(bool(text))

    def first(self) -> QWidget | None:
        """The widget that gets the keyboard when the page comes up."""
        return None


class WalkedGate(Gate):
    """One that asks much: Enter goes on to the next field, and presses the button it has come to."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if key_walk.is_enter(event):
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)


def _side() -> QWidget:
    side = QWidget()
    side.setObjectName("side")
    side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    side.setFixedWidth(theme.pixels(380))
    mark = QLabel()
    mark.setPixmap(QPixmap(str(shipped("resources") / "icons" / "zqdesk.svg")))
    mark.setFixedSize(64, 64)
    mark.setScaledContents(True)
    name = theme.label("镇街救助工作台")
    name.setObjectName("name")
    column = QVBoxLayout(side)
    column.setContentsMargins(48, 48, 40, 32)
    column.setSpacing(14)
    column.addStretch(1)
    column.addWidget(mark)
    column.addWidget(name)
    column.addWidget(theme.label("低保申请从窗口到审批表，断网也能办。", wrap=True))
    column.addWidget(theme.label("数据加密保存在本机，口令只有您自己知道。", wrap=True))
    column.addStretch(2)
    column.addWidget(theme.label(f"版本 {__version__}"))
    return side
