"""What a report counts: a figure is the sum over the lines of its list, so that the two can never differ."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen

HOUSEHOLDS, CASES, PERSONS, YUAN, PIECES = "户", "件", "人", "元", "份"
POOR = "poor"
"""The mark of a household that is registered as poor (建档立卡)."""


class Item(NamedTuple):
    """A line of a list: whose it is, where they lived at the end of the period, and what it adds to a figure.

    `when` is the day or month that puts it into the period, `marks` say which figures of its list it belongs to.
    """

    key: str
    household_id: str
    case_id: str
    name: str
    id_number: str
    village_id: str
    village_name: str
    kind: str
    when: str
    persons: int = 0
    fen: int = 0
    pieces: int = 0
    note: str = ""
    marks: tuple[str, ...] = ()


@frozen
class Span:
    """A period of a report: `2026-11`, `2026-Q4`, `2026`; its days and months, both ends included.

    `known_on`: the day on which it is looked at, which may be before its end.
    """

    period: str
    first: date
    last: date
    known_on: date = date.max

    @property
    def so_far(self) -> date:
        """Its last day that is over, or the one on which it is looked at."""
        return min(self.last, self.known_on)

    @property
    def first_month(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def last_month(self) -> str:
        return f"{self.last:%Y-%m}"


@frozen(kw_only=True)
class Figure:
    """A figure: of which list, what is added up (`unit`), and its definition in `words`.

    Only lines with every one of `marks` count. With `share_of` it is a share of that other figure, in per cent.
    `main` ones stand in the table by village.
    """

    id: str
    list_id: str
    title: str
    unit: str
    words: str
    marks: frozenset[str] = frozenset()
    share_of: str = ""
    main: bool = False

    def holds(self, item: Item) -> bool:
        return self.marks.issubset(item.marks)

    def of(self, item: Item) -> int:
        """What a line adds to it."""
        return self.measured(1, item.persons, item.fen, item.pieces)

    def measured(self, lines: int, persons: int, fen: int, pieces: int) -> int:
        """Of these the one that it is in."""
        unit = self.unit
        return persons if unit == PERSONS else fen if unit == YUAN else pieces if unit == PIECES else lines

    def items(self, listed: Iterable[Item]) -> tuple[Item, ...]:
        """The lines behind it."""
        return tuple(item for item in listed if self.holds(item)) if self.marks else tuple(listed)

    def value(self, listed: Iterable[Item]) -> int:
        """The sum over the lines behind it: households, cases, persons, pieces, or fen."""
        return sum(self.of(item) for item in listed if self.holds(item))


Lists = Mapping[str, Sequence[Item]]


@frozen
class Chapter:
    """Figures of one subject. `lists` names the lists, `read` gives their lines in a period: all of them at once.

    `summary` is the sentence of the yearly summary, with the ids of figures in braces;
    `{id|kind}` is a figure told kind by kind.
    """

    title: str
    lists: Mapping[str, str]
    read: Callable[[Session, Span], Lists]
    figures: tuple[Figure, ...]
    summary: str


def per_cent(part: int, whole: int) -> str:
    """`70.9 %`, rounded half up to one place; a dash where there is nothing to have a share of."""
    if not whole:
        return "—"
    tenths = int(Fraction(part * 1000, whole) + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}%"
