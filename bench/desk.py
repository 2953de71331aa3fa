"""The real window, driven as a person drives it, and timed until what was asked for is painted."""

import time
from collections.abc import Callable
from datetime import datetime
from datetime import time as day_time
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bench.vault import TODAY
from zqdesk.office.invented.town import CLERK, PASSPHRASE
from zqdesk.records.register import CHINA
from zqdesk.ui.desk.page import Page
from zqdesk.ui.entrance.sign_in import SignInPage
from zqdesk.ui.shell.application import Program, prepare
from zqdesk.ui.shell.search_box import SearchBox
from zqdesk.ui.widgets.tables.rows import Table

LONGEST_S = 30


def morning() -> datetime:
    """The desk's clock stands on the morning the vault was filled for."""
    return datetime.combine(TODAY, day_time(10), CHINA)


class Painted(QObject):
    """Ends its loop when a watched widget is painted while `ready` holds."""

    def __init__(self, ready: Callable[[], bool]) -> None:
        super().__init__()
        self._ready = ready
        self._loop = QEventLoop()

    def watch(self, widget: QWidget) -> None:
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._ready():
            watched.removeEventFilter(self)
            self._loop.quit()  # ends once the painting under way is done
        return False

    def wait(self) -> None:
        late = QTimer(self)
        late.setSingleShot(True)
        late.timeout.connect(lambda: self._loop.exit(1))
        late.start(LONGEST_S * 1000)
        if self._loop.exec():
            raise TimeoutError(f"not painted within {LONGEST_S} s")


class DrivenDesk:
    """The program over a filled vault, from its sign-in window on."""

    def __init__(self, folder: Path) -> None:
        self.program = Program(prepare(), folder, morning)
        self.window = self.program.window
        painted = Painted(lambda: True)
        self.program.start()
        assert self.window.gate is not None
        painted.watch(self.window.gate)
        painted.wait()
        while (
            not self.program.desk.background.waiting
        ):  # getting ready begins once the window is on the screen
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        self.rest()

    def rest(self) -> None:
        """Let everything that was begun come to its end."""
        background = self.program.desk.background
        for _ in range(3):  # what has come may ask for more
            while background.waiting:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
            QApplication.processEvents()

    def sign_in(self) -> float:
        """Milliseconds from Enter after the passphrase until today's work is painted."""
        gate = self.window.gate
        assert isinstance(gate, SignInPage)
        gate.login.setText(CLERK.login)
        gate.passphrase.setText(PASSPHRASE)
        painted = Painted(lambda: self.table("today").rows.rowCount() > 0)
        self.window.entered.connect(lambda: painted.watch(self.table("today").viewport()))
        return timed(lambda: QTest.keyClicks(gate.passphrase, "\r"), painted)

    def search(self) -> SearchBox:
        """The search box with the keyboard in it, which takes an active window."""
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.window.search.take_focus()
        assert self.window.search.hasFocus()
        return self.window.search

    def room(self, name: str) -> Page:
        page = self.window.front()
        assert page is not None
        assert self.window.room == name
        return page

    def table(self, name: str) -> Table:
        table = getattr(self.room(name), "table", None)
        assert isinstance(table, Table)
        return table

    def close(self) -> None:
        self.rest()
        self.window.close()


def timed(begin: Callable[[], object], painted: Painted) -> float:
    """Milliseconds from `begin` until the watched widget is painted as it should be."""
    begun = time.perf_counter()
    begin()
    painted.wait()
    return (time.perf_counter() - begun) * 1000


def commit(field: QWidget, text: str) -> None:
    """Hand a text to a field as an input method does, for characters that no key has."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)
