"""A table in which rows are ticked: what is ticked is done together."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from zqdesk.ui.widgets.tables.rows import Column, Table

TICKED, OPEN, BARRED = "✓", "□", "—"


class TickTable(Table):
    """Blank or a click ticks a row, Ctrl+A all or none; one that has to wait (`why_not`) cannot be ticked.

    `key` is what a row is known by. What is ticked stays ticked when the rows are read again.
    """

    ticked = Signal()

    def __init__(
        self, name: str, columns: Sequence[Column], key: Callable[[Any], str], why_not: Callable[[Any], str]
    ) -> None:
        self.chosen: set[str] = set()
        self._key, self._why_not = key, why_not
        super().__init__(name, (Column("选", self._tick, 42), *columns))
        self.clicked.connect(lambda index: self.toggle(self.rows.row(index)))

    def toggle(self, row: Any) -> None:
        """Choose a row, or leave it out again."""
        if not self._why_not(row):
            self.chosen ^= {self._key(row)}
            self._changed()

    def choose_all(self) -> None:
        """Every row that can be; asked again, none."""
        able = {self._key(row) for row in self.rows.rows if not self._why_not(row)}
        self.chosen = set() if self.chosen >= able else able
        self._changed()

    def choose(self, keys: Iterable[str]) -> None:
        """These and no others."""
        wanted = set(keys)
        if wanted != self.chosen:
            self.chosen = wanted
            self._changed()

    def leave_out(self, keys: Iterable[str]) -> None:
        self.choose(self.chosen - set(keys))

    def chosen_rows(self) -> tuple[Any, ...]:
        """What is ticked and still there, in the order of the list."""
        return tuple(
            row for row in self.rows.rows if self._key(row) in self.chosen and not self._why_not(row)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and (row := self.current()) is not None:
            self.toggle(row)
            return
        if event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.choose_all()
            return
        super().keyPressEvent(event)

    def _changed(self) -> None:
        self.viewport().update()
        self.ticked.emit()

    def _tick(self, row: Any) -> str:
        return BARRED if self._why_not(row) else TICKED if self._key(row) in self.chosen else OPEN
