"""The door to the books and slips of the reserve: which there are, what stands in each, and how it is drawn."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.reserve.books import disbursements, district, money, reconciliations, slips
from zqdesk.office.reserve.books.names import title_of as title_of  # noqa: PLC0414 - part of this door
from zqdesk.office.reserve.books.values import Book, book_workbook
from zqdesk.papers.cases.blocks import label
from zqdesk.papers.making.boxes import day
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.page import MM
from zqdesk.papers.making.sheet import (
    FORM,
    WIDE,
    Sheet,
    finish,
    gap,
    need,
    number,
    paragraph,
    paragraph_height,
    title,
)
from zqdesk.papers.reserve.ledger_page import lines, signatures, signatures_height


@frozen
class Kind:
    """A book: how it is read, and what its subject is (month, year, or the id of a row)."""

    read: Callable[[Session, str], Book]
    subject: str


KINDS = {
    "cash_book": Kind(money.cash_book, "month"),
    "bank_book": Kind(money.bank_book, "month"),
    "disbursement_register": Kind(disbursements.disbursement_register, "month"),
    "ledger": Kind(disbursements.ledger, "month"),
    "month_report": Kind(district.month_report, "month"),
    "carry_over": Kind(district.carry_over, "year"),
    "bank_reconciliation": Kind(reconciliations.bank_reconciliation, "reconciliation"),
    "allocation_slip": Kind(slips.allocation_slip, "entry"),
    "handover_slip": Kind(slips.handover_slip, "handover"),
    "count_sheet": Kind(slips.count_sheet, "count"),
    "settlement_form": Kind(district.settlement_form, "settlement"),
    "replenishment_request": Kind(district.replenishment_request, "request"),
}
WORDS, GAP_MM = 10.5, 2.0
"""Size of the words below the lines, and the space around them."""
PAIR = (32, 52)
"""Width of a fact's name and of its text."""
LONG_FACT = 26
"""Characters from which on a fact takes a line of its own."""


@frozen
class Content:
    """What is printed: the book as it stood, when, and the code that finds this very print again."""

    book: Book
    sheet_code: str
    drawn_on: date


def view(session: Session, kind: str, subject: str) -> Book:
    """The book of a month, a year or a row, as it stands."""
    return KINDS[kind].read(session, subject)


def content(book: Book, sheet_code: str, drawn_on: date) -> Content:
    return Content(book, sheet_code, drawn_on)


def from_record(record: dict[str, Any]) -> Content:
    """The content of a stored print, to print it again."""
    return msgspec.convert(record, Content)


def draw(content: Content, mark: str = "") -> bytes:
    """The PDF; a copy carries its mark. Refused: a character that no font has (`paper.missing_glyph`)."""
    book = content.book
    frame = WIDE if book.wide else FORM
    sheet = Sheet(frame, code=content.sheet_code, mark=mark, subject=f"{book.title} {book.period}".strip())
    title(sheet, book.title)
    numbered = f"编号：{book.number}" if book.number else ""
    named = (book.office, book.period, numbered, f"打印日期：{day(content.drawn_on)}")
    number(sheet, "\u3000\u3000".join(part for part in named if part), align="center")
    if book.facts:
        table(sheet, PAIR * 2, _facts(book), size=10, row_mm=6.6)
        gap(sheet, 2)
    words = [paragraph_height(sheet, text, size=WORDS, indent=0) for text in book.words]
    signed = signatures_height(book.seals) + GAP_MM * MM
    lines(sheet, book, below=GAP_MM * MM + sum(words) + signed)
    gap(sheet, GAP_MM)
    for index, text in enumerate(book.words):
        if index == len(words) - 1:
            need(sheet, words[index] + signed)
        paragraph(sheet, text, size=WORDS, indent=0)
    gap(sheet, GAP_MM)
    signatures(sheet, book.signers, book.seals)
    return finish(sheet)


def workbook(book: Book) -> bytes:
    """The same lines as .xlsx."""
    return book_workbook(book)


def _facts(book: Book) -> list[Row]:
    """Name and text in pairs, two to a line; a long text, or one without a neighbour, takes the whole line."""
    rows: list[Row] = []
    waiting: list[Cell | str] = []
    for name, text in book.facts:
        if len(text) > LONG_FACT:
            rows.append([label(name), Cell(text, span=3, align="left")])
            continue
        waiting += [label(name) if name else "", Cell(text, align="left")]
        if len(waiting) == len(PAIR) * 2:
            rows.append(waiting)
            waiting = []
    if waiting:
        named, text_cell = waiting
        assert isinstance(text_cell, Cell)
        rows.append([named, replace(text_cell, span=3)])
    return rows
