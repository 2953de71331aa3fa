"""What stands in a workbook besides its values: hidden, noted, merged, in error, not computed."""

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.office.people import roster_files
from tests.office.people.roster.test_roster import planned_of
from zqdesk.office.hall.spreadsheets import reading as spreadsheets
from zqdesk.office.hall.spreadsheets.sheets import NOT_COMPUTED, Sheet
from zqdesk.office.people.roster import columns as roster_columns

A, B, C = "370114190001010014", "370181190002150027", "37011419001231999X"
HEADS = ("村居", "户主姓名", "身份证号", "户月保障金")
ROWS = (HEADS, ("示例东村", "张某", A, 804), ("示例东村", "李某", B, 600), ("示例西村", "𬭎某", C, 500))


def saved(change: Callable[[openpyxl.Workbook], object]) -> tuple[Sheet, ...]:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return spreadsheets.read(stream.getvalue())


def ods(text: str) -> tuple[Sheet, ...]:
    """A document in which a row was written by hand."""
    return spreadsheets.read(roster_files.ods(ROWS[:2], text))  # type: ignore[arg-type]


def with_cell(place: str, value: object) -> tuple[Sheet, ...]:
    def change(book: openpyxl.Workbook) -> None:
        cell = book.worksheets[0][place]
        cell.value = value
        if isinstance(value, str) and value.startswith("#"):
            cell.data_type = "e"

    return saved(change)


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"])
@pytest.mark.parametrize("place", ["A3", "B3", "C3", "D3"])
def test_an_error_keeps_its_row_out(place: str, error: str) -> None:
    _, second, _ = planned_of(with_cell(place, error)[0])
    assert "cell.error" in {said.problem.code for said in second.problems}
    assert second.problems[0].row == 3


def test_a_formula_without_result_keeps_its_row_out() -> None:
    _, second, _ = planned_of(with_cell("D3", "=1+1")[0])
    assert [said.problem.code for said in second.problems] == ["cell.not_computed"]


def test_a_formula_that_a_program_left_for_excel_to_compute_has_no_result() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADS)
    sheet.write_formula(1, 3, "=400+404")
    sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
    sheet.write_formula(3, 3, "=300+300", None, 600)
    book.close()
    (read,) = spreadsheets.read(stream.getvalue())
    assert [row[3] for row in read.rows[1:]] == [NOT_COMPUTED, "#DIV/0!", "600"]


def test_hidden_rows_are_asked_about() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book.worksheets[0].row_dimensions[3].hidden = True

    plan = planned_of(saved(hide)[0])
    assert [[said.problem.code for said in each.questions] for each in plan] == [[], ["row.hidden"], []]


@pytest.mark.parametrize("place", ["A3", "B3", "D3"])
def test_struck_out_rows_are_asked_about(place: str) -> None:
    """So a paper roster says that somebody is off it."""

    def strike(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        sheet[place].font = Font(strike=True)
        sheet["F4"].font = Font(strike=True)  # an empty cell says nothing
        sheet["B2"].font = Font(bold=True)

    plan = planned_of(saved(strike)[0])
    assert [[said.problem.code for said in each.questions] for each in plan] == [[], ["row.struck"], []]


def test_a_row_struck_out_in_an_open_document_is_known() -> None:
    style = (
        '<office:automatic-styles><style:style xmlns:style="s" style:name="ce1"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
    )
    cell = '<table:table-cell table:style-name="ce1" office:value-type="string"><text:p>李某</text:p></table:table-cell>'
    content = roster_files.ods(ROWS[:2], f"<table:table-row>{cell}</table:table-row>")  # type: ignore[arg-type]
    content = roster_files.rewritten(
        content, "content.xml", b"<office:body>", style.encode() + b"<office:body>"
    )
    assert spreadsheets.read(content)[0].struck_rows == {3}


def test_a_hidden_column_is_not_taken_unseen() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book.worksheets[0].column_dimensions["D"].hidden = True

    (sheet,) = saved(hide)
    layout = roster_columns.recognise(sheet)
    assert "allowance" not in layout.columns
    assert "隐藏列" in roster_columns.doubts(sheet, layout)[0]


def test_a_comment_is_passed_on() -> None:
    def note(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["D3"].comment = Comment("本月起停发", "村")

    _, second, _ = planned_of(saved(note)[0])
    assert ["本月起停发" in said.problem.text for said in second.notes] == [True]


def test_a_hidden_sheet_comes_last() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book.create_sheet("去年", 0).append(HEADS)
        book.worksheets[0].sheet_state = "hidden"
        book.active = 1

    assert [(each.name, each.hidden) for each in saved(hide)] == [("Sheet", False), ("去年", True)]


def test_a_merged_cell_speaks_for_the_rows_below_it() -> None:
    def merge(book: openpyxl.Workbook) -> None:
        book.worksheets[0].merge_cells("A2:A3")

    first, second, third = planned_of(saved(merge)[0])
    assert [first.village_name, second.village_name, third.village_name] == [
        "示例东村",
        "示例东村",
        "示例西村",
    ]
    assert not second.questions


def test_a_blank_village_that_nothing_merges_is_asked_about() -> None:
    _, second, _ = planned_of(with_cell("A3", None)[0])
    assert [said.problem.code for said in second.questions] == ["village.missing"]


def test_the_old_format_has_marks_as_well() -> None:
    shown, hidden = spreadsheets.read((roster_files.OLD.parent / "marked.xls").read_bytes())
    assert (set(shown.hidden_rows), set(shown.hidden_columns)) == ({3}, {1})
    assert shown.merged == ((5, 1, 6, 1),)
    assert (hidden.name, hidden.hidden) == ("旧", True)


def test_an_open_document_has_marks_as_well() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = "".join(map(cell.format, ("示例东村", "李某", B, "#REF!")))
    (sheet,) = ods(
        f'<table:table-row table:visibility="filter">{row}</table:table-row>'
        '<table:table-row><table:table-cell office:value-type="string" table:number-rows-spanned="2">'
        "<office:annotation><text:p>看</text:p></office:annotation><text:p>示例西村</text:p>"
        "</table:table-cell></table:table-row>"
    )
    assert sheet.hidden_rows == {3}
    assert sheet.rows[2][3] == "#REF!"
    assert sheet.merged == ((4, 1, 5, 1),)
    assert sheet.comments == {(4, 1): "看"}


@pytest.mark.parametrize("system", [False, True])
def test_a_date_is_the_same_in_both_systems_of_excel(*, system: bool) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"date_1904": system})
    sheet = book.add_worksheet()
    sheet.write_datetime(0, 0, date(2025, 7, 1), book.add_format({"num_format": "yyyy-mm"}))
    book.close()
    assert spreadsheets.read(stream.getvalue())[0].rows == (("2025-07-01",),)
