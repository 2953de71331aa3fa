"""A report as it is printed and handed over as a workbook: sentences, figures with their definitions, and by village."""

import re
from collections.abc import Sequence
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.figures import YUAN, Chapter, Figure
from zqdesk.office.figures.chapters import CHAPTERS, FIGURES
from zqdesk.office.figures.keeping import Closed, Seen
from zqdesk.office.figures.periods import words_of
from zqdesk.office.figures.report import ELSEWHERE, Report, unit_of, written
from zqdesk.office.hall.spreadsheets.writing import Column, Value, workbook

_FIGURE = re.compile(r"\{([\w.]+)(\|kind)?\}")


@frozen
class Line:
    """A figure: its name, as it is written, its unit, the same of the period compared with, its definition."""

    title: str
    value: str
    unit: str
    compared: str
    words: str


@frozen
class Section:
    """A chapter: its sentence and its figures."""

    title: str
    sentence: str
    lines: tuple[Line, ...]


@frozen
class Summary:
    """What is printed. `compared` names the other period; `villages`: a name and the main figures, the sums last."""

    title: str
    town: str
    period: str
    state: str
    compared: str
    sections: tuple[Section, ...]
    headings: tuple[str, ...]
    villages: tuple[tuple[str, ...], ...]


def summary(seen: Seen) -> Summary:
    """The report in words and tables."""
    report = seen.report
    main = [each for each in FIGURES.values() if each.main]
    rows = [(name, *(report.words(each, code) for each in main)) for code, name in report.villages()]
    return Summary(
        title=report.title,
        town=report.town,
        period=words_of(report.period),
        state=state_words(seen.closed, report.known_on),
        compared=words_of(seen.compared.period) if seen.compared else "",
        sections=tuple(_section(chapter, seen) for chapter in CHAPTERS),
        headings=("村（居）", *(_heading(each) for each in main)),
        villages=(*rows, *_nowhere(report, main), ("合计", *(report.words(each) for each in main))),
    )


def _nowhere(report: Report, main: Sequence[Figure]) -> list[tuple[str, ...]]:
    """What belongs to no village, so that the villages and it are the sum."""
    parts = [report.split(each, "village").get(ELSEWHERE, 0) for each in main]
    return [(ELSEWHERE, *map(written, main, parts))] if any(parts) else []


def state_words(closed: Closed | None, known_on: date) -> str:
    """Since when the figures stand as they do."""
    if closed is None:
        return f"数据截至{known_on.isoformat()}，未定稿"
    again = f"（第{closed.versions}次：{closed.reason}）" if closed.versions > 1 else ""
    return f"{closed.closed_on.isoformat()}由{closed.by_name}定稿{again}"


def told(sentence: str, report: Report) -> str:
    """A sentence with its figures; one that ends in `|kind` is told kind by kind."""

    def words(found: re.Match[str]) -> str:
        figure = FIGURES[found[1]]
        if not found[2]:
            return report.words(figure)
        parts = report.split(figure, "kind").items()
        return "、".join(f"{name}{written(figure, value)}" for name, value in parts if value) or "无"

    return _FIGURE.sub(words, sentence)


def summary_workbook(seen: Seen) -> bytes:
    """Every figure in a row: the sum, the period compared with, the definition, then each village."""
    report, villages = seen.report, seen.report.villages()
    columns = [
        Column("类别", 14),
        Column("指标", 22),
        Column("单位", 6),
        Column(words_of(report.period), 16),
        Column(words_of(seen.compared.period) if seen.compared else "比较期", 16),
        Column("口径", 60),
        *(Column(name, 14) for _, name in villages),
    ]
    rows = [_cells(chapter, figure, seen, villages) for chapter in CHAPTERS for figure in chapter.figures]
    last: list[Value] = ["", state_words(seen.closed, report.known_on), *[""] * (len(columns) - 2)]
    return workbook(report.title, columns, [*rows, last])


def _cells(chapter: Chapter, figure: Figure, seen: Seen, villages: Sequence[tuple[str, str]]) -> list[Value]:
    other = _cell(figure, seen.compared) if seen.compared else ""
    head: list[Value] = [
        chapter.title,
        figure.title,
        unit_of(figure) or "%",
        _cell(figure, seen.report),
        other,
    ]
    return [*head, figure.words, *(_cell(figure, seen.report, code) for code, _ in villages)]


def _cell(figure: Figure, report: Report, village_id: str = "") -> Value:
    """Counts as numbers; money and shares as they are written, for a workbook has one sort of cells a column."""
    if figure.share_of or figure.unit == YUAN:
        return report.words(figure, village_id)
    return report.value(figure, village_id)


def _section(chapter: Chapter, seen: Seen) -> Section:
    lines = (
        Line(
            figure.title,
            seen.report.words(figure),
            unit_of(figure),
            seen.compared.words(figure) if seen.compared else "",
            figure.words,
        )
        for figure in chapter.figures
    )
    return Section(chapter.title, told(chapter.summary, seen.report), tuple(lines))


def _heading(figure: Figure) -> str:
    chapter = next(chapter.title for chapter in CHAPTERS if figure in chapter.figures)
    unit = unit_of(figure)
    return f"{chapter}{figure.title}（{unit}）" if unit else f"{chapter}{figure.title}"
