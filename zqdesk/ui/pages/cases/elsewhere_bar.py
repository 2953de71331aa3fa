"""The line that says at once that somebody is already in another household, case or on the roll."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from zqdesk.office.across.dossier import Elsewhere
from zqdesk.ui.desk.commands import key_text
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme


class ElsewhereBar(QFrame):
    """Hidden while there is nothing to say; the first record opens with F9 too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: tuple[Elsewhere, ...] = ()
        self.setObjectName("banner")
        self.setProperty("kind", "warn")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(14, 4, 6, 4)
        self._box.setSpacing(2)
        self._inside: QWidget | None = None
        self.hide()

    def show_elsewhere(self, found: Sequence[Elsewhere]) -> None:
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        self._inside = theme.anew(self._inside)
        lines = QVBoxLayout(self._inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        for at, each in enumerate(self._shown):
            text = theme.label(f"！ {each.person_name}：{each.what}", wrap=True)
            line = theme.row(text, None)
            line.setStretchFactor(text, 1)
            if each.case_id or each.household_id:
                words = f"打开  {key_text('F9')}" if at == 0 else "打开"
                line.addWidget(theme.button(words, partial(self._open, each), role="quiet"))
            lines.addLayout(line)
        self._box.addWidget(self._inside)
        self.setVisible(bool(self._shown))

    def open_first(self) -> None:
        if self._shown:
            self._open(self._shown[0])

    def _open(self, chosen: Elsewhere) -> None:
        if chosen.case_id:
            self._desk.shell.open_case(chosen.case_id)
        elif chosen.household_id:
            self._desk.shell.open_household(chosen.household_id)
