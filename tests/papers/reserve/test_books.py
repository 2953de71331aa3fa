"""The books of the reserve on paper: carried from page to page to the fen, reversals in red, and as workbooks."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from itertools import accumulate

import msgspec
import openpyxl
import pypdfium2
import pytest

from tests.office.reserve import books_course
from tests.papers.readback import page_count, text_of
from zqdesk.office.reserve.books.money import BALANCE, CAME, COLUMNS, WENT
from zqdesk.office.reserve.books.values import Book, BookRow
from zqdesk.papers import catalogue
from zqdesk.papers.reserve import books
from zqdesk.records.register import Register
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Refused

DAY = date(2026, 12, 1)
PERIODS = ("2026-11", "2026-10", "2026", "2019")


def subjects(lived: books_course.Books) -> dict[str, str]:
    """What each kind of book may be asked for."""
    return {
        "month": "2026-11",
        "year": "2026",
        "entry": lived.allocation_id,
        "handover": lived.handover_id,
        "count": lived.count_id,
        "settlement": lived.settlement_id,
        "request": lived.request_id,
        "reconciliation": lived.reconciliation_id,
    }


def drawn(book: Book, mark: str = "") -> bytes:
    return books.draw(books.content(book, "A2B3C4D5E6", DAY), mark)


def journal(count: int, *, text: str = "发放临时救助金 张某", wide: bool = False) -> Book:
    """A cash book of so many lines, one yuan in, half a yuan out, by turns, closed by its total."""
    lines = []
    held = list(accumulate(-50 if n % 2 else 100 for n in range(count)))
    for n, balance in enumerate(held):
        moved = (None, 50) if n % 2 else (100, None)
        number = f"记-2026-{n + 1:04d}"
        lines.append(BookRow(("2026-11-23", number, f"{text}{n}", "银行存款", *moved, "借", balance)))
    return Book(
        kind="cash_book",
        title="现金日记账",
        office="示例街道便民服务大厅",
        period="2026年11月",
        columns=COLUMNS,
        rows=tuple(lines),
        signers=("出纳", "记账"),
        carried=BALANCE,
        wide=wide,
    )


def pages(pdf: bytes) -> list[str]:
    """The text of each page, a line of the page to a line."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def figures_after(page: str, words: str) -> list[str]:
    """The figures that stand in the row of these words, in reading order of the file."""
    tail = page[page.index(words) + len(words) :].split()
    found = []
    for word in tail:
        if not word.replace(",", "").replace(".", "").lstrip("-").isdigit():
            break
        found.append(word)
    return found


@pytest.mark.parametrize("kind", books.KINDS)
def test_every_book_is_drawn_with_its_title_code_and_signatures(lived: books_course.Books, kind: str) -> None:
    book = lived.register.read(books.view, kind, subjects(lived)[books.KINDS[kind].subject])
    text = text_of(drawn(book))
    assert book.title in text
    assert "A2B3C4D5E6" in text
    assert "示例街道便民服务大厅" in text
    assert "第1页共" in text
    for signer in book.signers:
        assert f"{signer}（签字）" in text
    for seal in book.seals:
        assert f"{seal}：" in text
    assert "（盖章）" in text or not book.seals


@pytest.mark.parametrize("kind", books.KINDS)
def test_a_copy_is_the_same_book_with_its_mark(lived: books_course.Books, kind: str) -> None:
    book = lived.register.read(books.view, kind, subjects(lived)[books.KINDS[kind].subject])
    content = books.content(book, "A2B3C4D5E6", DAY)
    stored = msgspec.json.decode(msgspec.json.encode(catalogue.to_record(content)))
    again = books.from_record(stored)
    assert again == content
    assert books.draw(again) == books.draw(content)
    assert "副本" in text_of(books.draw(again, "副本"))


@pytest.mark.parametrize("kind", books.KINDS)
def test_the_workbook_has_the_same_lines(lived: books_course.Books, kind: str) -> None:
    book = lived.register.read(books.view, kind, subjects(lived)[books.KINDS[kind].subject])
    sheet = openpyxl.load_workbook(BytesIO(books.workbook(book))).active
    assert sheet is not None
    heads = [cell.value for cell in sheet[2]]
    assert heads == [column.title.replace("\n", "") for column in book.columns]
    values = list(sheet.iter_rows(min_row=3, values_only=True))
    named = [f"{name}：{text}" for name, text in book.facts if text]
    assert [row[0] for row in values[1 : 1 + len(named)]] == named
    for line, row in zip(book.rows, values[1 + len(named) :], strict=False):
        for column, value, written in zip(book.columns, line.cells, row, strict=True):
            if column.money and isinstance(value, int):
                assert round(float(str(written)) * 100) == value
            else:
                said = chinese_day(written) if isinstance(written, date) else written
                assert str("" if said is None else said) == str("" if value is None else value)


def test_the_days_of_a_workbook_are_days(lived: books_course.Books) -> None:
    """They sort and can be reckoned with; on paper they are written out."""
    book = lived.register.read(books.view, "cash_book", "2026-11")
    assert {row.cells[0] for row in book.rows if not row.strong} >= {"2026年11月23日", "2026年11月30日"}
    sheet = openpyxl.load_workbook(BytesIO(books.workbook(book))).active
    assert sheet is not None
    days = [row[0] for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert datetime(2026, 11, 23) in days  # noqa: DTZ001 - Excel knows no zones


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("kind", [kind for kind, each in books.KINDS.items() if each.subject == "month"])
def test_a_period_without_entries_is_a_book_too(register: Register, kind: str, period: str) -> None:
    book = register.read(books.view, kind, period)
    assert page_count(drawn(book)) == 1
    assert any(row.strong for row in book.rows)


def test_reversals_are_red_and_carry_a_minus(lived: books_course.Books) -> None:
    book = lived.register.read(books.view, "cash_book", "2026-11")
    (red,) = [row for row in book.rows if row.red]
    assert red.cells[WENT] == -120_050
    pdf = drawn(book)
    assert "-1,200.50" in text_of(pdf)
    assert red_dots(pdf) > 100
    black = replace(book, rows=tuple(replace(row, red=False) for row in book.rows))
    assert red_dots(drawn(black)) == 0


def test_what_is_left_after_a_reversal_is_black() -> None:
    """Red is what is taken back, not the balance."""
    book = journal(1)
    (line,) = book.rows
    shown = replace(line, red=True, cells=(*line.cells[:2], "", "", None, None, "借", 8_888_888))
    assert red_dots(drawn(replace(book, rows=(shown,)))) == 0
    taken_back = replace(shown, cells=(*shown.cells[:WENT], -888, *shown.cells[WENT + 1 :]))
    assert red_dots(drawn(replace(book, rows=(taken_back,)))) > 10


@pytest.mark.parametrize("fen", [999_999_999_999, -99_999_999_999, 10_048_290])
@pytest.mark.parametrize("kind", books.KINDS)
def test_no_amount_is_torn_or_lost(lived: books_course.Books, kind: str, fen: int) -> None:
    book = lived.register.read(books.view, kind, subjects(lived)[books.KINDS[kind].subject])
    money = [place for place, column in enumerate(book.columns) if column.money]
    huge = [
        replace(row, cells=tuple(fen if n in money and c is not None else c for n, c in enumerate(row.cells)))
        for row in book.rows
    ]
    count = sum(row.cells[place] is not None for row in huge for place in money)
    lines = "".join(pages(drawn(replace(book, rows=tuple(huge)))))
    assert lines.count(format_yuan(fen)) >= count


def test_a_masked_number_stands_on_one_line(lived: books_course.Books) -> None:
    for kind in ("ledger", "disbursement_register"):
        book = lived.register.read(books.view, kind, "2026-11")
        masked = [str(cell) for row in book.rows for cell in row.cells if "****" in str(cell)]
        lines = "".join(pages(drawn(book)))
        assert masked
        assert all(number in lines for number in masked), kind


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("kind", [kind for kind, each in books.KINDS.items() if each.subject == "month"])
def test_no_page_has_nothing_but_what_was_carried(lived: books_course.Books, kind: str, long: bool) -> None:
    """Whatever the number of lines, each page has one of them, and the signatures stand with a line."""
    book = lived.register.read(books.view, kind, "2026-11")
    line = book.rows[0] if kind == "month_report" else next(row for row in book.rows if not row.strong)
    total = [row for row in book.rows if row.strong][-1]
    running = next((place for place, column in enumerate(book.columns) if column.align == "left"), 0)
    for count in range(1, 75, 6 if long else 5):
        texts = ["棉被" * (n % 40 if long else 0) + f"行{n}。" for n in range(count)]
        lines = [
            replace(line, cells=(*line.cells[:running], text, *line.cells[running + 1 :])) for text in texts
        ]
        read = pages(drawn(replace(book, rows=(*lines, total))))
        assert all("。" in page for page in read[:-1])
        assert "。" in read[-1] or str(total.cells[running]) in read[-1]


def red_dots(pdf: bytes) -> int:
    """How much red ink is on the first page."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("RGB")
    colours = image.getcolors(1 << 24) or []
    return sum(count for count, (r, g, b) in colours if r > 150 and g < 90 and b < 90)


def test_a_long_reversal_is_wrapped_in_red() -> None:
    """A red text that needs more than one line, with a character only another font has."""
    book = journal(1)
    row = replace(
        book.rows[0], red=True, cells=(*book.rows[0].cells[:2], "冲销𬭎某某" * 20, *book.rows[0].cells[3:])
    )
    assert text_of(drawn(replace(book, rows=(row,)))).count("𬭎") == 20


@pytest.mark.parametrize("wide", [False, True])
def test_sums_go_from_page_to_page_to_the_fen(wide: bool) -> None:
    book = journal(400, wide=wide)
    read = pages(drawn(book))
    assert len(read) > 8
    lived, carried = 0, [""]
    for number, page in enumerate(read):
        assert "年月日" in page, "heads are repeated"
        assert f"第 {number + 1} 页 共 {len(read)} 页" in page
        if number:
            assert figures_after(page, "承前页") == carried
        lived += sum(f"记-2026-{n + 1:04d}" in page for n in range(400))
        if number < len(read) - 1:
            moved = book.rows[:lived]
            came = sum(int(row.cells[CAME] or 0) for row in moved)
            went = sum(int(row.cells[WENT] or 0) for row in moved)
            carried = [format_yuan(came), format_yuan(went), format_yuan(came - went)]
            assert figures_after(page, "过次页") == carried
    assert lived == 400, "no line is lost or written twice"
    assert "过次页" not in read[-1]


def test_sums_of_pages_begin_anew_after_a_month() -> None:
    book = journal(200)
    total = BookRow(("", "", "10月合计", "", 9, 9, "借", 7), strong=True, ends=True)
    read = pages(drawn(replace(book, rows=(*book.rows[:30], total, *book.rows[30:]))))
    at = [n for n in range(200) if f"记-2026-{n + 1:04d}" in read[0]]
    inside = book.rows[30 : at[-1] + 1]
    came = sum(int(row.cells[CAME] or 0) for row in inside)
    assert figures_after(read[0], "过次页")[0] == format_yuan(came)


def test_a_line_longer_than_a_page_is_told_in_full() -> None:
    book = journal(3)
    long = replace(book.rows[1], cells=("2026-11-23", "记-2026-0002", "棉" * 3000, *book.rows[1].cells[3:]))
    pdf = drawn(replace(book, rows=(book.rows[0], long, book.rows[2])))
    text = text_of(pdf)
    assert text.count("棉") == 3000
    assert "记-2026-0001" in text
    assert "记-2026-0003" in text
    assert page_count(pdf) < 10


def test_every_line_stands_within_its_page() -> None:
    """Rows of many heights: none is torn, none hangs over the edge."""
    book = journal(60, text="发放临时救助金 阿不都热依木·买买提某某（棉被两床、面粉一袋、食用油一桶）")
    for page in pypdfium2.PdfDocument(drawn(book)):
        text = page.get_textpage()
        for place in range(text.count_chars()):
            _, bottom, _, top = text.get_charbox(place)
            assert bottom >= 0 or top == bottom
            assert top <= page.get_height()


def test_wide_books_lie_on_their_side(lived: books_course.Books) -> None:
    for kind in ("ledger", "disbursement_register"):
        page = pypdfium2.PdfDocument(drawn(lived.register.read(books.view, kind, "2026")))[0]
        assert page.get_width() > page.get_height()
    page = pypdfium2.PdfDocument(drawn(lived.register.read(books.view, "cash_book", "2026")))[0]
    assert page.get_width() < page.get_height()


def test_names_no_font_can_print_are_refused_before_a_hole_is_printed() -> None:
    with pytest.raises(Refused) as refused:
        drawn(journal(1, text="\U0010fffd"))
    assert refused.value.problems[0].code == "paper.missing_glyph"
