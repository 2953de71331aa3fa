"""A table from outside as plain text, with what a reader of cells would not see: what is hidden, noted, merged."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from zqdesk.frozen import frozen
from zqdesk.rules.plain_text import plain_text
from zqdesk.rules.problem import Problem, Refused

LOST = "≈"
"""Stands before a number that Excel has rounded: more than 15 digits do not survive in a numeric cell."""
NOT_COMPUTED = "#未计算"
"""A formula whose result the file does not hold; an error stands as Excel writes it, `#REF!`."""

MOST_ROWS, MOST_COLUMNS = 100_000, 200
MOST_CHARACTERS = 50_000_000
LONGEST_CELL = 32_767
EXACT_BELOW = 10**15
LONG_NUMBER = 10**6
# What a text table carries so that Excel leaves its digits alone: ="001", '001, `001.
_AS_TEXT = re.compile(r'="(.*)"')

Cell = str | float | bool | datetime | date | time | timedelta
Place = tuple[int, int]
"""Row and column as Excel counts them, from 1."""


@frozen
class Sheet:
    """The used part of a sheet; all rows have the same number of cells, an empty cell is an empty string.

    `first_row` and `first_column` say where it begins, as Excel counts them; so do all other rows and columns here.
    `merged` are top, left, bottom, right; `numbers` the cells that hold a long number, whose leading zeros are gone.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    first_row: int = 1
    first_column: int = 1
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    numbers: frozenset[Place] = frozenset()


@dataclass(slots=True)
class Marks:
    """What is known of a sheet besides the values of its cells; `texts` stand in place of them."""

    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def column_letters(column: int) -> str:
    """`28` → `AB`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def used(name: str, rows: Iterable[Sequence[Cell]], before: int = 0, marks: Marks | None = None) -> Sheet:
    """What lies between the first and the last cell with something in it; `before` columns are not in the rows.

    Refused: more than any roster has (`file.wide`, `.long`, `.cell`, `.large`).
    """
    marks = marks or Marks()
    numbers: set[Place] = set()
    kept = list(_filled(name, rows, before, marks, numbers))
    if not kept:
        return Sheet(name, (), hidden=marks.hidden)
    left = min(next(n for n, text in enumerate(texts) if text) for _, texts in kept)
    width = max(len(texts) for _, texts in kept) - left
    if width > MOST_COLUMNS:
        raise _refused(name, "wide", f"有 {width} 列，最多能读 {MOST_COLUMNS} 列。请删除名册以外的列")
    first, last = kept[0][0], kept[-1][0]
    if last - first >= MOST_ROWS:
        raise _refused(
            name, "long", f"有 {last - first + 1} 行，最多能读 {MOST_ROWS} 行。请拆分，或删除名册以外的行"
        )
    texts_at = dict(kept)
    even = tuple(_cells(texts_at.get(n, []), left, width) for n in range(first, last + 1))
    return Sheet(
        name, even, first, before + left + 1, marks.hidden, frozenset(marks.hidden_rows),
        frozenset(marks.hidden_columns), frozenset(marks.struck_rows), marks.comments, tuple(marks.merged), frozenset(numbers),
    )  # fmt: skip


def _cells(texts: list[str], left: int, width: int) -> tuple[str, ...]:
    return tuple(texts[left:] + [""] * (width - max(0, len(texts) - left)))


def _filled(
    name: str, rows: Iterable[Sequence[Cell]], before: int, marks: Marks, numbers: set[Place]
) -> Iterator[tuple[int, list[str]]]:
    """Number and texts of each row that is not empty, up to its last cell with something in it."""
    characters = 0
    instead: dict[int, list[tuple[int, str]]] = {}
    for (row_number, column), text in marks.texts.items():
        instead.setdefault(row_number, []).append((column - 1 - before, text))
    for number, row in enumerate(rows, 1):
        texts = _texts(row, number, before, numbers)
        for place, text in instead.get(number, ()):
            texts += [""] * (place + 1 - len(texts))
            texts[place] = text
        if not texts:
            continue
        longest = max(map(len, texts))
        if longest > LONGEST_CELL:
            raise _refused(name, "cell", f"第 {number} 行有一格多达 {longest} 个字。请删去这一格的内容")
        characters += sum(map(len, texts))
        if characters > MOST_CHARACTERS:
            raise _refused(name, "large", f"的文字超过 {MOST_CHARACTERS} 个字。请拆分成几个文件")
        yield number, texts


def _texts(row: Sequence[Cell], number: int, before: int, numbers: set[Place]) -> list[str]:
    used_cells = list(row)
    while used_cells and used_cells[-1] == "":  # of the 16,384 cells of a row hardly any is looked at twice
        used_cells.pop()
    for place, cell in enumerate(used_cells, before + 1):
        if isinstance(cell, int | float) and LONG_NUMBER <= abs(cell) < EXACT_BELOW:
            numbers.add((number, place))
    texts = [text_of(cell) for cell in used_cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _refused(sheet: str, code: str, said: str) -> Refused:
    where = f"工作表“{sheet}”" if sheet else "这个文件"
    return Refused(Problem(f"file.{code}", f"{where}{said}，保存后再导入。", "file"))


def text_of(cell: Cell) -> str:
    """A cell as plain text."""
    if isinstance(cell, str):
        return _words(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    return _number(cell) if isinstance(cell, int | float) else str(cell)


def _words(text: str) -> str:
    if len(text) > LONGEST_CELL:
        return text
    plain = plain_text(text)
    written = _AS_TEXT.fullmatch(plain)
    return (written[1].replace('""', '"') if written else plain).lstrip("'`‘’")


def _number(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    if abs(value) >= EXACT_BELOW:
        return f"{LOST}{value:.0f}"
    if value == int(value):
        return str(int(value))
    # 803.9966 kept as it stands; 2084.4000000000001 is what a spreadsheet makes of 2084.40.
    return format(Decimal(str(round(value, 6))).normalize(), "f")
