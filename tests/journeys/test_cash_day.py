"""A cashier's first day with the reserve, and the end of the month: opened, filled, paid out of, counted, closed."""

from datetime import date, datetime

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.relief import relief_course
from zqdesk.office.reserve import position as reserve_looks
from zqdesk.office.reserve.months import closing_lists
from zqdesk.office.reserve.position import Position
from zqdesk.records.register import CHINA, Register
from zqdesk.ui.pages.across.today import TodayPage
from zqdesk.ui.pages.relief.payment import PaymentPage
from zqdesk.ui.pages.reserve.bank import BankPart
from zqdesk.ui.pages.reserve.books import BooksPart
from zqdesk.ui.pages.reserve.cash import CashPart
from zqdesk.ui.pages.reserve.overview import OverviewPart
from zqdesk.ui.pages.reserve.page import ReservePage
from zqdesk.ui.pages.reserve.part import Part
from zqdesk.ui.printing.print_dialog import PrintDialog
from zqdesk.ui.widgets.fields.money_edit import MoneyEdit
from zqdesk.ui.widgets.tables.struct_rows import StructRows


def tab(clerk: Clerk, part: str) -> Part:
    """A tab of the reserve, brought to the front."""
    page = clerk.front(ReservePage)
    page.turn_to(part)
    clerk.settle()
    return page.parts[part]


def position(register: Register, clock: town.Clock) -> Position:
    return register.read(reserve_looks.position, clock.now.date())


def open_the_reserve(clerk: Clerk) -> None:
    """Box and float, opened by the approver at the cashier's desk; then the district's money."""
    first = tab(clerk, "overview")
    assert isinstance(first, OverviewPart)
    for _ in ("box", "float"):
        first.first.do_next()
        clerk.settle()
        clerk.press("Ctrl+Return")
        clerk.signed_by("03")
    first.first.do_next()
    clerk.settle()
    clerk.fill(["60,000", "示民财〔2026〕8号"])
    clerk.go_on_to("银行进账单号")
    clerk.write("进0001")
    clerk.press("Ctrl+Return")


def fill_the_tills(clerk: Clerk) -> None:
    """15,000.00 from the bank into the box, 8,000.00 of it to the desk."""
    first = tab(clerk, "overview")
    assert isinstance(first, OverviewPart)
    first.open_act("提取现金")
    clerk.settle()
    clerk.fill(["15000", "支0001"])
    clerk.press("Ctrl+Return")
    clerk.signed_by("03")  # the bank is drawn upon by two people; the reason is the usual one
    money = tab(clerk, "cash")
    assert isinstance(money, CashPart)
    money.tills.selectRow(0)
    clerk.click("领用、交回")
    clerk.go_on_to("金额（元）")
    clerk.write("8000")
    clerk.press("Ctrl+Return")


def ask_the_bank(clerk: Clerk) -> None:
    """November's statement is typed in, matched as proposed, and its reconciliation signed by the approver."""
    bank = tab(clerk, "bank")
    assert isinstance(bank, BankPart)
    clerk.click("录入对账单")
    assert bank.place.panel is not None
    form = bank.place.panel.form
    table, closing = form.widget("lines"), form.widget("closing_fen")
    assert isinstance(closing, MoneyEdit)
    assert isinstance(table, StructRows)
    closing.set_value(4_500_000)
    table.set_values(
        [
            {"booked_on": date(2026, 11, 23), "in_fen": 6_000_000, "slip": "进 1", "text": "转账存入"},
            {"booked_on": date(2026, 11, 24), "out_fen": 1_500_000, "slip": "8812", "text": "现金支票"},
        ]
    )
    clerk.press("Ctrl+Return")
    assert bank.accept_button.text() == "按建议勾对 2 组"
    clerk.click("按建议勾对")
    clerk.settle()
    clerk.click("编制调节表")
    clerk.press("Ctrl+Return")
    clerk.click("请同事在此签字")
    clerk.signed_by("03")
    clerk.settle()
    assert "李大某11-30签字" in bank.state.text()


def count(clerk: Clerk, row: int, notes: str) -> None:
    """Count a till in hundreds; the clerk signs beside the cashier."""
    money = tab(clerk, "cash")
    assert isinstance(money, CashPart)
    money.tills.selectRow(row)
    clerk.click("盘点…")
    clerk.write(notes)
    clerk.press("Ctrl+Return")
    money.counts.selectRow(0)
    clerk.click("请同事在此签字")
    clerk.signed_by("01")


def test_a_day_with_the_cash(clerk: Clerk, register: Register) -> None:
    clock = clerk.clock
    clerk.sign_in("04")
    clerk.enter("reserve")
    open_the_reserve(clerk)
    fill_the_tills(clerk)
    held = position(register, clock)
    assert (held.bank_fen, held.cash_fen, held.balanced) == (4_500_000, 1_500_000, True)

    relief_course.agreed(register)
    clerk.enter("today")
    today = clerk.front(TodayPage)
    today.reload()
    clerk.settle()
    assert [row.act for row in today.table.rows.rows] == ["disburse"]
    clerk.press("Return")
    paying = clerk.front(PaymentPage)
    clerk.write(town.CLERK.name)
    clerk.press("F10")
    clerk.signed_by("01")
    clerk.press("Ctrl+P")
    preview = clerk.dialog(PrintDialog)
    assert "领款单" in preview.drawn.title
    preview.close()
    assert paying.made.table.rows.rows[0].standing_fen == 300_000

    clerk.enter("reserve")
    count(clerk, 0, "70")
    count(clerk, 1, "50")
    evening = position(register, clock)
    assert evening.agrees
    assert all(till.fresh for till in evening.tills)
    first = tab(clerk, "overview")
    assert isinstance(first, OverviewPart)
    assert first.amounts[0].sign.text() == "账实相符 ✓"


def test_the_month_is_closed_and_takes_no_more(clerk: Clerk, register: Register) -> None:
    clock = clerk.clock
    clerk.sign_in("04")
    clerk.enter("reserve")
    open_the_reserve(clerk)
    fill_the_tills(clerk)
    clock.now = datetime(2026, 11, 30, 16, 0, tzinfo=CHINA)
    count(clerk, 0, "70")
    count(clerk, 1, "80")
    ask_the_bank(clerk)
    shelf = tab(clerk, "books")
    assert isinstance(shelf, BooksPart)
    assert shelf.state.text() == "可以结账。"
    clerk.click("结账")
    clerk.press("Ctrl+Return")
    clerk.signed_by("03")
    assert [row.period for row in shelf.closed.rows.rows] == ["2026-11"]
    assert register.read(closing_lists.closings, date(2026, 11, 30)).month == "2026-12"
    first = tab(clerk, "overview")
    assert isinstance(first, OverviewPart)
    first.open_act("提取现金")
    clerk.settle()
    clerk.fill(["100", "支0002"])
    clerk.press("Ctrl+Return")
    assert "已经结账" in clerk.window.banner.text.text()
    assert position(register, clock).bank_fen == 4_500_000
