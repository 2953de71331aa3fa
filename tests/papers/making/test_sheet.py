"""Letters and forms as they come out: frame, justified text, foot, the same bytes twice."""

from datetime import date

import pytest

from tests.papers.readback import chars_of, page_count, text_of
from zqdesk.papers.making.boxes import amount, close, day, opinion, signature_row, ticks
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import table
from zqdesk.papers.making.page import MM, PAGE_HEIGHT, PAGE_WIDTH
from zqdesk.papers.making.sheet import FORM, LETTER, LINE, Sheet, finish, heading, number, paragraph, title
from zqdesk.rules.problem import Refused

ODD = "A&B <b>不是粗体</b> &amp; %s \\(x) 阿卜杜热合曼·买买提依明·吐尔逊 𬭎𫞩𠅤𮧵㛃䶮"


def letter(text: str, office: str = "济南市章丘区某某街道办事处") -> Sheet:
    sheet = Sheet(LETTER, code="TZ-2026-000009")
    title(sheet, "最低生活保障不予确认告知书")
    number(sheet, "章民救告〔2026〕9号", align="center")
    paragraph(sheet, "王小明：", indent=0, align="left")
    paragraph(sheet, text)
    close(sheet, office, date(2026, 11, 24), contacts=["联系人：某某"])
    return sheet


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_text_is_read_back_as_it_was_written() -> None:
    written = text_of(finish(letter(ODD)))
    assert squeezed(ODD) in written
    assert "章民救告〔2026〕9号" in written
    assert "第1页共1页" in written
    assert "TZ-2026-000009" in written


def test_the_same_content_gives_the_same_bytes() -> None:
    assert finish(letter(ODD)) == finish(letter(ODD))


def test_a_character_no_font_has_is_refused_never_left_out() -> None:
    with pytest.raises(Refused) as refused:
        finish(letter("王\ue816"))
    assert [one.code for one in refused.value.problems] == ["paper.missing_glyph"]


def test_a_letter_keeps_its_margins_and_fills_its_lines() -> None:
    pdf = finish(letter("关于申请的说明，" * 200))
    assert page_count(pdf) > 1
    body = [char for char in chars_of(pdf, 0) if char.bottom < PAGE_HEIGHT - 30 * MM]
    assert min(char.left for char in body) >= 28 * MM - 0.5
    assert max(char.right for char in body) == pytest.approx(184 * MM, abs=14)  # a comma's ink ends early
    assert max(char.right for char in body) <= 184 * MM + 0.5
    assert min(char.top for char in body) >= 37 * MM


def test_a_page_of_a_letter_has_22_lines_of_28_characters() -> None:
    sheet = Sheet(LETTER)
    paragraph(sheet, "民" * 28 * 23, indent=0)
    assert len(sheet.pages) == 2
    assert len({text[1] for text in sheet.pages[0].texts}) == 22
    assert {len(text[4]) for text in sheet.pages[0].texts} == {28}


def test_a_heading_is_not_the_last_line_of_a_page() -> None:
    sheet = Sheet(LETTER)
    paragraph(sheet, "\n".join(["民政"] * 21))
    heading(sheet, "一、救济途径")
    assert len(sheet.pages) == 2


@pytest.mark.parametrize("count", range(8, 20))
def test_the_close_is_never_alone_on_its_page(count: int) -> None:
    sheet = letter("\n".join(["如对本决定不服。"] * count))
    texts = [text[4] for text in sheet.pages[-1].texts]
    assert "2026年11月24日" in texts
    assert "济南市章丘区某某街道办事处" in texts
    assert texts.index("济南市章丘区某某街道办事处") >= 1
    assert sum("如对本决定不服。" in text[4] for page in sheet.pages for text in page.texts) == count
    assert sheet.y <= sheet.bottom + LINE


def test_the_office_stands_centred_over_the_day() -> None:
    sheet = letter("同意。", office="章丘区某某街道办事处")
    found = {text[4]: text for text in sheet.page.texts}
    office, on = found["章丘区某某街道办事处"], found["2026年11月24日"]
    assert office[1] < on[1]
    assert office[0] < on[0]
    assert office[0] + 10 * 15.75 <= 182 * MM


def test_a_copy_is_marked_on_every_page() -> None:
    sheet = Sheet(FORM, mark="副本")
    paragraph(sheet, "民政\n" * 100)
    assert text_of(finish(sheet)).count("副本") == page_count(finish(sheet)) == 3


def test_signatures_stand_in_one_row_inside_the_page() -> None:
    sheet = Sheet(FORM)
    signature_row(sheet, ["调查人", "调查人", "户主"])
    pdf = finish(sheet)
    assert squeezed("调查人（签字）：调查人（签字）：户主（签字）：年月日") in text_of(pdf)
    assert all(char.left > 0 and char.right < PAGE_WIDTH for char in chars_of(pdf, 0))


def test_boxes_amounts_and_days_in_words() -> None:
    assert ticks(["城市", "农村"], "农村") == "☐城市　☑农村"
    with pytest.raises(ValueError, match="乡镇"):
        ticks(["城市", "农村"], "乡镇")
    assert amount(208440) == "￥2,084.40（大写：人民币贰仟零捌拾肆元肆角整）"
    assert day(date(2026, 1, 2)) == "2026年1月2日"
    assert squeezed(day(None)) == "年月日"


def test_an_opinion_keeps_room_for_the_seal() -> None:
    sheet = Sheet(FORM)
    table(sheet, (1, 5), [[Cell("意见", role="hei"), opinion("同意。", "经办人", "负责人")]])
    assert sheet.page.cells[1][3] >= 42 * MM
    texts = {text[4]: text[1] for text in sheet.page.texts}
    sealed = next(at for text, at in texts.items() if "盖章" in text)
    assert texts["　　同意。"] < sealed
    with_none = Sheet(FORM)
    table(with_none, (1, 5), [["意见", opinion("同意。", "经办人", seal=False)]])
    assert with_none.page.cells[1][3] < 42 * MM
