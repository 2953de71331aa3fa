"""The tables of the room of figures: the report itself, the list behind a figure, its parts, what became otherwise."""

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.figures import PERSONS, PIECES, YUAN, Chapter, Figure, Item
from zqdesk.office.figures.chapters import CHAPTERS
from zqdesk.office.figures.keeping import Seen
from zqdesk.office.figures.report import Report, unit_of, written
from zqdesk.ui.pages.cases.listing import masked
from zqdesk.ui.widgets.tables.rows import Column, yuan

CHANGES = {"came": "后来增加", "went": "后来不再计入", "changed": "后来变动"}


@frozen
class FigureRow:
    """A figure of the report. `otherwise`: by what is known now, where that is another value than in the closed one."""

    chapter: Chapter
    figure: Figure
    value: int
    words: str
    compared: str
    more: str
    otherwise: str

    @property
    def unit(self) -> str:
        return unit_of(self.figure) or "%"


@frozen
class Part:
    """A part of a figure: of a village, a kind or a month, and the same of the period compared with."""

    name: str
    value: int
    words: str
    share: str
    compared: str


@frozen
class Change:
    """A line that is otherwise now than in the closed report."""

    what: str
    item: Item


def figure_rows(seen: Seen, village_id: str) -> tuple[FigureRow, ...]:
    """Every figure, of the town or of one village."""
    return tuple(
        _figure_row(chapter, figure, seen, village_id)
        for chapter in CHAPTERS
        for figure in chapter.figures
    )  # fmt: skip


def _figure_row(chapter: Chapter, figure: Figure, seen: Seen, village_id: str) -> FigureRow:
    words, now = seen.report.words(figure, village_id), seen.now.words(figure, village_id)
    value = seen.report.value(figure, village_id)
    compared, more = "", ""
    if seen.compared is not None:
        compared = seen.compared.words(figure, village_id)
        by = value - seen.compared.value(figure, village_id)
        more = "" if figure.share_of else ("+" if by > 0 else "") + written(figure, by)
    return FigureRow(chapter, figure, value, words, compared, more, now if now != words else "")


def parts(figure: Figure, report: Report, compared: Report | None, by: str, village_id: str) -> list[Part]:
    """A figure by village, kind or month; what only the other period has stands with nothing."""
    here = report.split(figure, by, village_id)
    there = compared.split(figure, by, village_id) if compared is not None and by != "month" else {}
    whole = sum(here.values())
    names = (
        sorted({*here, *there})
        if by == "month"
        else sorted({*here, *there}, key=lambda n: (-here.get(n, 0), n))
    )
    return [
        Part(
            name,
            here.get(name, 0),
            written(figure, here.get(name, 0)),
            f"{here.get(name, 0) * 100 / whole:.1f}%" if whole else "—",
            written(figure, there.get(name, 0)) if there else "",
        )
        for name in names
    ]  # fmt: skip


FIGURES = (
    Column("类别", lambda r: r.chapter.title, 104),
    Column("指标", lambda r: r.figure.title, 150, tip=lambda r: r.figure.words),
    Column("本期", lambda r: r.words, 116, key=lambda r: r.value, right=True),
    Column("单位", lambda r: r.unit, 50),
    Column("比较期", lambda r: r.compared or "—", 110, right=True),
    Column("增减", lambda r: r.more or "—", 96, right=True),
    Column("现在数据", lambda r: r.otherwise, 96, chip=lambda r: "warn" if r.otherwise else None),
    Column("口径", lambda r: r.figure.words, 200, stretch=True, tip=lambda r: r.figure.words),
)
_WHO = (
    Column("姓名、摘要", lambda r: r.name, 130),
    Column("身份证号", lambda r: masked(r.id_number), 162, full=lambda r: r.id_number),
    Column("村（居）", lambda r: r.village_name, 120),
    Column("类别", lambda r: r.kind, 150),
    Column("月份、日期", lambda r: r.when, 96),
)
_NOTE = Column("说明", lambda r: r.note, 160, stretch=True, tip=lambda r: r.note)
MEASURES = {
    PERSONS: Column("人数", lambda r: str(r.persons), 60, key=lambda r: r.persons, right=True),
    YUAN: Column("金额(元)", lambda r: yuan(r.fen), 110, key=lambda r: r.fen, right=True, money=True),
    PIECES: Column("数量", lambda r: f"{r.pieces:,}", 70, key=lambda r: r.pieces, right=True),
}
ITEMS = (*_WHO, *MEASURES.values(), _NOTE)
"""Of these a list shows the measure of its figure; the others stay hidden."""
PARTS = (
    Column("名称", lambda r: r.name, 150, stretch=True),
    Column("本期", lambda r: r.words, 110, key=lambda r: r.value, right=True),
    Column("占比", lambda r: r.share, 66, right=True),
    Column("比较期", lambda r: r.compared or "—", 100, right=True),
)
DIFFERENCES = (
    Column("差异", lambda r: CHANGES[r.what], 120, chip=lambda _: "warn"),
    Column("姓名、摘要", lambda r: r.item.name, 130),
    Column("村（居）", lambda r: r.item.village_name, 120),
    Column("类别", lambda r: r.item.kind, 150),
    Column("月份、日期", lambda r: r.item.when, 96),
    Column("说明", lambda r: r.item.note, 160, stretch=True),
)
