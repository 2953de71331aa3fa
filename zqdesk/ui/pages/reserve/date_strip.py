"""The strip above the reserve's tabs while the PC's date does not fit the books: what is wrong, and the way on."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QFrame

from zqdesk.frozen import frozen
from zqdesk.office.reserve.ledger import days
from zqdesk.office.reserve.ledger.second_words import Wanted, is_given
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.reserve import word


@frozen
class DateState:
    """What is wrong with today, as a sentence; `wanted` is what a second person may say yes to."""

    words: str = ""
    wanted: Wanted | None = None


def date_state(session: Any, today: date, actor_id: str) -> DateState:
    """How today stands to the days in the books, for this person."""
    problems = days.behind(session, today)
    if problems:
        return DateState(problems[0].text)
    open_doubts = (each for each in days.doubts(session, today) if not is_given(session, each, actor_id))
    wanted = next(open_doubts, None)
    return DateState() if wanted is None else DateState(wanted.sentence, wanted)


class DateStrip(QFrame):
    """Hidden while the date is believed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk = desk
        self._wanted: Wanted | None = None
        self.words = theme.label("", wrap=True)
        theme.mark(self.words, "tone", "bad")
        self.confirm_button = theme.button("请同事确认日期…", self.confirm)
        column = theme.column(16, 8, 16, 8)
        line = theme.row(self.words, self.confirm_button)
        line.setStretch(0, 1)
        column.addLayout(line)
        self.setLayout(column)
        self.hide()

    def reload(self) -> None:
        desk = self._desk
        desk.read(date_state, desk.today(), desk.actor.id, then=self._show)

    def confirm(self) -> None:
        """A colleague says here that the date is right."""
        if self._wanted is not None:
            then, failed = lambda _: self.reload(), self._desk.shell.show_fault
            word.ask(self._desk, self, self._wanted, then, failed)

    def _show(self, state: DateState) -> None:
        self._wanted = state.wanted
        self.words.setText(state.words)
        self.confirm_button.setVisible(state.wanted is not None)
        self.setVisible(bool(state.words))
