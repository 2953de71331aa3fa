"""A period is a month, a quarter or a year; each knows its days, the one before and the same of the year before."""

from datetime import date

import pytest

from zqdesk.office.figures import periods
from zqdesk.rules.problem import Refused


@pytest.mark.parametrize(
    ("period", "first", "last", "words"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "2026年2月"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2024年度"),
    ],
)
def test_a_period_has_its_days_and_words(period: str, first: date, last: date, words: str) -> None:
    span = periods.span_of(period)
    assert (span.first, span.last) == (first, last)
    assert periods.words_of(period) == words


@pytest.mark.parametrize(
    ("period", "before", "year_before"),
    [
        ("2026-02", "2026-01", "2025-02"),
        ("2026-01", "2025-12", "2025-01"),
        ("2026-Q4", "2026-Q3", "2025-Q4"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2024", "2023", "2023"),
    ],
)
def test_a_period_has_one_before_it(period: str, before: str, year_before: str) -> None:
    assert (periods.before(period), periods.year_before(period)) == (before, year_before)


@pytest.mark.parametrize("period", ["", "2026-13", "2026-Q5", "26", "2026-1", "2026-Q"])
def test_something_that_is_no_period_is_refused(period: str) -> None:
    with pytest.raises(Refused):
        periods.span_of(period)


def test_what_is_offered_begins_with_the_present_of_each_sort() -> None:
    offered = periods.offered(date(2026, 11, 23))
    assert offered[0] == "2026-11"
    assert {"2026-Q4", "2026", "2021-12"} <= set(offered)
    assert len(offered) == len(set(offered))
