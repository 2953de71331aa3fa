"""The door to the books and slips of the reserve: which there are, what stands in each, and how it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from zqdesk.office import books_of_money, books_of_relief, slips_of_money
from zqdesk.office.book_values import Book, BookRow, Value, shown
from zqdesk.papers.blocks import label
from zqdesk.papers.boxes import signature_row
from zqdesk.papers.cell import Cell
from zqdesk.papers.grid import Row, heights, table
from zqdesk.papers.page import MM
from zqdesk.papers.sheet import FORM, Sheet, finish, gap, new_page, number, paragraph, title


@dataclass(frozen=True, slots=True)
class Kind:
    """A book: its name in lists, how it is read, and what its subject is (month, year, or the id of a row)."""

    title: str
    read: Callable[[Session, str], Book]
    subject: str


KINDS = {
    "cash_book": Kind("现金日记账", books_of_money.cash_book, "month"),
    "bank_book": Kind("银行日记账", books_of_money.bank_book, "month"),
    "disbursement_register": Kind("发放登记表", books_of_relief.disbursement_register, "month"),
    "ledger": Kind("台账", books_of_relief.ledger, "month"),
    "month_report": Kind("月报", books_of_relief.month_report, "month"),
    "carry_over": Kind("年度结转表", slips_of_money.carry_over, "year"),
    "allocation_slip": Kind("拨付/领用单", slips_of_money.allocation_slip, "entry"),
    "handover_slip": Kind("交接单", slips_of_money.handover_slip, "handover"),
    "count_sheet": Kind("盘点表", slips_of_money.count_sheet, "count"),
    "settlement_form": Kind("核销报账单", books_of_relief.settlement_form, "settlement"),
    "replenishment_request": Kind("补充申请表", slips_of_money.replenishment_request, "request"),
}
SIZE, ROW_MM = 8.5, 7.0


@dataclass(frozen=True, slots=True)
class Content:
    """What is printed: the book as it stood, when, and the code that finds this very print again."""

    book: Book
    sheet_code: str
    drawn_on: date


def title_of(kind: str) -> str:
    return KINDS[kind].title


def view(session: Session, kind: str, subject: str) -> Book:
    """The book of a month, a year or a row, as it stands."""
    return KINDS[kind].read(session, subject)


def content(book: Book, sheet_code: str, drawn_on: date) -> Content:
    return Content(book, sheet_code, drawn_on)


def from_record(record: dict[str, Any]) -> Content:
    """The content of a stored print, to print it again."""
    return msgspec.convert(record, Content)


def draw(content: Content, mark: str = "") -> bytes:
    """The PDF: heads on every page, 过次页 and 承前页 with the sums so far, reversals in red."""
    book = content.book
    sheet = Sheet(FORM, code=content.sheet_code, mark=mark, subject=f"{book.title} {book.period}".strip())
    title(sheet, book.title)
    line = "　　".join(
        part for part in (book.office, book.period, book.number and f"№ {book.number}") if part
    )
    number(sheet, line, align="center")
    if book.facts:
        table(sheet, (34, 50, 34, 50), _facts(book), size=10, row_mm=7)
        gap(sheet, 3)
    _lines(sheet, book)
    gap(sheet, 3)
    for text in book.words:
        paragraph(sheet, text, size=11, indent=0)
    signature_row(sheet, book.signers, on=content.drawn_on, size=10)
    return finish(sheet)


def _facts(book: Book) -> list[Row]:
    """Name and text in pairs, two to a line; a long text takes a line of its own."""
    rows: list[Row] = []
    waiting: list[Cell | str] = []
    for name, text in book.facts:
        if len(text) > 24:
            rows.append([label(name), Cell(text, span=3, align="left")])
            continue
        waiting += [label(name), Cell(text, align="left")]
        if len(waiting) == 4:
            rows.append(waiting)
            waiting = []
    if waiting:
        rows.append([*waiting, "", ""])
    return rows


def _lines(sheet: Sheet, book: Book) -> None:
    widths = [column.width for column in book.columns]
    head: Row = [label(column.title) for column in book.columns]
    rows = [_cells(book, row) for row in book.rows]
    high = heights(sheet, widths, rows, size=SIZE, row_mm=ROW_MM)
    head_high = heights(sheet, widths, [head], size=SIZE, row_mm=ROW_MM)[0]
    carries = book.carried >= 0
    sums, balance, at = _nothing(book), 0, 0
    first = True
    while at < len(rows) or first:
        room = sheet.bottom - sheet.y - head_high - (ROW_MM * MM if carries else 0)
        on_page: list[Row] = []
        if carries and not first:
            on_page.append(_cells(book, _carried(book, "承前页", sums, balance)))
            room -= ROW_MM * MM
        while at < len(rows) and (high[at] <= room or not on_page):
            room -= high[at]
            on_page.append(rows[at])
            sums, balance = _summed(book, book.rows[at], sums, balance)
            at += 1
        if carries and at < len(rows):
            on_page.append(_cells(book, _carried(book, "过次页", sums, balance)))
        table(sheet, widths, [head, *on_page], header_rows=1, size=SIZE, row_mm=ROW_MM)
        if at < len(rows):
            new_page(sheet)
        first = False


def _cells(book: Book, row: BookRow) -> Row:
    role = ("hei" if row.strong else "song") + ("!" if row.red else "")
    return [
        Cell(shown(column, value), align=column.align, role=role, one_line=column.money)
        for column, value in zip(book.columns, row.cells, strict=True)
    ]


def _nothing(book: Book) -> list[int]:
    return [0] * len(book.columns)


def _summed(book: Book, row: BookRow, sums: list[int], balance: int) -> tuple[list[int], int]:
    """The sums of what flowed so far, and the balance last written; totals are not summed again."""
    if not row.strong:
        sums = [
            total + value if column.flows and isinstance(value, int) else total
            for column, total, value in zip(book.columns, sums, row.cells, strict=True)
        ]
    held = row.cells[book.carried] if book.carried >= 0 else None
    return sums, held if isinstance(held, int) else balance


def _carried(book: Book, words: str, sums: list[int], balance: int) -> BookRow:
    """`过次页` at the foot and `承前页` at the head of a page."""
    widest = max(range(len(book.columns)), key=lambda place: book.columns[place].width)
    cells: list[Value] = [
        total if column.flows else None for column, total in zip(book.columns, sums, strict=True)
    ]
    cells[widest], cells[book.carried] = words, balance
    return BookRow(tuple(cells), strong=True)
