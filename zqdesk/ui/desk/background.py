"""Work away from the window: threads for the database, for searching, for long work aside, and for the exchange with the
district, which waits for a line; results come back in the UI thread.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from zqdesk.rules.problem import Refused

T = TypeVar("T")
Failed = Callable[[Exception], object]
Progressed = Callable[[int, int], None]
EXCHANGE = "exchange"


class Cancelled(Exception):  # noqa: N818 - asked for by the person at the desk
    """Raised inside long work at its next word of progress; nothing of the work is kept."""


@dataclass(eq=False, slots=True)
class Sitting:
    """One person's time at the desk, from signing in to signing out; a lock interrupts it."""

    locked: bool = False
    kept_back: list[Callable[[], object]] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Job:
    """A piece of work under way; `cancel` ends long work at its next word of progress.

    `ended` before its page is told how, and `stopped` if it was cancelled before it was done.
    """

    cancelled: Event = field(default_factory=Event)
    stopped: bool = False
    ended: bool = False

    def cancel(self) -> None:
        self.cancelled.set()


class Background(QObject):
    """Runs functions in order on its threads. Callbacks of widgets that are gone by then are not called.

    What is begun in a sitting belongs to it. Work goes on while the desk is locked, but nobody is told how it
    ended before the same person is back; once they have signed out, nobody ever is.
    """

    troubled = Signal(object)
    """A refusal or known fault that nobody asked to be told of."""
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(0.001)  # a window that paints waits for a busy thread each time it calls Python
        self._lanes = {
            name: ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
            for name in ("database", "search", "aside", EXCHANGE)
        }
        self._arrived.connect(lambda call: call(), Qt.ConnectionType.QueuedConnection)
        self.waiting = 0
        self.working = 0
        """Jobs under way that make rows; the exchange may wait for its line for hours."""
        self._sitting: Sitting | None = None
        self._stopped = False

    def run(
        self,
        work: Callable[..., T],
        *args: Any,
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        after: Callable[[], object] | None = None,
        progressed: Progressed | None = None,
        lane: str = "database",
    ) -> Job:
        """Run `work(*args)` on a thread; `then` gets its result.

        `failed` gets a `Refused` or `Known` (without it the window shows them), `after` is called in any case.
        With `progressed`, work also gets a keyword `progress(done, total)`, which raises `Cancelled` on demand.
        Anything else that ends the work is a bug of ours: it goes to the exception hook, and `failed` gets a `Known`.
        """
        job, sitting, counts = Job(), self._under_way(), lane != EXCHANGE
        keywords = {"progress": self._progress(job, progressed)} if progressed else {}

        def perform() -> None:
            finish: Callable[[], object]
            try:
                result = work(*args, **keywords)
            except Cancelled:
                job.stopped = True
                finish = _nothing
            except BaseException as error:  # noqa: BLE001 - sorted in the UI thread; a panic is no Exception
                caught = error
                finish = lambda: self._fail(caught, failed)  # noqa: E731 - a call to be made later
            else:
                finish = lambda: call_back(then, result)  # noqa: E731
            self._arrived.emit(lambda: arrived(finish))

        def arrived(finish: Callable[[], object]) -> None:
            self.working -= counts
            self._finish(job, sitting, finish, after)

        if self._stopped:
            # A timer set before the window closed may still come; nobody waits for its work any more.
            return job
        self.waiting += 1
        self.working += counts
        self._lanes[lane].submit(perform)
        return job

    def when_painted(self, call: Callable[[], object]) -> None:
        """Call in the UI thread once what was just shown is on the screen; not if its widget is gone by then."""
        self.waiting += 1
        sitting = self._under_way()
        QTimer.singleShot(0, self, lambda: self._finish(Job(), sitting, lambda: call_back(call), None))

    def unlock(self) -> None:
        """Somebody sits down: tell what was kept back for them, in order, or begin a new sitting."""
        self._sitting = self._sitting or Sitting()
        self._sitting.locked = False
        while self._sitting.kept_back:
            self.waiting += 1
            self._arrived.emit(self._sitting.kept_back.pop(0))

    def lock(self) -> None:
        """Keep back what the jobs of this sitting bring, until the same person is back."""
        if self._sitting is not None:
            self._sitting.locked = True

    def end_sitting(self) -> None:
        """Nobody hears any more of what was begun in it."""
        self._sitting = None

    def _under_way(self) -> Sitting | None:
        """The sitting a job begins in; what the pages before the desk ask belongs to none."""
        return None if self._sitting is None or self._sitting.locked else self._sitting

    def stop(self) -> None:
        """Let what was begun come to its end, then stop the threads."""
        self._stopped = True
        for lane in self._lanes.values():
            lane.shutdown(wait=True)

    def _progress(self, job: Job, progressed: Progressed) -> Progressed:
        def progress(done: int, total: int) -> None:
            if job.cancelled.is_set():
                raise Cancelled
            self._arrived.emit(lambda: call_back(progressed, done, total))

        return progress

    def _finish(
        self,
        job: Job,
        sitting: Sitting | None,
        finish: Callable[[], object],
        after: Callable[[], object] | None,
    ) -> None:
        self.waiting -= 1
        job.ended = True
        if sitting is not None and sitting is not self._sitting:
            return
        if sitting is not None and sitting.locked:
            sitting.kept_back.append(lambda: self._finish(job, sitting, finish, after))
            return
        try:
            finish()
        finally:
            call_back(after)

    def _fail(self, error: BaseException, failed: Failed | None) -> None:
        told = expected(error)
        if told is None:
            sys.excepthook(type(error), error, error.__traceback__)
            from zqdesk.records.faults import ours

            told = ours()
        # A bug of ours goes both ways: whoever waits must not go on saying that something is being done.
        if failed is not None:
            call_back(failed, told)
        else:
            self.troubled.emit(told)


def expected(error: BaseException) -> Exception | None:
    """The refusal or known fault behind an error; None for a bug of ours."""
    if isinstance(error, Refused):
        return error
    from zqdesk.records.faults import translate  # brings the database layer: only once something went wrong

    return translate(error)


def _nothing() -> None:
    return


def call_back(callback: Callable[..., object] | None, *args: Any) -> None:
    """Call back, unless nobody asked for it or its widget is gone by now."""
    owner = getattr(callback, "__self__", None)
    if callback is not None and not (isinstance(owner, QObject) and not isValid(owner)):
        callback(*args)
