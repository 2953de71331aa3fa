"""A list in a file: what stands in its rows, numbers as numbers, ID numbers in full."""

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from zqdesk.records.register import CHINA
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


DAY, MOMENT = date(2026, 11, 3), datetime(2026, 11, 3, 9, 5, tzinfo=CHINA)
DATED = {
    "as it stands": (Column("日期", lambda _: "2026-11-03"), DAY),
    "without its year": (Column("日期", lambda _: "11-03", key=lambda _: DAY), DAY),
    "to the minute": (
        Column("时间", lambda _: "11-03 09:05", key=lambda _: MOMENT),
        MOMENT.replace(tzinfo=None),
    ),
    "a moment shown as a day": (Column("时间", lambda _: "11-03", key=lambda _: MOMENT), DAY),
    "with a word": (Column("同意", lambda _: "11-03 李大某", key=lambda _: DAY), "2026-11-03 李大某"),
    "with a word, whole": (Column("公示", lambda _: "2026-11-03 起", key=lambda _: DAY), "2026-11-03 起"),
    "instead of a day": (Column("期限", lambda _: "没有期限", key=lambda _: date.max), "没有期限"),
    "none": (Column("日期", lambda _: ""), ""),
    "a number like a day": (Column("证号", lambda _: "2026-11-0301"), "2026-11-0301"),
}


@pytest.mark.parametrize("kind", DATED)
def test_a_day_is_a_day_with_its_year(kind: str) -> None:
    column, wanted = DATED[kind]
    assert exporting.cell(column, object()) == wanted


def test_days_are_written_as_excel_s_own(tmp_path: Path) -> None:
    columns = [DATED["without its year"][0], DATED["to the minute"][0]]
    exporting.write(tmp_path / "list.xlsx", "名册", columns, [object()])
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    cells = [cell for line in sheet.iter_rows(min_row=3) for cell in line]
    assert [cell.is_date for cell in cells] == [True, True]
    assert [cell.number_format for cell in cells] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
