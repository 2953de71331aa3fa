"""What must hold for any household, whatever its figures."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.refusal import refused
from tests.rules.shipped import DAY, VALUES, assessed, codes, household, parameters, person, shown, yuan
from zqdesk.rules.allowance.amount import Assessment, assess
from zqdesk.rules.cases.household import (
    Asset,
    Deduction,
    Disability,
    HouseholdFacts,
    Income,
    Member,
    with_categories,
)
from zqdesk.rules.money import Rounding, round_fraction
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.trace import Line

FEN = st.integers(0, 500_000)
METHODS = st.sampled_from(["gap", "tiers"])
ROUNDINGS = st.sampled_from(["fen", "jiao", "yuan_up"])


@st.composite
def members(draw: st.DrawFn) -> Member:
    disability = draw(st.none() | st.builds(Disability, st.sampled_from("1234567"), st.integers(1, 4)))
    return person("", draw(st.dates(date(1930, 1, 1), date(2026, 1, 1))), disability=disability,
                  serious_illness=draw(st.booleans()))  # fmt: skip


@st.composite
def households(draw: st.DrawFn) -> HouseholdFacts:
    people = draw(st.lists(members(), min_size=1, max_size=5))
    kinds = st.sampled_from(["wages.job", "transfer.pension", "property.rent", "transfer.scholarship"])
    incomes = draw(st.lists(st.tuples(kinds, FEN, st.integers(1, 12)), max_size=4))
    facts = HouseholdFacts(
        on=DAY,
        members=tuple(replace(member, key=str(n)) for n, member in enumerate(people)),
        incomes=tuple(Income("0", kind, "收入", fen, months) for kind, fen, months in incomes),
        deductions=tuple(Deduction("medical", "医疗", fen) for fen in draw(st.lists(FEN, max_size=2))),
    )
    return with_categories(facts, parameters())


@given(households(), METHODS, ROUNDINGS)
def test_never_negative_and_the_lines_add_up(facts: HouseholdFacts, method: str, rounding: str) -> None:
    found = assessed(facts, allowance__method=method, allowance__rounding=rounding)
    lines = shown(found)
    uplift = sum(yuan(value) for key, value in lines.items() if key.startswith("uplift."))
    uplift = yuan(lines["uplift"]) if "uplift" in lines else uplift
    assert found.allowance_fen >= 0
    assert found.counted_income >= 0
    assert uplift == found.uplift_fen
    assert found.allowance_fen + found.uplift_fen == found.total_fen == yuan(lines["total"])
    assert found.eligible is (found.per_head < found.standard_fen)
    assert found.eligible or found.total_fen == 0


@given(households(), FEN, METHODS, ROUNDINGS)
def test_more_income_never_pays_more(facts: HouseholdFacts, fen: int, method: str, rounding: str) -> None:
    richer = replace(facts, incomes=(*facts.incomes, Income("0", "wages.casual", "零工", fen)))
    less, more = (
        assessed(each, allowance__method=method, allowance__rounding=rounding) for each in (richer, facts)
    )
    assert less.total_fen <= more.total_fen


@given(households())
def test_more_spending_on_illness_never_pays_less(facts: HouseholdFacts) -> None:
    burdened = replace(facts, deductions=(*facts.deductions, Deduction("medical", "透析", 30_000)))
    assert assessed(burdened).total_fen >= assessed(facts).total_fen


@given(households(), st.integers(1, 50_000))
def test_a_higher_standard_never_pays_less(facts: HouseholdFacts, raised: int) -> None:
    assert assessed(facts, standard__rural=80_400 + raised).total_fen >= assessed(facts).total_fen


@given(households())
def test_income_fills_the_household_exactly_up_to_the_standard(facts: HouseholdFacts) -> None:
    found = assessed(facts)
    if found.eligible:
        assert abs(
            found.counted_income + found.allowance_fen - found.standard_fen * found.persons
        ) <= Fraction(1, 2)


def test_an_amount_half_a_fen_is_rounded_once_at_the_end() -> None:
    facts = household(1, 0)
    half = replace(facts, incomes=(Income("1", "wages.job", "工资", 1, months=2),))
    assert assessed(half).allowance_fen == 80_400  # 80,399.5 fen


@pytest.mark.parametrize(("rounding", "fen"), [("fen", 80_399), ("jiao", 80_400), ("yuan_up", 80_400)])
def test_rounding_is_the_districts(rounding: str, fen: int) -> None:
    assert assessed(household(1, 1), allowance__rounding=rounding).allowance_fen == fen


@given(households(), ROUNDINGS, st.integers(30_000, 120_000))
def test_the_uplift_is_rounded_once_whatever_its_categories(
    facts: HouseholdFacts, rounding: str, standard: int
) -> None:
    found = assessed(facts, allowance__rounding=rounding, uplift__minor__percent=7, standard__rural=standard)
    parts = [line for line in found.trace if line.key.startswith("uplift.")]
    exact = sum((Fraction(standard * _percent(line) * _persons(line), 100) for line in parts), Fraction(0))
    assert found.uplift_fen == (round_fraction(exact, Rounding(rounding)) if found.eligible else 0)


def _percent(line: Line) -> int:
    return int(line.label.rpartition("＋")[2].removesuffix("%"))


def _persons(line: Line) -> int:
    return int(line.formula.rpartition("×")[2])


@given(households(), ROUNDINGS, st.lists(st.integers(0, 4), min_size=5, max_size=5), st.integers(1, 4))
def test_only_the_share_of_who_refused_work_goes(
    facts: HouseholdFacts, rounding: str, refusals: list[int], times: int
) -> None:
    """Every head has the same share of the gap: who still has one is paid it, whatever the others did."""
    members = tuple(replace(m, work_refusals=n) for m, n in zip(facts.members, refusals, strict=False))
    changed = {"allowance__rounding": rounding, "refuse_work__times": times}
    whole = assessed(facts, **changed)
    found = assessed(replace(facts, members=members), **changed)
    paid = sum(1 for member in members if member.work_refusals < times)
    if not whole.eligible or not paid:
        assert found.total_fen == 0
        return
    share = Fraction(whole.standard_fen) - whole.per_head
    assert found.allowance_fen == round_fraction(share * paid, Rounding(rounding))
    assert found.persons == len(members)
    assert found.uplift_fen <= whole.uplift_fen


def test_marginal_lies_between_the_standard_and_one_and_a_half() -> None:
    found = [assessed(household(1, fen)) for fen in (80_399, 80_400, 120_599, 120_600)]
    assert [assessment.marginal for assessment in found] == [False, True, True, False]
    rich = household(1, 80_400, assets=(Asset("house.dwelling", "住房", quantity=2),))
    assert not assessed(rich).marginal


def test_the_answer_carries_what_papers_print() -> None:
    found = assessed(household(3, 100_000))
    assert (found.standard_fen, found.persons, found.method, found.tier) == (80_400, 3, "gap", "")
    assert (found.counted_income_fen, found.per_head) == (100_000, Fraction(100_000, 3))
    assert assessed(household(1), allowance__method="tiers").tier == "一档"


def test_a_tier_table_must_reach_the_standard() -> None:
    gap = [{"title": "一档", "below_fen": 10_000, "amount_fen": 50_000}]
    problem = refused(assessed, household(1, 20_000), allowance__method="tiers", allowance__tiers__rural=gap)
    assert problem.code == "allowance.tiers"


def test_an_empty_household_cannot_be_assessed() -> None:
    nobody = HouseholdFacts(on=DAY, members=(person("1", counted=False),))
    assert refused(assessed, nobody).code == "household.empty"


def test_without_a_standard_nothing_is_guessed() -> None:
    rows = [value for value in VALUES if value.key != "standard.rural"]
    asked = Parameters(rows, DAY, DAY, ("370114001", "370114", ""))
    assert refused(assess, household(1), asked).code == "parameter.missing"


def single(reason: str, member: Member, family_fen: int = 200_000, **more: object) -> Assessment:
    """A member applies out of a family of two; the other earns `family_fen`."""
    facts = HouseholdFacts(
        on=DAY,
        members=(replace(member, key="1"), person("2")),
        incomes=(Income("2", "wages.job", "工资", family_fen),),
        single_reason=reason,
        single_member="1",
    )
    return assessed(facts, **more)


SEVERE = Disability("4", 2)


@pytest.mark.parametrize(
    ("reason", "member", "problems"),
    [
        ("severe_disability", person("", disability=SEVERE), set()),
        ("severe_disability", person("", disability=Disability("4", 3)), {"single.disability"}),
        ("severe_disability", person("", disability=Disability("5", 3)), set()),
        ("severe_disability", person(""), {"single.disability"}),
        ("serious_illness", person("", serious_illness=True), set()),
        ("serious_illness", person(""), {"single.illness"}),
        ("adult_severe_disability", person("", disability=SEVERE), set()),
        ("adult_severe_disability", person("", disability=SEVERE, employed=True), {"single.employed"}),
        ("adult_severe_disability", person("", date(2010, 1, 1), disability=SEVERE), {"single.age"}),
        (
            "adult_severe_disability",
            person("", date(2010, 1, 1), employed=True),
            {"single.age", "single.employed", "single.disability"},
        ),
        ("adult_severe_disability", person("", None, disability=SEVERE), {"single.age"}),
        ("clergy", person(""), set()),
        ("other", person(""), set()),
    ],
)
def test_each_ground_for_applying_alone(reason: str, member: Member, problems: set[str]) -> None:
    assert codes(single(reason, member)) == problems


def test_only_the_adult_ground_reaches_beyond_marginal_households() -> None:
    member = person("", disability=SEVERE)
    assert codes(single("severe_disability", member, 241_200)) == {"single.marginal"}
    assert codes(single("severe_disability", member, 241_199)) == set()
    assert codes(single("adult_severe_disability", member, 900_000)) == set()


def test_a_whole_household_that_fits_is_not_split() -> None:
    member = person("", serious_illness=True)
    assert codes(single("serious_illness", member, 160_799)) == {"single.whole_household"}
    assert codes(single("serious_illness", member, 160_800)) == set()


def test_a_household_kept_out_by_its_property_is_not_told_to_apply_whole() -> None:
    facts = HouseholdFacts(
        on=DAY,
        members=(person("1", serious_illness=True), person("2")),
        assets=(Asset("house.dwelling", "住房", quantity=2),),
        single_reason="serious_illness",
        single_member="1",
    )
    assert codes(assessed(facts)) == {"property.house"}


def test_a_ground_the_district_has_not_opened() -> None:
    assert codes(single("clergy", person(""), single__reasons=["other"])) == {"single.not_open"}


def test_a_single_applicant_by_the_family_average() -> None:
    member = person("", serious_illness=True)
    found = single("serious_illness", member, 160_900, single__income_basis="household_average")
    assert found.per_head == 80_450
    assert codes(found) == {"income.not_below"}
    assert shown(found)["share"] == "804.50"


def test_a_single_applicant_alone_in_the_household_has_its_common_income() -> None:
    facts = HouseholdFacts(
        on=DAY,
        members=(person("1", disability=SEVERE),),
        incomes=(Income("", "business.crops", "种粮", 10_000),),
        single_reason="adult_severe_disability",
    )
    assert assessed(facts).counted_income == 10_000
