"""The lines of a book over its pages: heads repeated, 过次页 and 承前页 with the sums so far, reversals in red."""

from collections.abc import Sequence

from zqdesk.office.reserve.books.values import Book, BookRow, Value, shown, total_row
from zqdesk.papers.cases.blocks import label
from zqdesk.papers.making.boxes import opinion
from zqdesk.papers.making.cell import PAD_X, Cell
from zqdesk.papers.making.fonts import RED, width
from zqdesk.papers.making.grid import Row, heights, table
from zqdesk.papers.making.page import MM
from zqdesk.papers.making.sheet import Sheet, need, new_page

SIZE, WIDE_SIZE, ROW_MM = 9.0, 9.0, 6.4
SIGN_MM, SEAL_MM = 14.0, 62.0
RUNNING_GIVES = 0.35
"""So much of its width running text gives up before other columns do."""


def lines(sheet: Sheet, book: Book, *, below: float = 0) -> None:
    """Every line of the book; the rows are measured once, so that thousands take no longer each than a few.

    The last line stands with the `below` points of words and signatures that follow.
    """
    size = WIDE_SIZE if book.wide else SIZE
    widths = fitting_widths(sheet, book, size)
    head: Row = [label(column.title) for column in book.columns]
    rows = [_cells(book, row, size) for row in book.rows]
    high = heights(sheet, widths, rows, size=size, row_mm=ROW_MM)
    carries = any(column.flows for column in book.columns)
    turn = ROW_MM * MM if carries else 0.0
    room = sheet.bottom - sheet.y - heights(sheet, widths, [head], size=size, row_mm=ROW_MM)[0]
    sums = _Sums(book)
    at, on_page, empty = 0, [head], sheet.y <= sheet.top
    while at < len(rows):
        # Below the last row of all stands no 过次页, but what is signed; one higher than a page is torn by the table.
        if high[at] + (turn if at + 1 < len(rows) else below) > room + 0.01 and not empty:
            if carries:
                on_page.append(_cells(book, sums.row("过次页"), size))
            table(sheet, widths, on_page, header_rows=1, size=size, row_mm=ROW_MM)
            new_page(sheet)
            on_page = [head, *([_cells(book, sums.row("承前页"), size)] if carries else [])]
            room = sheet.bottom - sheet.y - heights(sheet, widths, [head], size=size, row_mm=ROW_MM)[0] - turn
            empty = True
        room -= high[at]
        on_page.append(rows[at])
        empty = False
        sums.add(book.rows[at])
        at += 1
    table(sheet, widths, on_page, header_rows=1, size=size, row_mm=ROW_MM, below=below if rows else 0)


def fitting_widths(sheet: Sheet, book: Book, size: float) -> list[float]:
    """The columns' widths in points, wide enough that no amount of this book is torn or made small.

    What amounts lack, running text gives up first, for it wraps; then every other column in proportion.
    """
    scale = sheet.width / sum(column.width for column in book.columns)
    widths = [column.width * scale for column in book.columns]
    money = [place for place, column in enumerate(book.columns) if column.money]
    longest = _longest_amounts(book, money)
    for place in money:
        needs = max(width(longest[place], role, size) for role in ("hei", "song"))
        widths[place] = max(widths[place], needs + 2 * PAD_X + 0.1)
    texts = [place for place in range(len(widths)) if place not in money]
    running = [place for place in texts if book.columns[place].align == "left"]
    for giving, most in ((running, RUNNING_GIVES), (texts, 1.0)):
        lacking, spare = sum(widths) - sheet.width, sum(widths[place] for place in giving)
        if lacking > 0 and spare:
            kept = max(1 - lacking / spare, 1 - most)
            widths = [each * kept if place in giving else each for place, each in enumerate(widths)]
    return widths


def _longest_amounts(book: Book, money: Sequence[int]) -> dict[int, str]:
    """The longest figure of each column of amounts: a page's sum is at most that of all amounts of its column."""
    longest = {}
    for place in money:
        column = book.columns[place]
        values = [value for row in book.rows if isinstance(value := row.cells[place], int)]
        if column.flows:
            moved = [
                value for row in book.rows if not row.strong and isinstance(value := row.cells[place], int)
            ]
            values += [sum(value for value in moved if value > 0), sum(value for value in moved if value < 0)]
        longest[place] = max((shown(column, value) for value in values), key=len, default="")
    return longest


def signatures(sheet: Sheet, signers: Sequence[str], seals: Sequence[str]) -> None:
    """A box for each who signs, and below one for each office that writes its opinion and puts its seal."""
    need(sheet, signatures_height(seals))
    boxes: list[Cell | str] = []
    for signer in signers:
        boxes += [label(f"{signer}\n（签字）"), Cell(height=SIGN_MM)]
    table(sheet, (20, 30) * len(signers), [boxes], size=10)
    if seals:
        row = [opinion(f"{seal}：", on=None, size=10.5, height=SEAL_MM) for seal in seals]
        table(sheet, [1] * len(seals), [row], size=10.5)


def signatures_height(seals: Sequence[str]) -> float:
    """How high the boxes of those who sign and of the offices are, in points."""
    return (SIGN_MM + (SEAL_MM if seals else 0)) * MM


class _Sums:
    """What has flowed since the book or the month began, and the balance last written."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._flows = [place for place, column in enumerate(book.columns) if column.flows]
        self._fen = dict.fromkeys(self._flows, 0)
        self._balance: Value = None

    def add(self, row: BookRow) -> None:
        if row.ends:
            self._fen = dict.fromkeys(self._flows, 0)
        elif not row.strong:
            for place in self._flows:
                value = row.cells[place]
                self._fen[place] += value if isinstance(value, int) else 0
        if self._book.carried >= 0:
            self._balance = row.cells[self._book.carried]

    def row(self, words: str) -> BookRow:
        """`过次页` at the foot or `承前页` at the head of a page."""
        cells: dict[int, Value] = {**self._fen}
        if self._book.carried >= 0:
            cells[self._book.carried] = self._balance
        return total_row(self._book.columns, words, cells)


def _cells(book: Book, row: BookRow, size: float) -> Row:
    """A line's cells: of a reversal what is reversed is red, its words and amounts; what is left after it is black."""
    role = "hei" if row.strong else "song"
    return [
        Cell(
            shown(column, value),
            role=role + RED if row.red and (column.flows or column.align == "left") else role,
            size=size,
            align=column.align,
            one_line=column.align != "left",
        )
        for column, value in zip(book.columns, row.cells, strict=True)
    ]
