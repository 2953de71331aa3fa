"""A job belongs to a sitting: whatever was asked before the lock, nothing of it shows above the sign-in page."""

import errno
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMenu, QWidget

from tests import town
from tests.journeys.clerk import Clerk
from tests.journeys.test_roster import roster
from tests.office.course import Course
from tests.ui import foreign_files as files
from zqdesk.office.cases import materials
from zqdesk.office.cases.acts import ending
from zqdesk.office.cases.materials import NewAttachment
from zqdesk.records import attachments as store
from zqdesk.records.register import Work
from zqdesk.records.tables.person import Person
from zqdesk.rules.process import Role
from zqdesk.ui.desk import messages
from zqdesk.ui.entrance.sign_in import SignInPage
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.allowance.case_list import CasesPage
from zqdesk.ui.pages.people.importing import ImportPage
from zqdesk.ui.printing.attachment_viewer import AttachmentViewer
from zqdesk.ui.printing.print_dialog import PrintDialog
from zqdesk.ui.shell.passphrase_dialog import PassphraseDialog
from zqdesk.ui.widgets import second_person
from zqdesk.ui.widgets.tables import exporting

TYPED = "此段尚未录完"


class Desk:
    """The clerk at an accepted case with a step half filled in."""

    def __init__(self, clerk: Clerk, course: Course, folder: Path) -> None:
        self.clerk, self.course, self.folder = clerk, course, folder
        self.case_id = course.accepted()
        data = clerk.program.desk
        digest = store.store(data.folder, data.key, files.pages("PDF", 3))
        new = NewAttachment(digest, "户口簿", "application/pdf", 1)
        data.register.do(materials.attach, self.case_id, new)
        clerk.window.open_case(self.case_id)
        self.page = clerk.front(CasePage)
        self.heard: list[object] = []

    def preview(self) -> None:
        seen = self.page.seen
        assert seen is not None
        self.page.papers._printer.print_paper(seen.dossier, "acceptance")

    def menu_of_papers(self) -> None:
        self.page._print_menu()

    def save_pdf(self) -> None:
        self.preview()
        self.clerk.dialog(PrintDialog).save_to(self.folder / "受理.pdf")

    def print_again(self) -> None:
        self.save_pdf()
        self.clerk.settle()
        self.clerk.dialog(PrintDialog).close()
        self.page.papers.print_again(self.course.dossier(self.case_id).papers[-1])

    def look_at_a_scan(self) -> None:
        self.page.strip.open_viewer(self.course.dossier(self.case_id).attachments[0])

    def add_a_scan(self) -> None:
        path = self.folder / "照片.png"
        path.write_bytes(files.saved(files.picture(), "PNG"))
        self.page.strip.add([path], remove=True)

    def add_what_is_refused(self) -> None:
        self.page.strip.add([self.folder / "没有这个文件.png"])

    def sign(self, passphrase: str = town.PASSPHRASE) -> None:
        dialog = second_person.sign(
            self.clerk.program.desk, self.page, "签字", (Role.APPROVER,), meet, "张某",
            then=self.heard.append, failed=self.heard.append,
        )  # fmt: skip
        self.clerk.settle()
        dialog.login.setText("03")
        dialog.passphrase.setText(passphrase)
        dialog.sign()

    def sign_wrongly(self) -> None:
        self.sign("wrong-passphrase")

    def act(self) -> None:
        self.clerk.program.desk.do(meet, "李某", then=self.heard.append)

    def stumble(self) -> None:
        self.clerk.program.desk.background.run(fill_the_disk)

    def search(self) -> None:
        self.clerk.window.search.take_focus()
        self.clerk.window.search.setText("张")
        self.clerk.window.search._ask("张")

    def export(self) -> None:
        path = self.folder / "清单.xlsx"
        rows = list(range(2000))
        work = partial(exporting.write, path, "清单", (), rows)
        desk = self.clerk.program.desk
        desk.background.run(work, then=partial(exporting._written, desk, path), lane="aside")

    def change_passphrase(self) -> None:
        self.clerk.window.changing_passphrase.emit()
        dialog = self.clerk.window.findChild(PassphraseDialog)
        assert isinstance(dialog, PassphraseDialog)
        dialog.wanted.emit("wrong-passphrase", "another 1 now")

    def back_up(self) -> None:
        self.clerk.window.look_after_data()


JOBS: dict[str, Callable[[Desk], None]] = {
    name: each for name, each in vars(Desk).items() if callable(each) and not name.startswith("_")
}


def fill_the_disk() -> None:
    raise OSError(errno.ENOSPC, "full")


def meet(work: Work, name: str) -> str:
    """An act as any other."""
    person = Person(name=name)
    work.session.add(person)
    return name


@pytest.fixture
def desk(clerk: Clerk, course: Course, tmp_path: Path) -> Desk:
    made = Desk(clerk, course, tmp_path)
    made.page.next_step()
    clerk.settle()
    type_something(clerk)
    return made


def type_something(clerk: Clerk) -> None:
    clerk.write(TYPED)
    assert typed(clerk) == TYPED


def typed(clerk: Clerk) -> str:
    panel = clerk.front(CasePage).place.panel
    assert panel is not None
    return str(next(iter(text for text in panel._raws().values() if text)))


def above(clerk: Clerk) -> list[QWidget]:
    """Whatever can be seen but the page before the desk."""
    assert isinstance(clerk.window.gate, SignInPage)
    assert clerk.window.outer.currentWidget() is clerk.window.gate
    tops = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not clerk.window]
    over = clerk.window.search.results
    return [*tops, *([over] if over.isVisible() else [])]


def dialogs() -> list[QDialog]:
    """Those that can be seen."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def lock_after(clerk: Clerk, answers: int) -> None:
    """Lock the desk once so many answers have come from the background, or earlier if there are no more."""
    background = clerk.program.desk.background
    came: list[object] = []
    background._arrived.connect(came.append)
    clerk.wait_until(lambda: len(came) >= answers or background.waiting == 0)
    background._arrived.disconnect(came.append)
    clerk.program.entrance.lock()


def unlock(clerk: Clerk) -> None:
    clerk.settle()
    clerk.write(town.PASSPHRASE)
    clerk.press("Return")
    clerk.wait_until(lambda: clerk.window.gate is None)
    clerk.settle()


@pytest.mark.parametrize("job", JOBS)
def test_nothing_of_a_job_shows_above_the_lock(desk: Desk, job: str) -> None:
    for answers in range(3):
        JOBS[job](desk)
        lock_after(desk.clerk, answers)
        assert above(desk.clerk) == []
        desk.clerk.settle()
        assert above(desk.clerk) == []
        unlock(desk.clerk)
        assert desk.clerk.front(CasePage) is desk.page
        assert typed(desk.clerk) == TYPED
        for each in dialogs():
            each.close()


@pytest.mark.parametrize("locked", [True, False])
def test_nobody_else_ever_sees_what_a_job_brought(desk: Desk, *, locked: bool) -> None:
    for job in JOBS.values():
        job(desk)
    if locked:
        desk.clerk.program.entrance.lock()
        desk.clerk.settle()
    desk.clerk.program.entrance.sign_out()
    assert above(desk.clerk) == []
    desk.clerk.settle()
    assert above(desk.clerk) == []
    desk.clerk.sign_in("02")
    assert dialogs() == []
    assert not desk.clerk.window.banner.isVisible()


def test_a_paper_asked_for_before_the_lock_comes_after_it(desk: Desk) -> None:
    desk.preview()
    lock_after(desk.clerk, 0)
    desk.clerk.settle()
    unlock(desk.clerk)
    desk.clerk.dialog(PrintDialog).close()


def test_a_colleague_who_signed_before_the_lock_has_signed(desk: Desk) -> None:
    desk.sign()
    lock_after(desk.clerk, 0)
    desk.clerk.settle()
    assert desk.heard == []
    unlock(desk.clerk)
    assert desk.heard == ["张某"]
    assert dialogs() == []


def test_a_window_beside_the_case_comes_back(desk: Desk) -> None:
    desk.look_at_a_scan()
    viewer = desk.clerk.dialog(AttachmentViewer)
    desk.clerk.program.entrance.lock()
    assert not viewer.isVisible()
    unlock(desk.clerk)
    assert viewer.isVisible()
    assert viewer.view.page_count() == 3
    viewer.close()


def test_the_desk_is_locked_from_a_window_beside_it(desk: Desk) -> None:
    desk.look_at_a_scan()
    desk.clerk.dialog(AttachmentViewer).activateWindow()
    desk.clerk.press("Ctrl+L")
    assert above(desk.clerk) == []


def _question(page: CasePage) -> object:
    return messages.ask(page, "问题", "要紧吗？", yes="要紧")


def _reason(page: CasePage) -> object:
    return QInputDialog.getText(page, "原因", "写明原因")[1]


def _file(page: CasePage) -> object:
    return bool(QFileDialog.getOpenFileName(page, "选文件")[0])


@pytest.mark.parametrize("ask", [_question, _reason, _file])
def test_a_question_is_answered_with_no_and_does_not_come_back(
    desk: Desk, ask: Callable[[CasePage], object]
) -> None:
    QTimer.singleShot(0, desk.page, lambda: lock_with_a_dialog(desk.clerk))
    assert ask(desk.page) is False
    assert above(desk.clerk) == []
    unlock(desk.clerk)
    assert QApplication.activeModalWidget() is None
    assert typed(desk.clerk) == TYPED


def lock_with_a_dialog(clerk: Clerk) -> None:
    assert QApplication.activeModalWidget() is not None
    clerk.program.entrance.lock()


def _open_menu(desk: Desk) -> None:
    desk.page._more_menu()


def _open_person_menu(desk: Desk) -> None:
    desk.clerk.window.top.person.click()


def _open_list(desk: Desk) -> None:
    desk.clerk.window.open_room("cases")
    desk.clerk.front(CasesPage).kind.showPopup()


@pytest.mark.parametrize("pop_up", [_open_menu, _open_person_menu, _open_list])
def test_what_pops_up_closes_for_good(desk: Desk, pop_up: Callable[[Desk], None]) -> None:
    pop_up(desk)
    desk.clerk.settle()
    assert any(w.isVisible() for w in QApplication.topLevelWidgets() if w is not desk.clerk.window)
    desk.clerk.program.entrance.lock()
    desk.clerk.settle()
    assert above(desk.clerk) == []
    unlock(desk.clerk)
    assert not any(isinstance(w, QMenu) and w.isVisible() for w in QApplication.topLevelWidgets())
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize("answers", [0, 1, 2, 3])
def test_an_import_goes_on_where_it_was(clerk: Clerk, tmp_path: Path, answers: int) -> None:
    clerk.window.open_room("import")
    page = clerk.front(ImportPage)
    page.open(roster(tmp_path / "名册.xlsx"))
    lock_after(clerk, answers)
    clerk.settle()
    assert above(clerk) == []
    unlock(clerk)
    clerk.wait_until(lambda: page.households and page._job is None)
    clerk.answer_question("导入")
    page._import()
    assert page._job is not None
    clerk.program.entrance.lock()
    clerk.settle()
    assert above(clerk) == []
    unlock(clerk)
    assert "已导入 2 户" in clerk.window.banner.text.text()


def test_what_was_begun_before_signing_out_can_be_asked_for_again(clerk: Clerk, course: Course) -> None:
    case_id = course.accepted()
    clerk.program.desk.do(ending.withdraw, case_id, "")
    clerk.program.entrance.sign_out()
    clerk.settle()
    clerk.sign_in("01")
    told: list[Exception] = []
    clerk.program.desk.do(ending.withdraw, case_id, "", failed=told.append)
    clerk.settle()
    assert len(told) == 1


@pytest.mark.parametrize("leave", ["_close", "_unmap"])
def test_a_roster_is_left_while_it_is_checked(clerk: Clerk, tmp_path: Path, leave: str) -> None:
    """What the check still brings changes nothing of what was said since."""
    clerk.window.open_room("import")
    page = clerk.front(ImportPage)
    page.open(roster(tmp_path / "名册.xlsx"))
    clerk.wait_until(lambda: page.opened is not None and page._job is not None)
    if leave == "_close":
        page._close()
    else:
        for picker in page.review.mapping.pickers:
            picker.setCurrentIndex(0)
        page.review.mapping.changed.emit()
    said = page.review.summary.text()
    clerk.settle()
    assert page._job is None
    assert page.households == ()
    assert page.review.summary.text() == said
    assert clerk.window.banner.text.text() == ""
