"""Rubbish is collected in the window's thread only.

Left to itself, Python collects in whatever thread happens to allocate; a widget or timer that dies in the
database thread brings the program down.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Tidying(QObject):
    """Does once a second what the collector would do by itself, with its own thresholds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.tidy)

    def start(self) -> None:
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()

    def tidy(self) -> None:
        """Collect the oldest generation whose count has passed its threshold."""
        over = [
            n
            for n, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit
        ]
        if over:
            gc.collect(over[-1])
