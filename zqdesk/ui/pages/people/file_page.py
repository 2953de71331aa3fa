"""What the pages of a household and of a person are alike in: a heading with buttons, cards, one panel for what is begun."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Flow
from zqdesk.ui.desk.look.scrolling import scrolled
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.history_card import HistoryCard
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.widgets.shown.title import Title


class FilePage(Page):
    """The panel stands above the cards, what happened below them."""

    topic = "家庭和个人"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
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

    def concerns(self, touched: Touched) -> bool:
        return any(kind != "drafts" for kind, _ in touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        return self.place.commands()

    def leave(self) -> None:
        self.place.leave()
