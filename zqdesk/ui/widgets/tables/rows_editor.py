"""A small table to type into: one row for each income, possession or supporter, and an empty one at the end."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from zqdesk.frozen import frozen
from zqdesk.rules.problem import Problem
from zqdesk.ui.desk.look import theme

Today = Callable[[], date]


@frozen
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
        self.remove = remover()
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
        listed = list(dict.fromkeys(problems))
        for name, widget in self.widgets.items():
            widget.mark("\n".join(problem.text for field, problem in listed if field == name))
        self.message.setText("\n".join(problem.text for _, problem in listed))
        self.message.setVisible(bool(listed))

    def everything(self) -> list[QWidget]:
        return [*self.widgets.values(), self.remove, self.message]


class RowsEditor(QWidget):
    """Typing into the empty row adds the next one; a row left blank is no row.

    `taken_away(words, put_back)` says which row was deleted and how it comes back.
    """

    edited = Signal()
    taken_away = Signal(str, object)

    def __init__(self, cells: Sequence[Cell], name: str) -> None:
        super().__init__()
        self.cells = tuple(cells)
        self._name = name
        self._rows: list[EditRow] = []
        self._headings: dict[str, QLabel] = {}
        self._required: frozenset[str] = frozenset()
        self._grid = theme.grid(self, across=6, down=4)
        for at, cell in enumerate(self.cells):
            heading = theme.label(cell.title, "small")
            if cell.right:
                heading.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(heading, 0, at)
            self._headings[cell.name] = heading
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
        self._clear()
        for each in values:
            row = self._add()
            for name, value in each.items():
                row.widgets[name].set_value(value)
            row.remove.setEnabled(not row.is_blank())
        self._add()

    def set_raws(self, raws: Iterable[Mapping[str, str]]) -> None:
        """Show rows of a draft as they were typed."""
        self._clear()
        for each in raws:
            row = self._add()
            for name, text in each.items():
                if name in row.widgets:
                    row.widgets[name].set_raw(text)
            row.remove.setEnabled(not row.is_blank())
        self._add()

    def fields(self) -> list[QWidget]:
        """In the order of typing; of the empty row only its first, so that one key leaves the table."""
        found: list[QWidget] = []
        for row in self._rows:
            widgets = list(row.widgets.values())
            found += widgets[:1] if row.is_blank() else widgets
        return found

    def require(self, fields: Iterable[str]) -> None:
        """Mark the columns that every row must fill."""
        self._required = frozenset(fields)
        for cell in self.cells:
            theme.star(self._headings[cell.name], cell.title, cell.name in self._required)
        for row in self._rows:
            self._describe(row)

    def _describe(self, row: EditRow) -> None:
        for name, widget in row.widgets.items():
            widget.setAccessibleDescription(theme.REQUIRED if name in self._required else "")

    def place_of(self, at: int, field: str) -> str:
        """A field of a row in words."""
        title = next((cell.title for cell in self.cells if cell.name == field), "")
        return f"{self._name}第{at + 1}行" + (f"·{title}" if title else "")

    def go_to(self, at: int, field: str) -> None:
        """Put the cursor at a field of a row."""
        row = self._rows[min(at, len(self._rows) - 1)]
        row.widgets.get(field, next(iter(row.widgets.values()))).setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_chosen(self) -> bool:
        """Delete the row whose × is chosen; with the cursor in one of its fields, choose it first.

        False if neither is here.
        """
        for row in self._rows:
            if has_focus(row.remove):
                self._remove(row)
                return True
            if any(has_focus(widget) for widget in row.widgets.values()):
                row.remove.setFocus()
                return True
        return False

    def _add(self) -> EditRow:
        row = EditRow(self.cells)
        line = self._grid.rowCount()
        for at, cell in enumerate(self.cells):
            widget = row.widgets[cell.name]
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
        self._number()
        self._describe(row)
        return row

    def _number(self) -> None:
        """Name every field by its table, its heading and its row."""
        for at, row in enumerate(self._rows, 1):
            for cell in self.cells:
                widget = row.widgets[cell.name]
                title = cell.title or getattr(widget, "text", str)()
                widget.setAccessibleName(f"{self._name}·{title}，第{at}行")
            row.remove.setAccessibleName(f"{self._name}·删去第{at}行")

    def _edited(self, row: EditRow) -> None:
        row.show_problems([])
        row.remove.setEnabled(not row.is_blank())
        if self._rows and row is self._rows[-1] and not row.is_blank():
            self._add()
        self.edited.emit()

    def _remove(self, row: EditRow) -> None:
        at, raws = self._rows.index(row), row.raws()
        self._take(row)
        if not self._rows or not self._rows[-1].is_blank():
            self._add()
        self._enter(at)
        self.edited.emit()
        self.taken_away.emit(f"已删去“{self._name}”的一行。", lambda: self._put_back(at, raws))

    def _put_back(self, at: int, raws: dict[str, str]) -> None:
        """The deleted row again, at its place among the rows of now."""
        held = [row.raws() for row in self._rows[:-1]]
        self.set_raws([*held[:at], raws, *held[at:]])
        self._enter(at)
        self.edited.emit()

    def _enter(self, at: int) -> None:
        row = self._rows[min(at, len(self._rows) - 1)]
        next(iter(row.widgets.values())).setFocus()

    def _clear(self) -> None:
        while self._rows:
            self._take(self._rows[-1])

    def _take(self, row: EditRow) -> None:
        self._rows.remove(row)
        self._number()
        for widget in row.everything():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()


def remover() -> QPushButton:
    """The × of a row: clicked it deletes; Ctrl+Del in the row chooses it first, so that nothing goes by mistake."""
    made = theme.button("×", role="quiet")
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    made.setFixedWidth(theme.pixels(26))
    made.setToolTip("删去这一行（按两次 Ctrl+Del）")
    return made


def has_focus(widget: QWidget) -> bool:
    """Whether the cursor is in it, or in a part of it."""
    focus = widget.window().focusWidget() if widget.window() else None
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))
