"""A small table to type into: one row for each income, possession or supporter, and an empty one at the end."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from zqdesk.rules.problem import Problem
from zqdesk.ui.desk import theme

Today = Callable[[], date]


@dataclass(frozen=True, slots=True)
class Cell:
    """A column: the field of the row, its heading, the entry widget, and its width (0 shares what is left)."""

    name: str
    title: str
    make: Callable[[], Any]
    width: int = 0
    right: bool = False


class EditRow:
    """The widgets of one row and the line under it for what is wrong."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.widgets: dict[str, Any] = {cell.name: cell.make() for cell in cells}
        self.remove: QPushButton = theme.button("×", role="quiet")
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.setFixedWidth(26)
        self.remove.setToolTip("删去这一行（Ctrl+Del）")
        self.message: QLabel = theme.label("", "problem", wrap=True)
        self.message.hide()
        self._fresh = self.raws()

    def raws(self) -> dict[str, str]:
        return {name: widget.raw() for name, widget in self.widgets.items()}

    def is_blank(self) -> bool:
        return self.raws() == self._fresh

    def values(self) -> dict[str, Any]:
        return {name: widget.value() for name, widget in self.widgets.items()}

    def problems(self) -> list[tuple[str, Problem]]:
        """Fields whose text cannot be read, and why."""
        found = ((name, widget.problem()) for name, widget in self.widgets.items())
        return [(name, problem) for name, problem in found if problem is not None]

    def show_problems(self, problems: Iterable[tuple[str, Problem]]) -> None:
        listed = list(problems)
        for name, widget in self.widgets.items():
            widget.mark("\n".join(problem.text for field, problem in listed if field == name))
        self.message.setText("\n".join(problem.text for _, problem in listed))
        self.message.setVisible(bool(listed))

    def everything(self) -> list[QWidget]:
        return [*self.widgets.values(), self.remove, self.message]


class RowsEditor(QWidget):
    """Typing into the empty row adds the next one; a row left blank is no row."""

    edited = Signal()

    def __init__(self, cells: Sequence[Cell], name: str) -> None:
        super().__init__()
        self.cells = tuple(cells)
        self._name = name
        self._rows: list[EditRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        for at, cell in enumerate(self.cells):
            heading = theme.label(cell.title, "small")
            if cell.right:
                heading.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(heading, 0, at)
            if cell.width:
                self._grid.setColumnMinimumWidth(at, theme.pixels(cell.width))
            else:
                self._grid.setColumnStretch(at, 1)
        self._add()

    def rows(self) -> list[EditRow]:
        """The rows that say something, in order."""
        return [row for row in self._rows if not row.is_blank()]

    def every_row(self) -> list[EditRow]:
        """Also the empty one at the end."""
        return list(self._rows)

    def set_values(self, values: Iterable[Mapping[str, Any]]) -> None:
        """Show these rows in place of all others."""
        while self._rows:
            self._take(self._rows[-1])
        for each in values:
            row = self._add()
            for name, value in each.items():
                row.widgets[name].set_value(value)
        self._add()

    def set_raws(self, raws: Iterable[Mapping[str, str]]) -> None:
        """Show rows of a draft as they were typed."""
        while self._rows:
            self._take(self._rows[-1])
        for each in raws:
            row = self._add()
            for name, text in each.items():
                if name in row.widgets:
                    row.widgets[name].set_raw(text)
        self._add()

    def fields(self) -> list[QWidget]:
        """In the order of typing; of the empty row only its first, so that one key leaves the table."""
        found: list[QWidget] = []
        for row in self._rows:
            widgets = list(row.widgets.values())
            found += widgets[:1] if row.is_blank() else widgets
        return found

    def remove_current(self) -> bool:
        """Take away the row that has the cursor; False if none has."""
        row = next((r for r in self._rows if any(_has_focus(w) for w in r.widgets.values())), None)
        if row is None:
            return False
        self._remove(row)
        return True

    def _add(self) -> EditRow:
        row = EditRow(self.cells)
        line = self._grid.rowCount()
        for at, cell in enumerate(self.cells):
            widget = row.widgets[cell.name]
            widget.setAccessibleName(f"{self._name}·{cell.title}")
            if cell.width:
                widget.setFixedWidth(theme.pixels(cell.width))
            self._grid.addWidget(widget, line, at)
            widget.edited.connect(lambda touched=row: self._edited(touched))
            left = getattr(widget, "left", None)
            if left is not None:
                left.connect(lambda touched=row: touched.show_problems(touched.problems()))
        row.remove.clicked.connect(lambda: self._remove(row))
        row.remove.setEnabled(False)
        self._grid.addWidget(row.remove, line, len(self.cells))
        self._grid.addWidget(row.message, line + 1, 0, 1, len(self.cells))
        self._rows.append(row)
        return row

    def _edited(self, row: EditRow) -> None:
        row.show_problems([])
        row.remove.setEnabled(not row.is_blank())
        if self._rows and row is self._rows[-1] and not row.is_blank():
            self._add()
        self.edited.emit()

    def _remove(self, row: EditRow) -> None:
        at = self._rows.index(row)
        self._take(row)
        if not self._rows or not self._rows[-1].is_blank():
            self._add()
        first = next(iter(self._rows[min(at, len(self._rows) - 1)].widgets.values()))
        first.setFocus()
        self.edited.emit()

    def _take(self, row: EditRow) -> None:
        self._rows.remove(row)
        for widget in row.everything():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()


def _has_focus(widget: QWidget) -> bool:
    focus = widget.window().focusWidget() if widget.window() else None
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))
