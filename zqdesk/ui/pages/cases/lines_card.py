"""A programme's card on the case page that says its facts line by line, what is still open in the tone of a warning."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.face import OwnCard

Line = tuple[str, str, str]
"""Title, words, and the tone of the words: warn, bad or none."""


class LinesCard(OwnCard):
    """Whoever derives from it says its `heading`, and of a case what stands beside it and the lines."""

    heading: str

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.sum = theme.label("", "small")
        self._box = theme.column(16, 10, 16, 12, spacing=6)
        self.setLayout(self._box)
        self._box.addLayout(theme.row(theme.label(self.heading, "section"), self.sum, None))
        self._inside: QWidget | None = None

    def show_lines(self, beside: str, lines: Sequence[Line], pairs: Sequence[Line] = ()) -> None:
        """`beside`: after the heading. `pairs` are short and stand two in a row, above one line each for what is longer."""
        self.sum.setText(beside)
        self._inside = theme.anew(self._inside)
        grid = theme.grid(self._inside, across=10, down=5)
        for column in (1, 3) if pairs else (1,):
            grid.setColumnStretch(column, 1)
        for number, line in enumerate(pairs):
            _put(grid, number // 2, number % 2 * 2, line)
        for row, line in enumerate(lines, (len(pairs) + 1) // 2):
            _put(grid, row, 0, line, columns=3 if pairs else 1)
        self._box.addWidget(self._inside)

    def words(self) -> str:
        """All that is shown, for tests."""
        labels = self.findChildren(type(self.sum))
        return " ".join(label.text() for label in labels if label.isVisibleTo(self))


def _put(grid: QGridLayout, row: int, column: int, line: Line, *, columns: int = 1) -> None:
    title, words, tone = line
    grid.addWidget(theme.label(title, "small"), row, column, Qt.AlignmentFlag.AlignTop)
    text = theme.label(words, wrap=True, selectable=True)
    theme.mark(text, "tone", tone)
    grid.addWidget(text, row, column + 1, 1, columns)
