"""Stable households are looked at yearly, others every half year (S2 art. 31)."""

from datetime import date
from typing import Any

import pytest

from tests.rules.shipped import DAY, household, parameters, person
from zqdesk.rules.allowance.review import review_by
from zqdesk.rules.cases.household import HouseholdFacts, Income

HALF, YEAR = date(2027, 5, 4), date(2027, 11, 4)
PENSION = Income("1", "transfer.pension", "养老金", 20_000)


@pytest.mark.parametrize(
    ("member", "income", "by"),
    [
        ({"can_work": False}, PENSION, YEAR),
        ({"can_work": True}, PENSION, HALF),
        ({"can_work": True, "student": True}, PENSION, YEAR),
        ({"can_work": False}, Income("1", "wages.casual", "零工", 1), HALF),
        ({"can_work": False}, Income("1", "business.crops", "种植", 1), HALF),
        ({"can_work": True, "counted": False}, PENSION, YEAR),
    ],
)
def test_how_often(member: dict[str, Any], income: Income, by: date) -> None:
    other = person("2", can_work=False)
    facts = HouseholdFacts(on=DAY, members=(person("1", **member), other), incomes=(income,))
    assert review_by(facts, DAY, parameters()) == by


def test_the_last_day_of_a_short_month() -> None:
    facts = household(1)
    assert review_by(facts, date(2026, 8, 31), parameters()) == date(2027, 2, 28)
