"""Rubbish is collected in the window's thread only, and never for longer than a person notices.

Left to itself, Python collects in whatever thread happens to allocate; a widget or timer that dies in the
database thread brings the program down. What a collection costs is what it has to walk over: half a million objects of
the libraries alone take a quarter of a second, and a whole roll being worked on takes several.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from zqdesk.ui.desk.background import Background

EVERY_MS = 1000


class Tidying(QObject):
    """Does once a second what the collector would do by itself, with its own thresholds, while no work is under way."""

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._settled = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.tidy)

    def start(self) -> None:
        gc.disable()
        self._timer.start()

    def settle(self) -> None:
        """Somebody has signed in for the first time: what is loaded by now stays, and is never walked over again."""
        if not self._settled:
            self._settled = True
            gc.freeze()

    def stop(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def tidy(self) -> None:
        """Collect the oldest generation whose count has passed its threshold."""
        if self._background.working:
            return
        over = [
            n
            for n, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit
        ]
        if over:
            gc.collect(over[-1])
