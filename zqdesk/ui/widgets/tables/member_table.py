"""The family table of an application: one line for each person, typed into in place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QVBoxLayout, QWidget

from zqdesk.office.cases.entry.values import MemberEntry
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.rules.problem import Problem
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.beside import Sideways
from zqdesk.ui.widgets.tables.member_fields import MemberFields
from zqdesk.ui.widgets.tables.member_row import CELLS, MemberRow
from zqdesk.ui.widgets.tables.rows_editor import has_focus


class MemberTable(QWidget):
    """Ins adds a line, Ctrl+Del takes one away; what else is asked stands under the table for the chosen line.

    `id_entered(line)` is sent when a line gets another correct ID number. `taken_away(line, name, put_back)`
    says whose line was removed and how it comes back; the line is -1 where the only one was emptied.
    """

    edited = Signal()
    id_entered = Signal(int)
    taken_away = Signal(int, str, object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.rows: list[MemberRow] = []
        self.current = 0
        self._headings: list[QLabel] = []
        self._required: frozenset[str] = frozenset()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        for at, (title, width) in enumerate([("", 18), *((cell.title, cell.width) for cell in CELLS)]):
            heading = theme.label(title, "small")
            self._grid.addWidget(heading, 0, at)
            self._headings.append(heading)
            self._grid.setColumnMinimumWidth(at, theme.pixels(width))
        self._grid.setColumnStretch(1, 1)
        self.more = MemberFields(today)
        self.more.edited.connect(self._more_edited)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        lines = QWidget()
        lines.setLayout(self._grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Sideways(lines))
        box.addWidget(self.more)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self.set_members((MemberEntry(),))

    def members(self) -> tuple[MemberEntry, ...]:
        """The lines as they stand, without income and spending."""
        return tuple(row.entry() for row in self.rows)

    def set_members(self, members: Sequence[MemberEntry]) -> None:
        while self.rows:
            self._take(self.rows[-1])
        for each in members or (MemberEntry(),):
            self._add(each)
        self.choose(0)

    def raws(self) -> list[dict[str, Any]]:
        """The lines as they were typed, for the draft."""
        return [row.raws() for row in self.rows]

    def set_raws(self, raws: Iterable[Mapping[str, Any]]) -> None:
        """Over the entries shown: texts of a draft as they were typed."""
        for row, each in zip(self.rows, raws, strict=False):
            row.set_raws(each)
        self._load()

    def add_member(self) -> None:
        """A new line at the end, with the cursor in its name."""
        self._add(MemberEntry(relation=""))
        self.choose(len(self.rows) - 1)
        self._enter(len(self.rows) - 1)
        self.edited.emit()

    def remove_chosen(self) -> None:
        """Remove the line whose × is chosen; with the cursor in one of its fields, choose it first."""
        for row in self.rows:
            if has_focus(row.remove):
                self._remove(row)
                return
            if any(has_focus(widget) for widget in row.widgets.values()):
                row.remove.setFocus()
                return

    def remove_current(self) -> None:
        """Take away the chosen line; the last one is only emptied."""
        line, row = self.current, self.rows[self.current]
        name, entry, raws = self.names()[line], row.entry(), row.raws()
        alone = len(self.rows) == 1
        if alone:
            self.set_members((MemberEntry(),))
        else:
            self._take(row)
            self.choose(min(line, len(self.rows) - 1))
        self._enter(self.current)
        gone = -1 if alone else line
        self.taken_away.emit(gone, name, lambda: self._put_back(line, entry, raws, alone=alone))
        self.edited.emit()

    def _put_back(self, line: int, entry: MemberEntry, raws: dict[str, str], *, alone: bool) -> None:
        """The removed line again, at its place among the lines of now."""
        held = [] if alone else [(row.entry(), row.raws()) for row in self.rows]
        held.insert(line, (entry, raws))
        self.set_members([each for each, _ in held])
        self.set_raws([each for _, each in held])
        self.choose(line)
        self._enter(line)
        self.edited.emit()

    def _enter(self, line: int) -> None:
        self.rows[line].widgets["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, line: int) -> None:
        """Show what else is asked about this line."""
        self.current = line
        for at, row in enumerate(self.rows):
            row.show_number(at + 1)
            theme.mark(row.number, "tone", "accent" if at == line else "soft")
        self._load()

    def fields(self) -> list[QWidget]:
        """In the order of typing: a line, what else is asked about it, the next line."""
        found: list[QWidget] = []
        for at, row in enumerate(self.rows):
            found += row.widgets.values()
            if at == self.current:
                found += self.more.fields()
        return found

    def names(self) -> list[str]:
        return [row.widgets["name"].raw().strip() or f"第{at}人" for at, row in enumerate(self.rows, 1)]

    def fill(self, line: int, person: PersonEntry, said: str) -> None:
        """Put in what is known about a person where nothing stands yet, and say so under the line."""
        self.rows[line].fill(person)
        self.rows[line].say(said)
        self._load()
        self.edited.emit()

    def show_problems(self, problems: Iterable[tuple[int, str, Problem]]) -> None:
        """(line, field, problem): each under its line, its field marked."""
        listed = list(problems)
        for at, row in enumerate(self.rows):
            row.show_problems([(field, problem) for line, field, problem in listed if line == at])
        self._mark_more()

    def require(self, paths: Iterable[str]) -> None:
        """Mark what acceptance asks of these lines: `members.0.person.name`; a column where one line needs it."""
        self._required = frozenset(path for path in paths if path.startswith("members."))
        asked = [self._asked(line) for line in range(len(self.rows))]
        for heading, cell in zip(self._headings[1:], CELLS, strict=True):
            theme.star(heading, cell.title, any(cell.name in each for each in asked))
        for row, each in zip(self.rows, asked, strict=True):
            for name, widget in row.widgets.items():
                widget.setAccessibleDescription(theme.REQUIRED if name in each else "")
        self._mark_required()

    def _asked(self, line: int) -> frozenset[str]:
        """The last names of the fields that this line must fill."""
        beginning = f"members.{line}."
        return frozenset(path.rpartition(".")[2] for path in self._required if path.startswith(beginning))

    def _mark_required(self) -> None:
        asked = self._asked(self.current)
        for name, box in self.more.boxes.items():
            box.require(name in asked)

    def place_of(self, line: int, field: str) -> str:
        """A field of a line in words: whose it is, and which."""
        at = min(line, len(self.rows) - 1)
        title = next((cell.title for cell in CELLS if cell.name == field), "")
        more = self.more.widgets.get(field)
        words = title or (more.accessibleName() if more is not None else "")
        return self.names()[at] + (f"·{words}" if words else "")

    def rank(self, field: str) -> int:
        """The place of a field in its line, in the order of typing."""
        order = [*(cell.name for cell in CELLS), *self.more.widgets]
        return order.index(field) if field in order else 0

    def go_to(self, line: int, field: str) -> None:
        """Put the cursor at a field."""
        self.choose(min(line, len(self.rows) - 1))
        row = self.rows[self.current]
        target = row.widgets.get(field) or self.more.widgets.get(field) or row.widgets["name"]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, entry: MemberEntry) -> None:
        row = MemberRow(entry, self._today)
        line = self._grid.rowCount()
        self._grid.addWidget(row.number, line, 0)
        for at, widget in enumerate(row.cells(), 1):
            self._grid.addWidget(widget, line, at)
            widget.show()  # a hidden field takes the cursor, but the window goes on sending keys to the old one
        self._grid.addWidget(row.remove, line, len(CELLS) + 1)
        self._grid.addWidget(row.message, line + 1, 1, 1, len(CELLS))
        row.remove.clicked.connect(lambda: self._remove(row))
        row.edited.connect(self._row_edited)
        row.id_entered.connect(lambda touched=row: self._id_entered(touched))
        self.rows.append(row)

    def _remove(self, row: MemberRow) -> None:
        self.choose(self.rows.index(row))
        self.remove_current()

    def _take(self, row: MemberRow) -> None:
        self.rows.remove(row)
        for widget in row.everything():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        row.deleteLater()

    def _row_edited(self) -> None:
        self._name_heading()
        self.edited.emit()

    def _id_entered(self, row: MemberRow) -> None:
        if row not in self.rows:
            return
        line = self.rows.index(row)
        if line == self.current:
            self._load()
        self.id_entered.emit(line)

    def _more_edited(self, field: str) -> None:
        widget = self.more.widgets[field]
        self.rows[self.current].set_more(field, widget.value(), widget.raw(), widget.problem())
        self._mark_more()
        self.edited.emit()

    def _load(self) -> None:
        row = self.rows[self.current]
        self.more.load(self.current + 1, row.values, row.typed)
        self._name_heading()
        self._mark_more()
        self._mark_required()

    def _name_heading(self) -> None:
        name = self.names()[self.current]
        self.more.heading.setText(f"{name} 的其他情况")

    def _mark_more(self) -> None:
        held = self.rows[self.current].more_problems
        for name, box in self.more.boxes.items():
            box.say([problem for field, problem in held if field == name])

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isAncestorOf(now):
            return
        for at, row in enumerate(self.rows):
            if at != self.current and row.holds(now):
                self.choose(at)
                return
