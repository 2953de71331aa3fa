"""Going through a window with the Tab key: what it comes to, and whether it can be seen when it has come."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from tests.ui.screens.sights import focusable, place, settled
from zqdesk.ui.desk.look import tab_order
from zqdesk.ui.widgets.tables.rows_editor import RowsEditor

MOST_STEPS = 400


def walked(part: QWidget) -> tuple[list[QWidget], list[str]]:
    """The stops of the Tab key from the first on, round the window or through a part of it, and what is wrong."""
    stops: list[QWidget] = []
    wrong: list[str] = []
    window = part.window()
    _wake(window)
    window.setUpdatesEnabled(False)  # painting each step would take most of the time
    first = tab_order.stops(part)
    if first:
        tab_order.enter(first[0])
    for _ in range(MOST_STEPS if first else 0):
        settled()
        here = QApplication.focusWidget()
        if here is None:
            wrong.append("the focus is lost")
            break
        if (stops and here is stops[0]) or not part.isAncestorOf(here):
            break
        if here not in stops:
            stops.append(here)
            wrong += _out_of_sight(here)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    window.setUpdatesEnabled(True)
    return stops, wrong


def entered(part: QWidget) -> tuple[list[QWidget], list[str]]:
    """The same along the way that the key would take, which is worked out a few times and not at every stop.

    A stop that comes to be only when another has the keyboard is come to in the next round.
    """
    stops: list[QWidget] = []
    wrong: list[str] = []
    _wake(part.window())
    part.window().setUpdatesEnabled(False)
    first = tab_order.stops(part)
    if first:
        tab_order.enter(first[0])  # a page that has the keyboard itself hides what is in it
        settled()
    while fresh := [each for each in tab_order.stops(part) if each not in stops]:
        for each in fresh:
            stops.append(each)
            if isValid(each) and each.isVisible():
                tab_order.enter(each)
                settled()
                wrong += _out_of_sight(each)
    part.window().setUpdatesEnabled(True)
    return stops, wrong


def _out_of_sight(widget: QWidget) -> list[str]:
    what = hidden(widget) if isValid(widget) else ""
    return [f"focus out of sight: {place(widget)}: {what}"] if what else []


def _wake(top: QWidget) -> None:
    """No window manager here gives a window the keyboard when another closes."""
    if QApplication.activeWindow() is not top:
        top.activateWindow()
        QTest.qWaitForWindowActive(top)


def hidden(widget: QWidget) -> str:
    """What of the widget with the focus cannot be seen: nothing, or in words."""
    if not widget.isVisible():
        return "is hidden"
    rect, here = widget.rect(), widget
    while not here.isWindow() and (parent := here.parentWidget()) is not None:
        rect = QRect(here.mapTo(parent, rect.topLeft()), rect.size())
        room = parent.rect()
        seen = rect.intersected(room)
        # What is larger than the view fills it.
        if seen.width() < min(rect.width(), room.width()) or seen.height() < min(
            rect.height(), room.height()
        ):
            return f"{rect.getRect()} in the {room.width()}×{room.height()} of {type(parent).__name__}"
        rect, here = seen, parent
    return ""


def unreached(part: QWidget, *, by_key: bool = True) -> Iterator[str]:
    """Stops the Tab key never comes to, and stops that are out of sight when it has come."""
    wanted = [each for each in focusable(part) if not _waits(each)]
    stops, wrong = walked(part) if by_key else entered(part)
    yield from wrong
    for each in wanted:
        if isValid(each) and each.isVisible() and each.isEnabled() and not _reached(each, stops):
            yield f"never reached: {place(each)}"


def _reached(wanted: QWidget, stops: list[QWidget]) -> bool:
    """By Tab, or by an arrow key from another of the same choices."""
    group = wanted.group() if isinstance(wanted, QAbstractButton) else None
    if group is not None and group.exclusive():
        return any(each in stops for each in group.buttons())
    return any(wanted is stop or wanted.isAncestorOf(stop) for stop in stops)


def _waits(field: QWidget) -> bool:
    """A field of the empty row at the end is reached once its first has something in it."""
    here = field.parentWidget()
    while here is not None and not isinstance(here, RowsEditor):
        here = here.parentWidget()
    if here is None:
        return False
    blank = here.every_row()[-1]
    return blank.is_blank() and field in list(blank.widgets.values())[1:]
