"""The edges of the law, each worked by hand: days, ages, shares, limits and grounds, one a line."""

from datetime import date
from typing import Any

import pytest

from tests.rules.shipped import DAY, codes, parameters
from zqdesk.rules.allowance.amount import assess
from zqdesk.rules.allowance.review import review_by
from zqdesk.rules.cases.household import (
    Asset,
    Deduction,
    Disability,
    HouseholdFacts,
    Income,
    Member,
    Relative,
    who_counts,
    with_categories,
)

RURAL, UPLIFT = 80_400, 8_040


def who(key: str, relation: str = "01", born: date = date(1980, 5, 5), **more: Any) -> Member:
    return Member(key, f"{key}某", relation, born, **more)


def wage(key: str, fen: int, months: int = 1) -> Income:
    return Income(key, "wages.job", "工资", fen, months)


def got(kind: str, fen: int, months: int = 1, key: str = "a") -> Income:
    return Income(key, kind, "收入", fen, months)


def home(*members: Member, on: date = DAY, **more: Any) -> HouseholdFacts:
    return HouseholdFacts(on=on, members=members, **more)


A, B, C = who("a"), who("b"), who("c")
CAR = Asset("vehicle.car", "车")


def parents_and_son(reason: str, income: int, *assets: Asset, on: date = DAY, **son: Any) -> HouseholdFacts:
    """Father, mother, and the son who applies alone."""
    child = who("s", "20", **{"born": date(2000, 1, 1), **son})
    return home(
        who("f"),
        who("m", "10"),
        child,
        on=on,
        incomes=(wage("f", income),),
        assets=assets,
        single_reason=reason,
        single_member="s",
    )


LINE = RURAL * 3 * 3 // 2
"""Income of three at which they are marginal no more: 1.5 times the standard a head."""
SEVERE = Disability("4", 1)

FOUND: dict[str, tuple[HouseholdFacts, int]] = {
    "no income": (home(A), RURAL),
    "three share a sum that does not divide": (home(A, B, C, incomes=(wage("a", 100_000),)), 141_200),
    "urban": (home(A, standard_kind="urban"), 108_500),
    "the last day of a standard": (home(A, on=date(2025, 12, 31)), 73_800),
    "the first day of the next": (home(A, on=date(2026, 1, 1)), RURAL),
    "70 on that day": (home(who("a", born=date(1956, 11, 4))), RURAL + UPLIFT),
    "70 tomorrow": (home(who("a", born=date(1956, 11, 5))), RURAL),
    "born on 29 February, the day before": (
        home(who("a", born=date(1956, 2, 29)), on=date(2026, 2, 28)),
        RURAL,
    ),
    "born on 29 February": (home(who("a", born=date(1956, 2, 29)), on=date(2026, 3, 1)), RURAL + UPLIFT),
    "old and ill, once": (home(who("a", born=date(1950, 1, 1), serious_illness=True)), RURAL + UPLIFT),
    "grade 3 is not severe by itself": (home(who("a", disability=Disability("5", 3))), RURAL),
    "grade 2": (home(who("a", disability=Disability("1", 2))), RURAL + UPLIFT),
    "no uplift for who is not counted": (home(A, who("b", "10", counted=False, serious_illness=True)), RURAL),
    "nor their income": (home(A, who("b", "10", counted=False), incomes=(wage("b", 900_000),)), RURAL),
    "what the family earns together": (home(A, incomes=(got("business.farm", 288_000, 12, ""),)), 56_400),
    "a loss is not set against a wage": (
        home(A, incomes=(wage("a", 50_000), got("business.farm", -90_000))),
        30_400,
    ),
    "cost of business": (
        home(A, incomes=(got("business.farm", 60_000), got("business.cost", 20_000))),
        40_400,
    ),
    "insurance paid lessens what came in": (
        home(A, incomes=(wage("a", 50_000), got("transfer.insurance_paid", 20_000))),
        50_400,
    ),
    "support paid, never below zero": (
        home(A, incomes=(wage("a", 50_000), got("transfer.support_paid", 60_000))),
        RURAL,
    ),
    "a veteran's compensation": (home(A, incomes=(got("transfer.veteran_compensation", 300_000),)), RURAL),
    "social assistance itself": (home(A, incomes=(got("transfer.social_assistance", 300_000),)), RURAL),
    "the basic pension in 2025": (
        home(A, incomes=(got("transfer.basic_pension", 20_000),), on=date(2025, 12, 31)),
        73_800,
    ),
    "the basic pension in 2026": (home(A, incomes=(got("transfer.basic_pension", 20_000),)), 60_400),
    "illness over a year": (
        home(A, incomes=(wage("a", 100_000),), deductions=(Deduction("medical", "医", 600_000, 12),)),
        30_400,
    ),
    "a twelfth of a fen below the standard": (home(A, incomes=(wage("a", RURAL * 12 - 1, 12),)), 0),
    "a motorcycle": (home(A, assets=(Asset("vehicle.motorcycle", "摩托"),)), RURAL),
    "a vehicle for the disabled": (home(A, assets=(Asset("vehicle.disability", "代步"),)), RURAL),
    "an old house that falls down": (
        home(A, assets=(Asset("house.dwelling", "房"), Asset("house.dangerous", "危房"))),
        RURAL,
    ),
    "savings at the limit": (home(A, assets=(Asset("financial.deposit", "存", RURAL * 24),)), RURAL),
    "savings of three at the limit": (
        home(A, B, C, assets=(Asset("financial.deposit", "存", RURAL * 72),)),
        RURAL * 3,
    ),
    "mental grade 3 out of a marginal family": (
        parents_and_son("severe_disability", 300_000, disability=Disability("6", 3)),
        RURAL,
    ),
    "a fen below the margin": (
        parents_and_son("severe_disability", LINE - 1, disability=SEVERE),
        RURAL + UPLIFT,
    ),
    "severe and without work, the father's car": (
        parents_and_son(
            "adult_severe_disability", 3_000_000, Asset("vehicle.car", "车", owner="f"), disability=SEVERE
        ),
        RURAL + UPLIFT,
    ),
    "18 on that day": (
        parents_and_son("adult_severe_disability", 3_000_000, disability=SEVERE, born=date(2008, 11, 4)),
        RURAL + UPLIFT,
    ),
    "clergy of a rich family": (parents_and_son("clergy", 3_000_000, counted=False), RURAL),
    "work refused twice": (home(who("a", work_refusals=2), B), RURAL * 2),
    "three times: this share only": (home(who("a", work_refusals=3), B), RURAL),
    "three times, and the other earns": (
        home(who("a", work_refusals=3), B, incomes=(wage("b", 40_000),)),
        60_400,
    ),
    "their uplift goes with the share": (home(who("a", work_refusals=3, serious_illness=True), B), RURAL),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_is_granted(name: str) -> None:
    facts, total = FOUND[name]
    law = parameters(on=facts.on)
    found = assess(with_categories(facts, law), law)
    assert (found.total_fen, codes(found)) == (total, set())


AGAINST: dict[str, tuple[HouseholdFacts, str]] = {
    "income at the standard": (home(A, incomes=(wage("a", RURAL),)), "income.not_below"),
    "spending that is not deductible": (
        home(A, incomes=(wage("a", 100_000),), deductions=(Deduction("education", "学", 50_000),)),
        "income.not_below",
    ),
    "a car": (home(A, assets=(CAR,)), "property.vehicle"),
    "two houses": (home(A, assets=(Asset("house.dwelling", "房", quantity=2),)), "property.house"),
    "savings and insurance together": (
        home(
            A,
            assets=(
                Asset("financial.deposit", "存", RURAL * 12),
                Asset("financial.insurance", "险", RURAL * 12 + 1),
            ),
        ),
        "property.financial",
    ),
    "at the margin": (parents_and_son("severe_disability", LINE, disability=SEVERE), "single.marginal"),
    "physical grade 3 alone": (
        parents_and_son("severe_disability", 300_000, disability=Disability("4", 3)),
        "single.disability",
    ),
    "ill, and all of them fit": (
        parents_and_son("serious_illness", 100_000, serious_illness=True),
        "single.whole_household",
    ),
    "severe, with a car of their own": (
        parents_and_son(
            "adult_severe_disability", 3_000_000, Asset("vehicle.car", "车", owner="s"), disability=SEVERE
        ),
        "property.vehicle",
    ),
    "severe, with work": (
        parents_and_son("adult_severe_disability", 3_000_000, disability=SEVERE, employed=True),
        "single.employed",
    ),
    "before the notice allowed it": (
        parents_and_son("adult_severe_disability", 3_000_000, disability=SEVERE, on=date(2022, 10, 19)),
        "single.not_open",
    ),
    "18 tomorrow": (
        parents_and_son("adult_severe_disability", 3_000_000, disability=SEVERE, born=date(2008, 11, 5)),
        "single.age",
    ),
    "nobody's share is left": (home(who("a", work_refusals=3)), "refused_work.all"),
}


@pytest.mark.parametrize("name", AGAINST)
def test_what_is_against_it(name: str) -> None:
    facts, code = AGAINST[name]
    law = parameters(on=facts.on)
    found = assess(with_categories(facts, law), law)
    assert (found.total_fen, codes(found)) == (0, {code})


COUNTED: list[tuple[str, dict[str, Any], bool]] = [
    ("01", {"in_prison": True}, False),
    ("10", {"lives_together": False}, True),
    ("10", {"missing": True}, False),
    ("10", {"in_rehabilitation": True}, False),
    ("20", {"born_on": date(2008, 11, 5), "lives_together": False}, True),
    ("20", {"born_on": date(2008, 11, 4), "lives_together": False}, False),
    ("20", {"born_on": date(2004, 1, 1), "lives_together": False, "student": "bachelor"}, True),
    ("20", {"born_on": date(2000, 1, 1), "lives_together": False, "student": "graduate"}, False),
    ("20", {"born_on": date(2000, 1, 1), "student": "graduate"}, True),
    ("30", {"born_on": date(1990, 1, 1), "lives_together": False, "independent": False}, True),
    ("20", {"born_on": date(2010, 1, 1), "religious": True}, False),
    ("51", {}, True),
    ("51", {"lives_together": False}, False),
    ("73", {}, True),
    ("74", {}, False),
    ("97", {}, False),
    ("97", {"has_duty": True}, True),
]


@pytest.mark.parametrize(("relation", "more", "counted"), COUNTED)
def test_who_counts_by_the_facts(relation: str, more: dict[str, Any], counted: bool) -> None:
    person = Relative("k", relation, **{"born_on": date(1990, 1, 1), **more})
    assert [each.counted for each in who_counts([person], DAY)] == [counted]


@pytest.mark.parametrize(
    ("facts", "since", "due"),
    [
        (home(who("a", can_work=False)), date(2026, 11, 30), date(2027, 11, 30)),
        (home(A), date(2026, 8, 31), date(2027, 2, 28)),
        (home(who("a", student=True)), date(2027, 2, 28), date(2028, 2, 28)),
        (
            home(who("a", can_work=False), incomes=(got("business.farm", 1, key=""),)),
            date(2027, 8, 30),
            date(2028, 2, 29),
        ),
    ],
)
def test_by_when_it_is_looked_at_again(facts: HouseholdFacts, since: date, due: date) -> None:
    assert review_by(facts, since, parameters()) == due
