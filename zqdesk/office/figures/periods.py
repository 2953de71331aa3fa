"""The periods of a report: a month `2026-11`, a quarter `2026-Q4`, a year `2026`."""

import re
from datetime import date, timedelta

from zqdesk.office.cases.looks.figures import Span
from zqdesk.rules.calendar import add_months
from zqdesk.rules.problem import Problem, Refused

_FORM = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2])|-Q([1-4]))?")
_QUARTERS = "一二三四"
YEARS_BACK = 5


def span_of(period: str) -> Span:
    """Its days; refused (`figures.period`): something that is no period."""
    year, month, quarter = _parts(period)
    first = date(year, month or (quarter * 3 - 2 if quarter else 1), 1)
    return Span(period, first, add_months(first, 1 if month else 3 if quarter else 12) - timedelta(days=1))


def words_of(period: str) -> str:
    """2026年11月, 2026年第四季度, 2026年度."""
    year, month, quarter = _parts(period)
    if month:
        return f"{year}年{month}月"
    return f"{year}年第{_QUARTERS[quarter - 1]}季度" if quarter else f"{year}年度"


def before(period: str) -> str:
    """The period just before: November's is October."""
    first = span_of(period).first - timedelta(days=1)
    _, month, quarter = _parts(period)
    return _holding(first, "month" if month else "quarter" if quarter else "year")


def year_before(period: str) -> str:
    """The same period of the year before."""
    year, _, _ = _parts(period)
    return f"{year - 1}{period[4:]}"


def offered(today: date) -> tuple[str, ...]:
    """The periods one may look at, of each sort the present one first: months, quarters, years."""
    months, quarters = [f"{today:%Y-%m}"], [_holding(today, "quarter")]
    while len(months) < YEARS_BACK * 12:
        months.append(before(months[-1]))
    while len(quarters) < YEARS_BACK * 4:
        quarters.append(before(quarters[-1]))
    years = [str(today.year - back) for back in range(YEARS_BACK)]
    return (*months, *quarters, *years)


def _holding(day: date, sort: str) -> str:
    if sort == "month":
        return f"{day:%Y-%m}"
    return f"{day.year}-Q{(day.month + 2) // 3}" if sort == "quarter" else str(day.year)


def _parts(period: str) -> tuple[int, int, int]:
    found = _FORM.fullmatch(period)
    if found is None:
        raise Refused(Problem("figures.period", "期间应写作2026-11、2026-Q4或2026。", "period"))
    return int(found[1]), int(found[2] or 0), int(found[3] or 0)
