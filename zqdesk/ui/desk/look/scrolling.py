"""The area in which a page that is higher than the window scrolls, and how it follows the keyboard."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from zqdesk.ui.desk.look import theme

AROUND = 12
"""What is seen around a field the keyboard comes to, in pixels at 100 %."""
BELOW = 40
"""Below it there is room for what is wrong with it."""


def scrolled(inside: QWidget) -> QScrollArea:
    """Scrolls up and down only, and is no stop for the Tab key."""
    inside.setObjectName("inside")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def below(place: QWidget, *parts: QWidget, spacing: int = 12) -> QScrollArea:
    """The place where a panel opens, and below it what a page shows; scrolls where both have not enough room."""
    inside, both = QWidget(), theme.column(spacing=spacing)
    both.addWidget(place)
    for part in parts:
        both.addWidget(part, 1)
    inside.setLayout(both)
    return scrolled(inside)


def follow(_old: QWidget | None, now: QWidget | None) -> None:
    """Bring what the keyboard has come to into view, once everything has found its place; never under the mouse."""
    if now is not None and not QApplication.mouseButtons():
        QTimer.singleShot(0, lambda: _show(now))


def _show(widget: QWidget) -> None:
    if not isValid(widget) or not widget.hasFocus():
        return
    here = widget.parentWidget()
    while here is not None:
        inside = here.widget() if isinstance(here, QScrollArea) else None
        if isinstance(here, QScrollArea) and inside is not None and inside.isAncestorOf(widget):
            _show_in(here, inside, widget)
        here = here.parentWidget()


def _show_in(area: QScrollArea, inside: QWidget, widget: QWidget) -> None:
    """Its whole rectangle, with a little around it where there is room; of a larger one its beginning."""
    corner = widget.mapTo(inside, QPoint(0, 0))
    around, below = theme.pixels(AROUND), theme.pixels(BELOW)
    for bar, start, length, room, behind in (
        (area.horizontalScrollBar(), corner.x(), widget.width(), area.viewport().width(), around),
        (area.verticalScrollBar(), corner.y(), widget.height(), area.viewport().height(), below),
    ):
        spare = max(0, room - length)
        latest = start - min(around, spare // 2)
        earliest = min(latest, start + length - room + min(behind, spare // 2))
        bar.setValue(min(max(bar.value(), earliest), latest))
