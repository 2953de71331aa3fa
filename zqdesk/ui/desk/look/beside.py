"""What stands beside a page, and what is wider than one: both give way to a narrow window and to large text."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.scrolling import scrolled


class Sided(QWidget):
    """A page that scrolls, and beside it what is looked at meanwhile; where there is no room for both, below it.

    `width` of what stands beside and `least` of the page are in pixels at 100 %.
    """

    def __init__(self, page: QWidget, side: QWidget, *, width: int, least: int) -> None:
        super().__init__()
        self._side, self._width, self._least = side, theme.pixels(width), theme.pixels(least)
        both = QWidget()
        self._column = theme.column(0, 0, 8, 0, spacing=12)
        both.setLayout(self._column)
        self._column.addWidget(page, 1)
        self.area = scrolled(both)
        self._beside = scrolled(side)
        self._beside.setFixedWidth(self._width)
        self._is_below = False
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        line.addWidget(self.area, 1)
        line.addWidget(self._beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self.width() < self._width + self._least
        if below == self._is_below:
            return
        self._is_below = below
        if below:
            self._beside.takeWidget()
            self._column.addWidget(self._side)
            self._side.show()
        else:
            self._column.removeWidget(self._side)
            self._beside.setWidget(self._side)
        self._beside.setVisible(not below)


class Sideways(QScrollArea):
    """As high as what is in it; where that is wider than the window, it scrolls sideways."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.mark(self, "ground", "card")
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        inside.installEventFilter(self)

    def sizeHint(self) -> QSize:
        return QSize(self._inside.sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(
            0, self, self._fit
        )  # a height asked for while layouts are at work is not heard further up

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._fit)
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        self.setFixedHeight(self._height())

    def _height(self) -> int:
        least = self._inside.minimumSizeHint().width()
        width = max(self.width(), least)
        deep = self._inside.hasHeightForWidth()
        high = self._inside.heightForWidth(width) if deep else self._inside.sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height() if least > self.width() else 0
        return high + bar


class Pair(QWidget):
    """Cards side by side, each with its share of the width; under each other below `least` pixels at 100 %."""

    def __init__(self, *parts: tuple[QWidget, int], least: int) -> None:
        super().__init__()
        self._least = theme.pixels(least)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        for part, share in parts:
            self._line.addWidget(part, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self._least
        self._line.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
