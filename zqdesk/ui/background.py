"""Work away from the window: threads for the database, for searching, and for long work aside; results come back
in the UI thread.
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


class Cancelled(Exception):  # noqa: N818 - asked for by the person at the desk
    """Raised inside long work at its next word of progress; nothing of the work is kept."""


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work under way; `cancel` ends long work at its next word of progress."""

    cancelled: Event = field(default_factory=Event)

    def cancel(self) -> None:
        self.cancelled.set()


class Background(QObject):
    """Runs functions in order on its threads. Callbacks of widgets that are gone by then are not called."""

    troubled = Signal(object)
    """A refusal or known fault that nobody asked to be told of."""
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(0.001)  # a window that paints waits for a busy thread each time it calls Python
        self._lanes = {
            name: ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
            for name in ("database", "search", "aside")
        }
        self._arrived.connect(lambda call: call(), Qt.ConnectionType.QueuedConnection)
        self.waiting = 0
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
        Anything but a refusal or a known fault is a bug of ours and goes to the exception hook.
        """
        job = Job()
        keywords = {"progress": self._progress(job, progressed)} if progressed else {}

        def perform() -> None:
            finish: Callable[[], object]
            try:
                result = work(*args, **keywords)
            except Cancelled:
                finish = _nothing
            except Exception as error:  # noqa: BLE001 - sorted in the UI thread
                caught = error
                finish = lambda: self._fail(caught, failed)  # noqa: E731 - a call to be made later
            else:
                finish = lambda: call_back(then, result)  # noqa: E731
            self._arrived.emit(lambda: self._finish(finish, after))

        if self._stopped:
            # A timer set before the window closed may still come; nobody waits for its work any more.
            return job
        self.waiting += 1
        self._lanes[lane].submit(perform)
        return job

    def when_painted(self, call: Callable[[], object]) -> None:
        """Call in the UI thread once what was just shown is on the screen; not if its widget is gone by then."""
        self.waiting += 1
        QTimer.singleShot(0, self, lambda: self._finish(lambda: call_back(call), None))

    def stop(self) -> None:
        """Let what was begun come to its end, then stop both threads."""
        self._stopped = True
        for lane in self._lanes.values():
            lane.shutdown(wait=True)

    def _progress(self, job: Job, progressed: Progressed) -> Progressed:
        def progress(done: int, total: int) -> None:
            if job.cancelled.is_set():
                raise Cancelled
            self._arrived.emit(lambda: call_back(progressed, done, total))

        return progress

    def _finish(self, finish: Callable[[], object], after: Callable[[], object] | None) -> None:
        self.waiting -= 1
        try:
            finish()
        finally:
            call_back(after)

    def _fail(self, error: Exception, failed: Failed | None) -> None:
        told = expected(error)
        if told is None:
            sys.excepthook(type(error), error, error.__traceback__)
        elif failed is not None:
            call_back(failed, told)
        else:
            self.troubled.emit(told)


def expected(error: Exception) -> Exception | None:
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
