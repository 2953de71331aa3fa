"""What a careless Excel produces is read as text, or refused with a reason."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from zqdesk.office.hall.spreadsheets import reading as spreadsheets
from zqdesk.office.hall.spreadsheets import writing as workbook
from zqdesk.office.hall.spreadsheets.sheets import LOST
from zqdesk.rules.problem import Refused


def xlsx(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_numbers_dates_and_words_become_text() -> None:
    (sheet,) = spreadsheets.read(
        xlsx(["姓名", 804, 803.5, True, date(2026, 11, 1)], [" 𬭎某 ", None, 2084.4000000000001])
    )
    assert sheet.rows == (("姓名", "804", "803.5", "是", "2026-11-01"), ("𬭎某", "", "2084.4", "", ""))


def test_a_number_excel_has_rounded_is_marked() -> None:
    (sheet,) = spreadsheets.read(xlsx(["身份证号"], [370114190001010014]))
    assert sheet.rows[1][0].startswith(LOST)


def test_the_old_workbook_format() -> None:
    content = (Path(__file__).parents[1] / "people" / "files" / "roster.xls").read_bytes()
    (sheet,) = spreadsheets.read(content)
    assert sheet.rows[0] == ("村居", "户主", "身份证号码", "户月保障金")
    assert sheet.rows[1] == ("示例东村", "𬭎某", "370114190001010014", "804.5")
    assert sheet.rows[2][2].startswith(LOST)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_tables_of_every_usual_encoding(encoding: str, delimiter: str) -> None:
    text = f'姓名{delimiter}住址\r\n𠅤某{delimiter}"7号\n后院"\r\n'
    (sheet,) = spreadsheets.read(text.encode(encoding))
    assert sheet.rows == (("姓名", "住址"), ("𠅤某", "7号 后院"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b" \n", "file.empty"),
        (b"PK\x03\x04 torn", "file.unreadable"),
        (b"\xd0\xcf\x11\xe0 torn", "file.unreadable"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "file.foreign"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        spreadsheets.read(content)
    assert refused.value.problems[0].code == code


def test_an_export_is_text_whatever_the_cells_contain() -> None:
    columns = [workbook.Column("姓名"), workbook.Column("号码"), workbook.Column("金额", money=True)]
    nasty = [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "@sum",
        "http://example.invalid",
        "a\x00b\x1fc",
        "𬭎·某",
        "x" * 40_000,
    ]
    content = workbook.workbook("名册[1]", columns, [(text, "370114190001010014", 208440) for text in nasty])
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = list(book.worksheets[0].iter_rows(min_row=3))
    assert [row[0].value for row in cells] == [*nasty[:4], "abc", "𬭎·某", "x" * 32_767]
    assert {row[0].data_type for row in cells} == {"s"}
    assert {row[0].hyperlink for row in cells} == {None}
    assert {(row[1].value, row[2].value) for row in cells} == {("370114190001010014", 2084.4)}
