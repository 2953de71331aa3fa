"""What the pages of a household and of a person are alike in: a heading with buttons, cards, one panel for what is begun."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from zqdesk.frozen import frozen
from zqdesk.office.across.history import lines as history
from zqdesk.office.across.history.lines import HistoryLine
from zqdesk.records.tables.case import Case
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Flow
from zqdesk.ui.desk.look.scrolling import scrolled
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.history_card import HistoryCard
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.widgets.shown.title import Title


@frozen
class Seen:
    """A file as its look reads it, and what happened to what is in it."""

    file: Any
    history: tuple[HistoryLine, ...]


def _view(session: Any, look: Callable[[Any, str], Any], subject_id: str) -> Seen:
    file = look(session, subject_id)
    return Seen(file, history.of_subjects(session, file.history_ids))


class FilePage(Page):
    """The panel stands above the cards, what happened below them. `look` reads the file, `show_file` shows it."""

    topic = "家庭和个人"
    look: Callable[[Any, str], Any]

    def __init__(self, desk: Desk, subject_id: str) -> None:
        super().__init__(desk)
        self._subject_id = subject_id
        self.place = PanelPlace()
        self.heading = Title()
        self.history = HistoryCard()

    def stand(self, head: Flow, cards: Sequence[QWidget]) -> None:
        """Put the parts in their places."""
        body = QWidget()
        column = theme.column(0, 0, 8, 0, spacing=12)
        body.setLayout(column)
        for card in (self.place, *cards):
            column.addWidget(card)
        column.addWidget(self.history, 1)
        page = theme.column(20, 14, 14, 14, spacing=12)
        self.setLayout(page)
        head.setContentsMargins(0, 0, 6, 0)
        page.addLayout(head)
        page.addWidget(scrolled(body), 1)

    def reload(self) -> None:
        self.desk.read(_view, self.look, self._subject_id, then=self._show)

    def show_file(self, file: Any) -> None:
        """Show what the look has read."""
        raise NotImplementedError

    def _show(self, seen: Seen) -> None:
        self.show_file(seen.file)
        self.history.show_history(seen.history)

    def open_case(self, case: Case) -> None:
        """The page of one of its cases."""
        self.desk.shell.open_case(case.id)

    def concerns(self, touched: Touched) -> bool:
        return any(kind != "drafts" for kind, _ in touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        return self.place.commands()

    def leave(self) -> None:
        self.place.leave()
