"""物资发放签收表: who gets how many of what, and a place to sign for each."""

from collections.abc import Sequence
from datetime import date

from zqdesk.office.goods.handing import Line, Listed
from zqdesk.papers.cases.blocks import label
from zqdesk.papers.making.boxes import day
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import FORM, WIDE, Sheet, finish, gap, number, paragraph, title
from zqdesk.rules.people.identity import mask_id

TITLE = "物资发放签收表"
SIZE, ROW_MM = 10.0, 9.0
FEW = 3
"""More kinds of goods than this lie on a wide sheet."""


def draw(listed: Listed, lines: Sequence[Line], office: str, drawn_on: date) -> bytes:
    """The PDF of these lines. Refused: a character that no font has (`paper.missing_glyph`)."""
    wide = len(listed.items) > FEW
    sheet = Sheet(WIDE if wide else FORM, subject=f"{TITLE} {listed.title}")
    title(sheet, TITLE)
    number(sheet, f"{listed.title}　　发放对象：{listed.recipients}（{listed.per}一份）", align="center")
    said = (
        office,
        f"制表：{listed.by_name}",
        f"制表日期：{day(listed.made_on)}",
        f"打印日期：{day(drawn_on)}",
    )
    number(sheet, "　　".join(said), align="center")
    gap(sheet, 1)
    widths = (10, 22, 36, 24, 10, *[14] * len(listed.items), 26, 20)
    head: Row = [
        label(each)
        for each in (
            *("序号", "姓名", "身份证号", "村（居）", "人数"),
            *(f"{name}（{unit}）" for _, name, unit in listed.items),
            *("领取人签字", "领取日期"),
        )
    ]
    rows: list[Row] = [_row(listed, line) for line in lines]
    table(sheet, widths, [head, *rows, _sums(listed, lines)], header_rows=1, size=SIZE, row_mm=ROW_MM)
    gap(sheet, 2)
    paragraph(sheet, "代领的由代领人签字，并写明与本人的关系。", size=SIZE, indent=0)
    gap(sheet, 2)
    signers: Row = [label("发放人"), Cell(), label("监督人"), Cell(), label("负责人"), Cell()]
    table(sheet, (18, 34, 18, 34, 18, 34), [signers], size=SIZE, row_mm=14)
    return finish(sheet)


def _row(listed: Listed, line: Line) -> Row:
    """What is due, and what of it was handed out before, so that nobody signs for it twice."""
    return [
        str(line.position),
        Cell(line.name, align="left"),
        Cell(mask_id(line.id_number), one_line=True),
        Cell(line.village_name, align="left"),
        str(line.persons),
        *(_count(line, item_id) for item_id, _, _ in listed.items),
        "",
        line.last_on.isoformat() if line.last_on and line.done else "",
    ]


def _count(line: Line, item_id: str) -> str:
    due, handed = line.due.get(item_id, 0), line.handed.get(item_id, 0)
    return f"{due}\n已领{handed}" if handed else str(due)


def _sums(listed: Listed, lines: Sequence[Line]) -> Row:
    sums = (str(sum(line.due.get(item_id, 0) for line in lines)) for item_id, _, _ in listed.items)
    persons = str(sum(line.persons for line in lines))
    return [label("合计", span=4), label(persons), *map(label, sums), "", ""]
