"""One cell of a table: what stands in it, how much room that needs, and how it is placed on a page."""

import re
from dataclasses import dataclass, replace

from zqdesk.papers.making.fonts import clean, width
from zqdesk.papers.making.page import BASELINE, MM, Box
from zqdesk.papers.making.sheet import Sheet, put
from zqdesk.papers.making.wrap import lines

PAD_X = 1.2 * MM
PAD_Y = 1.0 * MM
LEADING = 1.3
FOOT_LEADING = 1.75
KEPT = 2
"""So many lines of a text stay with its signatures where it goes on over a page."""
SMALLEST, SMALLEST_NUMBER = 8.0, 6.0
"""A text that must stay on one line is not made smaller than this, a number in a text than that; then it is wrapped."""
_NUMBER = re.compile(r"[￥¥]?\d[\d,.\-]{3,}\d[Xx]?元?")
_MASKED = re.compile(r"[￥¥]?[\d*,.\-]+[Xx]?元?")
"""Nothing but a number, which may be masked."""


@dataclass(frozen=True)
class Cell:
    """One cell. `span` columns wide, `rows` rows high.

    `align` is `left`, `center` or `right`, `valign` `top` or `middle`; `indent` full spaces before each paragraph.
    `size` in points, 0 = the table's. `height` is the least height in mm. `vertical` writes one character a line.
    `one_line` makes long text smaller rather than wrapping it (ID numbers, amounts). `foot` stands at the
    lower edge (signatures, date), and `seal` keeps that many mm free of text above the lower edge. `rest` is what
    goes on from another page.
    """

    text: str = ""
    span: int = 1
    rows: int = 1
    role: str = "fang"
    size: float = 0
    align: str = "center"
    valign: str = "middle"
    indent: int = 0
    height: float = 0
    vertical: bool = False
    one_line: bool = False
    foot: tuple[str, ...] = ()
    foot_align: str = "right"
    seal: float = 0
    rest: bool = False


def of_size(cell: Cell, size: float) -> Cell:
    """The same cell in another size, in a tenth of the time of `replace`, which every cell of a form would take."""
    made = object.__new__(Cell)
    made.__dict__.update(cell.__dict__, size=size)
    return made


def fitted(cell: Cell, room: float) -> Cell:
    """The cell with the size its text is printed in, made smaller for `one_line`, and for a number wider than it."""
    if not cell.one_line:
        return _whole_numbers(cell, room)
    wide = width(clean(cell.text).replace("\n", " "), cell.role, cell.size)
    free = room - 2 * PAD_X
    if wide <= free:
        return cell
    least = SMALLEST_NUMBER if _MASKED.fullmatch(cell.text) else SMALLEST
    return replace(cell, size=max(least, int(cell.size * free / wide * 10) / 10))


def _whole_numbers(cell: Cell, room: float) -> Cell:
    """An amount, a phone or ID number is read as another one if it goes on in the next line."""
    found = _NUMBER.findall(cell.text) if cell.text and not cell.vertical else ()
    if not found:
        return cell
    free = room - 2 * PAD_X
    widest = max(width(number, cell.role, cell.size) for number in found)
    if widest <= free:
        return cell
    return replace(cell, size=max(SMALLEST_NUMBER, int(cell.size * free / widest * 10) / 10))


def cell_lines(cell: Cell, room: float) -> tuple[str, ...]:
    """The lines of a fitted cell that is `room` points wide."""
    if cell.vertical:
        return tuple(char for char in clean(cell.text) if char not in " \n\u3000")
    if not cell.text:
        return ()
    before = "\u3000" * cell.indent
    text = "\n".join(before + part for part in clean(cell.text).split("\n"))
    return lines(text, cell.role, cell.size, room - 2 * PAD_X)


def foot_lines(cell: Cell, room: float) -> tuple[str, ...]:
    """The lines at the lower edge."""
    return tuple(line for part in cell.foot for line in lines(part, cell.role, cell.size, room - 2 * PAD_X))


def needed(cell: Cell, room: float) -> float:
    """Height in points that the cell needs at least."""
    text = len(cell_lines(cell, room)) * cell.size * LEADING
    foot = len(foot_lines(cell, room)) * cell.size * FOOT_LEADING
    return max(cell.height * MM, text + max(foot, cell.seal * MM) + 2 * PAD_Y)


def divided(cell: Cell, room: float, high: float, *, keep: bool = False) -> tuple[Cell, Cell]:
    """A cell in two: what stands in `high` points, and what goes on below, with signatures and seal.

    Of a signed text, and with `keep`, the last lines stay together. A text that stands whole leaves nothing below.
    """
    cell = fitted(cell, room)
    broken = cell_lines(cell, room)
    fits = max(0, int((high - 2 * PAD_Y + 0.01) / (cell.size * LEADING)))
    signed = bool(cell.foot or cell.seal)
    if cell.vertical or (len(broken) <= (KEPT if keep else fits) and not signed):
        return replace(cell, height=0), replace(cell, text="", height=0, foot=(), seal=0, rest=True)
    if signed or keep:
        fits = max(min(fits, len(broken) - KEPT), 0)
    above = replace(cell, text="\n".join(broken[:fits]), height=0, indent=0, foot=(), seal=0, valign="top")
    left, text = max(0.0, cell.height - high / MM), "\n".join(broken[fits:])
    return above, replace(cell, text=text, height=left, indent=0, valign="top", rest=True)


def fill(sheet: Sheet, cell: Cell, box: Box) -> None:
    """Place the texts of a fitted cell inside its box on the page."""
    _, top, room, high = box
    foot = foot_lines(cell, room)
    foot_high = len(foot) * cell.size * FOOT_LEADING
    broken = cell_lines(cell, room)
    step = cell.size * LEADING
    spare = high - 2 * PAD_Y - max(foot_high, cell.seal * MM) - len(broken) * step
    y = top + PAD_Y + (spare / 2 if cell.valign == "middle" and not foot else 0)
    if cell.vertical and broken:  # spread over the height as on printed forms, at most one character apart
        step += min(cell.size, max(0.0, (high - 2 * PAD_Y - len(broken) * step) / (len(broken) + 1)))
        y = top + (high - len(broken) * step) / 2
    for line in broken:
        _line(sheet, cell, line, box, middle=y + step / 2)
        y += step
    y = top + high - PAD_Y - foot_high
    for line in foot:
        at_foot = replace(cell, align=cell.foot_align)
        _line(sheet, at_foot, line, box, middle=y + cell.size * FOOT_LEADING / 2)
        y += cell.size * FOOT_LEADING


def _line(sheet: Sheet, cell: Cell, line: str, box: Box, *, middle: float) -> None:
    left, _, room, _ = box
    spare = room - 2 * PAD_X - width(line, cell.role, cell.size)
    shift = {"left": 0, "center": spare / 2, "right": spare}[cell.align]
    baseline = middle + (BASELINE - 0.5) * cell.size
    put(sheet, line, left + PAD_X + shift, baseline, role=cell.role, size=cell.size)
