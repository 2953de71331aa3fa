"""Scans stay encrypted, papers are issued once and marked as copies after that."""

from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter

from tests.journeys.clerk import Clerk
from tests.office.course import Course
from tests.papers.readback import text_of
from zqdesk.records.tables.paper import Paper
from zqdesk.ui.desk import pictures
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.printing.attachment_viewer import AttachmentViewer
from zqdesk.ui.printing.print_dialog import PrintDialog, PrintJob, prepare, upright


def scan(path: Path) -> Path:
    image = QImage(300, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    assert image.save(str(path))
    return path


def test_a_scan_is_kept_encrypted_and_seen_again(clerk: Clerk, course: Course, tmp_path: Path) -> None:
    clerk.window.open_case(course.accepted())
    page = clerk.front(CasePage)
    path = scan(tmp_path / "户口簿.png")
    page.strip.add([path], remove=True)
    clerk.settle()
    clerk.wait_until(lambda: page.seen is not None and page.seen.dossier.attachments)
    clerk.settle()
    assert not path.exists(), "the plain file is gone once the encrypted one is safe"
    kept = [p for p in (clerk.program.desk.folder / "attachments").iterdir() if p.is_file()]
    assert len(kept) == 1
    assert not kept[0].read_bytes().startswith(b"\x89PNG")
    assert page.seen is not None
    page.strip.open_viewer(page.seen.dossier.attachments[0])
    viewer = clerk.dialog(AttachmentViewer)
    assert viewer.view.page_count() == 1
    viewer.close()


def test_what_is_no_scan_is_refused(clerk: Clerk, course: Course, tmp_path: Path) -> None:
    clerk.window.open_case(course.accepted())
    page = clerk.front(CasePage)
    wrong = tmp_path / "notes.png"
    wrong.write_text("text", encoding="utf-8")
    page.strip.add([wrong])
    clerk.settle()
    assert clerk.window.banner.isVisible()
    assert page.seen is not None
    assert page.seen.dossier.attachments == ()


def test_a_paper_is_issued_once_and_then_a_copy(clerk: Clerk, course: Course, tmp_path: Path) -> None:
    case_id = course.accepted()
    clerk.window.open_case(case_id)
    page = clerk.front(CasePage)
    clerk.press("Ctrl+P")
    clerk.choose("受理通知书")
    clerk.save_paper(tmp_path / "a.pdf")
    (paper,) = course.dossier(case_id).papers
    assert (paper.kind, paper.copy_count) == ("acceptance", 1)
    page.papers.print_again(paper)
    again = clerk.dialog(PrintDialog)
    assert again.drawn.content != (tmp_path / "a.pdf").read_bytes()
    clerk.answer_file_dialog(str(tmp_path / "b.pdf"))
    again.save_button.click()
    clerk.settle()
    again.close()
    (paper,) = course.dossier(case_id).papers
    assert paper.copy_count == 2


def test_a_preview_takes_no_number_and_a_letter_has_one_original(
    clerk: Clerk, course: Course, tmp_path: Path
) -> None:
    case_id = course.accepted()
    clerk.window.open_case(case_id)
    page = clerk.front(CasePage)
    assert page.seen is not None
    previews = []
    for _ in range(2):
        page.papers.open(page.seen.dossier)
        clerk.settle()
        page.papers.print_new("acceptance")
        clerk.settle()
        previews.append(clerk.dialog(PrintDialog))
        assert previews[-1].number.text() == "示街救受〔2026〕　号"
        previews[-1].hide()
    assert course.register.read(lambda session: session.query(Paper).count()) == 0
    for preview, name in zip(previews, "ab", strict=True):
        preview.show()
        preview.save_to(tmp_path / name)
        clerk.settle()
    assert previews[0].number.text() == "示街救受〔2026〕1号"
    assert "示街救受〔2026〕1号" in text_of((tmp_path / "a").read_bytes())
    assert not previews[0].save_button.isEnabled()
    assert not (tmp_path / "b").exists(), "a second preview that stood open does not become a second original"
    assert "补打副本" in previews[1].note.text()
    for preview in previews:
        preview.close()
    page.papers.print_new("acceptance")
    clerk.settle()
    copy = clerk.dialog(PrintDialog)
    assert "副本" in text_of(copy.drawn.content)
    copy.close()


def test_papers_that_cannot_be_printed_say_why(clerk: Clerk, course: Course) -> None:
    from zqdesk.papers import catalogue

    case_id = course.accepted()
    clerk.window.open_case(case_id)
    page = clerk.front(CasePage)
    choices = catalogue.papers_of(course.dossier(case_id))
    menu = page.papers.menu(choices)
    refusal = next(action for action in menu.actions() if action.text().startswith("不予确认告知书"))
    assert not refusal.isEnabled()
    assert "（" in refusal.text()


def test_pages_fill_the_sheet_at_300_dpi(qapp: object, tmp_path: Path) -> None:
    assert qapp is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(300)
    prepare(printer)
    page = QImage(2480, 3508, QImage.Format.Format_RGB32)
    page.fill(QColor("#204060"))
    job = PrintJob(printer, 1)
    job.add([page])
    job.add([page])
    job.end()
    printed = pictures.pdf_pages((tmp_path / "out.pdf").read_bytes(), dpi=36)
    assert len(printed) == 2
    for x, y in ((3, 3), (printed[0].width() - 4, printed[0].height() - 4)):
        assert abs(printed[0].pixelColor(x, y).blue() - 0x60) < 8


def test_a_page_on_its_side_is_turned_onto_the_sheet(qapp: object) -> None:
    assert qapp is not None
    wide = QImage(297, 210, QImage.Format.Format_RGB32)
    wide.fill(QColor("#ffffff"))
    wide.setPixelColor(0, 0, QColor("#102030"))
    turned = upright(wide)
    assert (turned.width(), turned.height()) == (210, 297)
    assert turned.pixelColor(209, 0).name() == "#102030"
    assert upright(turned) is turned
