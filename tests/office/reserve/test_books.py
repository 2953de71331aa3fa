"""What stands in the books of the reserve: every line, every total, to the fen, of a month that was lived through."""

from datetime import date

import pytest

from tests import town
from tests.office.reserve import books_course, reserve_course
from tests.office.reserve.books_course import Books
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.books import choices as reserve_books
from zqdesk.office.reserve.books import disbursements, district, money, reconciliations, slips
from zqdesk.office.reserve.books.money import BALANCE, CAME, SIDE, WENT
from zqdesk.office.reserve.books.values import Book, Value, in_words
from zqdesk.office.reserve.cash import tills
from zqdesk.office.reserve.cash.tills import TillOffer
from zqdesk.office.reserve.ledger.journal import balance, balances, till_account
from zqdesk.office.reserve.months.periods import first_day, last_day, period_words
from zqdesk.office.reserve.moves import BankMove, OpeningBalance
from zqdesk.records.register import Register
from zqdesk.rules.problem import Refused

TEXT = 2


def totals(book: Book, words: str) -> list[tuple[Value, ...]]:
    """The cells after the words of every row of that name."""
    return [row.cells for row in book.rows if words in row.cells]


def facts(book: Book) -> dict[str, str]:
    return dict(book.facts)


def test_the_cash_book_of_a_month(lived: Books) -> None:
    book = lived.register.read(money.cash_book, "2026-11")
    moved = [row.cells[3:] for row in book.rows if not row.strong]
    assert moved == [
        ("银行存款", 1_500_000, None, "借", 1_500_000),
        ("已发未核销", None, 300_000, "借", 1_200_000),
        ("已发未核销", None, 120_050, "借", 1_079_950),
        ("已发未核销", None, -120_050, "借", 1_200_000),
        ("已发未核销", None, 120_050, "借", 1_079_950),
        ("已发未核销", None, 50_000, "借", 1_029_950),
        ("已发未核销", 20_000, None, "借", 1_049_950),
        ("银行存款", None, 300_000, "借", 749_950),
    ]
    assert [row.cells[TEXT] for row in book.rows if row.strong] == [
        "上月结转",
        "本日合计",
        "本日合计",
        "本月合计",
        "本年累计",
    ]
    (of_month,), (of_year,) = totals(book, "本月合计"), totals(book, "本年累计")
    assert of_month[CAME:] == of_year[CAME:] == (1_520_000, 770_050, "借", 749_950)
    assert [row.cells[1] for row in book.rows if row.red] == ["记-2026-0006"]


def test_cash_between_tills_is_in_the_books_of_the_two_tills_only(lived: Books) -> None:
    read = lived.register.read
    box = read(money.cash_book, f"2026-11/{till_account(lived.box_id)}")
    desk = read(money.cash_book, f"2026-11/{till_account(lived.float_id)}")
    assert facts(box)["账户"] == "现金箱"
    assert [(r.cells[3], r.cells[CAME], r.cells[WENT]) for r in box.rows if not r.strong] == [
        ("银行存款", 1_500_000, None),
        ("1号窗口备用金", None, 800_000),
        ("1号窗口备用金", 100_000, None),
        ("银行存款", None, 300_000),
    ]
    assert ("现金箱", 800_000, None) in [(r.cells[3], r.cells[CAME], r.cells[WENT]) for r in desk.rows]
    left = [totals(each, "本月合计")[0][BALANCE] for each in (box, desk)]
    assert left == [500_000, 249_950]
    assert sum(int(fen or 0) for fen in left) == 749_950


def test_a_month_goes_on_where_the_one_before_ended(lived: Books) -> None:
    read = lived.register.read
    for look in (money.cash_book, money.bank_book):
        november, december, year = (read(look, each) for each in ("2026-11", "2026-12", "2026"))
        ended = totals(november, "本月合计")[0][BALANCE]
        assert totals(december, "上月结转")[0][BALANCE] == ended
        assert totals(december, "本年累计") == totals(year, "本年累计")[-1:]
        assert totals(read(look, "2027-01"), "上年结转")[0][BALANCE] == year.rows[-1].cells[BALANCE]
    january = read(money.bank_book, "2027-01")
    assert totals(january, "本年累计")[0][CAME : WENT + 1] == (0, 100_000)


def test_the_last_balances_are_those_of_the_journal(lived: Books) -> None:
    read = lived.register.read
    cash = sum(read(balance, till_account(each)) for each in (lived.box_id, lived.float_id))
    assert read(money.cash_book, "2027").rows[-1].cells[BALANCE] == cash
    assert read(money.bank_book, "2027").rows[-1].cells[BALANCE] == read(balance, "bank")
    ledger = read(disbursements.ledger, "2027")
    assert ledger.rows[-1].cells[disbursements.BALANCE] == cash + read(balance, "bank")


def test_an_account_that_is_empty_is_even(register: Register) -> None:
    reserve_course.opened(register)
    book = register.read(money.cash_book, "2026-11")
    assert [row.cells[SIDE] for row in book.rows] == ["平", "平", "平"]
    assert [row.cells[TEXT] for row in book.rows] == ["上月结转", "本月合计", "本年累计"]


def test_the_ledger_leaves_out_what_stays_within_and_names_what_families_got(lived: Books) -> None:
    book = lived.register.read(disbursements.ledger, "2026-11")
    assert [column.title for column in book.columns][5:8] == ["救助对象", "身份证号", "村（居）"]
    lines = [row for row in book.rows if not row.strong]
    assert [row.cells[0] for row in lines] == list(range(1, 9))
    assert [row.cells[2] for row in lines] == ["0001", "0004", "0005", "0006", "0007", "0008", "0009", "0011"]
    rare = lines[2].cells
    assert rare[3:11] == (
        "发放救助金", "LS-00002", "𬭎某某", "370181********0027", "示例西村", "急难型", "交通事故", "现金",
    )  # fmt: skip
    assert rare[16:18] == (town.CLERK.name, town.APPROVER.name)
    assert (lines[3].red, lines[3].cells[3], lines[3].cells[19]) == (
        True,
        "冲销发放救助金",
        "重复点钞，金额付错",
    )
    assert (lines[6].cells[3], lines[6].cells[11]) == ("退回救助金", 20_000)
    assert lines[1].cells[18] == "HX-00001"
    assert str(lines[0].cells[19]).startswith("示民财〔2026〕8号")
    cells = totals(book, "本月合计")[0]
    assert cells[11:14] == (6_320_000, 470_050, 5_849_950)


def test_no_book_shows_a_whole_id_number_or_card(lived: Books) -> None:
    read = lived.register.read
    for choice in read(reserve_books.books_of, "2026"):
        book = read(READ[choice.kind], choice.subject)
        words = " ".join(str(cell) for row in book.rows for cell in row.cells) + str(book.facts)
        for number in (
            "370114190001010014",
            "370181190002150027",
            "37011419001231999X",
            "6222000000000000004",
        ):
            assert number not in words, choice


READ = {
    "cash_book": money.cash_book,
    "bank_book": money.bank_book,
    "disbursement_register": disbursements.disbursement_register,
    "ledger": disbursements.ledger,
    "month_report": district.month_report,
    "carry_over": district.carry_over,
    "bank_reconciliation": reconciliations.bank_reconciliation,
    "allocation_slip": slips.allocation_slip,
    "handover_slip": slips.handover_slip,
    "count_sheet": slips.count_sheet,
    "settlement_form": district.settlement_form,
    "replenishment_request": district.replenishment_request,
}


def test_the_register_lists_every_payment_with_who_signed(lived: Books) -> None:
    book = lived.register.read(disbursements.disbursement_register, "2026-11")
    lines = [row.cells for row in book.rows if not row.strong]
    assert [(line[2], line[7], line[8], line[9]) for line in lines] == [
        ("张某某", 300_000, "叁仟元整", "现金"),
        ("𬭎某某", 120_050, "壹仟贰佰元伍角整", "现金"),
        ("𬭎某某", -120_050, "红字 壹仟贰佰元伍角整", "现金"),
        ("𬭎某某", 120_050, "壹仟贰佰元伍角整", "现金"),
        ("阿不都热依木·买买提某某", 50_000, "伍佰元整", "实物"),
    ]
    assert [line[11] for line in lines] == ["签字", "签字", "作废", "签字", "签字"]
    assert [line[10] for line in lines][:3] == ["LK-00001", "LK-00002", "LK-00002"]
    assert lines[1][4] == "示例西村三组12号院内东屋"
    assert book.words == (
        "合计人民币（大写）：肆仟柒佰元伍角整",
        "本期另有退回救助金 200.00 元，净发放 4,500.50 元。",
    )


def test_the_month_report_adds_up(lived: Books) -> None:
    book = lived.register.read(district.month_report, "2026-11")
    said = facts(book)
    assert said["月初资金结存"] == "0.00 元"
    assert said["本月区级拨付"] == "60,000.00 元"
    assert said["本月补足拨款"] == "3,000.00 元"
    assert said["本月发放救助金"] == "4,700.50 元"
    assert said["本月退回救助金"] == "200.00 元"
    assert said["月末资金结存"] == "58,499.50 元"
    assert said["月末已发未核销"] == "1,500.50 元"
    assert said["月末已核销待补足"] == "0.00 元"
    assert said["本月核销"] == "3,000.00 元"
    assert said["四项合计"] == said["区级拨入累计"] == "60,000.00 元"
    rows = {row.cells[:2]: row.cells[2:] for row in book.rows}
    assert rows["合计", ""] == (3, 6, 450_050)
    assert rows["困难原因", "交通事故"] == (1, 2, 120_050)
    assert rows["困难原因", "其他突发困难"] == (1, 1, 30_000)
    assert rows["对象类别", "其他本地居民"] == (2, 5, 420_050)
    for title in ("救助类型", "困难原因", "对象类别", "救助方式"):
        group = [row.cells for row in book.rows if row.cells[0] == title]
        assert sum(int(cells[4] or 0) for cells in group) == 450_050


def test_a_report_names_what_the_old_books_brought(register: Register) -> None:
    made = reserve_course.opened(register)
    opening = OpeningBalance(bank_fen=500_000, box_fen=100_000, unsettled_fen=70_000, basis="旧账")
    made.cashier.do(moves.open_reserve, opening)
    said = facts(register.read(district.month_report, "2026-11"))
    assert said["本月期初登记"] == "6,000.00 元"
    assert said["月末资金结存"] == "6,000.00 元"
    assert said["月末已发未核销"] == "700.00 元"


def test_the_settlement_form_lists_its_cases_in_capitals(lived: Books) -> None:
    book = lived.register.read(district.settlement_form, lived.settlement_id)
    assert book.number == "370114001-2026-HX-00001"
    line, total = book.rows
    assert line.cells[2:8] == ("张某某", "示例东村", "急难型", "火灾", "2026-LS-00001", "LK-00001")
    assert line.cells[8:] == (300_000, "同意")
    assert total.cells[8] == 300_000
    assert book.words[0] == "报请核销人民币（大写）：叁仟元整"
    assert facts(book)["批复文号"] == "示民核〔2026〕3号"


def test_a_request_shows_the_balances_of_its_moment(lived: Books) -> None:
    book = lived.register.read(district.replenishment_request, lived.request_id)
    rows = {row.cells[0]: row.cells[1] for row in book.rows}
    assert rows["银行存款"] == 4_500_000
    assert rows["库存现金"] == 1_049_950
    assert rows["已用：已发未核销"] == 450_050
    assert rows["申请补充"] == 300_000
    assert book.seals == ("镇（街道）意见", "区民政局意见")


def test_a_count_sheet_shows_pieces_books_difference_and_both_names(lived: Books) -> None:
    book = lived.register.read(slips.count_sheet, lived.count_id)
    rows = {row.cells[0]: row.cells[1:] for row in book.rows}
    assert rows["100.00 元"] == (49, 490_000)
    assert rows["0.10 元"] == (0, 0)
    assert rows["实点合计"] == (None, 490_000)
    assert rows["账面余额"] == (None, 500_000)
    assert rows["短款"] == (None, -10_000)
    assert "差额说明：少一张百元，正在查找" in book.words
    assert (facts(book)["盘点人"], facts(book)["监盘人"]) == (town.CASHIER.name, town.CLERK.name)


def test_slips_say_from_where_to_where(lived: Books) -> None:
    slip = lived.register.read(slips.allocation_slip, lived.allocation_id)
    assert slip.title == "备用金拨付单"
    assert (facts(slip)["转出"], facts(slip)["转入"]) == ("区级拨入", "银行存款")
    assert slip.words == ("人民币（大写）：陆万元整",)
    handed = lived.register.read(slips.handover_slip, lived.handover_id)
    assert facts(handed)["移交"] == "钱某　现金箱"
    assert facts(handed)["接手"] == "钱某　1号窗口备用金"
    assert facts(handed)["记账凭证"] == "记-2026-0003"


def test_a_till_handed_over_lists_its_pieces(funded: Reserve, register: Register, clock: town.Clock) -> None:
    clock.forward(days=1)
    other = register.acting_as(town.ADMINISTRATOR).do(books_course.another_cashier).result
    offer = TillOffer(funded.box_id, other, {10_000: 70}, "")
    handover = funded.cashier.do(tills.offer_till, offer).result
    book = register.read(slips.handover_slip, handover)
    assert ("100.00 元", 70, 700_000) in [row.cells for row in book.rows]
    assert book.rows[-1].cells == ("合计", None, 700_000)
    assert facts(book)["状态"] == "待接手"


def test_a_year_is_carried_over_account_by_account(lived: Books) -> None:
    book = lived.register.read(district.carry_over, "2026")
    rows = {row.cells[0]: row.cells[1:] for row in book.rows}
    assert rows["银行存款"] == (0, 0, 6_600_000, 1_700_000, 4_900_000)
    assert rows["四项合计"][4] == rows["区级拨入"][4] == 6_000_000
    with pytest.raises(Refused) as refused:
        lived.register.read(district.carry_over, "2027")
    assert refused.value.problems[0].text == "2027年还没有结转。"


def test_opening_balances_are_no_receipts(register: Register) -> None:
    """What the old books hand over stands in the balance and apart, in every book, and in no sum of receipts."""
    made = reserve_course.opened(register)
    made.cashier.do(moves.open_reserve, OpeningBalance(300_000, 20_000, 40_000, 0, "10月31日对账单"))
    made.cashier.do(moves.receive_allocation, reserve_course.allocation(500_000))
    read = register.read
    for book, came, left in (
        (read(money.bank_book, "2026-11"), 500_000, 800_000),
        (read(money.cash_book, "2026-11"), 0, 20_000),
        (read(disbursements.ledger, "2026-11"), 500_000, 820_000),
    ):
        flows = next(place for place, column in enumerate(book.columns) if column.flows)
        assert any("期初" in str(cell) for row in book.rows for cell in row.cells), book.title
        assert [row.cells[flows] for row in book.rows[-2:]] == [came, came], book.title
        assert [row.cells[book.carried] for row in book.rows[-2:]] == [left, left], book.title
    for period, span in (("2026-11", "月"), ("2026", "年")):
        report = read(district.month_report, period)
        assert report.title == f"临时救助备用金{span}报表"
        told = facts(report)
        assert told[f"本{span}期初登记"] == "3,200.00 元"
        assert told[f"本{span}区级拨付"] == "5,000.00 元"
        assert told[f"{span}末资金结存"] == "8,200.00 元"
        other = {"月": "年", "年": "月"}[span]
        assert not any(other in words for words in (*told, *report.words[:2]))


def test_a_month_has_its_books_and_slips(lived: Books) -> None:
    choices = lived.register.read(reserve_books.books_of, "2026-11")
    kinds = [choice.kind for choice in choices]
    assert kinds[:5] == list(reserve_books.BOOKS)
    assert kinds.count("cash_book") == 3
    assert kinds.count("allocation_slip") == 6
    assert kinds.count("count_sheet") == 3
    assert kinds.count("bank_reconciliation") == 1
    assert {"handover_slip", "settlement_form", "replenishment_request"} <= set(kinds)
    assert "carry_over" not in kinds
    assert len({(choice.kind, choice.name) for choice in choices}) == len(choices)
    assert "carry_over" in [c.kind for c in lived.register.read(reserve_books.books_of, "2026-12")]
    with pytest.raises(Refused):
        lived.register.read(reserve_books.books_of, "2026-00")


def test_periods_in_words_and_days() -> None:
    assert [period_words(each) for each in ("2026-11", "2026-01", "2026")] == [
        "2026年11月",
        "2026年1月",
        "2026年",
    ]
    assert (first_day("2026"), last_day("2026")) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (first_day("2028-02"), last_day("2028-02")) == (date(2028, 2, 1), date(2028, 2, 29))
    assert in_words(-5) == "红字 伍分"


def test_many_entries_keep_their_order_and_their_balance(funded: Reserve, register: Register) -> None:
    for fen in range(1, 31):
        funded.cashier.do(moves.withdraw_cash, BankMove(fen, f"现{fen}"))
        funded.cashier.do(moves.deposit_cash, BankMove(fen, f"存{fen}"))
    book = register.read(money.bank_book, "2026-11")
    lines = [row.cells for row in book.rows if not row.strong]
    numbers = [str(line[1]) for line in lines]
    assert numbers == sorted(numbers)
    running = 0
    for line in lines:
        running += int(line[CAME] or 0) - int(line[WENT] or 0)
        assert line[BALANCE] == running
    assert running == register.read(balances)["bank"]
