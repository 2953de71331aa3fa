"""F1 shows what the manual says of the page, beside it; Esc goes back to the field, and nothing was touched."""

import importlib
import pkgutil
import re

from PySide6.QtWidgets import QApplication

import zqdesk.ui.pages
from tests.journeys.clerk import Clerk
from zqdesk.ui.desk import commands
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


def test_the_manual_lists_every_key_and_no_other() -> None:
    """Rooms stand in one line, as there are many of them; Alt+↓ is Qt's own and belongs to fields."""
    section = manual_text().split("\n## 按键\n")[1].split("\n## ")[0]
    cells = [
        cell.strip() for line in section.splitlines() if line.startswith("|") for cell in line.split("|")
    ]
    told = {key for cell in cells for key in re.split(r" / ", cell) if re.fullmatch(r"[A-Z][\w+↓]*", key)}
    rooms = {each.key for each in commands.ALL if each.id.startswith("room.")}
    keys = {commands.key_text(each.key) for each in commands.ALL} - rooms
    assert told == keys | {"Alt+↓"}
    assert "Ctrl+1 … 9、0，Ctrl+Shift+1 …" in cells
    assert rooms == {f"Ctrl+{n}" for n in range(10)} | {f"Ctrl+Shift+{n}" for n in range(1, len(rooms) - 9)}


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
