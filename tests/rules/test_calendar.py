"""Working days of published years, and of years nobody has published yet."""

from calendar import leapdays
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.refusal import refused
from tests.rules.shipped import document, documents
from zqdesk.rules.calendar import (
    Deadline,
    WorkCalendar,
    add_months,
    day_of_age,
    ends_from,
    festivals_of,
    first_of_next_month,
    parse_calendar,
)
from zqdesk.rules.people.identity import age_on

MOVING = document("lunar")
FESTIVALS = festivals_of(MOVING)
CALENDAR = parse_calendar(documents("calendar").values(), FESTIVALS)
UNPUBLISHED = WorkCalendar({}, frozenset(), FESTIVALS)
YEARS = range(2019, 2101)
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
    assert CALENDAR.add_working_days(date(2026, 12, 28), 4) == Deadline(date(2027, 1, 4), provisional=True)
    assert CALENDAR.add_working_days(date(2026, 12, 28), 3) == Deadline(date(2026, 12, 31))


def test_the_law_names_the_holidays_of_a_year_not_yet_published() -> None:
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
    free = [f"{day:%m-%d}" for day in days if day.weekday() < 5 and not CALENDAR.is_working(day)]
    assert free == ["01-01", "02-05", "02-08", "04-05", "06-09", "09-15", "10-01"]
    named = "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03"
    assert [f"{day:%m-%d}" for day in sorted(FESTIVALS) if day.year == 2027] == named.split()


@pytest.mark.parametrize("year", range(2020, 2027))
def test_the_festivals_of_the_law_are_free_in_every_arrangement(year: int) -> None:
    arranged = set(documents("calendar")[str(year)]["holidays"])
    assert {day for day in FESTIVALS if day.year == year} <= arranged


@pytest.mark.parametrize(("year", "named"), [(2024, False), (2025, True)])
def test_the_eve_and_the_second_of_may_since_the_amendment(year: int, named: bool) -> None:
    eve = MOVING["days"][str(year)][0] - timedelta(days=1)
    assert (eve in FESTIVALS, date(year, 5, 2) in FESTIVALS) == (named, named)


def test_an_arrangement_stands_above_the_festivals_of_the_law() -> None:
    worked = parse_calendar([{"year": 2027, "holidays": [], "make_up": [date(2027, 10, 2)]}], FESTIVALS)
    assert worked.is_working(date(2027, 10, 1))
    assert worked.is_working(date(2027, 10, 2))


@pytest.mark.parametrize("year", YEARS)
def test_the_moving_days_follow_moon_and_sun(year: int) -> None:
    spring, clear, dragon_boat, mid_autumn = MOVING["days"][str(year)]
    assert date(year, 1, 21) <= spring <= date(year, 2, 20)
    assert (dragon_boat - spring).days - 4 in (117, 118, 119, 147, 148, 149)
    for first in (spring, dragon_boat - timedelta(days=4), mid_autumn - timedelta(days=14)):
        # a mean new moon was on 2000-01-07 at 2:14 in China, a true one is at most 17 hours off; noon stands for a day
        months = ((first - date(2000, 1, 7)).days + 0.5 - 0.09) / 29.530588853
        assert abs(months - round(months)) * 29.530588853 < 0.5 + 17 / 24
    assert clear == date(year, 4, int(4.81 + 0.2422 * (year - 2000)) - leapdays(2001, year + 1))


@given(st.dates(date(2019, 1, 1), date(2100, 12, 31)))
def test_without_an_arrangement_only_weekends_and_festivals_are_free(day: date) -> None:
    assert UNPUBLISHED.is_working(day) == (day.weekday() < 5 and day not in FESTIVALS)
    assert UNPUBLISHED.is_provisional(day)


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


@pytest.mark.parametrize(
    ("month", "following"), [*((m, (2027, m + 1)) for m in range(1, 12)), (12, (2028, 1))]
)
def test_a_death_ends_it_with_its_month(month: int, following: tuple[int, int]) -> None:
    """Worked for every month of a year: died on its first or last day, decided then, the month after and much later."""
    first, after = date(2027, month, 1), date(*following, 1)
    last = after - timedelta(days=1)
    for died in (first, last):
        for decided in (died, last, after, add_months(after, 2)):
            assert ends_from(decided, died) == after
    assert [ends_from(first), ends_from(last)] == [after, after]
    assert ends_from(after) == add_months(after, 1)


@pytest.mark.parametrize(
    ("born", "years", "day"),
    [
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
        (date(2008, 2, 29), 16, date(2024, 2, 29)),
        (date(2008, 2, 28), 18, date(2026, 2, 28)),
        (date(2008, 12, 31), 18, date(2026, 12, 31)),
        (date(1900, 3, 1), 60, date(1960, 3, 1)),
    ],
)
def test_the_day_of_an_age_is_the_first_on_which_it_is_counted(born: date, years: int, day: date) -> None:
    assert day_of_age(born, years) == day
    assert (age_on(born, day), age_on(born, day - timedelta(days=1))) == (years, years - 1)
