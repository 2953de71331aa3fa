"""The main window: rooms on the left, search on top, the page in the middle."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import commands, keeping, messages, rooms
from zqdesk.ui.desk.among import Among
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import tab_order, theme
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.shell import doors
from zqdesk.ui.shell.bars import RoomBar, TopBar
from zqdesk.ui.shell.exchange_sign import ExchangeSign
from zqdesk.ui.shell.manual import ManualWindow
from zqdesk.ui.shell.search_box import SearchBox
from zqdesk.ui.widgets.fields.workdays import HALL

WIDE = 1100
"""Pixels at 100 % from which on the rooms have their whole names."""
LOOKING = "本机数据 · 正在检查备份"
NO_BACKUP = "● 本机数据 · 今天的备份没有做成"


class Window(QMainWindow):
    """Shows either a gate (sign-in, lock, trouble) or the desk. Is the `Shell` its pages talk to."""

    locking = Signal()
    signing_out = Signal()
    changing_passphrase = Signal()
    restoring = Signal()
    renewing_recovery_code = Signal()
    entered = Signal()
    closing = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        theme.dress(self)
        self.setWindowTitle("镇街救助工作台")
        self.setWindowIcon(theme.icon("zqdesk"))
        self.resize(1366, 768)
        self.setMinimumSize(1024, 600)
        self.outer = QStackedWidget()
        self.setCentralWidget(self.outer)
        self.gate: QWidget | None = None
        self.frame: QWidget | None = None
        self.manual: ManualWindow | None = None
        self.room = ""
        self._rooms: dict[str, Page] = {}
        self._trail: list[Page] = []
        self._actions: dict[str, QAction] = {}
        desk.refresh.touched.connect(self._calendar_changed)

    def show_gate(self, gate: QWidget) -> None:
        """Put a page before the desk; the desk behind it keeps its state."""
        if self.frame is not None:
            self.search.results.hide()  # they lie over the whole window
        old, self.gate = self.gate, gate
        self.outer.addWidget(gate)
        self.outer.setCurrentWidget(gate)
        if old is not None:
            self.outer.removeWidget(old)
            old.deleteLater()
        self._enable()

    def show_desk(self) -> None:
        """Open the desk for the person now signed in."""
        from zqdesk.rules.process import ROLE_TITLES  # the rules need not be there for the sign-in window

        if self.frame is None:
            self._build()
        assert self.frame is not None
        actor = self.desk.actor
        offers: list[tuple[str, Callable[[], object]]] = [
            ("修改口令…", self.changing_passphrase.emit),
            ("锁屏    Ctrl+L", self.locking.emit),
            ("换人登录", self.signing_out.emit),
            ("退出    Ctrl+Q", self.close),
        ]
        titles = [title for role, title in ROLE_TITLES.items() if str(role) in actor.roles]
        self.top.show_person(actor.name, "、".join(titles), offers)
        offered = rooms.rooms_for(actor.roles)
        if self.bar.rooms() != tuple(room.id for room in offered):
            self.bar.show_rooms(offered)
            self.search.setVisible(bool(actor.roles & rooms.CASE_ROLES))
        self.outer.setCurrentWidget(self.frame)
        if self.gate is not None:
            self.outer.removeWidget(self.gate)
            self.gate.deleteLater()
            self.gate = None
        if self.front() is None:
            self.open_room(offered[0].id)
        else:
            self._come_forward()

    def close_desk(self) -> None:
        """Take every page away: the next person starts from the beginning."""
        for page in [*self._trail, *self._rooms.values()]:
            self.pages.removeWidget(page)
            page.deleteLater()
        self._trail, self._rooms, self.room = [], {}, ""
        if self.frame is not None:
            self.search.clear()

    def open_pages(self) -> list[Page]:
        return [*self._rooms.values(), *self._trail]

    def front(self) -> Page | None:
        """The page in front, or None while the desk is empty."""
        return self._trail[-1] if self._trail else self._rooms.get(self.room)

    def open_room(self, room: str) -> None:
        if room not in self.bar.rooms():
            return
        self._close_trail()
        if room not in self._rooms:
            self._rooms[room] = self._adopt(doors.room_page(room, self.desk))
        self.room = room
        self._come_forward()

    def open_case(self, case_id: str, step: str = "", among: Among | None = None) -> None:
        """With `step`, an act of its process table, the form of that step opens with it; `among`: out of which list."""
        page = doors.record_page("case", case_id, self.desk)
        page.begin(step)
        if among is not None:
            page.come_from(among)
        self._open(lambda: page)

    def open_person(self, person_id: str) -> None:
        self._open(lambda: doors.record_page("person", person_id, self.desk))

    def open_household(self, household_id: str) -> None:
        self._open(lambda: doors.record_page("household", household_id, self.desk))

    def open_list(self, list_id: str) -> None:
        """A list of the monthly payments."""
        self._open(lambda: doors.record_page("payroll_list", list_id, self.desk))

    def open_entry(
        self, command: str, case_id: str | None = None, household_id: str = "", parked: str | None = None
    ) -> None:
        """An entry window by the command that opens a new one: for a new case, a household, corrections, or one
        that was parked.
        """
        self._open(lambda: doors.entry_page(command, self.desk, case_id, household_id, parked))

    def open_payment(self, case_id: str) -> None:
        """The cashier's page on which a case is paid."""
        self._open(lambda: doors.record_page("payment", case_id, self.desk))

    def open_reserve(self, part: str = "") -> None:
        """The reserve, at one of its parts."""
        self.open_room("reserve")
        page = self._rooms.get("reserve")
        if page is not None and part:
            page.begin(part)

    def open_batch(self, part: str) -> None:
        """What is done for many at once, at one of its lists."""
        self.open_room("batch")
        page = self._rooms.get("batch")
        if page is not None:
            page.begin(part)

    def open_exchange(self) -> None:
        """The settings, where they tell how this desk stands with the district."""
        self.open_room("settings")
        page = self._rooms.get("settings")
        if page is not None:
            page.begin("exchange")

    def open_raise(self, programme: str) -> None:
        """What a programme's roll is owed by a standard that was published late."""
        self._open(lambda: doors.record_page("raise", programme, self.desk))

    def back(self) -> None:
        """To the page this one was opened from."""
        if self._trail:
            self._close(self._trail.pop())
            self._come_forward()

    def front_is(self, page: object) -> bool:
        """Whether this page is the one in front: what it opens next must not cover another."""
        return self.front() is page

    def replace_front(self, open_next: Callable[[], object]) -> None:
        """Close the page in front and open another in its place."""
        if self._trail:
            self._close(self._trail.pop())
        open_next()

    def say(self, text: str, kind: str = "good") -> None:
        self.banner.say(text, kind)

    def offer_undo(self, text: str, undo: Callable[[], object]) -> None:
        self.banner.offer_undo(text, commands.caption("undo", "撤销"), undo)

    def withdraw_undo(self) -> None:
        self.banner.withdraw()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        if problems:
            self.banner.say(messages.sentence(problems), "warn")

    def show_fault(self, error: Exception) -> None:
        if self.frame is not None:
            self.banner.say(messages.explain(error), "warn" if isinstance(error, Refused) else "bad")

    def restore(self) -> None:
        self.restoring.emit()

    def renew_recovery_code(self) -> None:
        self.renewing_recovery_code.emit()

    def perform(self, command: str) -> None:
        """Carry out a command of the table: the page in front first, then the window."""
        page = self.front()
        if page is not None and commands.command(command).carries_out and not page.rest.over():
            return
        own = page.commands().get(command) if page is not None else None
        act = own or self._own_commands().get(command)
        if act is not None and self.outer.currentWidget() is self.frame:
            act()

    def look_after_data(self) -> None:
        """Name the hall, make today's backup if there is none yet, and say how the data stands."""
        from zqdesk.office.hall import setup
        from zqdesk.records import parameters

        self.desk.read(setup.hall, then=self._show_hall)
        self.desk.read(parameters.calendar, then=HALL.take)
        self.top.show_state(LOOKING, "plain")
        self.desk.background.run(
            keeping.daily, self.desk.folder, self.desk.opened, self.desk.settings, self.desk.clock(),
            then=self.show_backup, failed=self._backup_failed, after=self._backup_looked_at, lane="aside",
        )  # fmt: skip

    def show_backup(self, row: keeping.BackupRow | None) -> None:
        """Say when the data was last backed up."""
        if row is None:
            self.top.show_state("● 本机数据 · 没有备份", "bad")
            return
        when = keeping.when(row.made_at, self.desk.today())
        fresh = when.startswith("今天")
        self.top.show_state(f"● 本机数据 · 上次备份 {when}", "good" if fresh else "warn")

    def _calendar_changed(self, touched: Touched) -> None:
        """Fields for a day count by the arrangement that was just entered."""
        if any(kind == "calendar_years" for kind, _ in touched):
            from zqdesk.records import parameters

            self.desk.read(parameters.calendar, then=HALL.take)

    def _backup_failed(self, error: Exception) -> None:
        self.top.show_state(NO_BACKUP, "bad")
        self.show_fault(error)

    def _backup_looked_at(self) -> None:
        if self.top.said == LOOKING:  # a bug of ours has ended it, which is told elsewhere
            self.top.show_state(NO_BACKUP, "bad")

    def _show_hall(self, hall: object) -> None:
        self.bar.show_hall(getattr(hall, "name", ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.frame is not None:
            self.bar.be_narrow(self.width() < theme.pixels(WIDE))

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Tab goes as the window is laid out: Qt's own order is that in which widgets were made."""
        return tab_order.move(self, forward=next_)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _build(self) -> None:
        self.search = SearchBox(self.desk)
        self.bar = RoomBar()
        self.bar.chosen.connect(self.open_room)
        self.sign = ExchangeSign(self.desk)
        self.sign.clicked.connect(lambda *_: self.open_exchange())
        self.top = TopBar(self.search, self.sign)
        self.banner = messages.Banner()
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        strip = QHBoxLayout()
        strip.setContentsMargins(20, 0, 20, 0)
        strip.addWidget(self.banner)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addLayout(strip)
        right.addWidget(self.pages, 1)
        self.frame = QWidget()
        whole = QHBoxLayout(self.frame)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addLayout(right, 1)
        self.outer.addWidget(self.frame)
        self.bar.be_narrow(self.width() < theme.pixels(WIDE))
        self._actions = {action.objectName(): action for action in commands.actions(self, self.perform)}

    def _own_commands(self) -> dict[str, Callable[[], object]]:
        offered = self.bar.rooms()
        own: dict[str, Callable[[], object]] = {
            "help": self._open_manual,
            "search": self.search.take_focus,
            "lock": self.locking.emit,
            "back": self._step_back,
            "reload": self._reload,
            "print": self.print_list,
            "undo": self.banner.take_offer,
            "quit": self.close,
        }
        if "import" in offered:  # only a clerk takes applications
            own |= {each: partial(self.open_entry, each) for each in doors.entries()}
        if not self.search.isVisibleTo(self):
            del own["search"]
        for number, room in enumerate(offered, 1):
            own[f"room.{number}"] = partial(self.open_room, room)
        return own

    def _open_manual(self) -> None:
        """Beside the page in front, which stays as it is."""
        page = self.front()
        if self.manual is None:
            self.manual = ManualWindow(self)
        self.manual.open_at(page.topic if page is not None else "")

    def _step_back(self) -> None:
        if self.manual is not None and self.manual.isVisible():
            self.manual.close()
        elif self.banner.isVisible():
            self.banner.hide()
        else:
            self.back()

    def print_list(self) -> None:
        """The list one stands in, or the first of the page, as it stands."""
        from zqdesk.ui.printing import lists  # brings what draws papers: not before somebody prints
        from zqdesk.ui.widgets.tables.rows import Table

        page = self.front()
        focus = self.focusWidget()
        shown = [each for each in page.findChildren(Table) if each.isVisible()] if page is not None else []
        table = focus if isinstance(focus, Table) and focus in shown else next(iter(shown), None)
        if page is not None and not page.whole():
            self.say("名单还没有读完，请稍候再打印。", "warn")
            return
        if page is None or table is None:
            self.say("这一页没有可以打印的名单。", "warn")
            return
        lists.print_list(self.desk, page, lists.Standing.of(table, page.title, page.filter_words()))

    def _reload(self) -> None:
        page = self.front()
        if page is not None:
            page.reload()

    def _open(self, make: Callable[[], Page]) -> None:
        """A page of one record, on top of the others; an administrator sees no case, whatever leads to it."""
        if not self.desk.actor.roles & rooms.CASE_ROLES:
            return
        self._trail.append(self._adopt(make()))
        self._come_forward()

    def _adopt(self, page: Page) -> Page:
        self.pages.addWidget(page)
        return page

    def _come_forward(self) -> None:
        page = self.front()
        if page is None:
            return
        self.banner.hide()
        self.bar.light(self.room)
        self.pages.setCurrentWidget(page)
        self.setWindowTitle(f"{page.title} · 镇街救助工作台" if page.title else "镇街救助工作台")
        self._enable()
        page.come_to_front()
        page.take_focus()

    def _close_trail(self) -> None:
        while self._trail:
            self._close(self._trail.pop())

    def _close(self, page: Page) -> None:
        page.leave()
        self.pages.removeWidget(page)
        page.deleteLater()

    def _enable(self) -> None:
        """Keys that nobody would answer are off, so that a text field may have them."""
        inside = self.frame is not None and self.outer.currentWidget() is self.frame
        for action in self._actions.values():
            action.setEnabled(inside)
