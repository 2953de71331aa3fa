"""Receipts and books go through the same preview as every paper: issued once, then copies, crossed when reversed."""

from pathlib import Path

import pytest

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.course import Course
from tests.office.relief import relief_course
from tests.office.reserve.reserve_course import Reserve
from tests.papers.readback import text_of
from zqdesk.office.cases.letters import printouts
from zqdesk.office.relief.file import file_of
from zqdesk.office.relief.payments import correcting
from zqdesk.papers import catalogue
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.printing.print_dialog import PrintDialog
from zqdesk.ui.printing.printing import PaperPrinter


def saved(clerk: Clerk, path: Path) -> str:
    """Save what the preview shows, close it, and read the file."""
    clerk.save_paper(path)
    return text_of(path.read_bytes())


def test_a_receipt_is_issued_once_then_a_copy_then_void(
    funded: Reserve, clerk: Clerk, course: Course, tmp_path: Path
) -> None:
    case_id = relief_course.agreed(course.register)
    paid = relief_course.pay(course.register, case_id)
    clerk.window.open_case(case_id)
    page = clerk.front(CasePage)
    printer = PaperPrinter(page.desk, page)
    printer.print_receipt(case_id, paid)
    first = saved(clerk, tmp_path / "a.pdf")
    assert "370114001-2026-LK-00001" in first
    assert "副本" not in first
    printer.print_receipt(case_id, paid)
    copy = saved(clerk, tmp_path / "b.pdf")
    assert copy.count("副本") == 2
    assert "作废" not in copy
    entry = file_of(course.dossier(case_id)).payments[0].entry
    funded.approver.do(correcting.reverse, entry.id, "金额记错")
    printer.print_receipt(case_id, paid)
    assert "已冲销作废" in saved(clerk, tmp_path / "c.pdf")
    (paper,) = [each for each in course.dossier(case_id).papers if each.kind == "receipt"]
    assert paper.copy_count == 3


@pytest.mark.usefixtures("funded")
def test_two_open_previews_give_one_original(clerk: Clerk, course: Course, tmp_path: Path) -> None:
    case_id = relief_course.agreed(course.register)
    paid = relief_course.pay(course.register, case_id)
    clerk.window.open_case(case_id)
    page = clerk.front(CasePage)
    printer = PaperPrinter(page.desk, page)
    dialogs = []
    for _ in range(2):
        printer.print_receipt(case_id, paid)
        clerk.settle()
        dialogs = [each for each in page.findChildren(PrintDialog) if each.isVisible()]
    assert len(dialogs) == 2
    for number, dialog in enumerate(dialogs):
        assert not dialog.copies.isEnabled()
        dialog.save_to(tmp_path / f"{number}.pdf")
        clerk.settle()
    assert (tmp_path / "0.pdf").exists()
    assert not (tmp_path / "1.pdf").exists(), "refused before it left"
    assert "只能补打副本" in dialogs[1].note.text()
    assert not dialogs[0].save_button.isEnabled()
    dialogs[0].save_to(tmp_path / "again.pdf")
    clerk.settle()
    assert not (tmp_path / "again.pdf").exists(), "nor twice from the same preview"
    for dialog in dialogs:
        dialog.close()
    clerk.settle()
    (paper,) = [each for each in course.dossier(case_id).papers if each.kind == "receipt"]
    assert paper.copy_count == 1


@pytest.mark.usefixtures("funded")
def test_the_menu_offers_a_receipt_for_each_payment(clerk: Clerk, course: Course) -> None:
    case_id = relief_course.agreed(course.register)
    first = relief_course.pay(course.register, case_id, relief_course.payment(100_000))
    relief_course.pay(course.register, case_id, relief_course.payment(200_000))
    relief_course.issue(course.register, case_id, "receipt", first)
    clerk.window.open_case(case_id)
    page = clerk.front(CasePage)
    menu = page.papers.menu(catalogue.papers_of(course.dossier(case_id)))
    lines = {
        action.text(): action.isEnabled() for action in menu.actions() if action.text().startswith("领款单")
    }
    assert lines == {
        "领款单 370114001-2026-LK-00001（已打印，只能补打副本）": False,
        "领款单 370114001-2026-LK-00002": True,
    }


@pytest.mark.usefixtures("funded")
def test_a_book_of_a_month_is_printed_and_found_by_its_code(
    clerk: Clerk, course: Course, tmp_path: Path
) -> None:
    clerk.window.open_case(relief_course.emergency(course.register))
    page = clerk.front(CasePage)
    PaperPrinter(page.desk, page).print_book("cash_book", f"{town.Clock().now:%Y-%m}")
    text = saved(clerk, tmp_path / "book.pdf")
    assert "现金日记账" in text
    kept = course.register.read(printouts.issued, "cash_book", f"{town.Clock().now:%Y-%m}")
    assert kept is not None
    assert kept.sheet_code in text
