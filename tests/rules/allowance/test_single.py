"""Who may apply alone, and what is looked at (S2 art. 8; 民发〔2022〕83号 part 1): read beside the text, line by line."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.rules.shipped import DAY, assessed, parameters
from zqdesk.rules.allowance.review import is_unstable
from zqdesk.rules.allowance.single import assets_looked_at
from zqdesk.rules.cases.household import Asset, Disability, HouseholdFacts, Income, Member, with_categories

STANDARD = 80_400  # rural, from 2026-01-01
LINE = STANDARD * 3 // 2

ME = Member("me", "张某", "20", date(1990, 5, 5), can_work=False)
CAR = Asset("vehicle.car", "轿车")


def family(reason: str, each_fen: int, *, assets: tuple[Asset, ...] = (), **me: Any) -> HouseholdFacts:
    """Father, mother and the one who applies; the parents have so much a head of three, the applicant nothing."""
    return HouseholdFacts(
        on=DAY,
        members=(
            Member("father", "张父", "02", date(1965, 1, 1)),
            Member("mother", "张母", "10", date(1966, 1, 1)),
            replace(ME, **me),
        ),
        incomes=(Income("father", "wages.job", "工资", each_fen * 3),),
        assets=assets,
        single_reason=reason,
        single_member="me",
    )


def codes(facts: HouseholdFacts, **changed: Any) -> set[str]:
    return {each.code for each in assessed(facts, **changed).problems}


@pytest.mark.parametrize(
    ("type_", "grade", "ground", "fits"),
    [
        *((each, 1, "severe_disability", True) for each in "1234567"),
        *((each, 2, "severe_disability", True) for each in "1234567"),
        *((each, 3, "severe_disability", each in "56") for each in "1234567"),
        *((each, 4, "severe_disability", False) for each in "1234567"),
        # 成年无业重度残疾人: severe is grade 1 or 2, of any type; grade 3 only where the district says so.
        *((each, 2, "adult_severe_disability", True) for each in "1234567"),
        *((each, 3, "adult_severe_disability", False) for each in "1234567"),
    ],
)
def test_grades_that_let_apply_alone(type_: str, grade: int, ground: str, fits: bool) -> None:
    facts = family(ground, STANDARD, disability=Disability(type_, grade))
    assert ("single.disability" not in codes(facts)) is fits
    third = codes(facts, disability__severe__third=["5", "6"])
    assert ("single.disability" not in third) is (fits or (grade == 3 and type_ in "56"))


@pytest.mark.parametrize("ground", ["severe_disability", "serious_illness"])
@pytest.mark.parametrize(
    ("each_fen", "said"),
    [
        (STANDARD - 1, {"single.whole_household"}),  # S8: an eligible household is taken in whole
        (STANDARD, set()),
        (LINE - 1, set()),
        (LINE, {"single.marginal"}),
        (LINE + 1, {"single.marginal"}),
    ],
)
def test_out_of_a_marginal_household_only(ground: str, each_fen: int, said: set[str]) -> None:
    facts = family(ground, each_fen, disability=Disability("4", 1), serious_illness=True)
    assert codes(facts) == said


@pytest.mark.parametrize("each_fen", [STANDARD, LINE, LINE * 10])
@pytest.mark.parametrize("basis", ["own", "household_average"])
def test_an_adult_without_work_also_out_of_a_family_of_means(each_fen: int, basis: str) -> None:
    facts = family("adult_severe_disability", each_fen, disability=Disability("4", 1))
    found = assessed(facts, single__income_basis=basis)
    assert (found.problems, found.allowance_fen, found.persons) == ((), STANDARD, 1)


@pytest.mark.parametrize(
    ("born", "employed", "said"),
    [
        (date(2008, 11, 5), False, {"single.age"}),
        (date(2008, 11, 4), False, set()),  # eighteen today
        (None, False, {"single.age"}),
        (date(1990, 1, 1), True, {"single.employed"}),
    ],
)
def test_an_adult_and_without_work(born: date | None, employed: bool, said: set[str]) -> None:
    facts = family("adult_severe_disability", LINE, disability=Disability("4", 1))
    alone = replace(facts.members[2], born_on=born, employed=employed)
    assert codes(replace(facts, members=(*facts.members[:2], alone))) == said


@pytest.mark.parametrize("owner", ["father", "mother", "me", ""])
@pytest.mark.parametrize("ground", ["severe_disability", "adult_severe_disability", "clergy"])
def test_whose_the_car_is(owner: str, ground: str) -> None:
    """A marginal household has no car at all; who applies whatever the family has is asked only for their own."""
    facts = family(
        ground,
        STANDARD,
        assets=(replace(CAR, owner=owner),),
        disability=Disability("4", 1),
        serious_illness=True,
    )
    against = ground == "severe_disability" or owner == "me"
    assert (codes(facts) == {"property.vehicle"}) is against


@pytest.mark.parametrize(("fen", "over"), [(STANDARD * 24, False), (STANDARD * 24 + 1, True)])
def test_own_savings_are_not_shared_with_the_family(fen: int, over: bool) -> None:
    saved = (Asset("financial.deposit", "存款", fen, owner="me"), Asset("financial.deposit", "存款", 10**9))
    facts = family("adult_severe_disability", LINE, assets=saved, disability=Disability("4", 1))
    assert assets_looked_at(facts) == (saved[:1], 1)
    assert codes(facts) == ({"property.financial"} if over else set())


@pytest.mark.parametrize(("third", "uplift"), [([], 0), (["6"], 8_040), (["5"], 0), (["5", "6"], 8_040)])
def test_grade_three_is_severe_for_the_uplift_where_the_district_says_so(
    third: list[str], uplift: int
) -> None:
    alone = HouseholdFacts(on=DAY, members=(replace(ME, disability=Disability("6", 3)),))
    law = parameters(disability__severe__third=third)
    assert assessed(with_categories(alone, law), disability__severe__third=third).uplift_fen == uplift


@pytest.mark.parametrize(
    ("kind", "whose", "often"),
    [
        ("wages.job", "me", False),
        ("wages.casual", "me", True),
        ("business.trade", "me", True),
        ("business.trade", "father", False),  # his income is not what the single applicant lives on
    ],
)
def test_who_is_looked_at_every_half_year(kind: str, whose: str, often: bool) -> None:
    facts = replace(family("adult_severe_disability", 0), incomes=(Income(whose, kind, "收入", 100),))
    assert is_unstable(facts) is often
