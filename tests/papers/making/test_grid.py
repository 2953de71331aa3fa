"""Tables: every text in its cell, rows whole, headers repeated, spans closed at the page's end."""

import pytest

from tests.papers.readback import chars_of, page_count, text_of
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import FORM, Sheet, finish, gap, paragraph

NAMES = ["阿卜杜热合曼·买买提依明·吐尔逊", "𬭎㛃䶮", "王𫞩", "李𠅤", "𮧵小明", "欧阳诸葛明德"]
LONG = "山东省济南市章丘区某某街道某某社区第十二居民小组人民路1234号院5号楼2单元301室（原农机厂宿舍）"


def members(count: int) -> list[Row]:
    head: Row = [Cell("家庭成员", rows=count + 1, vertical=True, role="hei"), "姓名", "身份证号", "住址"]
    rows: list[Row] = [
        [NAMES[n % 6], Cell("370114190001010014", one_line=True), Cell(LONG, align="left")]
        for n in range(count)
    ]
    return [head, *rows]


def placed(rows: list[Row], columns: tuple[float, ...] = (10, 40, 30, 88), header_rows: int = 0) -> Sheet:
    sheet = Sheet(FORM)
    table(sheet, columns, rows, size=10.5, header_rows=header_rows)
    return sheet


@pytest.mark.parametrize("count", [1, 10, 40])
def test_every_character_stands_inside_one_cell(count: int) -> None:
    sheet = placed(members(count))
    pdf = finish(sheet)
    for number, page in enumerate(sheet.pages):
        for char in chars_of(pdf, number):
            if char.top > sheet.bottom + 10:
                continue  # the foot
            assert any(
                left - 0.3 <= char.left and char.right <= left + wide + 0.3
                and top - 0.3 <= char.top and char.bottom <= top + high + 0.3
                for left, top, wide, high in page.cells
            ), char  # fmt: skip
        assert all(top + high <= sheet.bottom + 0.1 for _, top, _, high in page.cells)


def test_all_texts_are_there_and_rare_characters_read_back() -> None:
    written = text_of(finish(placed(members(40))))
    assert written.count("370114190001010014") == 40
    assert written.count("𬭎㛃䶮") == 7
    assert written.count("𮧵小明") == 6


def test_a_label_over_many_rows_stands_again_on_each_page() -> None:
    sheet = placed(members(40))
    assert len(sheet.pages) > 2
    for page in sheet.pages:
        letters = [text[4] for text in page.texts if text[2] == "hei"]
        assert letters[:4] == list("家庭成员")


def test_the_header_is_repeated_and_rows_stay_whole() -> None:
    rows: list[Row] = [[f"行{n:03}", Cell(LONG * (1 + n % 3), align="left")] for n in range(60)]
    sheet = placed([["序号", "内容"], *rows], columns=(1, 4), header_rows=1)
    assert len(sheet.pages) > 2
    assert all(page.texts[0][4] == "序号" for page in sheet.pages)
    labels = [text[4] for page in sheet.pages for text in page.texts if text[4].startswith("行")]
    assert labels == [f"行{n:03}" for n in range(60)]
    assert sum(len(page.cells) for page in sheet.pages) == 2 * (60 + len(sheet.pages))


def test_a_row_higher_than_a_page_goes_on_line_by_line() -> None:
    text = "".join(f"第{n}句，这是一段很长的情况说明。" for n in range(400))
    sheet = placed([["说明", Cell(text, align="left", indent=2, foot=("负责人（签字）：",))]], columns=(1, 6))
    assert len(sheet.pages) >= 4
    assert (
        "".join(text[4] for page in sheet.pages for text in page.texts if text[0] > sheet.left + 70).replace(
            "　", ""
        )
        == text + "负责人（签字）："
    )
    assert all(top + high <= sheet.bottom + 0.1 for page in sheet.pages for _, top, _, high in page.cells)


def test_a_page_has_the_header_once_even_if_a_row_is_divided_on_it() -> None:
    rows: list[Row] = [["甲", "乙"], ["丙", Cell("这是一段很长的情况说明。" * 300, align="left")]]
    sheet = placed([["序号", "内容"], *rows], columns=(1, 6), header_rows=1)
    assert len(sheet.pages) > 1
    assert [[text[4] for text in page.texts].count("序号") for page in sheet.pages] == [1] * len(sheet.pages)


def test_a_small_group_moves_to_the_next_page_together() -> None:
    sheet = Sheet(FORM)
    rows: list[Row] = [["甲", "乙"] for _ in range(30)]
    group: list[Row] = [[Cell("组", rows=3), "一"], ["二"], ["三"]]
    table(sheet, (1, 1), [*rows, *group])
    assert len(sheet.pages) == 2
    assert [text[4] for text in sheet.page.texts] == ["组", "一", "二", "三"]


def test_cells_fill_the_sheet_from_edge_to_edge() -> None:
    sheet = placed(
        [[Cell("甲", span=2), "乙"], [Cell("丙", rows=2), "丁", "戊"], [Cell("己", span=2)]], (1, 2, 3)
    )
    cells = sheet.page.cells
    assert len(cells) == 6
    assert sum(wide * high for _, _, wide, high in cells) == pytest.approx(
        sheet.width * (sheet.y - sheet.top), rel=1e-6
    )


@pytest.mark.parametrize("row", [["甲"], ["甲", "乙", "丙"], [Cell("甲", span=3)]])
def test_a_row_that_does_not_fill_the_columns_is_refused(row: Row) -> None:
    with pytest.raises(ValueError, match="cells than columns"):
        placed([row], columns=(1, 1))


def test_a_long_number_is_made_smaller_before_it_is_wrapped() -> None:
    sheet = placed([[Cell("370114190001010014", one_line=True), ""]], columns=(34, 134))
    assert [text[4] for text in sheet.page.texts] == ["370114190001010014"]
    assert sheet.page.texts[0][3] < 10.5


def test_tables_that_touch_share_their_line() -> None:
    sheet = Sheet(FORM)
    table(sheet, (1, 1), [["甲", "乙"]])
    table(sheet, (1, 2), [["丙", "丁"]])
    across = [line for line in sheet.page.outlines if line[3] == 0]
    assert [line[1] for line in across] == [sheet.top, sheet.y]
    gap(sheet, 3)
    table(sheet, (1, 2), [["戊", "己"]])
    assert len([line for line in sheet.page.outlines if line[3] == 0]) == 4


def test_a_table_of_headers_only_and_text_after_it() -> None:
    sheet = placed([["序号", "内容"]], columns=(1, 4), header_rows=1)
    paragraph(sheet, "无。")
    pdf = finish(sheet)
    assert "序号内容无。" in text_of(pdf)
    assert page_count(pdf) == 1


def test_a_thousand_rows_are_laid_out_in_order() -> None:
    rows: list[Row] = [[str(n), "王小明", "否"] for n in range(1000)]
    sheet = placed([["序号", "姓名", "备注"], *rows], columns=(1, 2, 3), header_rows=1)
    numbers = [text[4] for page in sheet.pages for text in page.texts if text[4].isdigit()]
    assert numbers == [str(n) for n in range(1000)]
