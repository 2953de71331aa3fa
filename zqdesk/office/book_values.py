"""A book or slip of the reserve as one frozen value: what the paper draws and the workbook writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from zqdesk.office.exporting import Column, workbook
from zqdesk.rules.money import format_yuan

Value = str | int | None


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column: heading, width in mm; `money` cells are fen; `flows` are summed at the foot of every page."""

    title: str
    width: float
    money: bool = False
    flows: bool = False
    align: str = "left"


@dataclass(frozen=True, slots=True)
class BookRow:
    """A line; `red` is a reversal, `strong` a total or a balance brought forward, which pages do not sum."""

    cells: tuple[Value, ...]
    red: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book: `facts` stand above the lines in pairs, `words` below; `signers` sign at its end.

    `carried` is the column whose value is brought forward from page to page (the balance); -1: none.
    """

    kind: str
    title: str
    office: str
    period: str
    number: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[BookColumn, ...]
    rows: tuple[BookRow, ...]
    words: tuple[str, ...]
    signers: tuple[str, ...]
    carried: int = -1


def shown(column: BookColumn, value: Value) -> str:
    """A cell as it is printed: fen as yuan, nothing as nothing."""
    if value is None:
        return ""
    return format_yuan(value) if column.money and isinstance(value, int) else str(value)


def book_workbook(book: Book) -> bytes:
    """The same lines as .xlsx; sums stay numbers, facts and words stand in rows of their own."""
    columns = [Column(each.title, max(8, int(each.width * 0.6)), money=each.money) for each in book.columns]
    empty: list[Value] = [None] * (len(columns) - 1)
    rows: list[Sequence[Value]] = [[f"{name}：{text}", *empty] for name, text in book.facts if text]
    rows += [row.cells for row in book.rows]
    rows += [[text, *empty] for text in book.words]
    return workbook(f"{book.title} {book.period}".strip(), columns, rows)
