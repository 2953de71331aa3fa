"""The cashier's payment page: what it proposes, what it refuses, the receipt, the correction on the spot."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.relief import relief_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.relief.entries import ReliefApproval, StagePlan
from zqdesk.office.reserve import position as reserve_looks
from zqdesk.office.reserve.cash import tills
from zqdesk.office.reserve.cash.tills import CashOffer
from zqdesk.office.reserve.position import Position
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.relief.payment import PaymentPage
from zqdesk.ui.printing.print_dialog import PrintDialog


@pytest.fixture
def case_id(funded: Reserve) -> str:
    """An emergency whose help of 3,000.00 was agreed upon."""
    return relief_course.agreed(funded.register)


def opened(person: Clerk, case_id: str) -> PaymentPage:
    person.window.open_payment(case_id)
    return person.front(PaymentPage)


def position(funded: Reserve, clock: town.Clock) -> Position:
    return funded.register.read(reserve_looks.position, clock.now.date())


def words(page: PaymentPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def write_into(person: Clerk, page: PaymentPage, field: str, text: str) -> None:
    """Put the cursor into a field and type in place of what stands there."""
    widget = page.form.widget(field)
    widget.setFocus()
    person.press("Ctrl+A")
    person.write(text)


def choose_witness(person: Clerk, page: PaymentPage) -> None:
    write_into(person, page, "second_payer", town.CLERK.name)


def pay(person: Clerk, case_id: str) -> PaymentPage:
    """Paid as it was agreed, before the clerk."""
    page = opened(person, case_id)
    choose_witness(person, page)
    person.press("F10")
    person.signed_by("01")
    return page


def test_the_page_proposes_what_was_agreed(cashier: Clerk, case_id: str) -> None:
    page = opened(cashier, case_id)
    assert page.form.record().amount_fen == 300_000
    assert page.form.record().payee_name == "张某某"
    assert page.side.amount.text() == "¥ 3,000.00"
    assert page.side.capitals.text() == "叁仟元整"
    assert "先行救助" in page.side.basis.text()
    assert page.side.money.text() == "本窗口现金 8,000.00 元，付后余 5,000.00 元"


def test_f10_pays_and_offers_the_receipt(
    cashier: Clerk, case_id: str, funded: Reserve, clock: town.Clock
) -> None:
    page = pay(cashier, case_id)
    assert position(funded, clock).unsettled_fen == 300_000
    assert page.made.table.rows.rows[0].receipt_number == "370114001-2026-LK-00001"
    assert not page.form_card.isVisible()
    assert not page.pay_button.isVisible()
    assert page.window().focusWidget() is page.made.print_button
    cashier.press("F10")
    assert position(funded, clock).unsettled_fen == 300_000
    cashier.press("Ctrl+P")
    dialog = cashier.dialog(PrintDialog)
    assert "领款单" in dialog.drawn.title
    dialog.close()


def test_a_refusal_stands_at_its_field_and_loses_nothing(
    cashier: Clerk, case_id: str, funded: Reserve, clock: town.Clock
) -> None:
    page = opened(cashier, case_id)
    write_into(cashier, page, "amount_fen", "3000.01")
    write_into(cashier, page, "proxy_name", "孙某")
    cashier.press("F10")
    told = words(page)
    assert "最多还可发放3,000.00元" in told
    assert "代领人须出示本人身份证" in told
    assert "两人在场" in told
    assert page.form.record().amount_fen == 300_001
    assert page.form.record().proxy_name == "孙某"
    assert position(funded, clock).unsettled_fen == 0


def test_what_cannot_be_read_is_named_before_anything_is_asked(cashier: Clerk, case_id: str) -> None:
    page = opened(cashier, case_id)
    write_into(cashier, page, "amount_fen", "三千")
    cashier.press("F10")
    assert "不是金额" in words(page)
    assert page.form.widget("amount_fen").hasFocus()


def test_what_was_typed_is_there_again(cashier: Clerk, case_id: str) -> None:
    page = opened(cashier, case_id)
    write_into(cashier, page, "proxy_name", "𬭎某某")
    write_into(cashier, page, "proxy_relation", "邻居")
    cashier.press("Esc")
    page = opened(cashier, case_id)
    assert page.form.record().proxy_name == "𬭎某某"
    assert page.form.widget("proxy_relation").isVisible()
    assert page.form.record().proxy_relation == "邻居"


def test_only_what_the_way_needs_is_asked(cashier: Clerk, case_id: str) -> None:
    page = opened(cashier, case_id)
    shown = {name for name, box in page._boxes.items() if box.isVisible()}
    assert shown == {
        "payee_name", "payee_id_number", "payee_phone", "amount_fen", "way", "sign_kind", "second_payer",
        "proxy_name",
    }  # fmt: skip
    write_into(cashier, page, "way", "转账")
    cashier.press("Tab")
    assert page.form.widget("account_number").isVisible()
    assert not page.form.widget("second_payer").isVisible()
    assert "银行存款 45,000.00 元" in page.side.money.text()


def test_without_a_float_the_page_says_so(cashier: Clerk, case_id: str, funded: Reserve) -> None:
    funded.cashier.do(tills.offer_cash, CashOffer(funded.float_id, funded.box_id, 799_000))
    page = opened(cashier, case_id)
    assert page.side.money.text() == "！本窗口现金只有 10.00 元，不够付 3,000.00 元。"
    assert page.side.money.property("tone") == "bad"
    choose_witness(cashier, page)
    cashier.press("F10")
    assert "不够3,000.00元" in words(page)


def test_a_family_paid_before_is_shown_first(cashier: Clerk, funded: Reserve) -> None:
    relief_course.helped(funded.register)
    again = replace(relief_course.FIRE, name="张某", id_number="", phone="13000000000", cause="traffic")
    other = relief_course.emergency(funded.register, again)
    page = opened(cashier, other)
    assert page.side.warning_card.isVisible()
    assert "370114001-2026-LK-00001" in page.side.warnings.text()


def test_a_slip_is_put_right_at_once(
    cashier: Clerk, case_id: str, funded: Reserve, clock: town.Clock
) -> None:
    page = pay(cashier, case_id)
    cashier.click("记错了")
    cashier.write("金额记错")
    cashier.press("Ctrl+Return")
    cashier.signed_by("03")
    assert position(funded, clock).unsettled_fen == 0
    assert page.form_card.isVisible()
    assert page.form.record().amount_fen == 300_000
    write_into(cashier, page, "amount_fen", "2900")
    choose_witness(cashier, page)
    cashier.press("F10")
    cashier.signed_by("01")
    assert position(funded, clock).unsettled_fen == 290_000
    assert [made.standing_fen for made in page.made.table.rows.rows] == [290_000, 0]


def test_money_that_comes_back_is_recorded_on_the_page(
    cashier: Clerk, funded: Reserve, clock: town.Clock
) -> None:
    page = opened(cashier, relief_course.helped(funded.register))
    cashier.click("钱退回来了")
    assert page.place.panel is not None
    page.place.panel.form.widget("reason").setFocus()
    cashier.write("退回")
    cashier.press("Ctrl+Return")
    assert position(funded, clock).unsettled_fen == 0
    assert position(funded, clock).cash_fen == 1_500_000


def test_stages_are_paid_one_after_the_other(cashier: Clerk, funded: Reserve, clock: town.Clock) -> None:
    clock_day = clock.now.date()
    plan = (
        StagePlan(100_000, clock_day + timedelta(days=8)),
        StagePlan(141_200, clock_day + timedelta(days=60)),
    )
    case_id = relief_course.approved(funded.register, clock, ReliefApproval(241_200, stages=plan))
    page = opened(cashier, case_id)
    assert page.form.widget("stage_id").isVisible()
    assert page.form.record().amount_fen == 100_000
    choose_witness(cashier, page)
    if by_bank := page.form.record().by_bank:
        page.form.widget("bank_slip").set_value("回0007")  # type: ignore[attr-defined]
    cashier.press("F10")
    if not by_bank:  # what the bank pays nobody sees handed out
        cashier.signed_by("01")
    assert not page.form_card.isVisible()
    cashier.press("Ctrl+N")
    assert page.form_card.isVisible()
    assert page.form.record().second_payer == ""
    assert page.side.amount.text() == "¥ 1,412.00"


def test_enter_on_the_case_leads_here(cashier: Clerk, case_id: str) -> None:
    cashier.window.open_case(case_id)
    cashier.front(CasePage)
    cashier.press("Ctrl+Return")
    assert cashier.front(PaymentPage).case_id == case_id


def test_work_elsewhere_does_not_undo_what_is_being_typed(
    cashier: Clerk, case_id: str, funded: Reserve
) -> None:
    page = opened(cashier, case_id)
    write_into(cashier, page, "amount_fen", "2500")
    funded.cashier.do(tills.offer_cash, CashOffer(funded.box_id, funded.float_id, 10_000))
    page.reload()
    cashier.settle()
    assert page.form.record().amount_fen == 250_000
    assert page.side.money.text() == "本窗口现金 8,100.00 元，付后余 5,600.00 元"
