"""The report of a month, quarter or year on paper: its sentences, each figure with its definition, and by village."""

from datetime import date

from zqdesk.office.figures.summary import Section, Summary
from zqdesk.papers.cases.blocks import label
from zqdesk.papers.making.boxes import day
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import FORM, Sheet, finish, gap, heading, number, paragraph, title

SIZE, SMALL, ROW_MM = 10.5, 9.0, 6.4
DIGITS = "零一二三四五六七八九"
WIDTHS = (40, 30, 10, 92)
COMPARED = (36, 28, 10, 28, 70)


def draw(said: Summary, drawn_on: date) -> bytes:
    """The PDF. Refused: a character that no font has (`paper.missing_glyph`)."""
    sheet = Sheet(FORM, subject=said.title)
    title(sheet, said.title)
    number(sheet, f"{said.town}　　{said.period}　　打印日期：{day(drawn_on)}", align="center")
    number(sheet, said.state, align="center")
    gap(sheet, 2)
    for place, section in enumerate(said.sections, 1):
        heading(sheet, f"{ordinal(place)}、{section.title}", size=12)
        paragraph(sheet, section.sentence, size=12)
    gap(sheet, 3)
    heading(sheet, "指标及口径", size=12)
    _figures(sheet, said)
    gap(sheet, 3)
    heading(sheet, "分村（居）情况", size=12)
    head: Row = [label(each) for each in said.headings]
    rows: list[Row] = [_village(row, said, last=row is said.villages[-1]) for row in said.villages]
    others = (150 - 30) / max(1, len(said.headings) - 1)
    table(
        sheet,
        (30, *[others] * (len(said.headings) - 1)),
        [head, *rows],
        header_rows=1,
        size=SMALL,
        row_mm=ROW_MM,
    )
    return finish(sheet)  # fmt: skip


def ordinal(place: int) -> str:
    """The number of a heading below a hundred: 一, 十, 十一, 二十, 二十一."""
    tens, ones = divmod(place, 10)
    begins = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return begins + (DIGITS[ones] if ones else "")


def _figures(sheet: Sheet, said: Summary) -> None:
    widths = COMPARED if said.compared else WIDTHS
    head: Row = ["指标", said.period, "单位", *([said.compared] if said.compared else []), "口径"]
    rows: list[Row] = [[label(str(cell)) for cell in head]]
    for section in said.sections:
        rows += _section(section, len(widths), compared=bool(said.compared))
    table(sheet, widths, rows, header_rows=1, size=SMALL, row_mm=ROW_MM)


def _section(section: Section, columns: int, *, compared: bool) -> list[Row]:
    rows: list[Row] = [[Cell(section.title, span=columns, role="hei", align="left")]]
    for line in section.lines:
        other = [Cell(line.compared, align="right", one_line=True)] if compared else []
        value = Cell(line.value, align="right", one_line=True)
        rows.append(
            [Cell(line.title, align="left"), value, line.unit, *other, Cell(line.words, align="left", size=8)]
        )
    return rows


def _village(row: tuple[str, ...], said: Summary, *, last: bool) -> Row:
    role = "hei" if last else "fang"
    return [
        Cell(text, role=role, align="right" if place else "left", one_line=bool(place))
        for place, text in enumerate(row[: len(said.headings)])
    ]
