"""At one and a half times the text the reserve and the payment page still fit the screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.records.register import Register
from zqdesk.ui.desk import theme
from zqdesk.ui.pages.relief.payment import PaymentPage
from zqdesk.ui.pages.reserve.page import ReservePage
from zqdesk.ui.shell import application

SCREEN = (1366, 768)


@pytest.fixture
def funded(register: Register) -> Reserve:
    return reserve_course.funded(register)


@pytest.fixture
def reader(qtbot: QtBot, data: town.Vault, clock: town.Clock) -> Iterator[Clerk]:
    """The cashier with weak eyes: text at 150 %."""
    person = Clerk(qtbot, data, clock)
    application.prepare(150)
    person.window.resize(*SCREEN)
    person.sign_in("04")
    yield person
    person.leave()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app)


def fits(page: QWidget) -> bool:
    """Whether nothing on the page is pushed off it sideways."""
    areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
    insides = [(area.widget(), area.viewport().width()) for area in areas]
    return all(inside is not None and inside.width() <= room for inside, room in insides)


@pytest.mark.parametrize("part", ["overview", "journal", "payable", "papers", "settling", "cash", "books"])
def test_no_tab_is_wider_than_the_screen(reader: Clerk, funded: Reserve, part: str) -> None:
    relief_course.helped(funded.register)
    reader.window.open_reserve(part)
    page = reader.front(ReservePage)
    assert fits(page)
    assert (reader.window.width(), reader.window.height()) == SCREEN


def test_the_fields_of_a_payment_are_whole(reader: Clerk, funded: Reserve) -> None:
    reader.window.open_payment(relief_course.agreed(funded.register))
    page = reader.front(PaymentPage)
    assert fits(page)
    assert page.pay_button.width() >= page.pay_button.sizeHint().width()
