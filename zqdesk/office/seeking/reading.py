"""A list from elsewhere, read from the file as rosters are: the same cage, the same headings, one person a row."""

import re
from datetime import date
from pathlib import Path

from zqdesk.frozen import frozen
from zqdesk.office.people.roster.columns import Layout
from zqdesk.office.people.roster.file import open_roster
from zqdesk.office.people.roster.rows import cell, sort_out
from zqdesk.office.people.roster.values import Progress
from zqdesk.rules.people.identity import parse_id_number
from zqdesk.rules.people.names import normalise_name
from zqdesk.rules.problem import Problem, Refused

SUMS = frozenset({"合计", "总计", "小计"})
BORN = re.compile(r"出生|生日")
_DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})")


@frozen
class SoughtRow:
    """A person of the file; `row` as Excel counts it, `doubt` what is wrong with the number or the name."""

    row: int
    name: str
    id_number: str = ""
    born_on: date | None = None
    village_name: str = ""
    address: str = ""
    phone: str = ""
    doubt: str = ""


@frozen
class Sought:
    """A file: its name, what tells it from any other, its people, and rows that are nobody."""

    file_name: str
    digest: str
    rows: tuple[SoughtRow, ...]
    left_out: int


def read(path: Path, today: date, *, progress: Progress | None = None) -> Sought:
    """The people of the table in which most headings are known. Refused: as rosters are, no column of names, nobody in it."""
    file = open_roster(path, progress=progress)
    best = file.best()
    sheet, layout = file.sheets[best], file.layouts[best]
    _refuse_doubled(layout)
    if not {"name", "head_name"} & layout.columns.keys():
        text = "没有找到“姓名”列。请把第一行的标题改成“姓名”“身份证号”“村（居）”等，保存后再选。"
        raise Refused(Problem("seek.name", text, "file"))
    people, left = sort_out(sheet, layout)
    rows = tuple(each for number, cells in people if (each := _row(number, cells, layout, today)) is not None)
    if not rows:
        raise Refused(Problem("seek.nobody", "这张表里没有人员。", "file"))
    return Sought(file.source.file_name, file.source.digest, rows, len(left) + len(people) - len(rows))


def _refuse_doubled(layout: Layout) -> None:
    said = [name for name in ("name", "id_number", "head_name", "head_id_number") if name in layout.doubled]
    if said:
        text = "有两列都像姓名或身份证号，请在表格里删去或改名一列，保存后再选。"
        raise Refused(Problem("seek.doubled", text, "file"))


def _row(number: int, cells: tuple[str, ...], layout: Layout, today: date) -> SoughtRow | None:
    columns = layout.columns
    row = (number, cells)
    said = cell(row, columns, "name") or cell(row, columns, "head_name")
    if not said or said.replace(" ", "") in SUMS:
        return None
    doubts = []
    try:
        name = normalise_name(said)
    except Refused as refused:
        name = said
        doubts.append(refused.problems[0].text)
    typed = cell(row, columns, "id_number") or cell(row, columns, "head_id_number")
    id_number, born_on = "", _born(cells, layout)
    if typed:
        try:
            parsed = parse_id_number(typed, today)
            id_number, born_on = parsed.number, parsed.born_on
        except Refused as refused:
            doubts.append(f"“{typed}”：{refused.problems[0].text}")
    return SoughtRow(
        number,
        name,
        id_number,
        born_on,
        cell(row, columns, "village"),
        cell(row, columns, "address"),
        cell(row, columns, "phone"),
        "；".join(doubts),
    )


def _born(cells: tuple[str, ...], layout: Layout) -> date | None:
    """The day of a column for it, which rosters do not have."""
    for place, heading in enumerate(layout.headings):
        found = _DAY.search(cells[place]) if BORN.search(heading) and place < len(cells) else None
        if found:
            try:
                return date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                return None
    return None
