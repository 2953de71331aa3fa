"""The line above a case that was opened from a list: which of how many it is, and the ways to the ones beside it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from zqdesk.ui.desk.among import Among
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.look import theme

PREVIOUS, FOLLOWING = "case.previous", "case.following"
HEIGHT = 32
"""Little more than a line of text: the case below is what one looks at."""


class AmongBar(QWidget):
    """Hidden where a case was not opened from a list. `go` is told -1 or 1."""

    def __init__(self, case_id: str, go: Callable[[int], object]) -> None:
        super().__init__()
        self._case_id = case_id
        self.place = theme.label("", "small")
        self.previous = theme.button(caption(PREVIOUS), lambda: go(-1), role="quiet")
        self.following = theme.button(caption(FOLLOWING), lambda: go(1), role="quiet")
        for button in (self.previous, self.following):
            button.setFixedHeight(theme.pixels(HEIGHT))
        line = theme.row(self.place, self.previous, self.following, None, spacing=8)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self.hide()

    def show_among(self, found: Among) -> None:
        """第 3/27 件 · 来自 低保申请."""
        place = found.place(self._case_id)
        self.place.setText(f"第 {place:,}/{len(found.case_ids):,} 件 · 来自 {found.title}")
        self.previous.setEnabled(bool(found.beside(self._case_id, -1)))
        self.following.setEnabled(bool(found.beside(self._case_id, 1)))
        self.setVisible(bool(place) and len(found.case_ids) > 1)
