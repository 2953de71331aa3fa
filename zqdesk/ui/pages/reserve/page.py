"""The room of the reserve: eight tabs over one set of books, and above them the panel of the act at hand."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.scrolling import scrolled
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.bank import BankPart
from zqdesk.ui.pages.reserve.books import BooksPart
from zqdesk.ui.pages.reserve.cash import CashPart
from zqdesk.ui.pages.reserve.date_strip import DateStrip
from zqdesk.ui.pages.reserve.journal import JournalPart
from zqdesk.ui.pages.reserve.overview import OverviewPart
from zqdesk.ui.pages.reserve.papers import PapersPart
from zqdesk.ui.pages.reserve.part import Part
from zqdesk.ui.pages.reserve.payable import PayablePart
from zqdesk.ui.pages.reserve.settling import SettlingPart

PARTS: tuple[type[Part], ...] = (
    OverviewPart,
    JournalPart,
    PayablePart,
    PapersPart,
    SettlingPart,
    CashPart,
    BankPart,
    BooksPart,
)
TOUCHING = frozenset(
    {
        "reserve_entries", "tills", "cash_counts", "handovers", "settlements", "settlement_items",
        "replenishment_requests", "reserve_closings", "reserve_words", "reserve_set_asides", "bank_statements",
        "bank_matches", "bank_reconciliations", "grants", "cases", "disbursements", "refunds",
    }
)  # fmt: skip


class ReservePage(Page):
    """Opens at the balances; Ctrl+Enter does what the open panel asks, Esc closes it and keeps what was typed."""

    title = "备用金"
    topic = "备用金"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.place = PanelPlace()
        self.place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.place.done.connect(self._done)
        self.place.changed.connect(self._make_room)
        self.tabs = theme.tabs()
        self.parts = {kind.id: kind(desk, self.place, self.turn_to) for kind in PARTS}
        for part in self.parts.values():
            self.tabs.addTab(part.title)
        self.tabs.currentChanged.connect(self._turned)
        inside = QWidget()
        both = theme.column(0, 0, 0, 0, spacing=10)
        inside.setLayout(both)
        self.date = DateStrip(desk)
        both.addWidget(self.date)
        both.addWidget(self.place)
        for part in self.parts.values():
            both.addWidget(
                part, 1
            )  # one at a time is shown: hidden ones take no room, as in a stack they would
            part.setVisible(part is self.front)
        head = theme.head(theme.label(self.title, "title"), self.tabs, None)
        head.addStrut(theme.pixels(38))
        column = theme.column(20, 12, 20, 14, spacing=10)
        column.addLayout(head)
        column.addWidget(scrolled(inside), 1)
        self.setLayout(column)

    def begin(self, step: str) -> None:
        """Turn to a part by its id."""
        if step in self.parts:
            self.turn_to(step)

    def turn_to(self, part: str, what: str = "") -> None:
        """Another tab; `what` is the account its list should be about."""
        if what:
            self.parts[part].look_at(what)
        self.tabs.setCurrentIndex(list(self.parts).index(part))
        self.front.take_focus()

    @property
    def front(self) -> Part:
        """The tab in front."""
        return list(self.parts.values())[self.tabs.currentIndex()]

    def reload(self) -> None:
        self.date.reload()
        self.front.reload()

    def concerns(self, touched: Touched) -> bool:
        return any(table in TOUCHING for table, _ in touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        found: dict[str, Callable[[], object]] = {"export": self.front.export, "filter": self.front.filter}
        found["case.next"] = self.front.main
        found["tab.next"] = lambda: self._step(1)
        found["tab.previous"] = lambda: self._step(-1)
        return found | self.place.commands()

    def come_to_front(self) -> None:
        super().come_to_front()
        if self.place.panel is None:
            self.front.take_focus()

    def leave(self) -> None:
        self.place.leave()

    def _step(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self.front.take_focus()

    def _turned(self, number: int) -> None:
        """A tab reads when it comes to the front: the others show nothing meanwhile."""
        self.place.take()
        for at, part in enumerate(self.parts.values()):
            part.setVisible(at == number)
        self.front.reload()

    def _make_room(self) -> None:
        self.front.make_room(panel=self.place.panel is not None)

    def _done(self, title: str, _result: object) -> None:
        self.desk.shell.say(f"“{title}”已登记。")
        self.front.setFocus(Qt.FocusReason.OtherFocusReason)
        self.front.forget()
        self.front.reload()
