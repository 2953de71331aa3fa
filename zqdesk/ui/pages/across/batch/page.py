"""The room in which a step is taken for many cases at once: four lists, and above them the panel of the act at hand."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from zqdesk.office.across.today.ready import CLOSE, DELIVER, POST, Ready, ready
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.scrolling import below
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.across.batch.deliveries import DeliveriesPart
from zqdesk.ui.pages.across.batch.disputes import DisputesPart
from zqdesk.ui.pages.across.batch.ended import EndedPart
from zqdesk.ui.pages.across.batch.notices import NoticesPart
from zqdesk.ui.pages.across.batch.part import BatchPart, RoomPart
from zqdesk.ui.pages.across.batch.proposed import ProposedPart
from zqdesk.ui.pages.across.batch.reviews import ReviewsPart
from zqdesk.ui.pages.across.batch.running import RunningPart
from zqdesk.ui.pages.cases.steps.place import PanelPlace

TOUCHING = frozenset(
    {
        "cases",
        "persons",
        "households",
        "public_notices",
        "notice_sheets",
        "papers",
        "decisions",
        "opinions",
        "deliveries",
        "roll_entries",
        "home_visits",
        "disputes",
        "complaints",
        "objections",
    }
)


class BatchPage(Page):
    """Arrows and blank tick, Ctrl+P prints, Ctrl+Enter does it for what is ticked; Enter opens the case of a line.

    An approver agrees to reviews that found nothing changed, gives cases to another clerk and handles what was complained of.
    """

    title = topic = "批量办理"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.place = PanelPlace()
        self.place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.place.done.connect(self._done)
        self.place.changed.connect(self._make_room)
        self.notices = NoticesPart(desk, self.place)
        self.ended = EndedPart(desk, self.place)
        self.deliveries = DeliveriesPart(desk, self.place)
        self.reviews = [
            ReviewsPart(desk, self.place, each.reviews) for each in PROGRAMMES.values() if each.reviews
        ]
        self.proposed = [
            ProposedPart(desk, self.place, each.reviews) for each in PROGRAMMES.values() if each.reviews
        ]
        self.running, self.disputes = RunningPart(desk, self.place), DisputesPart(desk, self.place)
        for_clerks: tuple[BatchPart, ...] = (self.notices, self.ended, self.deliveries)
        both_have: tuple[RoomPart, ...] = (self.running, self.disputes)
        self.is_clerk = "clerk" in desk.actor.roles
        decides = tuple(self.proposed) if "approver" in desk.actor.roles else ()
        self.parts = (
            (*for_clerks, *both_have, *decides, *self.reviews) if self.is_clerk else (*both_have, *decides)
        )
        self.tabs = theme.tabs()
        self.tabs.setAccessibleName(self.title)
        column = theme.column(20, 12, 20, 14, spacing=10)
        head = theme.head(theme.label(self.title, "title"), self.tabs, None)
        head.addStrut(theme.pixels(38))
        column.addLayout(head)
        for part in self.parts:
            self.tabs.addTab(part.title)
        # One at a time is shown: hidden ones take no room.
        column.addWidget(below(self.place, *self.parts, spacing=10), 1)
        self.setLayout(column)
        self.tabs.currentChanged.connect(self._turned)
        self._turned(0)

    @property
    def front(self) -> RoomPart:
        """The list in front."""
        return self.parts[self.tabs.currentIndex()]

    def begin(self, step: str) -> None:
        """Turn to a list by its id."""
        found = next((number for number, part in enumerate(self.parts) if part.id == step), None)
        if found is not None:
            self.tabs.setCurrentIndex(found)

    def reload(self) -> None:
        if self.is_clerk:
            self.desk.read(ready, self.desk.today(), self.desk.actor, then=self._show)
        self.front.reload()

    def concerns(self, touched: Touched) -> bool:
        return any(table in TOUCHING for table, _ in touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        found: dict[str, Callable[[], object]] = {
            "case.next": self.front.main,
            "print": self.front.print_out,
            "export": self.front.export,
            "filter": self.front.filter,
            "tab.next": lambda: self._step(1),
            "tab.previous": lambda: self._step(-1),
        }
        return found | self.place.commands()

    def leave(self) -> None:
        self.place.leave()

    def _show(self, seen: Ready) -> None:
        self.notices.show_ready(seen)
        self.ended.show_ready(seen)
        self.deliveries.show_ready(seen)
        over = sum(not row.why_not for row in seen.of(CLOSE))
        for part, count in (
            (self.notices, len(seen.of(POST))),
            (self.ended, over),
            (self.deliveries, len(seen.of(DELIVER))),
        ):
            self._count(part, count)

    def _count(self, part: QWidget, count: int) -> None:
        number = self.parts.index(part)
        self.tabs.setTabText(number, f"{self.parts[number].title} {count:,}")

    def _step(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    def _turned(self, number: int) -> None:
        self.place.take()
        for at, part in enumerate(self.parts):
            part.setVisible(at == number)
        self.setFocusProxy(self.front)
        self.front.reload()
        self.front.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_room(self) -> None:
        self.front.make_room(panel=self.place.panel is not None)

    def _done(self, title: str, _result: object) -> None:
        self.desk.shell.say(f"“{title}”已办理。")
        self.front.setFocus(Qt.FocusReason.OtherFocusReason)
