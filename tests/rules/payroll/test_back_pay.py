"""What holds of back-pay whatever the family, the law and the payments are."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.rules.payroll.raise_of_2020 import MONTHS, Facts, anew, family, law, notice, worth
from zqdesk.rules.parameters import Value
from zqdesk.rules.payroll.back_pay import (
    Anew,
    MonthDue,
    Stand,
    first_day,
    month_of,
    months_between,
    owed_in_all,
    trace_of_month,
)

_ROWS = some.builds(
    notice,
    some.sampled_from(["standard.rural", "standard.urban"]),
    some.integers(30000, 90000),
    some.dates(date(2019, 2, 1), date(2020, 7, 31)),
    some.dates(date(2019, 2, 1), date(2020, 7, 31)),
)
_LAWS = some.lists(_ROWS, max_size=4, unique_by=lambda row: (row.key, row.valid_from, row.published_on))
_FAMILIES = some.builds(
    lambda persons, wages, kind, ill: family(persons, *wages[:persons], kind=kind, serious_illness=ill),
    some.integers(1, 4),
    some.lists(some.integers(0, 900), max_size=3),
    some.sampled_from(["rural", "urban"]),
    some.booleans(),
)
_STANDS = some.lists(
    some.builds(
        lambda since, length, facts, gone, roll: Stand(
            MONTHS[since],
            MONTHS[min(since + length, len(MONTHS) - 1)] if length else "",
            (facts, frozenset({"1"} if gone else ())),
            roll,
        ),
        some.integers(0, 6),
        some.integers(0, 6),
        _FAMILIES,
        some.booleans(),
        some.integers(0, 200000),
    ),
    max_size=3,
)
_PAID = some.dictionaries(some.sampled_from(MONTHS), some.integers(0, 300000))


def _apart(stands: list[Stand[Facts]]) -> list[Stand[Facts]]:
    """As a roll has them: none begins before the one before it has ended."""
    kept: list[Stand[Facts]] = []
    for each in sorted(stands, key=lambda stand: stand.from_month):
        if not kept or (kept[-1].to_month and kept[-1].to_month < each.from_month):
            kept.append(each)
    return kept


@given(_LAWS, _STANDS, _PAID)
def test_never_below_what_was_paid_and_never_beside_the_law(
    rows: list[Value], stands: list[Stand[Facts]], paid: dict[str, int]
) -> None:
    stands = _apart(stands)
    known = law(*rows)
    for line in Anew(known, MONTHS, worth).back_pay(stands, paid):
        stood = next((s for s in stands if s.from_month <= line.month <= (s.to_month or "9999")), None)
        due = worth(stood.facts, known.at(first_day(line.month))).total_fen if stood else 0
        assert line.due_fen == due
        assert line.paid_fen == paid.get(line.month, 0)
        assert line.owed_fen == max(0, due - line.paid_fen)
        assert 0 <= line.owed_uplift_fen <= line.owed_fen


@given(_LAWS, _STANDS, _PAID)
def test_once_paid_nothing_is_owed_any_more(
    rows: list[Value], stands: list[Stand[Facts]], paid: dict[str, int]
) -> None:
    reckoned = anew(*rows)
    lines = reckoned.back_pay(_apart(stands), paid)
    after = {line.month: line.paid_fen + line.owed_fen for line in lines}
    again = reckoned.back_pay(_apart(stands), after)
    assert owed_in_all(again) == 0
    assert [line.month for line in again if line.due_fen > line.paid_fen] == []


@given(_LAWS, _STANDS, _PAID, some.integers(1, 5000))
def test_what_was_paid_for_one_month_touches_no_other(
    rows: list[Value], stands: list[Stand[Facts]], paid: dict[str, int], more: int
) -> None:
    reckoned, month = anew(*rows), "2020-04"
    before = reckoned.back_pay(_apart(stands), paid)
    after = reckoned.back_pay(_apart(stands), paid | {month: paid.get(month, 0) + more})
    assert [line for line in before if line.month != month] == [line for line in after if line.month != month]


@given(_STANDS, _PAID)
def test_every_month_explains_itself_to_the_fen(stands: list[Stand[Facts]], paid: dict[str, int]) -> None:
    reckoned = anew()
    for line in reckoned.back_pay(_apart(stands), paid):
        stood = next(
            (s for s in _apart(stands) if s.from_month <= line.month <= (s.to_month or "9999")), None
        )
        found = reckoned.worth(stood, line.month) if stood else worth((family(1), frozenset({"1"})), law())
        keys = [each.key for each in trace_of_month(line, found, ())]
        assert keys[-2:] == ["paid", "owed"]


def test_equal_facts_are_worked_out_once_for_each_law() -> None:
    asked: list[date] = []

    def counted(facts: Facts, by: object) -> object:
        asked.append(by.on)  # type: ignore[attr-defined]
        return worth(facts, by)  # type: ignore[arg-type]

    second = notice("standard.rural", 60000, date(2020, 4, 1))
    reckoned = Anew(law(second), MONTHS, counted)  # type: ignore[arg-type]
    for number in range(50):
        reckoned.back_pay([Stand("2020-01", "", (family(2, 300), frozenset()), number)], {})
    assert asked == [date(2020, 1, 1), date(2020, 4, 1)]


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [("2019-11", "2020-02", 4), ("2020-01", "2020-01", 1), ("2020-03", "2020-02", 0)],
)
def test_months_between(since: str, until: str, count: int) -> None:
    months = months_between(since, until)
    assert len(months) == count
    assert list(months) == sorted(months)
    assert not months or (months[0], months[-1]) == (since, until)


def test_the_law_of_a_month_is_that_of_its_first_day() -> None:
    assert [month_of(date(2020, 3, day)) for day in (1, 2, 31)] == ["2020-03", "2020-04", "2020-04"]


def test_paid_without_a_place_on_the_roll_is_shown() -> None:
    assert anew().back_pay([], {"2020-02": 42500, "2021-02": 1}) == (MonthDue("2020-02", 0, 0, 42500, 0, 0),)


def test_a_family_that_is_not_entitled_is_owed_nothing() -> None:
    rich = replace(family(1, 2000))
    lines = anew().back_pay([Stand("2020-01", "", (rich, frozenset()), 0)], {"2020-01": 100})
    assert owed_in_all(lines) == 0
    assert lines[0].difference_fen == -100
