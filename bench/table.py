"""Figures beside their floors, and the table that says which aims are met."""

import statistics
from collections.abc import Sequence
from unicodedata import east_asian_width

from zqdesk.frozen import frozen


@frozen
class Figure:
    """One measured thing in `unit`, and its floor: the least that the same work costs, from the same run.

    Aims: at most `ratio_aim` times the floor, or at most `limit`; one of them is enough. `note` says what
    the floor is.
    """

    name: str
    measured: float
    floor: float
    note: str
    unit: str = "ms"
    ratio_aim: float | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float:
        return self.measured / self.floor

    @property
    def aim(self) -> str:
        ratio = [f"{self.ratio_aim:g} x floor"] if self.ratio_aim is not None else []
        limit = [f"{self.limit:g} {self.unit}"] if self.limit is not None else []
        return " or ".join([*limit, *ratio]) or "-"

    @property
    def verdict(self) -> str:
        """`met`, or by how much the nearest aim is missed; nothing where none is set."""
        over = []
        if self.ratio_aim is not None:
            over.append(self.ratio / self.ratio_aim)
        if self.limit is not None:
            over.append(self.measured / self.limit)
        if not over:
            return "-"
        return "met" if min(over) <= 1 else f"missed by {min(over) - 1:.0%}"


HEADS = ("what", "measured", "floor", "ratio", "aim", "verdict", "the floor is")


def show(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table that is also readable on a screen."""
    rows = [
        (each.name, _value(each.measured, each.unit), _value(each.floor, each.unit), f"{each.ratio:.2f}",
         each.aim, each.verdict, each.note)
        for each in figures
    ]  # fmt: skip
    widths = [max(_width(row[column]) for row in (HEADS, *rows)) for column in range(len(HEADS))]
    lines = [_line(HEADS, widths), "|" + "|".join("-" * (width + 2) for width in widths) + "|"]
    return "\n".join([*lines, *(_line(row, widths) for row in rows)])


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def _value(value: float, unit: str) -> str:
    return f"{value:,.2f} {unit}" if value < 10 else f"{value:,.0f} {unit}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
    return f"| {' | '.join(padded)} |"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
