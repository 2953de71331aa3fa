"""A line of text that gives way to its neighbours: what has no room ends in dots."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from zqdesk.ui.desk.look import theme

NARROWEST = 96
INK = {"title": "ink", "small": "soft"}


class Title(QLabel):
    """The heading of a page, or with `role` small a number beside it; what is cut stands in the tool tip."""

    def __init__(self, role: str = "title") -> None:
        super().__init__()
        self._ink = INK[role]
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(NARROWEST, super().sizeHint().width()), super().minimumSizeHint().height())

    def shown(self) -> str:
        """The text as far as it can be read."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown()
        self.setToolTip(self.text() if shown != self.text() else "")
        if shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(theme.colour(self._ink))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()
