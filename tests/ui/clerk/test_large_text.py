"""At one and a half times the text nothing is cut that somebody must read or press."""

from PySide6.QtWidgets import QMainWindow, QPushButton, QWidget

from tests.journeys.clerk import Clerk
from tests.office.course import Course
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.allowance.case_list import CasesPage


def whole(widget: QWidget) -> bool:
    """Whether a widget has the room it asks for, inside the page it stands on."""
    window = widget.window()
    assert isinstance(window, QMainWindow)
    page = window.centralWidget()
    assert page is not None
    right = widget.mapTo(page, widget.rect().topRight()).x()
    return widget.width() >= widget.sizeHint().width() and right <= page.width()


def test_the_next_step_and_the_amount_of_a_case_are_whole(reader: Clerk, course: Course) -> None:
    reader.window.open_case(course.accepted())
    page = reader.front(CasePage)
    assert whole(page.main_button)
    body = page.area.widget()
    assert body is not None
    assert body.width() <= page.area.viewport().width(), "no column is pushed off the page"


def test_the_filters_of_a_list_go_on_in_a_second_line(reader: Clerk) -> None:
    reader.enter("cases")
    page = reader.front(CasesPage)
    assert all(whole(button) for button in page.groups.findChildren(QPushButton))
    assert page.clerk.y() > page.groups.y()
