"""F1 shows what the manual says of the page, beside it; Esc goes back to the field, and nothing was touched."""

import importlib
import pkgutil

from PySide6.QtWidgets import QApplication

import zqdesk.ui.pages
from tests.journeys.clerk import Clerk
from zqdesk.ui.desk.page import Page
from zqdesk.ui.pages.cases.intake import IntakePage
from zqdesk.ui.shell.manual import ManualWindow, manual_text


def every_page(kind: type[Page] = Page) -> set[type[Page]]:
    return {kind, *(each for sub in kind.__subclasses__() for each in every_page(sub))}


def test_every_page_has_its_section() -> None:
    for module in pkgutil.walk_packages(zqdesk.ui.pages.__path__, "zqdesk.ui.pages."):
        importlib.import_module(module.name)
    headings = {line.lstrip("# ") for line in manual_text().splitlines() if line.startswith("#")}
    pages = [each for each in every_page() if each.__module__.startswith("zqdesk")]
    assert len(pages) > 15
    named = {each.__name__: each.topic for each in pages if each.topic}
    assert {name: topic for name, topic in named.items() if topic not in headings} == {}
    assert {each.__name__ for each in pages if not each.topic} <= {"Page", "LongListPage", "CaseListPage"}


def test_help_opens_beside_the_entry_and_comes_back_to_the_field(clerk: Clerk) -> None:
    clerk.press("F2")
    page = clerk.front(IntakePage)
    clerk.go_on_to("姓名")
    clerk.write("𬭎某")
    field = QApplication.focusWidget()
    before = page.entry.record()
    clerk.press("F1")
    manual = clerk.dialog(ManualWindow)
    assert manual.sections.currentText() == "受理一件申请"
    assert manual.text.textCursor().block().text() == "受理一件申请"
    assert clerk.window.front() is page
    clerk.press("Esc")
    assert not manual.isVisible()
    assert QApplication.focusWidget() is field
    assert page.entry.record() == before
    clerk.write("某")
    assert page.entry.members.names() == ["𬭎某某"], "typing goes on where it was left"


def test_esc_in_the_window_closes_the_manual_before_the_entry(clerk: Clerk) -> None:
    clerk.press("F2")
    page = clerk.front(IntakePage)
    clerk.press("F1")
    manual = clerk.dialog(ManualWindow)
    clerk.window.activateWindow()
    page.entry.fields()[0].setFocus()
    clerk.press("Esc")
    assert not manual.isVisible()
    assert clerk.window.front() is page


def test_the_lock_hides_the_manual(clerk: Clerk) -> None:
    clerk.press("F1")
    manual = clerk.dialog(ManualWindow)
    clerk.press("Ctrl+L")
    clerk.wait_until(lambda: clerk.window.gate is not None)
    assert not manual.isVisible()
