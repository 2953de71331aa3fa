"""The sheet that is signed for goods: everybody with what is due, and a place to sign."""

from datetime import date

from tests.papers.readback import text_of
from zqdesk.office.goods.handing import Line, Listed
from zqdesk.papers.goods import sign_sheet

ITEMS = (("m", "口罩", "个"), ("n", "牛奶", "箱"), ("w", "挂面", "斤"), ("s", "洗手液", "瓶"))
DAY = date(2026, 2, 10)


def line(position: int, name: str, handed: int = 0) -> Line:
    due = {"m": 20, "n": 1, "w": 5, "s": 1}
    return Line(
        str(position),
        position,
        "h",
        name,
        "370114190001010014",
        "示例河沿村",
        1,
        due,
        {"m": handed} if handed else {},
        None,
    )


def test_it_names_everybody_and_sums_up() -> None:
    many = (line(number, f"欧阳𬭎{number}") for number in range(1, 61))
    lines = (*many, line(61, "阿依古丽·买买提", 5))
    listed = Listed("l", "春节慰问", "特困供养情况：分散供养", "每人", DAY, "王小某", ITEMS, lines)
    text = text_of(sign_sheet.draw(listed, lines, "示例街道便民服务大厅", DAY)).replace("\n", "")
    assert "物资发放签收表" in text
    assert "欧阳𬭎60" in text
    assert "阿依古丽·买买提" in text
    assert "已领5" in text
    assert str(20 * 61) in text
    assert "领取人签字" in text
    assert "370114190001010014" not in text
