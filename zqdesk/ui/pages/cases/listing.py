"""What the long lists share: filters above, the count, the table, and a word where there is nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QWidget,
)

from zqdesk.rules.readings import fit, fold, spelled
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Flow
from zqdesk.ui.widgets.fields.hint import Hint
from zqdesk.ui.widgets.tables.rows import Table

QUIET_MS = 150
FIRST_ROWS = 200
"""Shown at once, while the rest is still being read; more than any screen holds."""

FRAME = 44
"""What of the width of a choice is no text: it does not shrink with it."""


class Filters(QWidget):
    """Filters side by side, in two lines where large text asks for it; `changed` comes once the person has stopped typing."""

    changed = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.text = QLineEdit()
        Hint(self.text, f"{hint}   Ctrl+F")
        self.text.setAccessibleName(hint)
        self.text.setClearButtonEnabled(True)
        self.text.setFixedWidth(theme.pixels(282))
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self.changed)
        self.text.textChanged.connect(lambda _: self._quiet.start())
        self.line = Flow(self, spacing=10)
        self.line.addWidget(self.text)

    def filter_words(self) -> str:
        """What is asked for, in words: the lit segment, the choices that are not for all, the text."""
        parts = [each.words() for each in self.findChildren(Segments)]
        parts += [each.currentText() for each in self.findChildren(Choice) if each.currentIndex() > 0]
        text = self.text.text().strip()
        return "、".join([*parts, *([f"“{text}”"] if text else [])])

    def add_choice(self, title: str, options: Sequence[tuple[str, Any]]) -> "Choice":
        """A drop-down; its first line, the title, means all."""
        made = Choice()
        made.setAccessibleName(title)
        made.setMinimumWidth(max(theme.pixels(132), theme.room(88) + FRAME))
        fill(made, title, options)
        made.activated.connect(lambda _: self.changed.emit())
        self.line.addWidget(made)
        return made

    def add_segments(self, options: Sequence[tuple[str, str]]) -> "Segments":
        made = Segments(options)
        made.setMinimumHeight(self.text.sizeHint().height())
        made.changed.connect(self.changed)
        self.line.addWidget(made)
        return made


class Choice(QComboBox):
    """A drop-down in which letters choose the first line that is read so, closed or open; after a pause others do."""

    def __init__(self) -> None:
        super().__init__()
        self._letters = ""
        self._since = QElapsedTimer()
        self.view().installEventFilter(self)

    def begin_anew(self) -> None:
        """The next letter is a first one."""
        self._letters = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._spelled(event)
        if row is None:
            super().keyPressEvent(event)
        elif row >= 0:
            self.setCurrentIndex(row)
            self.activated.emit(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view() and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self._spelled(event)
            if row is not None and row >= 0:
                self.view().setCurrentIndex(self.model().index(row, 0))
            return row is not None
        return super().eventFilter(watched, event)

    def _spelled(self, event: QKeyEvent) -> int | None:
        """The line that the letters typed so far mean, -1 for none; None where the key is no letter."""
        letter = fold(event.text())
        if not (letter.isascii() and letter.isalpha()):
            return None
        if not self._since.isValid() or self._since.restart() > QApplication.keyboardInputInterval() * 2:
            self._since.start()
            self._letters = ""
        self._letters += letter
        fits = (
            (fit(self._letters, spelled(self.itemText(row), name=True)), row) for row in range(self.count())
        )
        return min(((kind, row) for kind, row in fits if kind is not None), default=(0, -1))[1]


class Segments(QWidget):
    """A few choices side by side, one of them lit."""

    changed = Signal()

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for text, value in options:
            button = theme.button(text, role="segment")
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[value] = button
        self.setLayout(theme.row(*self._buttons.values(), spacing=6))
        next(iter(self._buttons.values())).setChecked(True)
        self._group.buttonClicked.connect(lambda _: self.changed.emit())

    def value(self) -> str:
        return next(value for value, button in self._buttons.items() if button.isChecked())

    def words(self) -> str:
        return self._buttons[self.value()].text()

    def choose(self, value: str) -> None:
        self._buttons[value].setChecked(True)

    def choices(self) -> tuple[tuple[str, QPushButton], ...]:
        """Each value with its button."""
        return tuple(self._buttons.items())


class ListCard(QFrame):
    """A card that holds a table, or says that there is nothing and what to do about it."""

    def __init__(self, table: Table, head: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.table = table
        self.whole = True
        self.nothing = theme.label("", "soft", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = theme.column(16, 12, 16, 12, spacing=8)
        self.setLayout(column)
        if head is not None:
            column.addWidget(head)
        # Not a stack: where one of two depends on its width, a stack asks the other for no height at all.
        column.addWidget(table, 1)
        column.addWidget(self.nothing, 1)
        self.nothing.hide()
        self.below = column.addWidget

    def show_first(self, rows: Sequence[Any], identity: Callable[[Any], Any]) -> None:
        """The first rows of a list that is still being read."""
        if rows:
            self.show_rows(rows, identity, "")
            self.whole = False

    def show_rows(self, rows: Sequence[Any], identity: Callable[[Any], Any], nothing: str) -> None:
        self.whole = True
        self.table.show_rows(rows, identity)
        self.table.choose_first()
        self.nothing.setText(nothing)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)


def first_rows_wanted(table: Table, *, anew: bool) -> bool:
    """Whether the first rows may stand for the whole for a moment: in a new list, in the order it is read in."""
    in_order = table.horizontalHeader().sortIndicatorSection() < 0
    return in_order and (anew or not table.rows.rows)


def fill(box: QComboBox, title: str, options: Sequence[tuple[str, Any]]) -> None:
    """Offer other options; what was chosen stays chosen if it is still there."""
    kept = box.currentData()
    box.clear()
    box.addItem(title, "")
    for text, value in options:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(kept)))


def masked(id_number: str) -> str:
    """An ID number as lists show it: 370114********0012."""
    return (
        f"{id_number[:6]}{'*' * (len(id_number) - 10)}{id_number[-4:]}" if len(id_number) > 10 else id_number
    )
