"""One press, one act: a key that is held does nothing twice, and what has just opened takes no order yet."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QWindow

from zqdesk.ui.desk import commands

Ticks = Callable[[], float]
"""Seconds on a watch that nobody sets."""
WATCH: Ticks = time.monotonic
REST_SECONDS = 0.5
HELD_SECONDS = 1.5
"""Keyboards wait a second at most before they repeat; a release that got lost must not cost more than one press."""
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PRESSES = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress})
_COMMANDS = frozenset(QKeySequence(each.key).toString() for each in commands.ALL)


class Rest:
    """The half second after something opened: a press in it was meant for what stood there before."""

    def __init__(self, ticks: Ticks) -> None:
        self._ticks = ticks
        self.begin()

    def begin(self) -> None:
        self._since = self._ticks()

    def over(self) -> bool:
        return self._ticks() - self._since >= REST_SECONDS


class Presses(QObject):
    """Watches whole windows; of Enter and the keys of the commands only a press of its own goes through.

    A repeat is what the keyboard calls one, and a second press without a release between: remote desktops
    send a held key so. Letters, arrows and Backspace repeat as ever.
    """

    def __init__(self, ticks: Ticks, parent: QObject) -> None:
        super().__init__(parent)
        self._ticks = ticks
        self._pressed_at: dict[int, float] = {}
        self._held = 0
        self._rests: dict[QObject, Rest] = {}

    def watch(self, window: QWindow) -> None:
        """Called whenever a window gets the keys: a dialog takes no Enter for its first half second."""
        window.removeEventFilter(self)
        window.installEventFilter(self)
        if window.type() == Qt.WindowType.Dialog and window not in self._rests:
            self._rests[window] = Rest(self._ticks)
            window.destroyed.connect(lambda: self._rests.pop(window, None))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            if not event.isAutoRepeat():
                self._pressed_at.pop(event.key(), None)
                self._held = 0
            return False
        too_much = event.type() in _PRESSES and (self._repeats(event) or self._too_early(watched, event))
        if too_much and _carries_out(event):
            event.accept()  # a shortcut that is overridden so is not carried out either
            return True
        return False

    def _repeats(self, event: QKeyEvent) -> bool:
        """Each press comes as the question for shortcuts first; what it was then holds for the rest of it."""
        if event.isAutoRepeat():
            return True
        if event.type() == QEvent.Type.ShortcutOverride:
            now, key = self._ticks(), event.key()
            before = self._pressed_at.get(key)
            self._pressed_at[key] = now
            self._held = key if before is not None and now - before < HELD_SECONDS else 0
        return self._held == event.key()

    def _too_early(self, window: QObject, event: QKeyEvent) -> bool:
        rest = self._rests.get(window)
        return rest is not None and event.key() != Qt.Key.Key_Escape and not rest.over()


def _carries_out(event: QKeyEvent) -> bool:
    if event.key() in ENTER:
        return True
    return QKeySequence(event.keyCombination()).toString() in _COMMANDS
