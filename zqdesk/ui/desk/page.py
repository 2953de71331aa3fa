"""A page: widgets, the look they show, and the commands they offer while it is in front."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from zqdesk.ui.desk.among import Among
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.presses import Rest
from zqdesk.ui.desk.refresh import Touched


class Page(QWidget):
    """One page of the window. Reads again when it comes to the front stale, or is in front when touched."""

    title = ""
    first: QWidget | None = None
    """What the keyboard is wanted for first; no focus proxy, which would take the page's other stops from Tab."""
    topic = ""
    """The section of the manual that tells of this page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.stale = True
        self.rest = Rest(desk.ticks)
        desk.refresh.touched.connect(self._touched)

    def reload(self) -> None:
        """Start reading in the background and show what comes."""

    def concerns(self, touched: Touched) -> bool:
        """Whether this page shows any of the touched rows."""
        return bool(touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Ids of the command table this page carries out now, and how."""
        return {}

    def whole(self) -> bool:
        """Whether the list of this page is read to its end."""
        return True

    def filter_words(self) -> str:
        """How the list of this page is filtered, for its print; empty where all of it is shown."""
        said = [
            getattr(each, "filter_words", None) for each in self.findChildren(QWidget) if each.isVisible()
        ]
        return "；".join(filter(None, (words() for words in said if words is not None)))

    def begin(self, step: str) -> None:
        """Called once before the page is shown: the step it should open with, or nothing."""

    def come_from(self, found: Among) -> None:
        """Called once before the page is shown: the list it was opened from."""

    def come_to_front(self) -> None:
        """Called by the window whenever the page is shown; a stale page reads again."""
        self.rest.begin()
        if self.stale:
            self.stale = False
            self.reload()

    def take_focus(self) -> None:
        """Called by the window when the page is shown: put the keyboard where it is wanted first.

        A list with nothing in it is hidden: the page holds the keyboard for it until it is there.
        """
        if self.first is not None:
            self.first.installEventFilter(self)
        there = self.first if self.first is not None and not self.first.isHidden() else self
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.first and event.type() == QEvent.Type.Show and self.hasFocus():
            self.take_focus()
        elif watched is self.first and event.type() == QEvent.Type.Hide and self.isVisible():
            QTimer.singleShot(0, self, self._hold)
        return super().eventFilter(watched, event)

    def _hold(self) -> None:
        if self.isVisible() and QApplication.focusWidget() is None:
            self.take_focus()

    def leave(self) -> None:
        """Called by the window before the page is closed for good, or the desk is locked: keep what is typed."""

    def _touched(self, touched: Touched) -> None:
        if not self.concerns(touched):
            return
        if self.isVisible():
            self.reload()
        else:
            self.stale = True
