"""Working days of published years, and of years nobody has published yet."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.refusal import refused
from tests.rules.shipped import documents
from zqdesk.rules.calendar import Deadline, add_months, first_of_next_month, parse_calendar

CALENDAR = parse_calendar(documents("calendar").values())
DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize("year", range(2020, 2027))
def test_every_day_agrees_with_a_peer(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    ours = [day for day in days if CALENDAR.is_working(day)]
    assert ours == [day for day in days if chinese_calendar.is_workday(day)]
    assert not CALENDAR.is_provisional(days[0])


@pytest.mark.parametrize(
    ("start", "n", "last"),
    [
        (date(2026, 11, 4), 3, date(2026, 11, 9)),
        (date(2026, 11, 4), 20, date(2026, 12, 2)),
        (date(2026, 11, 4), 30, date(2026, 12, 16)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 10, 8), 3, date(2026, 10, 12)),  # Saturday the 10th is worked
        (date(2026, 2, 13), 3, date(2026, 2, 25)),  # the 14th is a make-up day, then nine days of festival
        (date(2026, 11, 7), 0, date(2026, 11, 7)),
    ],
)
def test_the_day_of_the_event_does_not_count(start: date, n: int, last: date) -> None:
    assert CALENDAR.add_working_days(start, n) == Deadline(last, provisional=False)


def test_a_year_not_yet_published_works_and_says_so() -> None:
    assert CALENDAR.is_provisional(date(2027, 1, 1))
    assert CALENDAR.add_working_days(date(2026, 12, 28), 4) == Deadline(date(2027, 1, 1), provisional=True)
    assert CALENDAR.add_working_days(date(2026, 12, 28), 3) == Deadline(date(2026, 12, 31))


def test_a_period_out_of_an_unpublished_year_stays_provisional() -> None:
    assert CALENDAR.add_working_days(date(2019, 12, 30), 5) == Deadline(date(2020, 1, 7), provisional=True)


def test_a_provisional_deadline_moves_when_the_arrangement_arrives() -> None:
    new_year = {"year": 2027, "holidays": [date(2027, 1, 1)], "make_up": [date(2027, 1, 3)]}
    published = parse_calendar([*documents("calendar").values(), new_year])
    assert published.add_working_days(date(2026, 12, 28), 4) == Deadline(date(2027, 1, 3))


def test_a_notice_hangs_for_calendar_days() -> None:
    assert CALENDAR.add_days(date(2026, 9, 28), 7) == Deadline(date(2026, 10, 5))


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 11, 20), 1),
        (date(2026, 11, 21), 1),
        (date(2026, 11, 23), 0),
        (date(2026, 11, 24), -1),
        (date(2026, 11, 30), -5),
    ],
)
def test_days_left_until_a_monday(today: date, left: int) -> None:
    assert CALENDAR.working_days_left(today, date(2026, 11, 23)) == left


def test_missed_on_a_friday_is_overdue_on_the_saturday() -> None:
    assert CALENDAR.working_days_left(date(2026, 11, 28), date(2026, 11, 27)) == -1


@given(DAYS, st.integers(0, 60))
def test_left_undoes_add(start: date, n: int) -> None:
    assert CALENDAR.working_days_left(start, CALENDAR.add_working_days(start, n).day) == n


@given(DAYS, st.integers(1, 60))
def test_a_deadline_is_a_working_day(start: date, n: int) -> None:
    assert CALENDAR.is_working(CALENDAR.add_working_days(start, n).day)


@pytest.mark.parametrize(
    ("start", "n", "then"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 11, 4), 1, date(2026, 12, 4)),
        (date(2026, 12, 4), 1, date(2027, 1, 4)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_where_the_month_ends(start: date, n: int, then: date) -> None:
    assert add_months(start, n) == then


def test_paid_from_the_month_after() -> None:
    assert first_of_next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert first_of_next_month(date(2026, 11, 1)) == date(2026, 12, 1)


@pytest.mark.parametrize(
    "listed",
    [{"holidays": [date(2026, 1, 1)]}, {"holidays": [date(2027, 1, 3)], "make_up": [date(2027, 1, 3)]}],
)
def test_a_careless_calendar_is_refused(listed: dict[str, list[date]]) -> None:
    document = {"year": 2027, "holidays": [], "make_up": []} | listed
    assert refused(parse_calendar, [document]).code == "calendar.form"


def test_a_year_given_twice_is_refused() -> None:
    document = {"year": 2027, "holidays": [], "make_up": []}
    assert refused(parse_calendar, [document, document]).code == "calendar.form"
