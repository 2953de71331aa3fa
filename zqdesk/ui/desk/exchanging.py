"""The quiet exchange with the district while somebody sits at the desk: soon after an act, else now and then."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from zqdesk.ui.desk import keeping
from zqdesk.ui.desk.background import EXCHANGE
from zqdesk.ui.desk.desk import Desk

if TYPE_CHECKING:
    from zqdesk.records.register import Register
    from zqdesk.sync.client import Leave, Line
    from zqdesk.sync.overview import Overview
    from zqdesk.sync.round import Taken
    from zqdesk.sync.wire import Invitation

AFTER_SIGN_IN_MS = 1_500
AFTER_ACT_MS = 2_000
NOW_AND_THEN_MS = 60_000
FIRST_RETRY_MS, LONGEST_RETRY_MS = 15_000, 15 * 60_000
JITTER = 0.2
"""A share of each pause: twenty desks that lost their line together do not all come back in the same second."""

RECOVERED = "本机的数据是以前的一份（从备份恢复过，或数据文件夹被换过）：区里收到过的已经取回；没有报到区里的请对照纸面补录。"
RENUMBERED = "后来办的 {} 项已重新编号上报，请核对文号有没有重复。"


class Exchanger(QObject):
    """Runs exchanges on a lane of their own, one request after the other.

    It belongs to a sitting: `begin` when somebody has sat down, `end` when the desk is locked or left. A desk that is not
    enrolled reads that once and does nothing else.
    """

    changed = Signal(object)
    """An `Overview`, or None where this desk works alone."""
    reported = Signal(object)
    """After each request: None when all went well, else the `Known` that stood in the way."""
    keys_gone = Signal()
    """The district has reported this desk lost: the keys are gone, nothing here opens any more."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.overview: Overview | None = None
        self.fault: Exception | None = None
        self.since: datetime | None = None
        """From when on the line is down; None while it is not."""
        self.going = False
        self._leave: Leave | None = None
        self._line: Line | None = None
        self._retry_ms = FIRST_RETRY_MS
        self._telling = self._check = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        desk.refresh.touched.connect(self._touched)

    def begin(self) -> None:
        """Somebody sits at the desk; the first exchange comes a moment later."""
        from zqdesk.sync.client import Leave

        self._leave = Leave()
        self.going = False
        self.look(then=lambda: self._wait(AFTER_SIGN_IN_MS))

    def end(self) -> Callable[[], object]:
        """Stop; returns what waits until the exchange has let go of the database, not for the thread of the windows."""
        self._timer.stop()
        leave, self._leave = self._leave, None
        if self._line is not None:
            self._line.cut()
        self.going = False
        return leave.end if leave is not None else _nothing

    def now(self) -> None:
        """As somebody asks for it; both sides then compare all they have, too."""
        self._check = True
        self._timer.stop()
        self._ask()

    def enrol(
        self,
        invitation: "Invitation",
        name: str,
        then: Callable[[], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Answer an invitation, and begin to exchange."""
        leave = self._leave
        if leave is None:
            return

        def enrolled(told: bool) -> None:
            if told and leave is self._leave:
                then()
                self.look(then=self.now)

        self.desk.background.run(
            _enrol, self.desk.register, invitation, name, leave,
            then=enrolled, failed=failed, lane=EXCHANGE,
        )  # fmt: skip

    def write_file(self, out: Path, then: Callable[[int], object]) -> None:
        """The request as a file for a stick."""
        leave = self._leave
        if leave is not None:
            self.desk.background.run(
                _write, self.desk.register, out, self.desk.clock, leave,
                then=lambda acts: then(acts) if acts is not None else None, lane=EXCHANGE,
            )  # fmt: skip

    def read_file(self, file: Path, then: Callable[["Taken"], object]) -> None:
        """The district's answer from a stick."""
        leave = self._leave
        if leave is None:
            return

        def took(taken: "Taken | None") -> None:
            if taken is not None:
                self._tell(taken)
                self.look()
                then(taken)

        self.desk.background.run(
            _read, self.desk.register, file, self.desk.clock, leave, then=took, lane=EXCHANGE
        )

    def look(self, then: Callable[[], object] | None = None) -> None:
        """Read how the desk stands, and tell it."""
        from zqdesk.sync.overview import overview

        def show(found: "Overview | None") -> None:
            self.overview = found
            self.changed.emit(found)
            if found is not None and then is not None:
                then()

        self.desk.read(overview, then=show)

    def _touched(self) -> None:
        if self.overview is not None and not self._telling:
            self.look()
            self._wait(AFTER_ACT_MS)

    def _wait(self, pause: int) -> None:
        """Ask after this pause, unless it comes sooner anyway. Nobody is asked while the line is known to be down."""
        if self._leave is None or self.going or (self.since is not None and pause == AFTER_ACT_MS):
            return
        drawn = round(pause * (1 + JITTER * random.random()))  # noqa: S311 - no secret, only scattered
        if not self._timer.isActive() or self._timer.remainingTime() > drawn:
            self._timer.start(drawn)

    def _ask(self) -> None:
        if self._leave is None or self.desk.opened is None or self.overview is None or self.going:
            return
        from zqdesk.sync.client import Line

        found, leave, check = self.overview, self._leave, self._check
        if found.standing not in ("active", "retired"):
            return
        self._line, self.going, self._check = Line(found.address, found.fingerprint), True, False
        self.desk.background.run(
            _step, self.desk.register, self._line, self.desk.clock, leave, check,
            then=lambda taken: self._took(leave, taken), failed=lambda error: self._failed(leave, error),
            lane=EXCHANGE,
        )  # fmt: skip
        self.changed.emit(found)

    def _took(self, leave: "Leave", taken: "Taken | None") -> None:
        if taken is not None:
            self._tell(taken)
        if leave is not self._leave or taken is None:  # of before the desk was locked
            return
        self.going = False
        self.fault, self.since, self._retry_ms = None, None, FIRST_RETRY_MS
        if taken.recovered:
            again = RENUMBERED.format(taken.renumbered) if taken.renumbered else ""
            self.desk.shell.say(RECOVERED + again, "warn")
        self.reported.emit(None)
        self.look()
        if taken.again or self._check:
            self._ask()
        else:
            self._wait(NOW_AND_THEN_MS)

    def _tell(self, taken: "Taken") -> None:
        """Pages that show what has changed read again; a desk reported lost destroys its keys at once."""
        if taken.standing == "lost":
            self._timer.stop()
            self.desk.background.run(
                keeping.destroy_keys, self.desk.folder, self.desk.settings, self.desk.clock(),
                then=lambda _: self.keys_gone.emit(),
            )  # fmt: skip
            return
        if taken.touched:
            self._telling = True
            self.desk.refresh.touched.emit(taken.touched)
            self._telling = False

    def _failed(self, leave: "Leave", error: Exception) -> None:
        if leave is not self._leave:
            return
        self.going = False
        self.fault = error
        self.since = self.since or self.desk.clock()
        self.reported.emit(error)
        self.changed.emit(self.overview)
        self._wait(self._retry_ms)
        self._retry_ms = min(self._retry_ms * 2, LONGEST_RETRY_MS)


def _step(
    register: "Register", line: "Line", clock: Callable[[], datetime], leave: "Leave", check: bool
) -> "Taken | None":
    from zqdesk.records.faults import Known
    from zqdesk.sync.client import Ended, fetch, step

    try:
        taken = step(register.engine, line, clock, leave, check=check)
        if not taken.again and taken.standing == "active":
            with suppress(Known):  # what did not come now comes next time; acts never wait for it
                while fetch(register.engine, line, leave):
                    pass
    except Ended:
        return None
    return taken


def _enrol(register: "Register", invitation: "Invitation", name: str, leave: "Leave") -> bool:
    from zqdesk.sync.client import Ended, enrol

    try:
        enrol(register.engine, invitation, name, leave)
    except Ended:
        return False
    return True


def _write(register: "Register", out: Path, clock: Callable[[], datetime], leave: "Leave") -> int | None:
    from zqdesk.sync import by_stick
    from zqdesk.sync.client import Ended

    try:
        return by_stick.write(register.engine, out, clock, leave)
    except Ended:
        return None


def _read(register: "Register", file: Path, clock: Callable[[], datetime], leave: "Leave") -> "Taken | None":
    from zqdesk.sync import by_stick
    from zqdesk.sync.client import Ended

    try:
        return by_stick.read(register.engine, file, clock, leave)
    except Ended:
        return None


def _nothing() -> None:
    return
