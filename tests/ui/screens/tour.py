"""A tour of everything the desk can show, in the order the program itself lists it: gates, rooms, tabs, records,
entry windows, the panel of every step, and whatever opens behind a button whose words end in dots.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QMenu,
    QPushButton,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from tests.ui.screens import filled
from tests.ui.screens.sights import named
from zqdesk.office.invented import town
from zqdesk.office.payroll.list_view import head_rows
from zqdesk.office.reserve.ledger.second_words import DOUBLE, Wanted
from zqdesk.records import faults
from zqdesk.records.register import Register
from zqdesk.rules.process import Role
from zqdesk.ui.desk import messages, rooms
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.cases.listing import Segments
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.programmes import FACES
from zqdesk.ui.pages.reserve import word
from zqdesk.ui.shell import doors
from zqdesk.ui.shell.application import Program
from zqdesk.ui.widgets import second_person

PATIENCE = 30.0
WAKES_MS = 20
TURNS = 6
"""Of the event loop, after which heights that depend on widths have found each other."""
Visit = Callable[[str, QWidget], None]


@dataclass
class Tour:
    """`visit(name, window)` is called for each screen, with the window that shows it."""

    program: Program
    visit: Visit
    _opened: set[str] = field(default_factory=set)

    @property
    def register(self) -> Register:
        return self.program.desk.register

    def everything(self) -> None:
        """All of it, from the page before the desk to the last dialog."""
        self.gates()
        self.sign_in()
        self.rooms()
        self.records()
        self.entries()
        self.steps()
        self.questions()

    # Getting about

    def settle(self) -> None:
        """Until nothing is under way in the background and everything has its place."""
        end = time.monotonic() + PATIENCE
        waking = QTimer()  # asleep, not asking: whoever asks all the time keeps the work from being done
        waking.start(WAKES_MS)
        QApplication.processEvents()
        while self.program.desk.background.waiting:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > end:
                raise TimeoutError("the desk does not come to rest")
        waking.stop()
        for _ in range(TURNS):
            QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def sign_in(self) -> None:
        self.program.entrance.show_sign_in()
        self.settle()
        self.program.entrance._sign_in(filled.EVERYTHING.login, town.PASSPHRASE)
        self.settle()

    def show(self, name: str, window: QWidget | None = None) -> None:
        self.settle()
        self.visit(name, window or self.program.window)

    # What there is

    def gates(self) -> None:
        entrance = self.program.entrance
        self.show("gate: sign-in")
        entrance.show_recovery()
        self.show("gate: recovery")
        gate = self.program.window.gate
        gate.show_accounts((("01", "王某"), ("09", filled.LONG_NAME)))  # type: ignore[union-attr]
        self.show("gate: recovery, second step")
        entrance.show_restore()
        self.show("gate: restore")
        entrance.show_set_up()
        self.show("gate: set-up")
        entrance.show_join()
        self.show("gate: join")
        entrance.show_trouble(
            faults.Known("disk.full", "磁盘满了，没有存下来。" * 3, "已有的数据都完好。", "请清理磁盘。")
        )
        self.show("gate: trouble")
        entrance.show_accept(faults.Known("anchor.behind", "这份数据文件不是最后用的那一份。" * 3, "", ""))
        self.show("gate: accept")

    def rooms(self) -> None:
        for room in rooms.ROOMS:
            self.program.window.open_room(room.id)
            self.page(f"room: {room.id}")

    def page(self, name: str) -> None:
        """The page in front with each of its tabs and kinds of list, and what its buttons open."""
        self.settle()
        page = self.program.window.front()
        assert page is not None
        bars = [bar for bar in page.findChildren(QTabBar) if bar.isVisible()]
        if not bars:
            self.lists(name, page)
        for bar in bars:
            for number in range(bar.count()):
                bar.setCurrentIndex(number)
                self.lists(f"{name}, {bar.tabText(number)}", page)

    def lists(self, name: str, page: QWidget) -> None:
        self.show(name)
        self.buttons(name, page)
        for segments in [each for each in page.findChildren(Segments) if each.isVisible()]:
            first = segments.value()
            for value, button in segments.choices():
                if value != first and button.isVisible() and button.isEnabled():
                    button.click()
                    self.show(f"{name}, {button.text()}")
                    self.buttons(f"{name}, {button.text()}", page)

    def records(self) -> None:
        window = self.program.window
        found = self.register.read(filled.cases)
        for (programme, kind, state), case_id in found.items():
            window.open_case(case_id)
            self.page(f"case: {programme} {kind} {state}")
            page = window.front()
            assert isinstance(page, CasePage)
            assert page.seen is not None
            household = page.seen.dossier.household
            if household is not None and "household" not in self._opened:
                self._opened.add("household")
                window.open_household(household.id)
                self.page("household")
                window.back()
                window.open_person(page.seen.dossier.applicant.id)
                self.page("person")
                window.back()
            window.back()
        for row in self.register.read(head_rows):
            window.open_list(row.head.list_id)
            self.page(f"list: {row.head.state}")
            window.back()
        agreed = found["relief", "emergency", "agreed"]
        for kind in [kind for face in FACES.values() for kind in face.records]:
            window._open(partial(doors.record_page, kind, agreed, self.program.desk))
            self.page(f"record: {kind}")
            window.back()

        window.open_raise("allowance")
        self.page("raise")
        window.back()

    def entries(self) -> None:
        window = self.program.window
        for command in doors.entries():
            window.open_entry(command)
            self.page(f"entry: {command}")
            page = window.front()
            assert page is not None
            page.commands()["submit"]()
            self.show(f"entry: {command}, refused")
            window.back()
        window.open_entry("intake.new", self.register.read(filled.large))
        self.page("entry: a large family")
        window.back()

    def steps(self) -> None:
        """The panel of every step that has a form, on a case of its programme."""
        window = self.program.window
        found = self.register.read(filled.cases)
        for programme, face in FACES.items():
            here = [case_id for (of, _, _), case_id in found.items() if of == programme]
            for case_id in here[:1]:
                window.open_case(case_id)
                self.settle()
                page = window.front()
                assert isinstance(page, CasePage)
                assert page.seen is not None
                for act, form in face.forms.items():
                    made = form(self.program.desk, page.seen.dossier)
                    page.place.open(StepPanel(self.program.desk, case_id, act, made, "S2 第31条"))
                    self.show(f"step: {programme} {act}", page.place)
                    page.place.take()
                window.back()

    def buttons(self, name: str, page: QWidget) -> None:
        """What opens behind the buttons whose words say that something opens."""
        for button in self._openers(page):
            if not isValid(button) or not button.isVisible() or not button.isEnabled():
                continue
            key = f"{type(page).__name__} {button.text()}"
            if key in self._opened:
                continue
            self._opened.add(key)
            before = self.program.window.front()
            self._press(f"{name}: {button.text()}", button.click)
            if self.program.window.front() is not before:
                self.program.window.back()
                self.settle()

    def _openers(self, page: QWidget) -> list[QPushButton]:
        return [
            each
            for each in page.findChildren(QPushButton)
            if each.isVisible() and each.isEnabled() and each.text().endswith(("…", "▾"))
        ]

    def _press(self, name: str, press: Callable[[], object]) -> None:
        QTimer.singleShot(0, lambda: self._modals(name))
        press()
        self.settle()
        self._modals(name)
        page = self.program.window.front()
        place = getattr(page, "place", None)
        if place is not None and place.panel is not None:
            self.show(name, place)
            place.take()
            self.settle()
        for dialog in [
            each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()
        ]:
            self._dialog(name, dialog)
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            self._lines(name, menu, press)

    def _lines(self, name: str, menu: QMenu, press: Callable[[], object]) -> None:
        """The lines of a menu that open something; it is opened anew for each, as it goes when it is closed."""
        wanted = [
            action.text() for action in menu.actions() if action.isEnabled() and action.text().endswith("…")
        ]
        menu.close()
        self.settle()
        for words in wanted:
            if words in self._opened:
                continue
            self._opened.add(words)
            press()
            self.settle()
            opened = QApplication.activePopupWidget()
            assert isinstance(opened, QMenu), name
            action = next(each for each in opened.actions() if each.text() == words)
            opened.close()
            self._press(f"{name} {words}", action.trigger)

    def _modals(self, name: str) -> None:
        modal = QApplication.activeModalWidget()
        if isinstance(modal, QDialog):
            self._dialog(name, modal)

    def _dialog(self, name: str, dialog: QDialog) -> None:
        if not isinstance(dialog, QFileDialog):
            QApplication.processEvents()
            self.settle()
            self.visit(f"{name}: {type(dialog).__name__}", dialog)
        if isValid(dialog):
            dialog.reject()
        QApplication.processEvents()

    def questions(self) -> None:
        """The dialogs that stand above the window."""
        window = self.program.window
        window.changing_passphrase.emit()
        self.settle()
        self._modals("passphrase")
        from zqdesk.log import FILE

        messages.report_bug(window, "ValueError", self.program.desk.folder / FILE)
        self.settle()
        self._modals("bug")
        self._scan()
        self._second_person()
        self._manual()
        window.renewing_recovery_code.emit()
        self.show("gate: recovery code")
        window.show_desk()
        self.program.entrance.lock()
        self.show("gate: locked")

    def _second_person(self) -> None:
        """A colleague signs, or gives their word on a number that was booked before."""
        window, desk = self.program.window, self.program.desk
        asked = Wanted(DOUBLE, "进001", "进账单号“进001”已经入过账，再记一次须由另一个人确认并说明原因。")
        roles = (Role.APPROVER,)
        self._dialog(
            "second person", second_person.sign(desk, window, "监盘签字", roles, id, then=id, failed=id)
        )
        self._dialog("a word", word.ask(desk, window, asked, id, id))

    def _manual(self) -> None:
        self.program.window.open_room("today")
        self.settle()
        self.program.window._open_manual()
        self.settle()
        assert self.program.window.manual is not None
        self._dialog("manual", self.program.window.manual)

    def _scan(self) -> None:
        """The window in which a scan is looked at."""
        window = self.program.window
        window.open_case(self.register.read(filled.large))
        self.settle()
        page = window.front()
        assert isinstance(page, CasePage)
        thumbnail = next(each for each in page.strip.findChildren(QPushButton) if "附件" in named(each))
        self._press("scan", thumbnail.click)
