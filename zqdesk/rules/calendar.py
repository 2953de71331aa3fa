"""Working days and legal periods: the day of the event does not count, the last day counts to its end."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.rules.problem import Problem, Refused

_DAY = timedelta(days=1)
_SAME_EVERY_YEAR = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
_AMENDED = 2025  # 国务院令第795号: New Year's Eve of the lunar year and 2 May as well


@frozen
class Deadline:
    """The last day of a period; provisional while a year it runs through has no published arrangement."""

    day: date
    provisional: bool = False


class WorkCalendar:
    """Working days: not Saturday, Sunday or a State Council holiday, plus the make-up days.

    `days` says for the exceptional days of published years whether one works (True: make-up day), `years`
    which years are published. In any other year weekends are free and the `festivals` that the law itself
    names (`festivals_of`), and every day is provisional.
    """

    def __init__(
        self, days: Mapping[date, bool], years: frozenset[int], festivals: frozenset[date] = frozenset()
    ) -> None:
        self._days = dict.fromkeys((day for day in festivals if day.year not in years), False) | dict(days)
        self.years = years

    def is_working(self, day: date) -> bool:
        return self._days.get(day, day.weekday() < 5)

    def is_provisional(self, day: date) -> bool:
        """Whether the arrangement of that year is not published yet."""
        return day.year not in self.years

    def add_working_days(self, start: date, n: int) -> Deadline:
        """The n-th working day after `start` (n ≥ 1; 0 gives `start` itself)."""
        day, provisional = start, False
        while n > 0:
            day += _DAY
            provisional = provisional or self.is_provisional(day)
            n -= self.is_working(day)
        return Deadline(day, provisional)

    def add_days(self, start: date, n: int) -> Deadline:
        """The n-th calendar day after `start`; never moved off a holiday, so never provisional."""
        return Deadline(start + n * _DAY)

    def working_days_left(self, today: date, deadline: date) -> int:
        """Working days after today up to and with the deadline; 0: today is the last; negative: overdue.

        A missed deadline is at least -1, also on the free days right after it.
        """
        if today <= deadline:
            return self._count(today, deadline)
        return -max(1, self._count(deadline, today))

    def _count(self, after: date, until: date) -> int:
        days = (after + n * _DAY for n in range(1, (until - after).days + 1))
        return sum(1 for day in days if self.is_working(day))


def add_months(start: date, n: int) -> date:
    """The same day n months on, or the last day of a shorter month (phase-out, reviews, death changes)."""
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=4096)
def month_shifted(month: str, by: int) -> str:
    """The month (`2026-12`) so many months later, or earlier."""
    number = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def first_of_next_month(day: date) -> date:
    """From when a decision of this day is paid, cut or stopped: the month after it (S2 art. 21)."""
    return add_months(day.replace(day=1), 1)


def ends_from(decided_on: date, nobody_since: date | None = None) -> date:
    """From when nothing is paid any more: the month after the decision; where the last of them died or left with a
    death before, the month after that day, and what was paid since is to come back (S2 art. 21, 32; S3 art. 26).
    """
    following = first_of_next_month(decided_on)
    return following if nobody_since is None else min(following, first_of_next_month(nobody_since))


def day_of_age(born: date, years: int) -> date:
    """The day from which somebody is so many years old, as `age_on` counts: who was born on 29 February from 1 March."""
    day = add_months(born, 12 * years)
    return day if day.day == born.day else day + _DAY


def festivals_of(document: Mapping[str, Any]) -> frozenset[date]:
    """The holidays that the law itself names (放假办法 art. 2), of every year of the table of moving days.

    `document` (TOML already read) holds under `days` for each year the first day of the lunar year, 清明, 端午
    and 中秋. How days are shifted around them only the yearly arrangement says.
    """
    return frozenset(
        day for year, moving in document["days"].items() for day in _festivals(int(year), *moving)
    )


def _festivals(year: int, spring: date, *others: date) -> set[date]:
    days = {date(year, month, day) for month, day in _SAME_EVERY_YEAR}
    days |= {spring, spring + _DAY, spring + 2 * _DAY, *others}
    return days | {spring - _DAY, date(year, 5, 2)} if year >= _AMENDED else days


def parse_calendar(
    documents: Iterable[Mapping[str, Any]], festivals: frozenset[date] = frozenset()
) -> WorkCalendar:
    """The calendar of yearly files (TOML already read): `year`, `holidays` and `make_up` lists of days.

    Refused: a day outside its year or on both lists, a year given twice (`calendar.form`).
    """
    days: dict[date, bool] = {}
    years: set[int] = set()
    for document in documents:
        year = int(document["year"])
        listed = [(day, False) for day in document["holidays"]] + [(day, True) for day in document["make_up"]]
        if year in years:
            raise Refused(Problem("calendar.form", f"{year}年的放假安排重复"))
        for day, working in listed:
            if type(day) is not date or day.year != year or day in days:
                raise Refused(Problem("calendar.form", f"{year}年放假安排中的日期“{day}”有误或重复"))
            days[day] = working
        years.add(year)
    return WorkCalendar(days, frozenset(years), festivals)
