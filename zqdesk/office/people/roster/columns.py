"""Recognising the columns of a roster by their headings, and remembering what the clerk re-mapped."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from zqdesk.frozen import frozen
from zqdesk.office.hall.spreadsheets.sheets import Sheet, column_letters
from zqdesk.office.people.roster.headings import FIELDS as FIELDS  # noqa: PLC0414 - part of this door
from zqdesk.office.people.roster.headings import MONEY, Meaning, is_lesser, meaning, odd_unit
from zqdesk.office.people.roster.headings import title_of as title_of  # noqa: PLC0414
from zqdesk.rules.problem import Problem

HEADER_WITHIN_ROWS = 20
FEWEST_COLUMNS = 2
FEWEST_OF_A_TABLE = 3
NUMBER_OF_SOMEBODY = re.compile(r"\d{15}")
_DATA = re.compile(r"\d{6}")

Columns = dict[str, int]
"""Field → column, counted from 0; further members of a household row are `member.2.name` and so on."""


@frozen
class Layout:
    """Where the headings end (row of the sheet's used part, from 0) and what each recognised column holds.

    `headings` are those of all columns, two rows in one; `doubled` the columns of a field that more than one claims;
    `doubts` says of a column why it was not taken for what its heading looks like.
    """

    header_row: int
    columns: Columns
    headings: tuple[str, ...] = ()
    doubled: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    doubts: Mapping[int, str] = field(default_factory=dict)

    @property
    def by_person(self) -> bool:
        """One row per person, rather than one row per household."""
        if any(name.startswith("member.") for name in self.columns):
            return False
        known = self.columns.keys()
        return "relation" in known or {"name", "head_name"} <= known or {"name", "household_number"} <= known


def recognise(sheet: Sheet) -> Layout:
    """The layout of a sheet: the row or two within the first twenty in which most headings are known."""
    best, most = Layout(0, {}, sheet.rows[0] if sheet.rows else ()), 0
    for number in range(min(HEADER_WITHIN_ROWS, len(sheet.rows))):
        if most >= FEWEST_OF_A_TABLE and any(map(NUMBER_OF_SOMEBODY.search, sheet.rows[number])):
            break  # from here on there are people; further headings would be another table's
        for layout in _candidates(sheet, number):
            known = (
                len(layout.columns)
                + sum(len(each) - 1 for each in layout.doubled.values())
                + len(layout.doubts)
            )
            if known > most:
                best, most = layout, known
    return _with_unit(sheet, best)


def mapped(layout: Layout, chosen: Mapping[int, str]) -> Layout:
    """The layout after somebody said what each column holds; what they decided is no doubt any more."""
    holding: dict[str, list[int]] = {}
    for number, name in chosen.items():
        if name:
            holding.setdefault(name, []).append(number)
    columns = {name: numbers[0] for name, numbers in holding.items()}
    doubled = {name: tuple(numbers) for name, numbers in holding.items() if len(numbers) > 1}
    return replace(layout, columns=columns, doubled=doubled)


def check(sheet: Sheet, layout: Layout) -> list[Problem]:
    """What is missing or in doubt before rows can be read at all."""
    problems = [
        Problem("columns.doubled", _doubled(sheet, layout, name, numbers), "columns")
        for name, numbers in layout.doubled.items()
    ]
    known = layout.columns.keys()
    named = {"head_name", "name"} & known
    if len(layout.columns) < FEWEST_COLUMNS or not named:
        problems.append(
            Problem("columns.name", "没有找到“户主姓名”或“姓名”列，请指定哪一列是姓名。", "columns")
        )
    if not {"head_id_number", "id_number"} & known:
        problems.append(
            Problem("columns.id_number", "没有找到“身份证号”列，请指定哪一列是身份证号。", "columns")
        )
    if "allowance" not in known:
        problems.append(
            Problem("columns.allowance", "没有找到“户月保障金”列，请指定哪一列是每月保障金。", "columns")
        )
    return problems


def doubts(sheet: Sheet, layout: Layout) -> list[str]:
    """Why columns were left out that look as if they belonged to the roster, as long as nobody took them in."""
    taken = set(layout.columns.values())
    return [
        f"{letters(sheet, number)} 列“{layout.headings[number]}”没有认：{why}。"
        for number, why in sorted(layout.doubts.items())
        if number not in taken
    ]


def tables(sheet: Sheet) -> tuple[Sheet, ...]:
    """The sheet, or each of its tables where further headings of another kind begin below the first ones."""
    begins = [0, *_further_headings(sheet)]
    if len(begins) == 1:
        return (sheet,)
    ends = [*begins[1:], len(sheet.rows)]
    return tuple(
        replace(
            sheet,
            name=f"{sheet.name}（第 {sheet.first_row + begin} 行起）" if begin else sheet.name,
            rows=sheet.rows[begin:end],
            first_row=sheet.first_row + begin,
        )
        for begin, end in zip(begins, ends, strict=True)
    )


def letters(sheet: Sheet, number: int) -> str:
    """The letters of a column, as Excel shows them."""
    return column_letters(sheet.first_column + number)


def is_repeated(layout: Layout, cells: tuple[str, ...]) -> bool:
    """Whether a row shows the headings once more, as on every printed page."""
    there = [(cells[n], layout.headings[n]) for n in layout.columns.values() if n < len(layout.headings)]
    filled = [(cell, heading) for cell, heading in there if cell]
    return len(filled) >= FEWEST_COLUMNS and all(
        cell in (heading, *heading.split(" ")) for cell, heading in filled
    )


def _further_headings(sheet: Sheet) -> Iterator[int]:
    first = recognise(sheet)
    for number in range(first.header_row + 1, len(sheet.rows)):
        row = sheet.rows[number]
        # A word that every roster has in its headings, and hardly any row below.
        if any("身份" in cell or "姓名" in cell for cell in row):
            there = _layout(sheet, number, [("", cell) for cell in row])
            enough = len(there.columns) >= FEWEST_OF_A_TABLE
            if enough and there.columns != first.columns and not is_repeated(first, row):
                yield number
                first = there


def _candidates(sheet: Sheet, number: int) -> Iterator[Layout]:
    row = sheet.rows[number]
    alone = _layout(sheet, number, [("", cell) for cell in row])
    yield alone
    if number + 1 < len(sheet.rows):
        below = sheet.rows[number + 1]
        if any(_DATA.search(cell) for cell in below):
            return
        both = _layout(sheet, number + 1, list(zip(_spread(sheet, number), below, strict=True)))
        under = _layout(sheet, number + 1, [("", cell) for cell in below])
        if len(both.columns) > max(len(alone.columns), len(under.columns)):
            yield both


def _spread(sheet: Sheet, number: int) -> list[str]:
    """The upper of two rows of headings, each said of all columns that it stands over."""
    row, below = list(sheet.rows[number]), sheet.rows[number + 1]
    line = sheet.first_row + number
    spans = [each for each in sheet.merged if each[0] <= line <= each[2]]
    for _top, left, bottom, right in spans:
        first = left - sheet.first_column
        for column in range(max(0, first), min(len(row), right - sheet.first_column + 1)):
            row[column] = sheet.rows[number][first] if first >= 0 and bottom == line else row[column]
    if not sheet.merged:
        for column in range(1, len(row)):
            if not row[column] and below[column]:
                row[column] = row[column - 1]
    return row


def _layout(sheet: Sheet, header_row: int, headings: list[tuple[str, str]]) -> Layout:
    """Of two columns for one field none is preferred, unless one says itself that it means something else."""
    texts = tuple(lower if upper in ("", lower) else f"{upper} {lower}".strip() for upper, lower in headings)
    claims: dict[str, list[int]] = {}
    unsure: dict[int, str] = {}
    for number, (upper, lower) in enumerate(headings):
        found = meaning(upper if upper != lower else "", lower)
        hidden = sheet.first_column + number in sheet.hidden_columns
        if found.field and (found.doubt or hidden):
            unsure[number] = _why(found, hidden=hidden)
        elif found.field:
            claims.setdefault(found.field, []).append(number)
    for name, numbers in claims.items():
        better = [number for number in numbers if not is_lesser(name, texts[number])]
        claims[name] = better or numbers
    columns = {name: numbers[0] for name, numbers in claims.items()}
    doubled = {name: tuple(numbers) for name, numbers in claims.items() if len(numbers) > 1}
    return Layout(header_row, columns, texts, doubled, unsure)


def _why(found: Meaning, *, hidden: bool) -> str:
    title = title_of(found.field)
    if hidden:
        return f"是隐藏列，像是“{title}”，要用请在左边指定"
    return f"{found.doubt}说明它不一定是“{title}”，核对后请在左边指定"


def _with_unit(sheet: Sheet, layout: Layout) -> Layout:
    """A unit in a line above the table holds for every sum whose heading names none."""
    above = (cell for row in sheet.rows[: layout.header_row] for cell in row if cell)
    unit = next(filter(None, map(odd_unit, above)), "")
    unsure = {
        number: f"表头写的单位是“{unit}”，不是每月多少元，核对后请在左边指定"
        for name, number in layout.columns.items()
        if name in MONEY and unit and "元" not in layout.headings[number]
    }
    kept = {name: number for name, number in layout.columns.items() if number not in unsure}
    return replace(layout, columns=kept, doubts={**layout.doubts, **unsure})


def _doubled(sheet: Sheet, layout: Layout, name: str, numbers: tuple[int, ...]) -> str:
    places = "、".join(f"{letters(sheet, n)} 列“{layout.headings[n]}”" for n in numbers)
    return f"“{title_of(name)}”有 {len(numbers)} 列：{places}，请把不用的改为“不导入”。"
