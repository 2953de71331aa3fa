"""The room of the reserve: what it shows, where each figure leads, and the acts done from it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import openpyxl
from PySide6.QtWidgets import QLabel

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.reserve import position as reserve_looks
from zqdesk.office.reserve.books import names
from zqdesk.office.reserve.cash import tills
from zqdesk.office.reserve.cash.tills import CashOffer
from zqdesk.office.reserve.paying import settling
from zqdesk.office.reserve.position import Position
from zqdesk.records.register import Register
from zqdesk.ui.pages.across.today import TodayPage
from zqdesk.ui.pages.relief.payment import PaymentPage
from zqdesk.ui.pages.reserve.books import BooksPart
from zqdesk.ui.pages.reserve.cash import CashPart
from zqdesk.ui.pages.reserve.forms import bank
from zqdesk.ui.pages.reserve.journal import JournalPart
from zqdesk.ui.pages.reserve.lists import books as book_list
from zqdesk.ui.pages.reserve.overview import OverviewPart
from zqdesk.ui.pages.reserve.overview_words import identity_words
from zqdesk.ui.pages.reserve.page import ReservePage
from zqdesk.ui.pages.reserve.part import Part
from zqdesk.ui.pages.reserve.settling import SettlingPart

P = TypeVar("P", bound=Part)


def opened(person: Clerk, part: str = "overview") -> ReservePage:
    person.window.open_reserve(part)
    return person.front(ReservePage)


def tab(person: Clerk, name: str, kind: type[P]) -> P:
    """A tab of the reserve, brought to the front."""
    part = opened(person, name).parts[name]
    assert isinstance(part, kind)
    return part


def overview(person: Clerk) -> OverviewPart:
    return tab(person, "overview", OverviewPart)


def journal(person: Clerk) -> JournalPart:
    return tab(person, "journal", JournalPart)


def cash(person: Clerk) -> CashPart:
    return tab(person, "cash", CashPart)


def settlements(person: Clerk) -> SettlingPart:
    return tab(person, "settling", SettlingPart)


def position(register: Register, clock: town.Clock) -> Position:
    return register.read(reserve_looks.position, clock.now.date())


def is_closed(part: Part) -> bool:
    """Whether the act was done and its panel has gone."""
    return part.place.panel is None


def words(widget: object) -> str:
    found = widget.findChildren(QLabel)  # type: ignore[attr-defined]
    return " ".join(label.text() for label in found if label.isVisible())


def test_an_empty_reserve_says_what_to_do_first(cashier: Clerk, register: Register) -> None:
    part = overview(cashier)
    assert not part.body.isVisible()
    assert part.first.next_button.text() == "设立现金箱…"
    part.first.do_next()
    cashier.settle()
    panel = part.place.panel
    assert panel is not None
    assert not panel.submit_button.isVisible()
    panel.form.widget("name")
    cashier.press("Ctrl+Return")
    cashier.signed_by("03")
    box = register.read(tills.box_of)
    assert box is not None
    assert (box.name, box.holder_id) == ("现金箱", town.CASHIER.id)
    assert part.first.next_button.text() == "设立窗口备用金…"


def test_a_clerk_looks_and_moves_nothing(clerk: Clerk, funded: Reserve) -> None:
    assert funded.box_id
    part = overview(clerk)
    assert part.body.isVisible()
    assert not part.acts.isVisible()
    money = cash(clerk)
    assert not money.count_button.isVisible()
    assert not money.open_button.isVisible()
    assert not settlements(clerk).submit_button.isVisible()


def test_the_balances_stand_beside_the_identity(
    cashier: Clerk, funded: Reserve, register: Register, clock: town.Clock
) -> None:
    relief_course.helped(register)
    part = overview(cashier)
    assert [amount.number.text() for amount in part.amounts] == [
        "¥ 57,000.00", "¥ 0.00", "¥ 3,000.00", "¥ 0.00",
    ]  # fmt: skip
    assert part.identity.text() == identity_words(position(register, clock))
    assert "拨入 60,000.00 = 银行 45,000.00 + 现金 12,000.00 + 未核销 3,000.00" in part.identity.text()
    assert part.amounts[0].sign.text() == "现金还没有盘点"
    assert funded.float_id in {row.account.removeprefix("till:") for row in part.table.rows.rows}


def test_every_figure_leads_to_its_entries(cashier: Clerk, funded: Reserve) -> None:
    page = opened(cashier)
    part = overview(cashier)
    part.amounts[0].setFocus()
    cashier.press("Return")
    assert page.front.id == "journal"
    assert len(journal(cashier).table.rows.rows) == 3
    opened(cashier)
    part.table.selectRow(2)
    part.table.setFocus()
    cashier.press("Return")
    rows = journal(cashier).table.rows.rows
    assert [row.kind for row in rows] == ["float_out"]
    assert journal(cashier).account.currentData() == f"till:{funded.float_id}"
    assert journal(cashier).sums.text() == "1 笔  ·  借方合计 8,000.00  ·  贷方合计 0.00  ·  差额 8,000.00"


def test_an_allocation_is_booked_from_the_panel(
    cashier: Clerk, register: Register, clock: town.Clock
) -> None:
    reserve_course.opened(register)
    part = overview(cashier)
    part.open_act("区级拨付")
    cashier.settle()
    cashier.press("Ctrl+Return")
    assert part.place.panel is not None
    assert "请填写金额" in words(part.place.panel)
    cashier.fill(["60000", "示民财〔2026〕9号"])
    cashier.press("Ctrl+Return")
    assert "请填写银行进账单号" in words(part.place.panel)
    part.place.panel.form.widget("bank_voucher").set_raw("进009")  # type: ignore[attr-defined]
    cashier.press("Ctrl+Return")
    assert is_closed(part)
    assert position(register, clock).bank_fen == 6_000_000
    assert part.body.isVisible()


def test_a_blank_day_is_named_at_its_field(cashier: Clerk, funded: Reserve) -> None:
    assert funded.box_id
    part = overview(cashier)
    part.open_act("区级拨付")
    cashier.settle()
    assert part.place.panel is not None
    part.place.panel.form.widget("notice_on").setText("")  # type: ignore[attr-defined]
    cashier.fill(["100", "示民财〔2026〕9号"])
    cashier.press("Ctrl+Return")
    assert "请填写日期" in words(part.place.panel)


def test_what_was_typed_for_one_till_is_not_shown_for_another(cashier: Clerk, funded: Reserve) -> None:
    part = cash(cashier)
    part.tills.selectRow(0)
    part.count()
    cashier.settle()
    cashier.fill(["12"])
    cashier.press("Esc")
    other = next(n for n, row in enumerate(part.tills.rows.rows) if row.id == funded.float_id)
    part.tills.selectRow(other)
    part.count()
    cashier.settle()
    assert part.place.panel is not None
    assert part.place.panel.form.record().pieces == {}
    cashier.press("Esc")
    part.tills.selectRow(0)
    part.count()
    cashier.settle()
    assert part.place.panel.form.record().pieces == {10_000: 12}


def test_a_slip_is_reversed_on_the_spot(
    cashier: Clerk, funded: Reserve, register: Register, clock: town.Clock
) -> None:
    assert funded.box_id
    relief_course.helped(register)
    part = journal(cashier)
    assert part.table.rows.rows[0].receipt_number == "370114001-2026-LK-00001"
    assert "领款人 张某某" in part.entry.more.text()
    part.entry.reverse_button.click()
    cashier.settle()
    cashier.write("多付一百元")
    cashier.press("Ctrl+Return")
    cashier.signed_by("03")
    assert position(register, clock).unsettled_fen == 0
    newest, paid = part.table.rows.rows[:2]
    assert (newest.amount_fen, newest.reverses, newest.by_name) == (-300_000, paid.number, town.APPROVER.name)
    part.table.selectRow(1)
    assert not part.entry.reverse_button.isVisible()
    part.entry.related_button.click()
    cashier.settle()
    assert part.entry.row is not None
    assert part.entry.row.number == newest.number


def test_money_that_came_back_is_recorded_from_its_entry(
    cashier: Clerk, funded: Reserve, register: Register, clock: town.Clock
) -> None:
    assert funded.box_id
    relief_course.helped(register)
    part = journal(cashier)
    part.entry.refund_button.click()
    cashier.settle()
    assert part.place.panel is not None
    assert part.place.panel.form.record().amount_fen == 300_000
    part.place.panel.form.widget("amount_fen").setText("1000")  # type: ignore[attr-defined]
    part.place.panel.form.widget("reason").setFocus()
    cashier.write("多领退回")
    cashier.press("Ctrl+Return")
    assert position(register, clock).unsettled_fen == 200_000


def test_cash_is_counted_and_signed_by_a_second_person(
    cashier: Clerk, funded: Reserve, register: Register, clock: town.Clock
) -> None:
    part = cash(cashier)
    part.tills.selectRow(next(n for n, r in enumerate(part.tills.rows.rows) if r.id == funded.float_id))
    part.count()
    cashier.settle()
    cashier.fill(["79"])
    cashier.press("Ctrl+Return")
    assert part.place.panel is not None
    assert "请说明原因" in words(part.place.panel)
    part.place.panel.form.widget("pieces").fields[10_000].setText("80")  # type: ignore[attr-defined]
    cashier.press("Ctrl+Return")
    assert is_closed(part)
    assert part.counts.rows.rows[0].counted_fen == 800_000
    assert not part.sign_button.isVisible()
    part.sign_count_here()
    cashier.signed_by("01")
    assert part.counts.rows.rows[0].signed_by_name == town.CLERK.name
    till = next(till for till in position(register, clock).tills if till.id == funded.float_id)
    assert till.fresh


def test_only_what_can_be_settled_is_ticked(
    cashier: Clerk, funded: Reserve, register: Register, clock: town.Clock
) -> None:
    assert funded.box_id
    relief_course.closed(register)
    other = replace(
        relief_course.FIRE, name="𬭎某", id_number="", phone="13000000001", address="9号", cause="traffic"
    )
    relief_course.helped(register, replace(other, amount_fen=100_000))
    part = settlements(cashier)
    assert [row.why_not for row in part.unsettled.rows.rows] == ["", "先行救助手续未补齐"]
    part.unsettled.setFocus()
    cashier.press("Space", "Down", "Space")
    assert [row.payee for row in part.unsettled.chosen_rows()] == ["张某某"]
    assert "已选 1 笔 3,000.00 元" in part.sum.text()
    part.submit()
    cashier.settle()
    cashier.press("Ctrl+Return")
    part.lists.choose("batches")
    part.lists.changed.emit()
    cashier.settle()
    part.answer()
    cashier.settle()
    panel = part.place.panel
    assert panel is not None
    panel.form.widget("document_number").setFocus()
    cashier.write("示民批〔2026〕3号")
    cashier.press("Ctrl+Return")
    assert position(register, clock).settled_fen == 300_000


def test_a_returned_payment_keeps_the_districts_reason(
    cashier: Clerk, funded: Reserve, register: Register, clock: town.Clock
) -> None:
    assert funded.box_id
    relief_course.closed(register)
    ids = tuple(row.disbursement_id for row in settlements(cashier).unsettled.rows.rows)
    register.acting_as(town.CASHIER).do(settling.submit_settlement, settling.Batch(ids))
    part = settlements(cashier)
    part.lists.choose("batches")
    part.lists.changed.emit()
    cashier.settle()
    part.reload()
    cashier.settle()
    part.answer()
    cashier.settle()
    panel = part.place.panel
    assert panel is not None
    panel.form.widget("document_number").setFocus()
    cashier.write("示民批〔2026〕3号")
    panel.form.widget("returned").setFocus()
    cashier.write("签字不清")
    cashier.press("Ctrl+Return")
    assert [row.answer for row in part.batches.rows.rows] == ["全部退回"]
    assert position(register, clock).unsettled_fen == 300_000


def test_cash_goes_from_hand_to_hand_once_it_is_taken(
    clerk: Clerk, funded: Reserve, register: Register, clock: town.Clock
) -> None:
    """Box and float of one holder: booked at once; the page shows it without being asked."""
    clerk.hand_over("04")
    part = cash(clerk)
    funded.cashier.do(tills.offer_cash, CashOffer(funded.float_id, funded.box_id, 100_000))
    part.reload()
    clerk.settle()
    held = {row.id: row.held_fen for row in part.tills.rows.rows}
    assert held == {funded.box_id: 800_000, funded.float_id: 700_000}
    part.tills.selectRow(next(n for n, r in enumerate(part.tills.rows.rows) if r.id == funded.float_id))
    part.move_cash()
    clerk.settle()
    assert part.place.panel is not None
    part.place.panel.form.widget("amount_fen").setFocus()
    clerk.write("200.50")
    clerk.press("Ctrl+Return")
    assert position(register, clock).cash_fen == 1_500_000
    assert {row.id: row.held_fen for row in part.tills.rows.rows}[funded.float_id] == 679_950


def test_a_month_says_what_keeps_it_open(
    cashier: Clerk, funded: Reserve, register: Register, clock: town.Clock
) -> None:
    assert funded.box_id
    part = opened(cashier, "books").parts["books"]
    assert isinstance(part, BooksPart)
    assert not part.close_button.isEnabled()
    assert "还没有结束" in part.state.text()
    assert "现金箱" in part.state.text()
    assert position(register, clock).opened


def test_a_book_is_written_as_a_workbook(cashier: Clerk, funded: Reserve, tmp_path: Path) -> None:
    assert funded.box_id
    part = opened(cashier, "books").parts["books"]
    assert isinstance(part, BooksPart)
    line = next(book for book in part.table.rows.rows if book.kind == "bank_book")
    assert line.subject == "2026-11"
    part.export_to(line, tmp_path / "bank.xlsx")
    cashier.settle()
    sheet = openpyxl.load_workbook(tmp_path / "bank.xlsx").active
    assert sheet is not None
    values = [value for row in sheet.iter_rows(values_only=True) for value in row]
    assert any(value in (45_000, 45_000.0) for value in values)


def test_the_books_are_called_as_they_are_printed() -> None:
    from zqdesk.papers.reserve.books import KINDS

    assert names.TITLES.keys() == KINDS.keys()


def test_every_slip_of_the_month_is_on_the_shelf(cashier: Clerk, funded: Reserve) -> None:
    part = opened(cashier, "books").parts["books"]
    assert isinstance(part, BooksPart)
    named = [(names.TITLES[book.kind][0], book_list.name_words(book)) for book in part.table.rows.rows]
    assert ("现金日记账", "2026年11月") in named
    assert ("现金日记账", "2026年11月 1号窗口备用金") in named
    assert ("拨付/领用单", "记-2026-0001") in named
    part.month.setCurrentIndex(part.month.findData("2026"))
    part.month.activated.emit(part.month.currentIndex())
    cashier.settle()
    assert book_list.name_words(part.table.rows.rows[0]) == "2026年度"
    assert funded.box_id in part.table.rows.rows[5].subject


def test_the_plain_text_journal_is_written(cashier: Clerk, funded: Reserve, tmp_path: Path) -> None:
    assert funded.box_id
    path = tmp_path / "books.beancount"
    cashier.window.open_reserve("books")
    part = opened(cashier, "books").parts["books"]
    assert isinstance(part, BooksPart)
    cashier.answer_file_dialog(str(path))
    part.export_text()
    cashier.settle()
    assert "60000.00 CNY" in path.read_text(encoding="utf-8").replace(",", "")


def test_every_act_of_the_bank_has_its_form(cashier: Clerk, funded: Reserve) -> None:
    assert funded.box_id
    part = overview(cashier)
    for title, _ in bank.FORMS:
        part.open_act(title)
        cashier.settle()
        assert part.place.panel is not None
        assert part.place.panel.title == title


def test_the_payable_case_opens_the_payment_page(cashier: Clerk, funded: Reserve, register: Register) -> None:
    assert funded.box_id
    case_id = relief_course.agreed(register)
    page = opened(cashier, "payable")
    cashier.settle()
    page.front.take_focus()
    cashier.press("Return")
    assert cashier.front(PaymentPage).case_id == case_id


def test_papers_that_are_late_are_red_and_open_their_case(
    cashier: Clerk, funded: Reserve, register: Register, clock: town.Clock
) -> None:
    assert funded.box_id
    relief_course.helped(register)
    clock.set(date(2026, 12, 8))
    part = overview(cashier)
    assert part.amounts[2].note.text() == "！1 件手续逾期，不能核销"
    assert part.amounts[2].number.property("tone") == "bad"
    page = opened(cashier, "papers")
    rows = page.front.table.rows.rows  # type: ignore[attr-defined]
    assert [row.overdue for row in rows] == [True]


def test_today_shows_the_reserve_once_it_is_open(cashier: Clerk, funded: Reserve) -> None:
    assert funded.box_id
    cashier.window.open_room("today")
    page = cashier.front(TodayPage)
    page.reload()
    cashier.settle()
    assert page.reserve.isVisible()
    assert not page.on_roll.isVisible()
    assert page.reserve.number.text() == "¥ 60,000.00"
    page.reserve.setFocus()
    cashier.press("Return")
    assert cashier.front(ReservePage).front.id == "overview"


def test_today_of_a_cashier_begins_with_what_is_to_be_paid(cashier: Clerk, register: Register) -> None:
    case_id = relief_course.agreed(register)
    other = replace(relief_course.FIRE, name="另某", id_number="", phone="13000000009", address="8号")
    relief_course.emergency(register, other)  # waits for the approver: not the cashier's work
    cashier.window.open_room("today")
    page = cashier.front(TodayPage)
    page.reload()
    cashier.settle()
    assert [(row.case_id, row.act) for row in page.table.rows.rows] == [(case_id, "disburse")]
