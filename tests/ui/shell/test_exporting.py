"""A list in a file: what stands in its rows, numbers as numbers, ID numbers in full."""

from pathlib import Path
from typing import NamedTuple

import openpyxl

from zqdesk.ui.pages.cases.listing import masked
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, yuan


class Line(NamedTuple):
    head: str
    id_number: str
    persons: int
    fen: int | None


COLUMNS = (
    Column("户主", lambda r: r.head),
    Column("身份证号", lambda r: masked(r.id_number), key=lambda r: r.id_number, full=lambda r: r.id_number),
    Column("人数", lambda r: f"{r.persons} 人", key=lambda r: r.persons, right=True),
    Column("金额(元)", lambda r: yuan(r.fen), key=lambda r: r.fen, right=True, money=True),
)


def test_counts_and_money_can_be_summed_and_numbers_are_whole(tmp_path: Path) -> None:
    rows = [Line("=某", "370114190001010014", 3, 208_440), Line("𬭎某", "", 1, None)]
    exporting.write(tmp_path / "list.xlsx", "名册", COLUMNS, rows)
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    found = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=3)]
    assert found == [["=某", "370114190001010014", 3, 2084.4], ["𬭎某", None, 1, None]]
