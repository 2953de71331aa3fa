"""The way in and out: first run, sign-in, lock, recovery, restoring, and what happens when none of it works."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from zqdesk import log, paths
from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import keeping, messages, opening
from zqdesk.ui.desk.desk import Desk, Opened
from zqdesk.ui.desk.look import fonts
from zqdesk.ui.entrance.gate import Gate
from zqdesk.ui.entrance.sign_in import SignInPage
from zqdesk.ui.shell.window import Window

if TYPE_CHECKING:
    from zqdesk.office.hall.restoration import Restored

READY_AFTER_MS = 60
"""The window is on the screen and takes keys before the database layer begins to load."""
DOUBTFUL = "clock.doubtful"
"""The refusal of a day that somebody has to look at; the office is not loaded yet."""
RETRY_AS_FIELD = ("disk.", "database.locked")
"""Faults that are told where she is; the others take the whole page."""


class Entrance(QObject):
    """Decides which gate stands before the desk, and opens and closes the desk."""

    def __init__(self, window: Window, desk: Desk) -> None:
        super().__init__(window)
        self.window, self.desk = window, desk
        self._login = ""
        self._hold = opening.Hold(desk.folder)
        self._hidden: list[QDialog] = []
        self._founded: Opened | None = None
        window.locking.connect(self.lock)
        window.signing_out.connect(self.sign_out)
        window.changing_passphrase.connect(self.change_passphrase)
        window.restoring.connect(self.restore_from_desk)
        window.renewing_recovery_code.connect(self.renew_recovery_code)
        window.closing.connect(self.close)
        desk.exchanger.keys_gone.connect(self._keys_gone)

    def start(self) -> None:
        """Show the first page at once; take the folder and load the rest once it is on the screen.

        After a fault at unlocking anybody may sign in here: nothing of the person before is left.
        """
        self._clear_up()
        if paths.holds_vault(self.desk.folder):
            self.show_sign_in()
        else:
            self.show_set_up()
        QTimer.singleShot(READY_AFTER_MS, self._get_ready)

    def show_sign_in(self) -> None:
        page = SignInPage(told=self.desk.greeting)
        page.entered.connect(self._sign_in)
        page.recovering.connect(self.show_recovery)
        page.restoring.connect(self.show_restore)
        self._show(page)

    def show_set_up(self) -> None:
        from zqdesk.ui.entrance.set_up import SetUpPage
        from zqdesk.ui.shell import founding

        page = SetUpPage()

        def found(entry: object) -> None:
            page.show_busy(True)
            self._run(
                founding.found_hall, entry, self.desk.clock,
                then=lambda made: self._show_code(made, entry), failed=page.show_failure,
            )  # fmt: skip

        page.finished.connect(found)
        page.restoring.connect(self.show_restore)
        page.joining.connect(self.show_join)
        self._show(page)
        self.desk.background.run(founding.towns, self.desk.clock(), then=page.show_towns)

    def show_join(self) -> None:
        """A further desk of a town that is there already; what was cut off goes on."""
        from zqdesk.ui.entrance.join import JoinPage
        from zqdesk.ui.shell import joining

        page = JoinPage(begun=joining.begun(self.desk.folder))

        def join(*typed: str) -> None:
            entry = joining.Join(*typed)
            page.show_busy(True)
            self._run(
                joining.join, entry, self.desk.clock,
                then=lambda made: self._show_code(made, entry), failed=page.show_failure,
                progressed=page.show_progress,
            )  # fmt: skip

        page.finished.connect(join)
        page.beginning_anew.connect(lambda: self._run(joining.begin_anew, then=lambda _: self.show_join()))
        page.left.connect(self.start)
        self._show(page)

    def show_trouble(self, error: Exception) -> None:
        from zqdesk.ui.entrance.trouble import TroublePage

        page = TroublePage(error, self.desk.folder)
        page.restoring.connect(self.show_restore)
        page.accepting.connect(lambda: self.show_accept(error))
        page.trying_again.connect(self.start)
        page.quitting.connect(self.window.close)
        self._show(page)

    def show_accept(self, error: Exception) -> None:
        from zqdesk.ui.entrance.accept import AcceptPage

        page = AcceptPage(error)

        def accept(login: str, secret: str) -> None:
            page.show_busy(True)
            self._run(
                keeping.accept, self.desk.settings, (login, secret), self.desk.clock,
                then=self._start_anew, failed=page.show_failure,
            )  # fmt: skip

        page.chosen.connect(accept)
        page.left.connect(self.start)
        self._show(page)

    def _start_anew(self, text: str) -> None:
        self.start()
        page = self.window.gate
        if isinstance(page, SignInPage):
            page.tell(text)

    def show_recovery(self) -> None:
        from zqdesk.ui.entrance.recovery import RecoveryPage

        page = RecoveryPage()
        keys: list[bytes] = []

        def opened(found: tuple[bytes, tuple[tuple[str, str], ...]]) -> None:
            keys.append(found[0])
            if isValid(page):
                page.show_accounts(found[1])

        def failed(error: Exception) -> None:
            if isinstance(error, Refused):
                page.show_failure(error)
            else:
                self.show_trouble(error)

        def give(code: str) -> None:
            page.show_busy(True)
            self._run(opening.recover, code, self.desk.clock, then=opened, failed=failed)

        def enter(login: str, passphrase: str) -> None:
            page.show_busy(True)
            self._login = login
            self._into(opening.enter_anew, keys[0], (login, passphrase), failed=page.show_failure)

        page.code_given.connect(give)
        page.chosen.connect(enter)
        page.left.connect(self.show_sign_in)
        self._show(page)

    def show_restore(self) -> None:
        from zqdesk.ui.entrance.restore import RestorePage

        page = RestorePage()

        def look(folder: Path) -> None:
            self.desk.background.run(
                keeping.listing,
                self.desk.folder,
                folder,
                then=partial(show, folder),
                failed=page.show_missing,
            )

        def show(folder: Path, rows: tuple[keeping.BackupRow, ...]) -> None:
            if isValid(page):
                page.show_backups(folder, rows)

        def restore(path: Path, login: str, secret: str) -> None:
            page.show_busy(True)
            self._run(
                keeping.restore, path, (login, secret), self.desk.clock,
                then=self._restored, failed=page.show_failure, progressed=page.show_progress,
            )  # fmt: skip

        page.looking.connect(look)
        page.chosen.connect(restore)
        page.left.connect(self.start)
        self._show(page)
        look(keeping.folder_of(self.desk.folder, self.desk.settings))

    def lock(self) -> None:
        """Close the database and drop its key; pages, windows and what is typed stay where they are."""
        if self.desk.opened is None:
            return
        name = self.desk.actor.name
        for page in self.window.open_pages():
            page.leave()
        self.desk.background.lock()
        self._hidden = self._cleared()
        self._drop()
        gate = SignInPage(login=self._login, name=name)
        gate.entered.connect(self._unlock)
        gate.changing_person.connect(self.sign_out)
        self._show(gate)
        self.window.activateWindow()  # the keyboard may have been in a dialog
        log.event("desk.locked")

    def sign_out(self) -> None:
        """Close everything for the next person."""
        for page in self.window.open_pages() if self.desk.opened else ():
            page.leave()
        self._clear_up()
        self.show_sign_in()

    def change_passphrase(self) -> None:
        """Ask the person at the desk for a new passphrase of their own."""
        from zqdesk.ui.shell.passphrase_dialog import PassphraseDialog

        dialog = PassphraseDialog(self.window)

        def change(old: str, new: str) -> None:
            work = partial(opening.change_passphrase, old=old, new=new)
            self._run(work, self.desk.opened_now(), self._login,
                      then=lambda _: changed(), failed=dialog.show_failure)  # fmt: skip

        def changed() -> None:
            if isValid(dialog):
                dialog.accept()
            self.window.say("口令已修改，下次登录请用新口令。")

        dialog.wanted.connect(change)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def renew_recovery_code(self) -> None:
        """Show a new recovery code, and put it in place once it is proved to be on paper; the desk stays behind."""
        from zqdesk.office.hall import setup
        from zqdesk.records import keys
        from zqdesk.ui.entrance.recovery_code import RecoveryCodePage

        code = keys.new_recovery_code()

        def show(hall: object) -> None:
            page = RecoveryCodePage(code, getattr(hall, "name", ""), replacing=True)
            page.left.connect(self.window.show_desk)
            page.confirmed.connect(lambda: replace(page))
            self._show(page)

        def replace(page: Gate) -> None:
            page.setEnabled(False)
            self._run(opening.replace_recovery_code, self.desk.opened_now(), code,
                      then=lambda _: told(""), failed=lambda error: told(messages.explain(error)))  # fmt: skip

        def told(wrong: str) -> None:
            self.window.show_desk()
            done = "恢复码已更换，请把新的一份锁进保险柜，原来的一份作废。"
            self.window.say(wrong or done, "bad" if wrong else "good")

        self.desk.read(setup.hall, then=show)

    def restore_from_desk(self) -> None:
        self.sign_out()
        self.show_restore()

    def close(self) -> None:
        """The program ends: keep what is typed, close the database, let the folder go."""
        if self.desk.opened is not None:
            for page in self.window.open_pages():
                page.leave()
        self._drop()
        self.desk.background.run(self._hold.let_go)
        self.desk.background.stop()

    def _get_ready(self) -> None:
        self.desk.background.run(self._hold.take, failed=self.show_trouble)
        self.desk.background.run(opening.warm_up)
        fonts.load_rarer()

    def _sign_in(self, login: str, passphrase: str) -> None:
        page = self.window.gate
        assert isinstance(page, SignInPage)
        page.show_busy(True)
        self._login = login
        self._into(opening.sign_in, login, passphrase, failed=self._not_entered)

    def _unlock(self, login: str, passphrase: str) -> None:
        page = self.window.gate
        assert isinstance(page, SignInPage)
        page.show_busy(True)
        self._into(opening.sign_in, login, passphrase, failed=self._not_entered)

    def _into(self, work: Callable[..., Opened], *args: Any, failed: Callable[[Exception], object]) -> None:
        """Enter the desk; a day that can hardly be is asked about first."""

        def ask(error: Exception) -> None:
            problem = error.problems[0] if isinstance(error, Refused) else None
            if problem is None or problem.code != DOUBTFUL:
                failed(error)
            elif messages.ask(self.window, "请核对日期", f"{problem.text}编号、期限和文书日期都按电脑日期算。",
                              yes="日期无误，继续", no="日期不对，先去改"):  # fmt: skip
                self._run(
                    partial(work, day_is_right=True), *args, self.desk.clock, then=self._enter, failed=failed
                )
            else:
                text = "请在系统设置里把电脑的日期改对，再登录。"
                failed(Refused(Problem("clock.wrong", text, "passphrase")))

        self._run(work, *args, self.desk.clock, then=self._enter, failed=ask)

    def _not_entered(self, error: Exception) -> None:
        page = self.window.gate
        if isinstance(page, SignInPage) and (
            isinstance(error, Refused) or str(error).startswith(RETRY_AS_FIELD)
        ):
            page.show_busy(False)
            page.show_failure(error)
        else:
            self.show_trouble(error)

    def _enter(self, opened: Opened) -> None:
        self.desk.opened = opened
        for page in self.window.open_pages():
            page.stale = True
        self.window.show_desk()
        for each in self._hidden:
            each.show()
        self._hidden = []
        self.desk.background.unlock()
        self.window.entered.emit()

    def _show_code(self, made: tuple[Opened, str], entry: object) -> None:
        from zqdesk.ui.entrance.recovery_code import RecoveryCodePage

        opened, code = made
        self._login = getattr(entry, "login", "")
        page = RecoveryCodePage(code, getattr(entry, "name", ""))
        page.confirmed.connect(lambda: self._enter(opened))
        self._founded = opened
        self._show(page)

    def _restored(self, restored: "Restored") -> None:
        kept = f"原来的文件在 {restored.aside.name} 里。" if restored.aside else ""
        self._start_anew(f"备份已恢复。{restored.text}{kept}账号和岗位是备份那时的，请管理员登录后逐一核对。")

    def _keys_gone(self) -> None:
        """The district has reported this desk lost: nobody comes in any more, and the page says why."""
        from zqdesk.records import keys
        from zqdesk.records.faults import Known

        self._clear_up()
        try:
            keys.load(self.desk.folder)
        except Known as error:
            self.show_trouble(error)

    def _clear_up(self) -> None:
        """End the sitting: its pages, its windows, its key, and what its jobs would still have told."""
        self.desk.end_sitting()
        for each in (*self._hidden, *self._cleared()):
            each.deleteLater()
        self._hidden = []
        self.window.close_desk()
        self._drop()

    def _cleared(self) -> list[QDialog]:
        """Take everything away that stands above the window, and what was copied; returns the dialogs that can come back.

        A question that waits for its answer in a loop of its own is answered with no. Menus and lists close.
        """
        kept = []
        clipboard = QApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
        for each in QApplication.topLevelWidgets():
            if not each.isVisible() or isinstance(each, Window):
                continue
            if not isinstance(each, QDialog):
                each.close()
            elif each.windowModality() is Qt.WindowModality.ApplicationModal:
                each.reject()
            else:
                each.hide()
                kept.append(each)
        return kept

    def _drop(self) -> None:
        self.desk.background.run(self.desk.decoder.stop, lane="aside")
        self.desk.background.run(self.desk.exchanger.end())
        opened, self.desk.opened = self.desk.opened or self._founded, None
        self._founded = None
        if opened is not None:
            self.desk.background.run(opening.close, opened)

    def _show(self, page: Gate) -> None:
        self.window.show_gate(page)
        first = page.first()
        if first is not None:
            first.setFocus()

    def _run(self, work: Callable[..., Any], *args: Any, **callbacks: Any) -> None:
        """Never without the folder in hand: another program may be writing there."""
        self.desk.background.run(self._hold.through, work, *args, **callbacks)
