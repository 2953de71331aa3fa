"""Scans are looked at without danger, and a plain file goes only once the case has it."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QPushButton, QWidget
from sqlalchemy import event

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.course import Course
from tests.ui import foreign_files as files
from zqdesk.office.cases import materials
from zqdesk.office.cases.materials import NewAttachment
from zqdesk.records import attachments as store
from zqdesk.records.faults import Known
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.person import Person
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.printing.attachment_viewer import AttachmentViewer
from zqdesk.ui.printing.attachments import Keeping

OFFER = "添加并清除原文件"


@pytest.fixture
def scanner(clerk: Clerk, tmp_path: Path) -> Path:
    """The folder into which the scanner puts its pictures."""
    folder = tmp_path / "scans"
    folder.mkdir()
    clerk.program.desk.settings = replace(clerk.program.desk.settings, scan_folder=str(folder))
    return folder


def scan(folder: Path, name: str = "户口簿.png") -> Path:
    """A picture that nothing makes smaller."""
    path = folder / name
    Image.effect_noise((200, 200), 90).save(path)
    return path


def opened(clerk: Clerk, case_id: str) -> CasePage:
    clerk.window.open_case(case_id)
    return clerk.front(CasePage)


def offered(clerk: Clerk, page: CasePage) -> bool:
    clerk.settle()
    return any(b.text() == OFFER and b.isVisible() for b in page.findChildren(QPushButton))


def held(course: Course, case_id: str) -> list[str]:
    return [each.title for each in course.dossier(case_id).attachments]


def scanned_and_offered(clerk: Clerk, page: CasePage, folder: Path) -> Path:
    path = scan(folder)
    clerk.wait_until(lambda: offered(clerk, page))
    return path


def test_a_scan_of_any_kind_hangs_on_its_case_and_is_looked_at(
    clerk: Clerk, course: Course, tmp_path: Path
) -> None:
    case_id = course.accepted()
    page = opened(clerk, case_id)
    for number, (_, content) in enumerate(files.whole().values()):
        (tmp_path / f"{number}.scan").write_bytes(content)
    page.strip.add(sorted(tmp_path.glob("*.scan")))
    clerk.settle()
    attachments = course.dossier(case_id).attachments
    assert len(attachments) == len(files.whole())
    for each in attachments:
        page.strip.open_viewer(each)
        viewer = clerk.dialog(AttachmentViewer)
        assert viewer.view.page_count() == 1, each.media_type
        viewer.close()


def test_a_case_with_damaged_scans_opens(
    clerk: Clerk, course: Course, data: town.Vault, register: Register
) -> None:
    case_id = course.accepted()
    for number, (media_type, content) in enumerate(files.whole().values()):
        digest = store.store(data.folder, data.key, content[: len(content) // 2])
        register.do(materials.attach, case_id, NewAttachment(digest, str(number), media_type, 1))
    page = opened(clerk, case_id)
    buttons = [b for b in page.strip.findChildren(QPushButton) if b.accessibleName().startswith("附件")]
    assert len(buttons) == len(files.whole())
    assert all(b.text() == "打不开" or not b.icon().isNull() for b in buttons)


def test_what_cannot_be_looked_at_is_not_taken(clerk: Clerk, course: Course, tmp_path: Path) -> None:
    case_id = course.accepted()
    page = opened(clerk, case_id)
    path = tmp_path / "照片.png"
    path.write_bytes(files.huge_png(60_000))
    page.strip.add([path], remove=True)
    clerk.settle()
    assert "没有添加“照片.png”：图片尺寸过大" in clerk.window.banner.text.text()
    assert path.exists()
    assert held(course, case_id) == []


def test_the_pages_of_a_long_file_are_turned(clerk: Clerk, course: Course, tmp_path: Path) -> None:
    case_id = course.accepted()
    page = opened(clerk, case_id)
    (tmp_path / "long.pdf").write_bytes(files.pages("PDF", 25))
    page.strip.add([tmp_path / "long.pdf"])
    clerk.settle()
    page.strip.open_viewer(course.dossier(case_id).attachments[0])
    viewer = clerk.dialog(AttachmentViewer)
    assert viewer.note.text() == "第 1–10 页，共 25 页"
    assert not viewer.before.isEnabled()
    viewer.after.click()
    clerk.settle()
    viewer.after.click()
    clerk.settle()
    assert (viewer.note.text(), viewer.view.page_count()) == ("第 21–25 页，共 25 页", 5)
    assert not viewer.after.isEnabled()
    viewer.before.click()
    clerk.settle()
    assert viewer.note.text() == "第 11–20 页，共 25 页"
    viewer.close()


def test_an_offered_scan_is_added_and_then_cleared(clerk: Clerk, course: Course, scanner: Path) -> None:
    case_id = course.accepted()
    page = opened(clerk, case_id)
    path = scanned_and_offered(clerk, page, scanner)
    clerk.click(OFFER)
    assert not path.exists()
    assert held(course, case_id) == ["户口簿"]
    scanned_and_offered(clerk, page, scanner)  # the scanner gives the same name again


@pytest.mark.parametrize("login", ["03", "04"])
def test_only_who_may_attach_is_offered_to(clerk: Clerk, course: Course, scanner: Path, login: str) -> None:
    case_id = course.accepted()
    clerk.hand_over(login)
    page = opened(clerk, case_id)
    scan(scanner)
    assert not offered(clerk, page)
    assert not page.attach_button.isVisible()
    assert "case.attach" not in page.commands()
    files_over = QMimeData()
    files_over.setUrls([QUrl.fromLocalFile(str(scanner))])
    held_over = QDragEnterEvent(
        QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, files_over, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    held_over.ignore()
    page.dragEnterEvent(held_over)
    assert not held_over.isAccepted()


def test_a_refused_scan_stays_and_is_offered_again(clerk: Clerk, course: Course, scanner: Path) -> None:
    case_id = course.accepted()
    page = opened(clerk, case_id)
    path = scanned_and_offered(clerk, page, scanner)
    page.strip.add([path])
    clerk.settle()
    clerk.click(OFFER)
    assert "已经添加过" in clerk.window.banner.text.text()
    assert path.exists()
    assert offered(clerk, page)


@pytest.mark.usefixtures("scanner")
def test_a_refused_file_offers_nothing_of_its_folder(clerk: Clerk, course: Course, tmp_path: Path) -> None:
    """Only the scanner's own pictures are ever offered to be taken in and deleted."""
    page = opened(clerk, course.accepted())
    photos = tmp_path / "照片"
    photos.mkdir()
    scan(photos, "全家福.png")
    (photos / "坏.pdf").write_bytes(b"%PDF-1.7 nothing behind it")
    page.strip.add([photos / "坏.pdf"])
    clerk.settle()
    assert "没有添加“坏.pdf”" in clerk.window.banner.text.text()
    assert not offered(clerk, page)


@pytest.mark.usefixtures("scanner")
def test_no_window_keeps_the_key_behind_the_lock(clerk: Clerk, course: Course) -> None:
    page = opened(clerk, course.accepted())
    key = clerk.program.desk.key
    clerk.program.entrance.lock()
    clerk.settle()
    held_by = [
        type(each).__name__
        for each in (page, *page.findChildren(QWidget))
        for value in vars(each).values()
        if value == key or isinstance(value, Keeping)
    ]
    assert held_by == []


def being_taken(clerk: Clerk, course: Course, scanner: Path) -> tuple[str, Path]:
    """A scan whose adding has begun and not ended yet."""
    case_id = course.accepted()
    page = opened(clerk, case_id)
    path = scanned_and_offered(clerk, page, scanner)
    page.strip._take_scans()
    return case_id, path


def test_a_scan_stays_while_the_desk_is_locked(clerk: Clerk, course: Course, scanner: Path) -> None:
    case_id, path = being_taken(clerk, course, scanner)
    clerk.program.entrance.lock()
    clerk.settle()
    assert path.exists()
    assert held(course, case_id) == []
    unlock(clerk)
    assert not path.exists()
    assert held(course, case_id) == ["户口簿"]


def test_a_scan_stays_when_the_person_leaves_for_good(clerk: Clerk, course: Course, scanner: Path) -> None:
    case_id, path = being_taken(clerk, course, scanner)
    clerk.program.entrance.sign_out()
    clerk.settle()
    assert path.exists()
    assert held(course, case_id) == []


def test_a_scan_that_changed_meanwhile_stays(clerk: Clerk, course: Course, scanner: Path) -> None:
    case_id = course.accepted()
    page = opened(clerk, case_id)
    path = scanned_and_offered(clerk, page, scanner)
    once = [lambda: path.write_bytes(files.saved(files.picture(), "PNG"))]
    clerk.program.desk.refresh.touched.connect(lambda _: once and once.pop()())  # the act is committed
    clerk.click(OFFER)
    assert path.read_bytes() == files.saved(files.picture(), "PNG")
    assert held(course, case_id) == ["户口簿"]
    assert "“户口簿.png”已添加；原文件后来有变动，没有清除" in clerk.window.banner.text.text()


def test_a_scan_stays_when_the_disk_of_the_attachments_is_full(
    clerk: Clerk, course: Course, scanner: Path
) -> None:
    case_id = course.accepted()
    page = opened(clerk, case_id)
    path = scanned_and_offered(clerk, page, scanner)
    with files_of_at_most(path.stat().st_size - 1):
        clerk.click(OFFER)
    assert path.exists()
    assert held(course, case_id) == []
    assert offered(clerk, page)
    clerk.click(OFFER)
    assert (path.exists(), held(course, case_id)) == (False, ["户口簿"])


def test_a_scan_stays_when_the_disk_of_the_database_is_full(
    clerk: Clerk, course: Course, scanner: Path
) -> None:
    case_id = course.accepted()
    page = opened(clerk, case_id)
    path = scanned_and_offered(clerk, page, scanner)
    fill_up(clerk.program.desk.register)
    clerk.click(OFFER)
    assert "磁盘已满" in clerk.window.banner.text.text()
    assert path.exists()
    assert held(course, case_id) == []


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file may grow beyond this, as on a full disk."""
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, allowed[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)


def fill_up(register: Register) -> None:
    """Take the last page that the database may have."""
    with register.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    register.engine.dispose()
    most = f"PRAGMA max_page_count = {pages}"
    event.listen(register.engine, "connect", lambda connection, _record: connection.execute(most))
    size = 400
    while size:
        try:
            register.do(_one_more, "示例" * size)
        except Known:
            size //= 2


def _one_more(work: Work, text: str) -> None:
    work.session.add(Person(name="张某", hukou_address=text))


def unlock(clerk: Clerk) -> None:
    clerk.write(town.PASSPHRASE)
    clerk.press("Return")
    clerk.wait_until(lambda: clerk.window.gate is None)
    clerk.settle()
