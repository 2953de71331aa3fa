"""A person at the desk: presses keys, types, clicks and looks, in the real windows over a real vault."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests import town
from zqdesk.ui.desk.commands import numbered
from zqdesk.ui.desk.page import Page
from zqdesk.ui.printing.print_dialog import PrintDialog
from zqdesk.ui.shell.application import Program, prepare
from zqdesk.ui.widgets.second_person import SecondPersonDialog

W = TypeVar("W", bound=QWidget)
P = TypeVar("P", bound=Page)
PATIENCE_MS = 20_000
MOST_FIELDS = 120
HELD_PRESSES = 20
SMALL_SCREEN = (1366, 768)


class Clerk:
    """Every verb waits until the desk has come to rest again."""

    def __init__(self, qtbot: QtBot, vault: town.Vault, clock: town.Clock) -> None:
        self._qtbot = qtbot
        self.clock = clock
        self.watch = town.Watch()
        self.program = Program(prepare(), vault.folder, clock, self.watch)
        self.window = self.program.window
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.program.start()
            self.window.activateWindow()

    def sign_in(self, login: str) -> None:
        """Type login and passphrase on the page that asks for them."""
        self.wait_until(lambda: self.window.gate is not None)
        fields = [f for f in self.visible(QLineEdit) if f.isEnabled()]
        fields[0].setFocus()
        self.write(login)
        self.press("Return")
        self.write(town.PASSPHRASE)
        self.press("Return")
        self.wait_until(lambda: self.window.gate is None and self.window.front() is not None)
        self.settle()

    def hand_over(self, login: str) -> None:
        """Lock the desk; the next person signs in."""
        self.press("Ctrl+L")
        self.wait_until(lambda: self.window.gate is not None)
        self.settle()
        self.click("换人登录")
        self.settle()
        self.sign_in(login)

    def press(self, *keys: str) -> None:
        """Keys in Qt's notation, one after the other: `Ctrl+Return`, `Tab`, `F10`."""
        for key in keys:
            combined = QKeySequence(key)[0]  # type: ignore[index]
            QTest.keyClick(self._keyboard(), combined.key(), combined.keyboardModifiers())
            self.settle()

    def enter(self, room: str) -> None:
        """Go to a room of the left bar by the key of its place."""
        self.press(numbered(self.window.bar.rooms().index(room) + 1))

    def hold(self, key: str, *, told: bool = True) -> None:
        """Keep a key down for a second: a press and its repeats, told as such by the keyboard or not, a release."""
        combined = QKeySequence(key)[0]  # type: ignore[index]
        code, modifiers = combined.key(), combined.keyboardModifiers()
        self.watch.now += 1
        self.watch.held = True
        for at in range(HELD_PRESSES):
            QTest.simulateEvent(self._keyboard(), True, code, modifiers, "", told and at > 0)
            self.watch.now += 0.05
            self.settle()
        QTest.simulateEvent(self._keyboard(), False, code, modifiers, "", False)
        self.watch.held = False
        self.settle()

    def write(self, text: str) -> None:
        """Letters and digits come from the keyboard, everything else as an input method sends it."""
        if text.isascii():
            QTest.keyClicks(self._target(), text)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            QApplication.sendEvent(self._target(), event)
        self.settle()

    def fill(self, texts: Sequence[str]) -> None:
        """One text for each field in the order of typing, going on with Enter; an empty one leaves the field."""
        for text in texts:
            if text:
                self.write(text)
            self.press("Return")

    def go_on_to(self, field: str) -> None:
        """Press Enter until the cursor is in the field of that name, or in the first one of a table."""
        for _ in range(MOST_FIELDS):
            if self._target().accessibleName() in (field, f"{field}，第1人", f"{field}，第1行"):
                return
            self.press("Return")
        raise AssertionError(f"no way to {field} by Enter")

    def click(self, text: str) -> None:
        """Click the visible button whose words begin so."""
        button = next(b for b in self.visible(QPushButton) if b.text().startswith(text) and b.isEnabled())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def choose(self, text: str) -> None:
        """Choose the line of the open menu that begins so."""
        self.wait_until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(a for a in menu.actions() if a.text().startswith(text))
        assert action.isEnabled(), action.text()
        menu.close()
        action.trigger()
        self.settle()

    def answer_file_dialog(self, path: str) -> None:
        """Whenever the next file dialog opens, type this path into it."""

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QFileDialog):
                name = dialog.findChild(QLineEdit, "fileNameEdit")
                assert name is not None
                name.setText(path)  # the whole path: the dialog may still be reading its folder
                dialog.accept()
            else:
                QTimer.singleShot(20, answer)

        QTimer.singleShot(20, answer)

    def answer_question(self, button: str) -> None:
        """Whenever the next question opens, click the button with these words."""

        def answer() -> None:
            box = QApplication.activeModalWidget()
            if isinstance(box, QMessageBox):
                wanted = next(b for b in box.buttons() if b.text() == button)
                QTest.mouseClick(wanted, Qt.MouseButton.LeftButton)
            else:
                QTimer.singleShot(20, answer)

        QTimer.singleShot(20, answer)

    def front(self, kind: type[P]) -> P:
        """The page in front, which must be of this kind."""
        self.settle()
        page = self.window.front()
        assert isinstance(page, kind), type(page).__name__
        return page

    def dialog(self, kind: type[W]) -> W:
        """The open window of this kind beside the main one."""
        self.wait_until(
            lambda: any(isinstance(w, kind) and w.isVisible() for w in QApplication.topLevelWidgets())
        )
        self.settle()
        return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())

    def signed_by(self, login: str, passphrase: str = town.PASSPHRASE) -> SecondPersonDialog:
        """A colleague types login and passphrase into the dialog that asks for them, and leaves the desk."""
        dialog = self.dialog(SecondPersonDialog)
        dialog.activateWindow()
        dialog.login.clear()
        dialog.login.setFocus()
        self.write(login)
        self.press("Return")
        self.write(passphrase)
        self.press("Return")
        self.settle()
        return dialog

    def save_paper(self, path: Path) -> None:
        """Save the paper that the preview shows to a file, and close the preview."""
        dialog = self.dialog(PrintDialog)
        self.answer_file_dialog(str(path))
        dialog.save_button.click()
        self.settle()
        dialog.close()
        self.settle()

    def visible(self, kind: type[W]) -> list[W]:
        """Widgets of a kind that can be seen, in the window in front."""
        top = QApplication.activeModalWidget() or self.window
        return [each for each in top.findChildren(kind) if each.isVisible()]

    def settle(self) -> None:
        """Wait until nothing runs in the background and everything that came back is shown."""
        QApplication.processEvents()
        self.wait_until(lambda: self.program.desk.background.waiting == 0)
        QApplication.processEvents()

    def leave(self) -> None:
        """Close the window as at the end of a day."""
        self.window.close()
        self.settle()

    def _keyboard(self) -> QWindow:
        """Where the system would send keys: open menus and lists of choices get theirs."""
        self._wake()
        window = QApplication.focusWindow()
        assert window is not None
        return window

    def _target(self) -> QWidget:
        self._wake()
        target = QApplication.focusWidget()
        return target if target is not None else self.window

    def _wake(self) -> None:
        """No window manager here gives the focus back when another window closes."""
        if QApplication.focusWindow() is None:
            self.window.activateWindow()
            QApplication.processEvents()

    def wait_until(self, true: Callable[[], Any]) -> None:
        """Give what comes by a timer or from the background its time."""
        self._qtbot.waitUntil(lambda: bool(true()), timeout=PATIENCE_MS)
