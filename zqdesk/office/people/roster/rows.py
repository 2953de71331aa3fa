"""Which rows of a roster are people, which belong to one household, and what every other row is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zqdesk.frozen import frozen
from zqdesk.office.hall.spreadsheets.sheets import Sheet
from zqdesk.office.people.roster.columns import NUMBER_OF_SOMEBODY, Layout, is_repeated

HEAD_WORDS = ("户主", "本人", "本人或户主", "申请人", "户主本人", "户主(本人)", "户主（本人）")
KEYS = ("village", "household_number", "certificate_number", "head_id_number", "head_name")
"""What tells households apart: a number alone begins anew in each village."""
OF_HOUSEHOLD = (
    *KEYS,
    "address",
    "standard_kind",
    "bank_name",
    "account_name",
    "account_number",
    "registered_poor",
)
_PERSON = ("name", "head_name", "id_number", "head_id_number")
_GIVEN = ("allowance", "account_number", "certificate_number", "relation")
_TOTAL = re.compile(
    r"(以上|本|全|累|总|各)?.{0,6}?(合计|总计|小计|共计)(户数|人数|金额)?[:：]?[\d,.]*(户|人|元)?"
)
_FOOT = re.compile(
    r"(制表|填表|填报|审核|复核|审批|经办|单位负责|负责|分管|主管|联系|统计|报送|打印|导出)[^，,]{0,8}[:：].*|(备注|说明|附注|注)[:：].*|第.{1,4}页.*|\W*以下(空白|无正文|无内容)\W*"
)
_COUNTED = re.compile(r"\d{1,6}[.、]?")

Row = tuple[int, tuple[str, ...]]
"""Number of the row as Excel counts it, and its cells."""
Columns = dict[str, int]


@frozen
class Left:
    """A row that is nobody: `kind` is title, heading, blank, total, foot, counted or other; `text` how it begins."""

    row: int
    kind: str
    text: str = ""
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class Group:
    """The rows of one household, and what its key is."""

    rows: list[Row] = field(default_factory=list)
    key: dict[str, str] = field(default_factory=dict)
    heads: list[Row] = field(default_factory=list)


def sort_out(sheet: Sheet, layout: Layout) -> tuple[list[Row], list[Left]]:
    """The rows that are people, and all others."""
    rows: list[Row] = []
    left: list[Left] = []
    known = [layout.columns[name] for name in (*_PERSON, *_GIVEN) if name in layout.columns]
    known += [number for name, number in layout.columns.items() if name.startswith("member.")]
    filled = _filled_down(sheet, layout)
    for place, cells in enumerate(sheet.rows):
        number = sheet.first_row + place
        kind = _kind(place, cells, layout, known)
        if kind:
            text = next((cell for cell in cells if cell), "")
            left.append(Left(number, kind, text, cells))
        else:
            rows.append((number, filled.get(number, cells)))
    return rows, left


def households(rows: Iterable[Row], layout: Layout) -> Iterator[Group]:
    """Rows that belong together: each its own household, or consecutive rows of one household."""
    group, by_person = Group(), layout.by_person
    keys = [(name, layout.columns[name]) for name in KEYS if name in layout.columns]
    for row in rows:
        key = {name: text for name, number in keys if (text := row[1][number])}
        if group.rows and (not by_person or _begins_another(row, key, group, layout.columns)):
            yield group
            group = Group()
        group.rows.append(row)
        group.key |= key
        if is_head(row, layout.columns):
            group.heads.append(row)
    if group.rows:
        yield group


def is_head(row: Row, columns: Columns) -> bool:
    """Whether a row says of itself that it is the head's."""
    relation = cell(row, columns, "relation")
    if relation:
        return relation in HEAD_WORDS
    name, head = cell(row, columns, "name"), cell(row, columns, "head_name")
    number, of_head = cell(row, columns, "id_number"), cell(row, columns, "head_id_number")
    return bool(name and name == head) and not (number and of_head and number != of_head)


def cell(row: Row, columns: Columns, name: str) -> str:
    return row[1][columns[name]] if name in columns else ""


def _begins_another(row: Row, key: dict[str, str], group: Group, columns: Columns) -> bool:
    # Merged cells, and those left blank like them, leave the key empty below the first row of a household.
    if any(text != group.key[name] for name, text in key.items() if name in group.key):
        return True
    if not is_head(row, columns):
        return False
    if group.heads:
        return True
    # A member may stand before the head, but not in a roster in which nothing else holds the two together.
    held = [name for name in KEYS if name in columns and name != "village"]
    return not held


def _kind(place: int, cells: tuple[str, ...], layout: Layout, known: list[int]) -> str:
    """What a row without people is, or "" for one of theirs."""
    if not any(cells):
        return "blank"
    if place < layout.header_row:
        return "other" if any(map(NUMBER_OF_SOMEBODY.search, cells)) else "title"
    if place == layout.header_row or is_repeated(layout, cells):
        return "heading"
    number = any(cell((0, cells), layout.columns, name) for name in ("id_number", "head_id_number"))
    kind = "" if number else _said_below(cells)
    if kind or any(cells[each] for each in known):
        return kind
    return "counted" if all(_COUNTED.fullmatch(each) for each in cells if each) else "other"


def _said_below(cells: tuple[str, ...]) -> str:
    """Whether a row without an ID number is a total, or what stands at the foot of a table."""
    plain = [each.replace(" ", "") for each in cells if each]
    if any(_TOTAL.fullmatch(each) for each in plain):
        return "total"
    return "foot" if _FOOT.fullmatch(plain[0]) else ""


def _filled_down(sheet: Sheet, layout: Layout) -> dict[int, tuple[str, ...]]:
    """Rows in which a merged cell stands for those below it: what it says of a household it says of all its rows."""
    wanted = {layout.columns[name] for name in OF_HOUSEHOLD if name in layout.columns}
    filled: dict[int, list[str]] = {}
    for top, left, bottom, _right in sheet.merged:
        column, first = left - sheet.first_column, top - sheet.first_row
        if column not in wanted or bottom == top or not layout.header_row < first < len(sheet.rows):
            continue
        for place in range(first + 1, min(bottom - sheet.first_row, len(sheet.rows) - 1) + 1):
            cells = filled.setdefault(sheet.first_row + place, list(sheet.rows[place]))
            cells[column] = sheet.rows[first][column]
    return {number: tuple(cells) for number, cells in filled.items()}
