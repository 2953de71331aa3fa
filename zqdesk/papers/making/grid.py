"""Tables with hairlines: spans, rows that grow with their text, headers repeated, rows torn only where no page holds them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, repeat

from zqdesk.papers.making.cell import LEADING, Cell, divided, fill, fitted, needed, of_size
from zqdesk.papers.making.page import MM
from zqdesk.papers.making.sheet import Sheet, new_page

LOOK_AHEAD = 120
"""More rows than any page holds."""

Row = Sequence[Cell | str]


@dataclass(frozen=True)
class _Placed:
    """A cell at its place in the grid."""

    cell: Cell
    row: int
    column: int


@dataclass(frozen=True)
class _Grid:
    edges: tuple[float, ...]
    cells: list[_Placed]
    heights: list[float]

    def room(self, placed: _Placed) -> float:
        return self.edges[placed.column + placed.cell.span] - self.edges[placed.column]


def table(
    sheet: Sheet,
    columns_mm: Sequence[float],
    rows: Sequence[Row],
    *,
    header_rows: int = 0,
    size: float = 12,
    row_mm: float = 8,
    below: float = 0,
) -> None:
    """Draw rows of cells under each other from `sheet.y`; a plain string is a centred cell.

    Columns are scaled to the width of the sheet. The first `header_rows` stand again on every page. A row is
    moved to the next page whole; one that is higher than a page is continued line by line. A cell of several
    rows that meets the end of a page is closed there: a short one is written again on the next, a long or signed
    one goes on there. What is signed stays with its signatures: a group of rows with a signed cell is kept whole
    if a page holds it, and `below` points are kept free under the last row, or what fits of it. Two tables that
    touch share their line.
    """
    scale = sheet.width / sum(columns_mm)
    edges = (0.0, *accumulate(column * scale for column in columns_mm))
    sized = [[_cell(cell, size) for cell in row] for row in rows]
    header = _lay(sized[:header_rows], edges, row_mm * MM)
    body = sized[header_rows:]
    if not body:
        _draw(sheet, header)
    bare, headed = _lay([], edges, 0), 0
    while body:
        on_page, at = len(sheet.pages), sheet.y
        part_header = bare if headed == on_page else header
        body = _one_page(sheet, part_header, body, edges, (row_mm * MM, 6 * size * LEADING, below))
        if (len(sheet.pages), sheet.y) != (on_page, at):
            headed = on_page


def heights(
    sheet: Sheet, columns_mm: Sequence[float], rows: Sequence[Row], *, size: float = 12, row_mm: float = 8
) -> list[float]:
    """How high `table` would make each of these rows of single cells, in points: for who turns the pages themselves."""
    scale = sheet.width / sum(columns_mm)
    rooms = [column * scale for column in columns_mm]
    least = row_mm * MM
    return [max(least, *map(_needed, row, rooms, repeat(size))) for row in rows]


def table_height(
    sheet: Sheet, columns_mm: Sequence[float], rows: Sequence[Row], *, size: float = 12, row_mm: float = 8
) -> float:
    """How high all of a table is, in points, cells of several rows too: for who keeps it below another."""
    scale = sheet.width / sum(columns_mm)
    edges = (0.0, *accumulate(column * scale for column in columns_mm))
    return sum(_lay([[_cell(cell, size) for cell in row] for row in rows], edges, row_mm * MM).heights)


def _needed(cell: Cell | str, room: float, size: float) -> float:
    return needed(fitted(_cell(cell, size), room), room)


def _one_page(
    sheet: Sheet,
    header: _Grid,
    body: list[list[Cell]],
    edges: tuple[float, ...],
    least: tuple[float, float, float],
) -> list[list[Cell]]:
    """Draw what fits on this page or turn it; returns the rows left.

    `least`: height of a row, of a torn part, and of what stands below the table.
    """
    grid = _lay(_clipped(body[:LOOK_AHEAD]), edges, least[0])
    full = sheet.frame.height * MM - sum(header.heights)
    room = sheet.bottom - sheet.y - sum(header.heights)
    below = min(least[2], full / 2) if len(body) <= LOOK_AHEAD else 0
    for count in range(_fitting(grid, room, full, below), 0, -1):
        if count == len(body):  # the usual end of a table: it is laid already
            part, rest = grid, body[count:]
        else:
            drawn, rest = _parted(body, grid, count)
            part = _lay(drawn, edges, least[0])
        if sum(part.heights) <= room + 0.01:
            _draw(sheet, header, part)
            if rest and max(grid.heights[count : count + 1], default=0) <= full:
                new_page(sheet)
            return rest
    needs = grid.heights[0] + (below if len(body) == 1 else 0)
    if sheet.y > sheet.top and (needs <= full or room < least[1]):
        new_page(sheet)
        return body
    return _torn(body, grid, room, keep=bool(below))


def _cell(cell: Cell | str, size: float) -> Cell:
    if isinstance(cell, str):
        return Cell(cell, size=size)
    return cell if cell.size else of_size(cell, size)


def _place(rows: Sequence[Sequence[Cell]], columns: int) -> list[_Placed]:
    """Where each cell stands, those of earlier rows reaching down; refuses rows that do not fill the grid."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            if column + cell.span > columns:
                raise ValueError(f"row {number}: more cells than columns")
            taken |= {
                (number + down, column + right) for down in range(cell.rows) for right in range(cell.span)
            }
            placed.append(_Placed(cell, number, column))
            column += cell.span
        if any((number, column) not in taken for column in range(columns)):
            raise ValueError(f"row {number}: fewer cells than columns")
    return placed


def _lay(rows: Sequence[Sequence[Cell]], edges: tuple[float, ...], least: float) -> _Grid:
    placed = _place(rows, len(edges) - 1)
    cells = [
        _Placed(fitted(p.cell, edges[p.column + p.cell.span] - edges[p.column]), p.row, p.column)
        for p in placed
    ]
    grid = _Grid(edges, cells, [least] * len(rows))
    for each in sorted(cells, key=lambda p: p.cell.rows):
        last = min(each.row + each.cell.rows, len(rows))
        lacking = needed(each.cell, grid.room(each)) - sum(grid.heights[each.row : last])
        if lacking > 0:
            for row in range(each.row, last):
                grid.heights[row] += lacking / (last - each.row)
    return grid


def _fitting(grid: _Grid, room: float, full: float, below: float) -> int:
    """How many rows go on this page: all with what stands below, or as many as leave no signature alone.

    A group tied by a cell of several rows stays together if it is small, one that is signed if a page holds it.
    """
    count = sum(total <= room + 0.01 for total in accumulate(grid.heights))
    if count == len(grid.heights) and (sum(grid.heights) + below > room + 0.01):
        count -= 1
    if count == len(grid.heights):
        return count
    for each in sorted(grid.cells, key=lambda p: p.row):
        end = each.row + each.cell.rows
        held = full + 0.01 if each.cell.foot else full / 3
        if each.row < count < end and sum(grid.heights[each.row : end]) <= held:
            count = each.row
    # A row that only holds a signature says nothing by itself.
    while count > 1 and any(p.row == count and p.cell.foot and not p.cell.text for p in grid.cells):
        count -= 1
    return count


def _clipped(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    return [
        [replace(cell, rows=len(rows) - number) if number + cell.rows > len(rows) else cell for cell in row]
        for number, row in enumerate(rows)
    ]


def _parted(rows: list[list[Cell]], grid: _Grid, count: int) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """The first `count` rows and the rest; of cells that reach over the cut short ones stand in both, others go on."""
    upper, rest = [list(row) for row in rows[:count]], [list(row) for row in rows[count:]]
    if not rest:
        return upper, rest
    over = [p for p in grid.cells if p.row < count < p.row + p.cell.rows]
    below = []
    for placed in over:
        high = sum(grid.heights[placed.row : count])
        column = [p.column for p in grid.cells if p.row == placed.row].index(placed.column)
        left = placed.row + rows[placed.row][column].rows - count
        long = needed(placed.cell, grid.room(placed)) > high + 0.01
        if long or placed.cell.foot or placed.cell.rest:
            above, cell = divided(placed.cell, grid.room(placed), high)
        else:
            above = cell = placed.cell
        upper[placed.row][column] = replace(above, rows=count - placed.row)
        below.append((placed.column, replace(cell, rows=left)))
    columns = [p.column for p in grid.cells if p.row == count]
    below += zip(columns, rows[count], strict=True)
    rest[0] = [cell for _, cell in sorted(below, key=lambda each: each[0])]
    return _clipped(upper), rest


def _torn(rows: list[list[Cell]], grid: _Grid, room: float, *, keep: bool) -> list[list[Cell]]:
    """The first row as two: as many lines as `room` holds, and the rest; with `keep` not all of them.

    Where a cell of several rows is what no page holds, its first lines get a row of their own.
    """
    first = [p for p in grid.cells if p.row == 0]
    long = [p for p in first if p.cell.rows > 1 and needed(p.cell, grid.room(p)) > room + 0.01]
    upper, lower = [], []
    for placed, cell in zip(first, rows[0], strict=True):
        if placed in long:
            above, rest = divided(placed.cell, grid.room(placed), room)
            upper.append(replace(above, rows=1))
            lower.append(replace(rest, rows=cell.rows))
        elif cell.rows > 1:
            upper.append(replace(cell, rows=cell.rows + 1))
        elif long:
            upper.append(replace(cell, text="", height=0, foot=(), seal=0))
            lower.append(cell)
        else:
            above, rest = divided(placed.cell, grid.room(placed), room, keep=keep and cell.role != "hei")
            upper.append(above)
            lower.append(rest)
    if not any(cell.text for cell in upper):
        raise ValueError("signatures higher than a page")
    return [upper, lower, *rows[1:]]


def _draw(sheet: Sheet, *grids: _Grid) -> None:
    """One part of a table: cells with hairlines, a stronger line around."""
    begun = sheet.y
    for grid in grids:
        tops = [sheet.y, *(sheet.y + total for total in accumulate(grid.heights))]
        for each in grid.cells:
            x, top = sheet.left + grid.edges[each.column], tops[each.row]
            room = grid.room(each)
            high = tops[min(each.row + each.cell.rows, len(grid.heights))] - top
            box = (x, top, room, high)
            sheet.page.cells.append(box)
            fill(sheet, each.cell, box)
        sheet.y = tops[-1]
    _outline(sheet, begun)


def _outline(sheet: Sheet, begun: float) -> None:
    outlines, wide, high = sheet.page.outlines, sheet.width, sheet.y - begun
    above = (sheet.left, begun, wide, 0.0)
    if outlines and outlines[-1] == above:
        outlines.pop()
    else:
        outlines.append(above)
    outlines += [
        (sheet.left, begun, 0.0, high),
        (sheet.left + wide, begun, 0.0, high),
        (sheet.left, sheet.y, wide, 0.0),
    ]
