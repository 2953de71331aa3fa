"""The report of a period: every list read once, every figure added up from its list, each by village, kind and month."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Self

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.figures import PERSONS, YUAN, Figure, Item, Lists, Span, per_cent
from zqdesk.office.figures.chapters import CHAPTERS, FIGURES
from zqdesk.office.figures.periods import span_of, words_of
from zqdesk.office.figures.placing import Places, places, town_on
from zqdesk.rules.money import format_yuan

ELSEWHERE = "（不分村）"
BY: Mapping[str, Callable[[Item], str]] = {
    "village": lambda item: item.village_name or ELSEWHERE,
    "kind": lambda item: item.kind or "（未分类）",
    "month": lambda item: item.when[:7],
}
"""What a figure can be split by."""


Totals = Mapping[str, Mapping[str, int]]
"""By figure the sum of each village, by its code."""


@frozen
class Report:
    """The lists of a period, as they are known on a day. `town`: what the town was called at its end.

    The figures are added up once (`made`), away from the window: it asks for each of them again and again.
    """

    period: str
    town: str
    known_on: date
    lists: Lists
    totals: Totals
    places: tuple[tuple[str, str], ...]

    @classmethod
    def made(cls, period: str, town: str, known_on: date, lists: Lists) -> Self:
        """A report of these lists, with every figure added up."""
        grouped = {list_id: _grouped(items) for list_id, items in lists.items()}
        totals = {figure.id: _totals(figure, grouped.get(figure.list_id, {})) for figure in FIGURES.values()}
        named = {(code, name) for groups in grouped.values() for code, name, _ in groups if code}
        return cls(period, town, known_on, lists, totals, tuple(sorted(named)))

    @property
    def title(self) -> str:
        return f"{self.town}{words_of(self.period)}社会救助统计"

    def items(self, figure: Figure, village_id: str = "") -> tuple[Item, ...]:
        """The lines behind a figure; of one village where that is asked for."""
        listed = figure.items(self.lists.get(figure.list_id, ()))
        return tuple(each for each in listed if each.village_id == village_id) if village_id else listed

    def value(self, figure: Figure, village_id: str = "") -> int:
        """The sum over these lines; of a share what is above the line."""
        by_village = self.totals[figure.id]
        return by_village.get(village_id, 0) if village_id else sum(by_village.values())

    def words(self, figure: Figure, village_id: str = "") -> str:
        """The figure as it is written."""
        value = self.value(figure, village_id)
        if figure.share_of:
            return per_cent(value, self.value(FIGURES[figure.share_of], village_id))
        return written(figure, value)

    def split(self, figure: Figure, by: str, village_id: str = "") -> dict[str, int]:
        """The figure in parts; the parts add up to it."""
        parts: dict[str, int] = {}
        for item in self.items(figure, village_id):
            name = BY[by](item)
            parts[name] = parts.get(name, 0) + figure.of(item)
        return parts

    def villages(self) -> tuple[tuple[str, str], ...]:
        """Code and name of the villages that stand in any list."""
        return self.places


Groups = Mapping[tuple[str, str, tuple[str, ...]], list[int]]
"""By village (code, name) and marks how many lines, persons, fen and pieces: a few hundred of many thousand lines."""


def _grouped(items: Iterable[Item]) -> Groups:
    found: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
    for item in items:
        sums = found.setdefault((item.village_id, item.village_name, item.marks), [0, 0, 0, 0])
        sums[0] += 1
        sums[1] += item.persons
        sums[2] += item.fen
        sums[3] += item.pieces
    return found


def _totals(figure: Figure, groups: Groups) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for (village_id, _, marks), sums in groups.items():
        if figure.marks.issubset(marks):
            found[village_id] = found.get(village_id, 0) + figure.measured(*sums)
    return found


def written(figure: Figure, value: int) -> str:
    """A sum as it is written: money with its fen, all else as a whole number."""
    return format_yuan(value) if figure.unit == YUAN else f"{value:,}"


def unit_of(figure: Figure) -> str:
    return (
        ""
        if figure.share_of
        else "人次"
        if figure.unit == PERSONS and "人次" in figure.title
        else figure.unit
    )


def report(session: Session, period: str, known_on: date) -> Report:
    """The report of a period by what is known now, every household where it lived at the period's end."""
    span = replace(span_of(period), known_on=known_on)
    there = places(session, span.last)
    return Report.made(period, town_on(session, span.last), known_on, lists_of(session, span, there))


def lists_of(session: Session, span: Span, there: Places) -> Lists:
    """Every list of every chapter."""
    found: dict[str, tuple[Item, ...]] = {}
    for chapter in CHAPTERS:
        for list_id, items in chapter.read(session, span).items():
            found[list_id] = tuple(map(there.placed, items))
    return found


def replaced(lists: Lists, there: Places) -> Lists:
    """The same lists with every household where it lived on another day: to compare over a change of divisions."""
    return {list_id: tuple(map(there.placed, items)) for list_id, items in lists.items()}


def difference(kept: Iterable[Item], now: Iterable[Item]) -> tuple[tuple[str, Item], ...]:
    """What is otherwise now than in a report that was kept: (`came`, `went` or `changed`, the line)."""
    before = {item.key: item for item in kept}
    after = {item.key: item for item in now}
    found = [("came", item) for key, item in after.items() if key not in before]
    found += [("went", item) for key, item in before.items() if key not in after]
    found += [
        ("changed", item) for key, item in after.items() if key in before and _adds(item) != _adds(before[key])
    ]  # fmt: skip
    return tuple(found)


def _adds(item: Item) -> tuple[object, ...]:
    """What of a line makes figures; a name that was put right is no difference."""
    return item.persons, item.fen, item.pieces, frozenset(item.marks)
