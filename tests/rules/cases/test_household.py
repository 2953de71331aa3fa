"""Facts that contradict themselves are refused; categories follow from the facts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.rules.refusal import refused
from tests.rules.shipped import DAY, assessed, household, parameters, person
from zqdesk.rules.cases.household import (
    Asset,
    Deduction,
    Disability,
    Income,
    check_facts,
    uplift_categories,
    with_categories,
)

FINE = household(2, 100_000, taken=5_000)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"members": (person("1"), person("1"))}, "household.duplicate"),
        ({"standard_kind": "town"}, "household.standard_kind"),
        ({"single_reason": "poor"}, "single.reason"),
        ({"single_reason": "clergy", "single_member": "9"}, "single.member"),
        ({"incomes": (Income("9", "wages.job", "工资", 1),)}, "income.member"),
        ({"incomes": (Income("1", "wages.job", "工资", 1, 0),)}, "income.months"),
        ({"incomes": (Income("1", "wages.job", "工资", -1),)}, "income.negative"),
        ({"incomes": (Income("1", "wages.job", "工资", 5, 1, 6),)}, "income.counted"),
        ({"incomes": (Income("1", "wages.job", "工资", 5, 1, -1),)}, "income.counted"),
        ({"incomes": (Income("1", "wages.job", "工资", 5, 1, 4),)}, "income.exempt_reason"),
        ({"deductions": (Deduction("medical", "医疗", -1),)}, "deduction.amount"),
        ({"deductions": (Deduction("medical", "医疗", 1, 0),)}, "deduction.amount"),
        ({"assets": (Asset("house.dwelling", "住房", quantity=-1),)}, "property.amount"),
        ({"assets": (Asset("financial.deposit", "存款", -1),)}, "property.amount"),
    ],
)
def test_contradictions_are_refused_before_reckoning(changed: dict[str, Any], code: str) -> None:
    assert check_facts(FINE) == []
    wrong = replace(FINE, **changed)
    assert [problem.code for problem in check_facts(wrong)] == [code]
    assert refused(assessed, wrong).code == code


def test_only_business_may_run_at_a_loss() -> None:
    loss = replace(FINE, incomes=(Income("1", "business.crops", "种粮", -1),))
    assert check_facts(loss) == []


@pytest.mark.parametrize(
    ("born", "more", "categories"),
    [
        (date(1956, 11, 5), {}, set()),
        (date(1956, 11, 4), {}, {"elderly"}),
        (date(2008, 11, 4), {}, set()),
        (date(2008, 11, 5), {}, {"minor"}),
        (date(1990, 1, 1), {"disability": Disability("6", 3)}, set()),
        (date(1990, 1, 1), {"disability": Disability("4", 3)}, set()),
        (date(1990, 1, 1), {"serious_illness": True}, {"serious_illness"}),
        (None, {"serious_illness": True}, {"serious_illness"}),
    ],
)
def test_categories_follow_from_age_disability_and_illness(
    born: date | None, more: dict[str, Any], categories: set[str]
) -> None:
    assert uplift_categories(person("1", born, **more), DAY, parameters()) == categories


def test_categories_are_those_of_the_day_of_the_facts() -> None:
    old = replace(FINE, members=(person("1", date(1956, 11, 4)),))
    assert with_categories(old, parameters()).members[0].categories == {"elderly"}
    before = replace(old, on=date(2026, 11, 3))
    assert with_categories(before, parameters()).members[0].categories == frozenset()
