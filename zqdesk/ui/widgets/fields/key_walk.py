"""Going from field to field with Enter and Tab, in the order of typing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from zqdesk.ui.desk.look import tab_order


def neighbour(fields: Sequence[QWidget], forward: bool) -> QWidget | None:
    """The field after (or before) the one with the cursor; None at either end or if none has it."""
    usable = [field for field in fields if field.isEnabled() and not field.isHidden()]
    focus = QApplication.focusWidget()
    at = next(
        (n for n, f in enumerate(usable) if focus is f or (focus is not None and f.isAncestorOf(focus))), None
    )
    if at is None:
        return usable[0] if usable and forward else None
    there = at + (1 if forward else -1)
    return usable[there] if 0 <= there < len(usable) else None


def walk(fields: Sequence[QWidget], forward: bool) -> QWidget | None:
    """Go on to the field after (or before) the one with the cursor; None where the order ends."""
    target = neighbour(fields, forward)
    if target is not None:
        tab_order.enter(target)
    return target


def goes_on(page: QWidget, event: QKeyEvent) -> bool:
    """Whether this was Enter, by which the page's cursor has gone on to its next field."""
    if not is_enter(event):
        return False
    page.focusNextPrevChild(True)
    return True


def is_enter(event: QKeyEvent) -> bool:
    """Return or Enter alone, meant to go on; on a button of its own the key presses the button instead.

    Held down it does neither: it would walk to the button at the end and press it.
    """
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
        return False
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    focus = QApplication.focusWidget()
    if isinstance(focus, QPushButton) and focus.property("role") != "sign":
        focus.click()
        return False
    return True
