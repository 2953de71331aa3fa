"""The way of the Tab key through a window: as one reads it, whatever was made first, and every stop once.

Places are compared, not layouts: to take a layout apart from Python makes owners of what Qt owns.
"""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea, QWidget


def move(window: QWidget, *, forward: bool) -> bool:
    """To the stop after (or before) the one with the keyboard; round the window at its ends."""
    order = stops(window)
    if not order:
        return False
    here = _place(order, QApplication.focusWidget())
    step = 1 if forward else -1
    there = min(step, 0) if here is None else (here + step) % len(order)
    enter(order[there], forward=forward)
    return True


def enter(field: QWidget, *, forward: bool = True) -> None:
    """Put the cursor there; the text of a line is chosen, so that typing replaces it."""
    field.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    if isinstance(field, QLineEdit):
        field.selectAll()


def stops(inside: QWidget) -> list[QWidget]:
    """Where Tab stops in a widget. One with an order of its own says it in `stops`; what that leaves out follows."""
    own = getattr(inside, "stops", None)
    first = [stop for each in own() for stop in _within(each)] if own is not None else []
    return [*first, *(each for each in _laid(inside) if each not in first)]


def _within(widget: QWidget) -> list[QWidget]:
    if not widget.isVisible():
        return []
    return [widget] if _is_stop(widget) else stops(widget)


def _laid(inside: QWidget) -> Iterator[QWidget]:
    """The stops of the parts as one reads: line by line, and column by column where columns stand side by side."""
    if isinstance(inside, QScrollArea):
        # Not by way of its viewport, which Qt made: what Python holds of that for a moment would take its child along.
        whole = inside.widget()
        yield from _within(whole) if whole is not None else ()
        return
    found = inside.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    for part in _read([each for each in found if each.isVisible() and not each.isWindow()]):
        yield from _within(part)


def _read(parts: Sequence[QWidget]) -> Iterator[QWidget]:
    if len(parts) < 2:
        yield from parts
        return
    lines = _split(parts, lambda each: (each.y(), each.height()))
    if len(lines) > 1:
        for line in lines:
            yield from _read(line)
        return
    columns = _split(parts, lambda each: (each.x(), each.width()))
    if len(columns) > 1:
        for column in columns:
            yield from _read(column)
        return
    yield from sorted(parts, key=lambda each: (each.y(), each.x()))


def _split(parts: Sequence[QWidget], span: Callable[[QWidget], tuple[int, int]]) -> list[list[QWidget]]:
    """The parts in groups between which a cut goes through none of them."""
    groups: list[list[QWidget]] = []
    end = 0
    for part in sorted(parts, key=lambda each: span(each)[0]):
        start, length = span(part)
        if not groups or start >= end:
            groups.append([])
        groups[-1].append(part)
        end = max(end, start + length)
    return groups


def _is_stop(widget: QWidget) -> bool:
    """Whether Tab stops here. Of choices that exclude each other one is a stop, and arrow keys go on from it."""
    if widget.hasFocus():
        return True
    if not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None or not group.exclusive():
        return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    # Qt takes their stop from the others when one gets the keyboard, and leaves it there when another is chosen.
    buttons = [each for each in group.buttons() if each.isVisible() and each.isEnabled()]
    chosen = next((each for each in buttons if each.hasFocus()), None) or group.checkedButton()
    return widget is (chosen if chosen in buttons else buttons[0])


def _place(order: Sequence[QWidget], focus: QWidget | None) -> int | None:
    if focus is None:
        return None
    return next((at for at, each in enumerate(order) if each is focus or each.isAncestorOf(focus)), None)
