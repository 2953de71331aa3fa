"""Hands on the real windows: keys, clicks and waiting, as the demonstration and the journeys need them."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget

from zqdesk.ui.desk.page import Page
from zqdesk.ui.entrance.sign_in import SignInPage
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.cases.intake import IntakePage
from zqdesk.ui.shell.application import Program
from zqdesk.ui.shell.window import Window
from zqdesk.ui.widgets.fields.yes_no import YesNo

T = TypeVar("T", bound=QWidget)
PATIENCE_SECONDS = 60
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """One person at the keyboard of a running program."""

    def __init__(self, program: Program) -> None:
        self.program = program

    @property
    def window(self) -> Window:
        return self.program.window

    def page(self, kind: type[T]) -> T:
        """The page in front, which must be of this kind."""
        front = self.window.front()
        assert isinstance(front, kind), f"{type(front).__name__} is in front, not {kind.__name__}"
        return front

    def wait(self, condition: Callable[[], object], what: str) -> None:
        """Let the program work until something is so; a minute is too long."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(what)
            QTest.qWait(10)

    def settle(self) -> None:
        """Wait until nothing is under way any more, neither in the background nor in a timer about to start it."""
        for _ in range(2):
            QTest.qWait(60)
            self.wait(lambda: self.program.desk.background.waiting == 0, "background work")

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self._target(), key, modifier)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def write(self, text: str) -> None:
        """Type into the field that has the cursor; what is not on the keyboard comes from the input method."""
        for character in text:
            target = self._target()
            if character.isascii():
                QTest.keyClicks(target, character)
            else:
                event = QInputMethodEvent("", [])
                event.setCommitString(character)
                QApplication.sendEvent(target, event)

    def fill(self, widget: QWidget, text: str) -> None:
        """Put the cursor into a field, type in place of what stands there, and go on."""
        self.wait(widget.isVisible, "the field to be shown")
        if isinstance(widget, QCheckBox):
            if widget.isChecked() != (text == "是"):
                self.press_on(widget, Qt.Key.Key_Space)
            return
        if isinstance(widget, YesNo):
            self.press_on(widget.yes if text == "是" else widget.no, Qt.Key.Key_Space)
            return
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert widget.hasFocus() or widget.isAncestorOf(self._target()), "the field did not take the cursor"
        self.press(Qt.Key.Key_A, CONTROL)
        self.write(text)
        self.press(Qt.Key.Key_Tab)

    def press_on(self, widget: QWidget, key: Qt.Key) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(widget, key)

    def picture(self, path: Path) -> None:
        """What the window shows now, as a picture."""
        self.settle()
        self.window.grab().save(str(path))

    def sign_in(self, login: str, passphrase: str) -> None:
        """From the sign-in page into the desk."""
        self.wait(lambda: self.window.findChild(SignInPage) is not None, "sign-in page")
        page = self.window.findChild(SignInPage)
        assert page is not None
        self.fill(page.login, login)
        page.passphrase.setFocus()
        self.write(passphrase)
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: self.program.desk.opened is not None, "the desk to open")
        self.wait(lambda: isinstance(self.window.front(), Page), "the first page")
        self.settle()

    def change_person(self, login: str, passphrase: str) -> None:
        """One person leaves, another signs in."""
        self.program.entrance.sign_out()
        self.wait(lambda: self.program.desk.opened is None, "the desk to close")
        self.sign_in(login, passphrase)

    def open_case(self, case_id: str) -> CasePage:
        self.window.open_case(case_id)
        self.settle()
        page = self.page(CasePage)
        self.wait(lambda: page.seen is not None, "the case")
        return page

    def take_step(self, case_id: str, act: str, typed: Mapping[str, str] | None = None) -> CasePage:
        """Open a step's panel on the case, fill it in, and do it with Ctrl+Enter."""
        page = self.open_case(case_id)
        choices = [page.offered.main, *page.offered.others]
        step = next((each for each in choices if each is not None and each.act == act), None)
        assert step is not None, f"{act} is not offered"
        if page.offered.main is not None and page.offered.main.act == act:
            self.window.perform("case.next")
        else:
            page.open_step(step)
        self.settle()
        panel = page.place.panel
        assert panel is not None
        for field, text in (typed or {}).items():
            self.fill(panel.form.widget(field), text)
        self.click(panel.submit_button)
        self.settle()
        self.wait(lambda: page.place.panel is None, f"{act} to be done")
        return page

    def says(self, widget: QWidget, text: str) -> bool:
        """Whether a line of a widget can be read as this text, or contains it."""
        return any(text in label.text() for label in widget.findChildren(QLabel))

    def new_application(self) -> IntakePage:
        """F2: an empty application."""
        self.window.perform("intake.new")
        self.settle()
        return self.page(IntakePage)

    def wake(self) -> None:
        """Offscreen no window manager gives the focus back when another window closes."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            QTest.qWait(20)

    def _target(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        focus = popup or self.window.focusWidget() or QApplication.focusWidget()
        assert focus is not None, "nothing has the cursor"
        return focus
