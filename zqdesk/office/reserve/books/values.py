"""A book or slip of the reserve as one frozen value: what the paper draws and the workbook writes."""

import re
from collections.abc import Sequence
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.hall.spreadsheets.writing import Column, workbook
from zqdesk.rules.money import capitals, format_yuan

Value = str | int | None
WRITTEN_OUT = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
Facts = tuple[tuple[str, str], ...]
SIGNERS = ("出纳", "记账", "审核", "负责人")


@frozen
class BookColumn:
    """A column: heading, width in mm; `money` cells are fen; `flows` are summed at the foot of every page."""

    title: str
    width: float
    money: bool = False
    flows: bool = False
    align: str = "left"


@frozen
class BookRow:
    """A line; `red` is a reversal, `strong` a total or a balance brought forward, which pages do not sum.

    After one that `ends` a month the sums of the pages begin anew.
    """

    cells: tuple[Value, ...]
    red: bool = False
    strong: bool = False
    ends: bool = False


@frozen(kw_only=True)
class Book:
    """A whole book: `facts` stand above the lines in pairs, `words` below; `signers` sign at its end.

    `carried` is the column whose value is brought forward from page to page (the balance); -1: none.
    `wide` books are printed on A4 on its side; `seals` are offices that write their opinion and put their seal.
    """

    kind: str
    title: str
    office: str
    period: str = ""
    number: str = ""
    facts: Facts = ()
    columns: tuple[BookColumn, ...]
    rows: tuple[BookRow, ...]
    words: tuple[str, ...] = ()
    signers: tuple[str, ...] = SIGNERS
    carried: int = -1
    wide: bool = False
    seals: tuple[str, ...] = ()


def column(title: str, width: float, *, align: str = "center") -> BookColumn:
    """A column of short texts, or of running ones (`left`) or counts (`right`)."""
    return BookColumn(title, width, align=align)


def fen_column(title: str, width: float, *, flows: bool = False) -> BookColumn:
    """A column of money."""
    return BookColumn(title, width, money=True, flows=flows, align="right")


def shown(column: BookColumn, value: Value) -> str:
    """A cell as it is printed: fen as yuan, nothing as nothing."""
    if value is None:
        return ""
    return format_yuan(value) if column.money and isinstance(value, int) else str(value)


def total_row(
    columns: Sequence[BookColumn], words: str, cells: dict[int, Value], *, ends: bool = False
) -> BookRow:
    """A strong line: `words` in the column of running text, `cells` by place, the others empty."""
    texts = [place for place, column in enumerate(columns) if not column.money]
    running = [place for place in texts if columns[place].align == "left"]
    named = running[0] if running else max(texts, key=lambda place: columns[place].width)
    made: list[Value] = [None] * len(columns)
    made[named] = words
    for place, value in cells.items():
        made[place] = value
    return BookRow(tuple(made), strong=True, ends=ends)


def book_workbook(book: Book) -> bytes:
    """The same lines as .xlsx; sums stay numbers, facts and words stand in rows of their own."""
    columns = [
        Column(each.title.replace("\n", ""), max(8, int(each.width * 0.6)), money=each.money)
        for each in book.columns
    ]
    empty: list[Value] = [None] * (len(columns) - 1)
    number = f" {book.number}" if book.number else ""
    rows: list[Sequence[Value | date]] = [[f"{book.office}{number}", *empty]]
    rows += [[f"{name}：{text}", *empty] for name, text in book.facts if text]
    rows += [[_day(value) for value in row.cells] for row in book.rows]
    rows += [[text, *empty] for text in book.words]
    return workbook(f"{book.title} {book.period}".strip(), columns, rows)


def _day(value: Value) -> Value | date:
    """A day that was written out, as a day that a table can sort and reckon with."""
    found = WRITTEN_OUT.fullmatch(value) if isinstance(value, str) else None
    return date(*map(int, found.groups())) if found else value


def yuan(fen: int) -> str:
    return f"{format_yuan(fen)} 元"


def in_words(fen: int) -> str:
    """In capitals; a reversal as 红字, since the capitals know no sign."""
    return f"红字 {capitals(-fen)}" if fen < 0 else capitals(fen)
