"""At one and a half times the text the reserve and the payment page still fit the screen."""

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget

from tests.journeys.clerk import SMALL_SCREEN, Clerk
from tests.office.relief import relief_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.ui.pages.relief.payment import PaymentPage
from zqdesk.ui.pages.reserve.page import ReservePage


def fits(page: QWidget) -> bool:
    """Whether nothing on the page is pushed off it sideways."""
    areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
    insides = [(area.widget(), area.viewport().width()) for area in areas]
    return all(inside is not None and inside.width() <= room for inside, room in insides)


@pytest.mark.parametrize("part", ["overview", "journal", "payable", "papers", "settling", "cash", "books"])
def test_no_tab_is_wider_than_the_screen(reading_cashier: Clerk, funded: Reserve, part: str) -> None:
    relief_course.helped(funded.register)
    reading_cashier.window.open_reserve(part)
    page = reading_cashier.front(ReservePage)
    reading_cashier.wait_until(lambda: fits(page))
    assert (reading_cashier.window.width(), reading_cashier.window.height()) == SMALL_SCREEN


def test_the_fields_of_a_payment_are_whole(reading_cashier: Clerk, funded: Reserve) -> None:
    reading_cashier.window.open_payment(relief_course.agreed(funded.register))
    page = reading_cashier.front(PaymentPage)
    reading_cashier.wait_until(lambda: fits(page))
    assert page.pay_button.width() >= page.pay_button.sizeHint().width()
