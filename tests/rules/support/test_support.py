"""Who is destitute and what they are paid: cases worked by hand, each with its article, and what holds for anybody."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.refusal import refused
from tests.rules.shipped import DAY, parameters
from zqdesk.rules.cases.household import Asset, Disability, Income, Member
from zqdesk.rules.support.amount import SupportAssessment, assess_support
from zqdesk.rules.support.conditions import GROUNDS, Claimant, Obligor
from zqdesk.rules.support.self_care import ABILITIES, ABLE, LEVELS, LOST, PARTLY, level_of

OLD = Member("1", "周某", "02", date(1950, 3, 12))
ALONE = Claimant(on=DAY, member=OLD, nobody=True)
FATHER = Obligor("周老某", "父", "83", 100, 30_000)


def born(years: int, *, days: int = 0) -> Member:
    """Somebody of so many years on the day, or short of it by some days."""
    return replace(OLD, born_on=date(DAY.year - years, DAY.month, DAY.day + days))


def disabled(kind: str, grade: int) -> Member:
    return replace(born(40), disability=Disability(kind, grade))


def assessed(claimant: Claimant, level: str = ABLE, **changed: Any) -> SupportAssessment:
    return assess_support(claimant, level, parameters(**changed))


@pytest.mark.parametrize(
    ("claimant", "level", "fen", "article"),
    [
        # 804.00 × 130 % = 1,045.20, and care 220.00, 367.00, 733.00 by level
        pytest.param(ALONE, ABLE, 104_520 + 22_000, "第五条", id="old, alone, able"),
        pytest.param(ALONE, PARTLY, 104_520 + 36_700, "第五条", id="old, alone, partly lost"),
        pytest.param(ALONE, LOST, 104_520 + 73_300, "第五条", id="old, alone, lost"),
        pytest.param(
            replace(ALONE, standard_kind="urban"), ABLE, 141_050 + 22_000, "第五条", id="1,085.00 × 130 %"
        ),
        pytest.param(
            replace(ALONE, member=born(60)), ABLE, 104_520 + 22_000, "第五条", id="sixty on this day"
        ),
        pytest.param(
            replace(ALONE, member=born(15)), ABLE, 104_520 + 22_000, "第五条", id="a child of fifteen"
        ),
        pytest.param(
            replace(ALONE, member=disabled("5", 3)),
            LOST,
            104_520 + 73_300,
            "第五条",
            id="intellectual, grade 3",
        ),
        pytest.param(
            replace(ALONE, member=disabled("4", 2)),
            PARTLY,
            104_520 + 36_700,
            "第五条",
            id="physical, grade 2",
        ),
        pytest.param(
            replace(ALONE, member=disabled("1", 1)), PARTLY, 104_520 + 36_700, "第五条", id="visual, grade 1"
        ),
        pytest.param(
            replace(ALONE, nobody=False, obligors=(FATHER,)),
            ABLE,
            104_520 + 22_000,
            "第八条",
            id="a father of a hundred, 300 a month",
        ),
        pytest.param(
            replace(ALONE, incomes=(Income("1", "transfer.basic_pension", "基础养老金", 500_000),)),
            ABLE,
            104_520 + 22_000,
            "第六条",
            id="the basic pension does not count",
        ),
        pytest.param(
            replace(ALONE, incomes=(Income("1", "property.land", "土地流转", 80_399),)),
            ABLE,
            104_520 + 22_000,
            "第六条",
            id="a fen below the standard",
        ),
        pytest.param(
            replace(ALONE, assets=(Asset("financial.deposit", "存款", 1_929_600),)),
            ABLE,
            104_520 + 22_000,
            "第七条",
            id="savings at the limit: 804.00 × 12 × 200 %",
        ),
        pytest.param(
            replace(ALONE, member=born(17), kept=True),
            ABLE,
            104_520 + 22_000,
            "第二十四条",
            id="kept to eighteen",
        ),
        pytest.param(
            replace(ALONE, member=born(19), kept=True, at_school=True),
            ABLE,
            104_520 + 22_000,
            "第二十四条",
            id="past it at school",
        ),
    ],
)
def test_who_is_destitute_is_paid(claimant: Claimant, level: str, fen: int, article: str) -> None:
    found = assessed(claimant, level)
    assert found.problems == ()
    assert found.total_fen == fen
    assert any(article in line.source for line in found.trace)


@pytest.mark.parametrize(
    ("claimant", "codes", "article"),
    [
        pytest.param(
            replace(ALONE, member=born(60, days=1)), {"support.able"}, "第五条", id="sixty tomorrow"
        ),
        pytest.param(replace(ALONE, member=born(16)), {"support.able"}, "第五条", id="sixteen is no child"),
        pytest.param(
            replace(ALONE, member=disabled("4", 3)), {"support.able"}, "第五条", id="physical, grade 3"
        ),
        pytest.param(
            replace(ALONE, member=disabled("1", 2)), {"support.able"}, "第五条", id="visual, grade 2"
        ),
        pytest.param(replace(ALONE, member=disabled("2", 1)), {"support.able"}, "第五条", id="hearing"),
        pytest.param(replace(ALONE, member=born(18), kept=True), {"support.able"}, "第五条", id="eighteen"),
        pytest.param(
            replace(ALONE, incomes=(Income("1", "property.land", "土地流转", 80_400),)),
            {"support.income"},
            "第六条",
            id="at the standard",
        ),
        pytest.param(
            replace(ALONE, assets=(Asset("financial.deposit", "存款", 1_929_601),)),
            {"property.financial"},
            "第七条",
            id="a fen over the limit",
        ),
        pytest.param(
            replace(ALONE, assets=(Asset("vehicle.car", "轿车"),)), {"property.vehicle"}, "第七条", id="a car"
        ),
        pytest.param(replace(ALONE, nobody=False), {"support.obligors"}, "第八条", id="nobody was asked"),
        pytest.param(
            replace(ALONE, obligors=(FATHER,)), {"support.nobody"}, "第八条", id="nobody, and yet somebody"
        ),
        pytest.param(
            replace(ALONE, nobody=False, obligors=(Obligor("周大某", "子", "", 40),)),
            {"support.obligor_able"},
            "第八条",
            id="a son of forty",
        ),
        pytest.param(
            replace(ALONE, nobody=False, obligors=(Obligor("周大某", "子", "02", 40),)),
            {"support.obligor_able"},
            "第八条",
            id="ill alone is no ground",
        ),
        pytest.param(
            replace(ALONE, nobody=False, obligors=(replace(FATHER, age=69),)),
            {"support.obligor_age"},
            "第八条",
            id="sixty-nine is not seventy",
        ),
        pytest.param(
            replace(ALONE, nobody=False, obligors=(replace(FATHER, age=None),)),
            {"support.obligor_age"},
            "第八条",
            id="of unknown age",
        ),
        pytest.param(
            replace(ALONE, nobody=False, obligors=(replace(FATHER, per_head_fen=383_334),)),
            {"support.obligor_income"},
            "第八条",
            id="46,000.00 a year by twelve",
        ),
        pytest.param(
            replace(ALONE, unlisted=("李某",)),
            {"support.obligor_unlisted"},
            "第八条",
            id="a wife not spoken of",
        ),
        pytest.param(
            replace(ALONE, member=born(10), orphan=True),
            {"support.orphan"},
            "第九条",
            id="an orphan's choice",
        ),
        pytest.param(
            replace(
                ALONE,
                member=born(40),
                nobody=False,
                incomes=(Income("1", "wages.job", "工资", 300_000),),
                assets=(Asset("vehicle.car", "轿车"),),
                obligors=(Obligor("周大某", "子", "", 20),),
            ),
            {"support.able", "support.income", "property.vehicle", "support.obligor_able"},
            "第八条",
            id="every reason at once",
        ),
    ],
)
def test_every_reason_against_is_named_with_its_article(
    claimant: Claimant, codes: set[str], article: str
) -> None:
    found = assessed(claimant)
    assert {problem.code for problem in found.problems} == codes
    assert (found.eligible, found.total_fen) == (False, 0)
    assert any(article in problem.source for problem in found.problems)


@pytest.mark.parametrize("met", range(len(ABILITIES) + 1))
def test_the_level_follows_from_how_many_are_met(met: int) -> None:
    unmet = len(ABILITIES) - met
    assert level_of(met) == (ABLE if unmet == 0 else PARTLY if unmet <= 3 else LOST)


def test_six_abilities_and_no_more() -> None:
    with pytest.raises(ValueError, match="7 of 6"):
        level_of(7)


def test_before_the_assessment_the_care_is_open_and_nothing_is_granted() -> None:
    found = assessed(ALONE, "")
    assert (found.eligible, found.problems, found.total_fen) == (False, (), 0)
    assert [line.value for line in found.trace if line.key == "care"] == ["待评估"]


def test_the_district_may_publish_the_figure_itself() -> None:
    found = assessed(ALONE, support__basic__method="amount")
    assert found.basic_fen == 104_600
    early = parameters(on=date(2022, 1, 1), support__basic__method="amount")
    assert refused(assess_support, ALONE, ABLE, early).code == "parameter.missing"


def test_the_sum_is_that_of_the_day() -> None:
    before = assess_support(ALONE, LOST, parameters(on=date(2023, 12, 31)))
    after = assess_support(ALONE, LOST, parameters(on=date(2024, 1, 1)))
    assert (before.basic_fen, before.care_fen) == (86_970, 60_000), "669.00 × 130 %, 600.00"
    assert (after.basic_fen, after.care_fen) == (95_940, 73_300), "738.00 × 130 %, 733.00"


LEVEL = st.sampled_from(sorted(LEVELS))


@given(LEVEL, st.integers(10_000, 500_000), st.integers(100, 200))
def test_the_sum_is_its_two_parts_and_rises_with_the_standard(
    level: str, standard: int, percent: int
) -> None:
    changed = {"standard__rural": standard, "support__basic__percent": percent}
    found = assessed(ALONE, level, **changed)
    more = assessed(ALONE, level, **changed | {"standard__rural": standard + 100})
    assert found.total_fen == found.basic_fen + found.care_fen
    assert found.basic_fen >= standard, "never below the allowance's standard from 100 % on"
    assert more.basic_fen > found.basic_fen
    assert more.care_fen == found.care_fen


@given(st.sets(st.sampled_from(sorted(ABILITIES))), st.sampled_from(sorted(ABILITIES)))
def test_who_can_do_one_thing_less_is_never_paid_less(unmet: set[str], more: str) -> None:
    before, after = (level_of(len(ABILITIES) - len(each)) for each in (unmet, unmet | {more}))
    assert assessed(ALONE, after).total_fen >= assessed(ALONE, before).total_fen


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_more_income_never_makes_anybody_destitute(income: int, more: int) -> None:
    poorer, richer = (
        assessed(replace(ALONE, incomes=(Income("1", "property.land", "土地流转", fen),)))
        for fen in (income, income + more)
    )
    assert richer.eligible <= poorer.eligible


@given(st.sampled_from(sorted(GROUNDS)), st.integers(18, 110), st.integers(0, 600_000))
def test_one_obliged_person_who_can_is_enough(ground: str, age: int, fen: int) -> None:
    able = Obligor("周大某", "子", "", 40)
    other = Obligor("周小某", "女", ground, age, fen)
    alone = assessed(replace(ALONE, nobody=False, obligors=(other,)))
    both = assessed(replace(ALONE, nobody=False, obligors=(other, able)))
    assert not both.eligible
    assert len(both.problems) == len(alone.problems) + 1
