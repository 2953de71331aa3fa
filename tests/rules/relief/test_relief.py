"""Relief by persons, standard and months: worked examples of the sample table, and what holds for any family."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.refusal import refused
from tests.rules.shipped import parameters
from zqdesk.rules.problem import Problem
from zqdesk.rules.relief.amount import (
    CAUSES,
    DEGREES,
    EMERGENCY,
    EXPENDITURE,
    Need,
    causes_of,
    expenditure_problems,
    relief_amount,
)

FIRE = Need(EMERGENCY, "fire", "medium", 3, "rural")
NEEDS = st.builds(
    Need,
    st.just(EMERGENCY),
    st.sampled_from(sorted(causes_of(EMERGENCY))),
    st.sampled_from(sorted(DEGREES)),
    st.integers(1, 12),
    st.sampled_from(("rural", "urban")),
)


@pytest.mark.parametrize(
    ("need", "fen"),
    [
        (FIRE, 80_400 * 3 * 2),
        (replace(FIRE, degree="light", persons=1), 80_400),
        (replace(FIRE, degree="severe", persons=4), 80_400 * 4 * 4),
        (replace(FIRE, standard_kind="urban"), 108_500 * 3 * 2),
        (Need(EXPENDITURE, "medical", "medium", 1, "rural"), 80_400 * 3),
        (Need(EXPENDITURE, "education", "severe", 2, "rural"), 80_400 * 2 * 3),
        (Need(EXPENDITURE, "other_expenditure", "severe", 1, "rural"), 80_400 * 6),
    ],
)
def test_worked_examples(need: Need, fen: int) -> None:
    assert relief_amount(need, parameters()).amount_fen == fen


def test_the_trace_says_the_arithmetic() -> None:
    lines = {line.key: line for line in relief_amount(FIRE, parameters()).trace}
    assert lines["total"].value == "4,824.00"
    assert lines["total"].formula == "804.00×3×2"
    assert "急难型·火灾·较重" in lines["months"].formula
    assert lines["ceiling"].value == "3,000.00"
    assert "须报区民政局" in lines["ceiling"].formula
    assert all(line.source for line in lines.values() if line.key != "persons")


def test_the_ceiling_is_dated() -> None:
    found = relief_amount(replace(FIRE, persons=1), parameters())
    assert (found.ceiling_fen, found.above_ceiling) == (300_000, False)
    assert relief_amount(FIRE, parameters()).above_ceiling
    early = parameters().at(date(2019, 10, 1))
    assert refused(relief_amount, FIRE, early).field == "relief.ceiling"


def test_nobody_is_no_family() -> None:
    assert refused(relief_amount, replace(FIRE, persons=0), parameters()).field == "person_count"
    assert refused(relief_amount, replace(FIRE, degree="terrible"), parameters()).field == "degree"


@given(NEEDS)
def test_one_more_person_is_worth_one_share_more(need: Need) -> None:
    one, more = (
        relief_amount(each, parameters()) for each in (need, replace(need, persons=need.persons + 1))
    )
    share = one.standard_fen * one.months
    assert one.amount_fen >= share * need.persons
    assert abs(more.amount_fen - one.amount_fen - share) < 100, "but for the rounding to the yuan"
    assert one.amount_fen % 100 == 0
    assert one.above_ceiling is (one.amount_fen > one.ceiling_fen)


@given(NEEDS)
def test_a_graver_case_never_gets_less(need: Need) -> None:
    light, medium, severe = (
        relief_amount(replace(need, degree=degree), parameters()).amount_fen for degree in DEGREES
    )
    assert light <= medium <= severe


def test_every_cause_belongs_to_one_type() -> None:
    both = [*causes_of(EMERGENCY), *causes_of(EXPENDITURE)]
    assert sorted(both) == sorted(CAUSES)


OVER = (Problem("property.over", "超过"),)


def against(
    applicant_class: str, per_head: Fraction | None, own_fen: int, over: tuple[Problem, ...] = ()
) -> set[str]:
    return {p.code for p in expenditure_problems(applicant_class, per_head, own_fen, over, parameters())}


def test_expenditure_needs_spending_low_income_and_little_property() -> None:
    line = Fraction(4_600_000, 12)
    assert against("resident", line - 1, 1) == set()
    assert against("resident", line, 1) == {"relief.income"}
    assert against("resident", line, 0, OVER) == {"relief.income", "relief.spending", "property.over"}
    assert against("resident", None, 1) == set()


@pytest.mark.parametrize("known", ["allowance", "support"])
def test_of_the_known_poor_only_the_spending_counts(known: str) -> None:
    assert against(known, Fraction(10_000_000), 1, OVER) == set()
    assert against(known, Fraction(0), 0) == {"relief.spending"}
