"""A list as it stands on the screen, on paper: the same columns, order and filter, with whose list it is and its sums."""

from collections.abc import Callable, Sequence
from datetime import datetime

from zqdesk.frozen import frozen
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import FORM, WIDE, Sheet, finish, gap, new_page, number, title
from zqdesk.rules.money import format_yuan

UPRIGHT = 640
"""A list of columns not wider than this, in pixels on the screen, fits an upright sheet."""
SIZE, ROW_MM = 9.5, 6.4
PART = 1000
"""So many rows are drawn at a time, then the progress is told; each begins on a new page."""
ROWS_A_PAGE = {True: 22, False: 35}
"""About; for whoever asks how much paper it will be. By whether the sheet lies on its side."""


@frozen
class Heading:
    """A column: its words, its width on the screen, and the fen to sum up where it shows money."""

    title: str
    width: int
    right: bool = False
    summed: bool = False


@frozen
class Listed:
    """What is printed. `fen` are the amounts of each row, by column, where a column is summed up."""

    title: str
    hall: str
    by: str
    at: datetime
    filtered: str
    headings: tuple[Heading, ...]
    rows: Sequence[tuple[str, ...]]
    sums: tuple[int | None, ...] = ()
    row_mm: float = ROW_MM

    @property
    def wide(self) -> bool:
        return sum(each.width for each in self.headings) > UPRIGHT

    @property
    def pages(self) -> int:
        """About how many."""
        return max(1, -(-len(self.rows) // ROWS_A_PAGE[self.wide]))


def draw(*lists: Listed, progress: Callable[[int, int], None] | None = None) -> bytes:
    """The PDF of a list, or of several, each from a new page on. Refused: a character that no font has
    (`paper.missing_glyph`).
    """
    sheet = Sheet(WIDE if lists[0].wide else FORM, subject=lists[0].title)
    for place, listed in enumerate(lists):
        if place:
            new_page(sheet)
        _put(sheet, listed, progress)
    return finish(sheet)


def _put(sheet: Sheet, listed: Listed, progress: Callable[[int, int], None] | None) -> None:
    title(sheet, listed.title)
    said = (
        listed.hall,
        f"打印人：{listed.by}",
        f"打印时间：{listed.at:%Y-%m-%d %H:%M}",
        f"共 {len(listed.rows):,} 行",
    )
    number(sheet, "\u3000\u3000".join(said), align="center")
    if listed.filtered:
        number(sheet, listed.filtered, align="center")
    gap(sheet, 1)
    widths = [each.width for each in listed.headings]
    header: Row = [Cell(each.title, role="hei", size=SIZE) for each in listed.headings]
    rows: list[Row] = [_row(listed, row) for row in listed.rows]
    if any(total is not None for total in listed.sums):
        rows.append(_totals(listed))
    for begin in range(0, max(1, len(rows)), PART):
        if progress is not None:
            progress(begin, len(rows))
        if begin:
            new_page(sheet)
        part = rows[begin : begin + PART]
        table(sheet, widths, [header, *part], header_rows=1, size=SIZE, row_mm=listed.row_mm)


def _row(listed: Listed, row: tuple[str, ...]) -> list[Cell]:
    return [
        Cell(text, align="right" if each.right else "left", one_line=each.right)
        for text, each in zip(row, listed.headings, strict=True)
    ]


def _totals(listed: Listed) -> list[Cell]:
    """The sums below the columns of money; the word stands in the first column that has none."""
    shown = ["" if total is None else format_yuan(total) for total in listed.sums]
    if "" in shown:
        shown[shown.index("")] = "合计"
    return [
        Cell(text, role="hei", align="right" if each.right else "left", one_line=each.right)
        for text, each in zip(shown, listed.headings, strict=True)
    ]
