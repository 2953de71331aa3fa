"""The desk as its pages see it: the open register, the background threads, and the ways to other pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QSettings, SignalInstance

from zqdesk.frozen import frozen
from zqdesk.rules.problem import Problem
from zqdesk.settings import Settings
from zqdesk.ui.desk.among import Among
from zqdesk.ui.desk.background import Background, Failed, Job, call_back
from zqdesk.ui.desk.decoding import Decoder
from zqdesk.ui.desk.presses import WATCH, Ticks
from zqdesk.ui.desk.refresh import Refresh

if TYPE_CHECKING:
    from zqdesk.records.register import Actor, Outcome, Register
    from zqdesk.sync.overview import Overview
    from zqdesk.sync.round import Taken
    from zqdesk.sync.wire import Invitation

T = TypeVar("T")
CHINA = timezone(timedelta(hours=8), "CST")


class Shell(Protocol):
    """What the window does for its pages."""

    def open_room(self, room: str) -> None: ...
    def open_case(self, case_id: str, step: str = "", among: Among | None = None) -> None: ...
    def open_person(self, person_id: str) -> None: ...
    def open_household(self, household_id: str) -> None: ...
    def open_list(self, list_id: str) -> None: ...
    def open_entry(
        self, command: str, case_id: str | None = None, household_id: str = "", parked: str | None = None
    ) -> None: ...
    def open_payment(self, case_id: str) -> None: ...
    def open_reserve(self, part: str = "") -> None: ...
    def open_batch(self, part: str) -> None: ...
    def open_exchange(self) -> None: ...
    def open_raise(self, programme: str) -> None: ...
    def back(self) -> None: ...
    def print_list(self) -> None: ...
    def front_is(self, page: object) -> bool: ...
    def replace_front(self, open_next: Callable[[], object]) -> None: ...
    def say(self, text: str, kind: str = "good") -> None: ...
    def offer_undo(self, text: str, undo: Callable[[], object]) -> None: ...
    def withdraw_undo(self) -> None: ...
    def show_problems(self, problems: tuple[Problem, ...]) -> None: ...
    def show_fault(self, error: Exception) -> None: ...
    def restore(self) -> None: ...
    def renew_recovery_code(self) -> None: ...


class Exchange(Protocol):
    """What exchanges with the district in the background, for the pages that tell of it.

    `overview` is None where this desk works alone; `fault` and `since`: what is wrong with the line, and from when on.
    """

    overview: "Overview | None"
    fault: Exception | None
    since: datetime | None
    going: bool

    @property
    def changed(self) -> SignalInstance: ...
    @property
    def keys_gone(self) -> SignalInstance: ...
    def begin(self) -> None: ...
    def end(self) -> Callable[[], object]: ...
    def now(self) -> None: ...
    def look(self, then: Callable[[], object] | None = None) -> None: ...
    def write_file(self, out: Path, then: Callable[[int], object]) -> None: ...
    def read_file(self, file: Path, then: Callable[["Taken"], object]) -> None: ...
    def enrol(
        self,
        invitation: "Invitation",
        name: str,
        then: Callable[[], object],
        failed: Callable[[Exception], object],
    ) -> None: ...


@frozen
class Opened:
    """What only a signed-in person's desk holds; dropped when it is locked."""

    register: "Register"
    key: bytes


@dataclass
class Desk:
    """Given to every page. `register`, `key` and `actor` exist only while somebody is signed in.

    `ticks` is the watch by which presses of a key are told apart.
    """

    folder: Path
    background: Background
    refresh: Refresh
    settings: Settings
    clock: Callable[[], datetime]
    layout: QSettings
    decoder: Decoder = field(default_factory=Decoder)
    opened: Opened | None = None
    window: Shell | None = None
    exchanging: Exchange | None = None
    greeting: str = ""
    ticks: Ticks = WATCH
    _going: list[tuple[Callable[..., Any], tuple[Any, ...]]] = field(default_factory=list, init=False)

    @property
    def shell(self) -> Shell:
        """The window the pages stand in."""
        assert self.window is not None
        return self.window

    @property
    def exchanger(self) -> Exchange:
        """What exchanges with the district in the background."""
        assert self.exchanging is not None
        return self.exchanging

    def opened_now(self) -> Opened:
        """What is open, for work that needs the key itself.

        A bug of ours: to ask it of a locked desk, or on another thread, while which it may be locked any time.
        """
        if self.opened is None:
            raise RuntimeError("the desk is locked")
        if current_thread() is not main_thread():
            raise RuntimeError("take the register along to the thread")
        return self.opened

    @property
    def register(self) -> "Register":
        return self.opened_now().register

    @property
    def key(self) -> bytes:
        """The database key, which the attachments are encrypted with too."""
        return self.opened_now().key

    @property
    def actor(self) -> "Actor":
        return self.register.actor

    def today(self) -> date:
        return self.clock().astimezone(CHINA).date()

    def end_sitting(self) -> None:
        """Nobody waits any more for what was begun, so that it may be asked for again."""
        self.background.end_sitting()
        self._going.clear()

    def read(
        self,
        look: Callable[..., T],
        *args: Any,
        then: Callable[[T], object],
        failed: Failed | None = None,
        after: Callable[[], object] | None = None,
        lane: str = "database",
    ) -> Job:
        """Run a look in the background; `then` gets what it returned, in the UI thread.

        On a locked desk nothing is read: its pages read again when they come to the front after unlocking.
        """
        if self.opened is None:
            return Job()
        return self.background.run(
            self.register.read, look, *args, then=then, failed=failed, after=after, lane=lane
        )

    def do(
        self,
        act: Callable[..., T],
        *args: Any,
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        after: Callable[[], object] | None = None,
    ) -> Job:
        """Run an act in the background; the pages hear what it touched before `then` gets its result.

        The same act with the same content, asked for again before it was answered, is one press too many.
        """
        do, going = self.register.do, (act, args)
        if going in self._going:
            return Job()
        self._going.append(going)

        def done(outcome: "Outcome[T]") -> None:
            if outcome.touched:
                self.refresh.touched.emit(outcome.touched)
            call_back(then, outcome.result)

        def ended() -> None:
            self._going.remove(going)
            call_back(after)

        return self.background.run(do, act, *args, then=done, failed=failed, after=ended)

    def rehearse(
        self,
        act: Callable[..., Any],
        *args: Any,
        then: Callable[[tuple[Problem, ...]], object],
        failed: Failed | None = None,
    ) -> Job:
        """Ask what an act would be refused for now; nothing is done. A locked desk is not asked."""
        if self.opened is None:
            return Job()
        return self.background.run(self.register.rehearse, act, *args, then=then, failed=failed)
