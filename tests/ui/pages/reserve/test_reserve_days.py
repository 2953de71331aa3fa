"""A PC's date that cannot be, as the cashier meets it: asked on the spot, and set right by two."""

from datetime import date

from PySide6.QtWidgets import QLabel

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve
from tests.ui.pages.reserve.test_reserve import opened, overview
from zqdesk.office.reserve.position import journal
from zqdesk.ui.pages.reserve.books import BooksPart
from zqdesk.ui.pages.reserve.cash import CashPart
from zqdesk.ui.pages.reserve.page import ReservePage
from zqdesk.ui.pages.reserve.word import WordDialog


def test_a_far_day_is_confirmed_on_the_spot_and_the_act_goes_on(
    cashier: Clerk, funded: Reserve, clock: town.Clock
) -> None:
    assert funded.box_id
    clock.set(date(2027, 3, 1))
    cashier.press("Ctrl+L")
    cashier.answer_question("日期无误，继续")
    cashier.write(town.PASSPHRASE)
    cashier.press("Return")
    cashier.wait_until(lambda: cashier.window.gate is None)
    page = opened(cashier, "overview")
    cashier.settle()
    assert page.date.isVisible()
    assert "相差98天" in page.date.words.text()
    part = overview(cashier)
    part.open_act("现金存行")
    cashier.settle()
    panel = page.place.panel
    assert panel is not None
    panel._widgets["amount_fen"].set_raw("1.00")
    panel._widgets["voucher"].set_raw("存01")
    panel.submit()
    cashier.settle()
    dialog = panel.findChild(WordDialog)
    assert dialog is not None
    dialog.login.setText("01")
    dialog.passphrase.setText(town.PASSPHRASE)
    dialog.sign()
    assert "请填写原因" in str([label.text() for label in dialog.reason_box.findChildren(QLabel)])
    dialog.reason.set_raw("看过日历")
    dialog.sign()
    cashier.settle()
    (move,) = [each for each in panel.findChildren(WordDialog) if each is not dialog and each.isVisible()]
    assert move.reason.text() == "已核对凭证和金额"
    move.login.setText("01")
    move.passphrase.setText(town.PASSPHRASE)
    move.sign()
    cashier.settle()
    assert page.place.panel is None
    assert not page.date.isVisible()
    assert funded.register.read(journal)[0].text == "现金存行"


def test_a_wrong_count_and_a_wrong_closing_are_set_right_by_two(
    cashier: Clerk, funded: Reserve, clock: town.Clock
) -> None:
    clock.set(date(2026, 12, 1))
    for till_id in (funded.box_id, funded.float_id):
        reserve_course.counted(funded, till_id)
    reserve_course.close_month(funded, "2026-11")
    clock.set(date(2026, 11, 24))
    page = opened(cashier, "books")
    cashier.settle()
    assert "请先核对电脑的日期" in page.date.words.text()
    assert not page.date.confirm_button.isVisible()
    part = page.parts["books"]
    assert isinstance(part, BooksPart)
    part.reopen()
    _set_right(cashier, page)
    assert [row.opened_again != "" for row in part.closed.rows.rows] == [True]
    page = opened(cashier, "cash")
    cashier.settle()
    counts = page.parts["cash"]
    assert isinstance(counts, CashPart)
    counts.counts.selectRow(0)
    cashier.settle()
    assert counts.set_aside_button.isVisible()
    counts.set_aside_button.click()
    _set_right(cashier, page)
    assert any(row.set_aside for row in counts.counts.rows.rows)


def _set_right(cashier: Clerk, page: ReservePage) -> None:
    """The cashier says why, the approver agrees on the spot."""
    cashier.settle()
    panel = page.place.panel
    assert panel is not None
    panel._widgets["reason"].set_raw("电脑日期误为12月1日")
    panel.submit()
    cashier.settle()
    dialog = panel.findChild(WordDialog)
    assert dialog is not None
    dialog.reason.set_raw("核对过日历")
    dialog.login.setText("03")
    dialog.passphrase.setText(town.PASSPHRASE)
    dialog.sign()
    cashier.settle()
    assert page.place.panel is None
