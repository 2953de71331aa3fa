"""What a person does at the window: typing, pressing, waiting until the desk has answered."""

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests import town
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.entrance.sign_in import SignInPage
from zqdesk.ui.shell.application import Program
from zqdesk.ui.shell.window import Window

W = TypeVar("W", bound=QWidget)


def write(widget: QWidget, text: str) -> None:
    """Type a text as an input method does: the only way Chinese gets into a field."""
    widget.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


@dataclass(frozen=True)
class Hands:
    """A person at the desk of a program."""

    bot: QtBot
    program: Program

    @property
    def window(self) -> Window:
        return self.program.window

    @property
    def desk(self) -> Desk:
        return self.program.desk

    def settle(self) -> None:
        """Until everything asked for has been answered."""
        self.bot.waitUntil(lambda: self.desk.background.waiting == 0, timeout=20_000)

    def write(self, widget: QWidget, text: str) -> None:
        write(widget, text)

    def press(self, key: Qt.Key, widget: QWidget | None = None, *, ctrl: bool = False) -> None:
        if widget is None:
            self.window.activateWindow()
            self.bot.waitUntil(self.window.isActiveWindow)
        held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(widget or self.window, key, held)

    def answer_question(self, button: str) -> None:
        """Whenever the next question opens, click the button with these words."""

        def answer() -> None:
            box = QApplication.activeModalWidget()
            if isinstance(box, QMessageBox):
                self.click(next(each for each in box.buttons() if each.text() == button))
            else:
                QTimer.singleShot(20, answer)

        QTimer.singleShot(20, answer)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def gate(self, kind: type[W]) -> W:
        """The page before the desk, which must be of this kind."""
        assert isinstance(self.window.gate, kind), self.window.gate
        return self.window.gate

    def front(self, kind: type[W]) -> W:
        """The page in front, which must be of this kind."""
        page = self.window.front()
        assert isinstance(page, kind), page
        return page

    def sign_in(self, login: str = "01", passphrase: str = town.PASSPHRASE) -> None:
        page = self.gate(SignInPage)
        if page.login_box.isVisible():
            page.login.clear()
            self.write(page.login, login)
        self.write(page.passphrase, passphrase)
        self.press(Qt.Key.Key_Return, page.passphrase)
        self.settle()
