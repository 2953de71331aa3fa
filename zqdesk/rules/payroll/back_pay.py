"""What is still owed for months that were paid before the law they are to be paid by was published (提标补发, domain §6).

Every month is worked out anew: by its own law as it is known now, for the household as it stood in that month. What
comes out, less everything that was paid for the month, is owed. A month that was paid too much is shown and left alone:
nothing is taken back, and nothing is set against another month.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Generic, NamedTuple, TypeVar

from zqdesk.frozen import frozen
from zqdesk.rules.calendar import add_months
from zqdesk.rules.money import MINUS, format_yuan
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem
from zqdesk.rules.trace import Line, Trace

ARTICLE = "《社会救助暂行办法》第十条"
S = TypeVar("S", bound=Hashable)


@frozen
class Worth:
    """What a month is worth: base and uplift in fen for so many persons, how it comes about, what speaks against it.

    `unknown`: the file does not say enough to work it out; the roll's own sum stands then.
    """

    base_fen: int = 0
    uplift_fen: int = 0
    persons: int = 0
    trace: Trace = ()
    problems: tuple[Problem, ...] = ()
    unknown: bool = False

    @property
    def total_fen(self) -> int:
        return self.base_fen + self.uplift_fen


NOTHING = Worth()


class Stand(NamedTuple, Generic[S]):
    """A household as it stood on the roll from a month to another (both `2026-03`, inclusive; empty: open).

    `facts` is all that decides its amount beside the law: two stands with equal facts are worth the same. `roll_…`:
    what the roll gave. `law_month`: the law of this month holds for all of them, as for a phase-out, in which what was
    paid before goes on; empty: each month has its own.
    """

    from_month: str
    to_month: str
    facts: S
    roll_base_fen: int = 0
    roll_uplift_fen: int = 0
    law_month: str = ""

    @property
    def roll_fen(self) -> int:
        return self.roll_base_fen + self.roll_uplift_fen


class MonthDue(NamedTuple):
    """One month: what is due, all that was paid for it, what is owed; `uplift_fen` and `owed_uplift_fen` are parts."""

    month: str
    due_fen: int
    uplift_fen: int
    paid_fen: int
    owed_fen: int
    owed_uplift_fen: int

    @property
    def difference_fen(self) -> int:
        """Below zero where too much was paid: shown, never taken back."""
        return self.due_fen - self.paid_fen


@frozen
class Payment:
    """What was paid for a month, or came back (below zero), and by which list or slip."""

    month: str
    fen: int
    word: str


@cache
def months_between(since: str, until: str) -> tuple[str, ...]:
    """`2026-01` … `2026-07`, both ends included; none where they are the wrong way round."""
    first, last = (int(each[:4]) * 12 + int(each[5:]) - 1 for each in (since, until))
    return tuple(f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1))


@lru_cache(maxsize=1 << 10)
def first_day(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def month_of(day: date) -> str:
    """The first month whose law a row is that holds from this day on: what begins within a month holds from the next."""
    return f"{day if day.day == 1 else add_months(day.replace(day=1), 1):%Y-%m}"


class Anew(Generic[S]):
    """Works months out anew by what is known on one day; equal facts under one law are worked out once.

    `worth` may look at the day of the parameters for nothing but what is in force: ages belong to the facts.
    """

    def __init__(
        self, law: Parameters, months: Sequence[str], worth: Callable[[S, Parameters], Worth]
    ) -> None:
        self.months = tuple(months)
        self._law, self._worth = law, worth
        begins = sorted({month_of(day) for day in law.begins()})
        self._begins = begins
        self._runs = self._of_one_law(begins)
        self._laws: dict[int, Parameters] = {}
        self._known: dict[tuple[int, S], Worth] = {}
        self._unknown: set[S] = set()

    def back_pay(self, stands: Iterable[Stand[S]], paid: Mapping[str, int]) -> tuple[MonthDue, ...]:
        """The months in which the household stood on the roll or was paid, in their order; of stands that overlap the
        first counts.
        """
        found: dict[str, MonthDue] = {}
        for stand in stands:
            for run, months in self._runs_of(stand):
                worth = self._of(stand, run)
                due = stand.roll_fen if worth.unknown else worth.total_fen
                uplift = stand.roll_uplift_fen if worth.unknown else worth.uplift_fen
                more_uplift = max(0, uplift - stand.roll_uplift_fen)
                for month in months:
                    if month not in found:
                        before = paid.get(month, 0)
                        owed = due - before if due > before else 0
                        found[month] = MonthDue(month, due, uplift, before, owed, min(owed, more_uplift))
        for month, fen in paid.items():
            if month not in found and fen and self.months and self.months[0] <= month <= self.months[-1]:
                found[month] = MonthDue(month, 0, 0, fen, 0, 0)
        return tuple(sorted(found.values()))

    def worth(self, stand: Stand[S], month: str) -> Worth:
        """What a month of this stand is worth, with its trace."""
        return self._of(stand, bisect_right(self._begins, month))

    def law_of(self, stand: Stand[S], month: str) -> Parameters:
        """The law by which a month of this stand is worked out."""
        return self._at(bisect_right(self._begins, stand.law_month or month), stand.law_month or month)

    def _of(self, stand: Stand[S], run: int) -> Worth:
        if stand.law_month:
            run = bisect_right(self._begins, stand.law_month)
        known = self._known.get((run, stand.facts))
        if known is None:
            month = stand.law_month or next((m for r, (m, *_) in self._runs if r == run), self.months[0])
            known = self._known[run, stand.facts] = self._worth(stand.facts, self._at(run, month))
            if known.unknown:
                self._unknown.add(stand.facts)
        return known

    def is_unknown(self, stands: Iterable[Stand[S]]) -> bool:
        """Whether one of these stands could not be worked out when it was asked for."""
        return bool(self._unknown) and any(stand.facts in self._unknown for stand in stands)

    def _at(self, run: int, month: str) -> Parameters:
        if run not in self._laws:
            self._laws[run] = self._law.at(first_day(month))
        return self._laws[run]

    def _of_one_law(self, begins: Sequence[str]) -> tuple[tuple[int, tuple[str, ...]], ...]:
        runs: dict[int, list[str]] = {}
        for month in self.months:
            runs.setdefault(bisect_right(begins, month), []).append(month)
        return tuple((run, tuple(months)) for run, months in runs.items())

    def _runs_of(self, stand: Stand[S]) -> Iterable[tuple[int, tuple[str, ...]]]:
        for run, months in self._runs:
            if months[0] >= stand.from_month and (not stand.to_month or months[-1] <= stand.to_month):
                yield run, months
                continue
            until = bisect_right(months, stand.to_month) if stand.to_month else len(months)
            inside = months[bisect_left(months, stand.from_month) : until]
            if inside:
                yield run, inside


def owed_in_all(lines: Iterable[MonthDue]) -> int:
    """What is paid back to a household: the months that are owed, whatever was paid too much for others."""
    return sum(line.owed_fen for line in lines)


def trace_of_month(line: MonthDue, worth: Worth, payments: Sequence[Payment]) -> Trace:
    """How a month's back-pay comes about: the amount by its law, all that was paid for it, the difference."""
    parts = "＋".join(f"{format_yuan(each.fen, MINUS)}（{each.word}）" for each in payments)
    formula = f"{format_yuan(line.due_fen)}{MINUS}{format_yuan(line.paid_fen, MINUS)}"
    paid = Line(
        "paid", "本月已发", format_yuan(line.paid_fen, MINUS), parts.replace(f"＋{MINUS}", MINUS), ARTICLE
    )
    if line.difference_fen < 0:
        shown = format_yuan(line.difference_fen, MINUS)
        last = Line("owed", "本月已多发", shown, f"{formula}，只列示，不追回，也不抵扣其他月份", ARTICLE)
    else:
        last = Line("owed", "本月应补发", format_yuan(line.owed_fen), formula, ARTICLE)
    return (*worth.trace, paid, last)
