"""A list on paper: every row, in the order given, its sums, its pages; long names wrap and rare characters print."""

from datetime import UTC, datetime

import pytest

from tests.papers.readback import page_count, text_of
from zqdesk.papers.cases.list_sheet import Heading, Listed, draw

LONG = "阿卜杜热合曼·买买提依明·吐尔逊·阿卜杜热合曼·买买提依明"
AT = datetime(2026, 11, 30, 16, 20, tzinfo=UTC)
HEADINGS = (
    Heading("申请人", 120),
    Heading("村（居）", 120),
    Heading("金额(元)", 110, right=True, summed=True),
)


def of(
    rows: list[tuple[str, ...]], total: int | None = None, headings: tuple[Heading, ...] = HEADINGS
) -> Listed:
    sums = tuple(total if each.summed else None for each in headings)
    return Listed("低保申请", "示例街道便民服务大厅", "王小某", AT, "筛选：在办", headings, rows, sums)


def test_it_says_whose_it_is_and_how_it_was_asked_for() -> None:
    flat = text_of(draw(of([("𬭎某", "示例东村", "1,450.50"), (LONG, "𠅤村", "0.50")], 145100)))
    for said in (
        "低保申请",
        "示例街道便民服务大厅",
        "打印人：王小某",
        "2026-11-30 16:20",
        "筛选：在办",
        "共 2 行",
    ):
        assert said.replace(" ", "") in flat
    assert "𬭎某" in flat
    assert LONG in flat
    assert flat.index("𬭎某") < flat.index("阿卜杜")
    assert "合计1,451.00" in flat
    assert "第1页共1页" in flat


@pytest.mark.parametrize("wide", [False, True])
def test_every_row_of_a_long_list_is_on_some_page(wide: bool) -> None:
    headings = (*HEADINGS, *(Heading(f"第{n}列", 140) for n in range(5 if wide else 0)))
    rows = [(f"人{n:04d}", *["某"] * (len(headings) - 1)) for n in range(1203)]
    told: list[int] = []
    pdf = draw(of(rows, 7, headings), progress=lambda done, _: told.append(done))
    words = text_of(pdf)
    assert [name for name in (f"人{n:04d}" for n in range(1203)) if name not in words] == []
    assert words.count("合计") == 1
    assert told == [0, 1000]
    assert words.count("申请人") == page_count(pdf), "the headings stand on every page"
