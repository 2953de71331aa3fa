"""Raises worked out by hand for families whose life changed in the middle.

The rural standard rises from 425 to 537 (112 a head), the urban one from 616 to 716 (100 a head), both from January
2020 and published in July. What is owed is written as a person with a pencil writes it.
"""

from datetime import date
from typing import Any

from tests.rules.payroll.raise_of_2020 import (
    JANUARY,
    MONTHS,
    anew,
    each,
    family,
    law,
    notice,
    over,
    owed,
    paid,
    stand,
)
from zqdesk.rules.allowance.anew import Rostered, by_sum
from zqdesk.rules.cases.household import Deduction, Income
from zqdesk.rules.money import format_yuan
from zqdesk.rules.payroll.back_pay import Anew, Payment, Stand, owed_in_all, trace_of_month
from zqdesk.rules.support.amount import level_paid, support_anew

ALL = "2020-01", ""


def test_one_person_without_income_gets_the_difference_of_the_standards() -> None:
    lines = anew().back_pay([stand(*ALL, family(1))], paid(to_07=425))
    assert owed(lines) == each(1, 7, 537 - 425)
    assert owed_in_all(lines) == 112 * 7 * 100


def test_income_stays_what_it_was() -> None:
    lines = anew().back_pay([stand(*ALL, family(3, 600))], paid(to_07=(425 - 200) * 3))
    assert owed(lines) == each(1, 7, (537 - 200) * 3 - 675)


def test_who_joined_in_march_is_paid_back_from_march() -> None:
    lines = anew().back_pay([stand("2020-03", "", family(1))], dict.fromkeys(MONTHS[2:], 42500))
    assert owed(lines) == each(3, 7, 112)


def test_a_child_that_was_born_counts_from_the_month_it_was_taken_in() -> None:
    stands = [stand("2020-01", "2020-04", family(2)), stand("2020-05", "", family(3))]
    lines = anew().back_pay(stands, paid(to_04=850, to_07=1275))
    assert owed(lines) == each(1, 4, 2 * 112) | each(5, 7, 3 * 112)


def test_who_died_counts_to_the_month_of_the_death_and_nothing_is_taken_back() -> None:
    """Died on 12 March, decided in June: three were paid until June."""
    three = family(3)
    stands = [
        stand("2020-01", "2020-03", three),
        stand("2020-04", "2020-06", three, "3"),
        stand("2020-07", "", family(2)),
    ]
    lines = anew().back_pay(stands, paid(to_06=3 * 425, to_07=2 * 425))
    assert owed(lines) == each(1, 3, 3 * 537 - 3 * 425) | {"07": 2 * 537 - 2 * 425}
    assert over(lines) == each(4, 6, 2 * 537 - 3 * 425)
    assert owed_in_all(lines) == (3 * 336 + 224) * 100


def test_whoever_went_with_an_income_leaves_the_others_no_more_than_was_decided() -> None:
    """Two persons, one with a pension of 700 who died in March: 374 together, alone 537 without a decision."""
    pension = family(2, 0, 700)
    stands = [stand("2020-01", "2020-03", pension), stand("2020-04", "", pension, "2")]
    lines = anew().back_pay(stands, paid(to_07=850 - 700))
    assert owed(lines) == each(1, 7, (2 * 537 - 700) - 150)


def test_all_of_them_died_and_nothing_more_is_due() -> None:
    lines = anew().back_pay(
        [stand("2020-01", "2020-02", family(1)), stand("2020-03", "2020-04", family(1), "1")],
        paid(to_04=425, to_07=0),
    )
    assert owed(lines) == each(1, 2, 112)
    assert over(lines) == each(3, 4, -425)


def test_from_a_village_into_town_each_month_by_its_own_standard() -> None:
    stands = [stand("2020-01", "2020-04", family(1)), stand("2020-05", "", family(1, kind="urban"))]
    lines = anew().back_pay(stands, paid(to_04=425, to_07=616))
    assert owed(lines) == each(1, 4, 537 - 425) | each(5, 7, 716 - 616)


def test_from_town_into_a_village() -> None:
    stands = [stand("2020-01", "2020-02", family(2, kind="urban")), stand("2020-03", "", family(2))]
    lines = anew().back_pay(stands, paid(to_02=2 * 616, to_07=2 * 425))
    assert owed(lines) == each(1, 2, 2 * 100) | each(3, 7, 2 * 112)


def test_ended_in_may_and_paid_back_to_may() -> None:
    lines = anew().back_pay([stand("2020-01", "2020-05", family(1))], dict.fromkeys(MONTHS[:5], 42500))
    assert owed(lines) == each(1, 5, 112)


def test_came_back_after_a_gap() -> None:
    stands = [stand("2019-03", "2020-02", family(1)), stand("2020-06", "", family(1))]
    lines = anew().back_pay(stands, dict.fromkeys(("2020-01", "2020-02", "2020-06", "2020-07"), 42500))
    assert owed(lines) == each(1, 2, 112) | each(6, 7, 112)


def test_an_uplift_that_began_in_may() -> None:
    ill = family(1, serious_illness=True)
    stands = [
        stand("2020-01", "2020-04", family(1), roll=425),
        stand("2020-05", "", ill, roll=467.5, uplift=42.5),
    ]
    lines = anew().back_pay(stands, paid(to_04=425, to_07=425 + 42.5))
    assert owed(lines) == each(1, 4, 112) | each(5, 7, 537 + 53.7 - 467.5)
    assert [line.owed_uplift_fen for line in lines] == [0] * 4 + [5370 - 4250] * 3


def test_seventy_on_15_april_counts_as_old_from_may() -> None:
    """Ages are those of the first day of each month, though nobody has decided on it yet."""
    old: dict[str, Any] = {"born_on": date(1950, 4, 15)}
    stands = [
        stand("2020-01", "2020-04", family(1, **old), roll=425),
        stand("2020-05", "", family(1, on=date(2020, 5, 1), **old), roll=425),
    ]
    lines = anew().back_pay(stands, paid(to_07=425))
    assert owed(lines) == each(1, 4, 112) | each(5, 7, 537 + 53.7 - 425)


def test_by_tiers() -> None:
    def tiers(*amounts: int) -> list[dict[str, object]]:
        below = [20000, 40000, None]
        return [
            {"title": f"{n}档", "amount_fen": fen * 100} | ({"below_fen": limit} if limit else {})
            for n, (limit, fen) in enumerate(zip(below, amounts, strict=True), 1)
        ]

    rows = (
        notice("allowance.method", "tiers", date(2019, 1, 2), date(2018, 12, 30)),
        notice("allowance.tiers.rural", tiers(380, 200, 90), date(2019, 1, 2), date(2018, 12, 30)),
        notice("allowance.tiers.rural", tiers(450, 260, 120)),
    )
    lines = anew(*rows).back_pay([stand(*ALL, family(2, 600))], paid(to_07=2 * 200))
    assert owed(lines) == each(1, 7, 2 * 260 - 2 * 200)


def test_from_the_gap_to_tiers_in_april() -> None:
    tiers = [
        {"title": "一档", "below_fen": 30000, "amount_fen": 50000},
        {"title": "二档", "amount_fen": 20000},
    ]
    rows = (
        notice("allowance.method", "tiers", date(2020, 4, 1)),
        notice("allowance.tiers.rural", tiers, date(2020, 4, 1)),
    )
    lines = anew(*rows).back_pay([stand(*ALL, family(1, 100))], paid(to_07=325))
    assert owed(lines) == each(1, 3, 437 - 325) | each(4, 7, 500 - 325)


def test_a_phase_out_goes_on_as_before_it_and_no_later_raise_reaches_it() -> None:
    """Work was found in March; from April to July what was paid before goes on. In June the standard rises again."""
    second = notice("standard.rural", 60000, date(2020, 6, 1))
    stands = [stand("2020-01", "2020-03", family(1)), stand("2020-04", "2020-07", family(1), by="2020-03")]
    assert owed(anew().back_pay(stands, paid(to_07=425))) == each(1, 7, 112)
    assert owed(anew(second).back_pay(stands, paid(to_07=425))) == each(1, 7, 112)


def test_published_twice_only_the_rest_is_owed() -> None:
    again = notice("standard.rural", 56000, published=date(2020, 9, 10))
    once = anew().back_pay([stand(*ALL, family(1))], paid(to_07=425 + 112))
    assert owed(once) == {}
    known = anew(again, known=date(2020, 9, 11))
    assert owed(known.back_pay([stand(*ALL, family(1))], paid(to_07=537))) == each(1, 7, 560 - 537)


def test_a_correction_downwards_is_shown_and_takes_nothing_back() -> None:
    """537 was a slip for 500, set right in September; in August the household was paid by the roll of then."""
    again = notice("standard.rural", 50000, published=date(2020, 9, 10))
    lines = anew(again, known=date(2020, 9, 11)).back_pay(
        [stand(*ALL, family(1))], paid(to_06=537, to_07=425)
    )
    assert over(lines) == each(1, 6, 500 - 537)
    assert owed(lines) == {"07": 75}


def test_a_month_that_came_back_and_one_that_was_paid_twice() -> None:
    """March was never collected and ended; April was paid twice and once recovered; May partly came back."""
    before = paid(to_07=425) | {"2020-03": 0, "2020-04": 2 * 42500 - 42500, "2020-05": 42500 - 12500}
    lines = anew().back_pay([stand(*ALL, family(1))], before)
    assert owed(lines) == each(1, 7, 112) | {"03": 537, "05": 237}


def test_up_to_the_next_yuan() -> None:
    up = notice("allowance.rounding", "yuan_up", date(2019, 2, 1), date(2019, 1, 20))
    lines = anew(up).back_pay([stand(*ALL, family(3, 1000.01))], paid(to_07=275))
    assert owed(lines) == each(1, 7, 611 - 275)


def test_rounding_that_changed_with_the_raise() -> None:
    jiao = notice("allowance.rounding", "jiao", date(2020, 3, 1))
    lines = anew(jiao).back_pay([stand(*ALL, family(3, 1000.02))], paid(to_07=274.98))
    assert owed(lines) == each(1, 2, 336) | each(3, 7, round(611.0 - 274.98, 2))


def test_four_in_town_with_spending_taken_off() -> None:
    spent = Deduction("medical", "医疗", 64100)
    facts = family(4, 208, 195, 1450, kind="urban")
    facts = type(facts)(
        on=facts.on,
        members=facts.members,
        incomes=facts.incomes,
        deductions=(spent,),
        standard_kind="urban",
    )
    lines = anew().back_pay([stand(*ALL, facts)], paid(to_07=(616 - 303) * 4))
    assert owed(lines) == each(1, 7, 400)


def test_an_income_that_counts_no_more_from_march() -> None:
    """The district leaves out another income from March on: it counts neither less nor more before."""
    pension = Income("1", "transfer.basic_pension", "基础养老金", 15000)
    facts = family(1)
    facts = type(facts)(on=facts.on, members=facts.members, incomes=(pension,))
    row = notice("income.not_counted.transfer.basic_pension", True, date(2020, 3, 1))
    lines = anew(row).back_pay([stand(*ALL, facts)], paid(to_07=425 - 150))
    assert owed(lines) == each(1, 2, 112) | each(3, 7, 112 + 150)


def test_what_begins_within_a_month_holds_from_the_next() -> None:
    late = notice("standard.rural", 60000, date(2020, 3, 16))
    lines = anew(late).back_pay([stand(*ALL, family(1))], paid(to_07=425))
    assert owed(lines) == each(1, 3, 112) | each(4, 7, 175)


def test_a_roster_without_income_is_worked_out_from_its_sum() -> None:
    """650 for two: 100 a head were counted then; one of them has an uplift of 42.50."""
    was = law(known=date(2020, 3, 1)).at(JANUARY)
    reckoned: Anew[str] = Anew(
        law(), MONTHS, lambda _, by: by_sum(Rostered("rural", 2, 65000, 4250), was, by)
    )
    lines = reckoned.back_pay([Stand(*ALL, "", 65000, 4250)], paid(to_07=692.5))
    assert owed(lines) == each(1, 7, 2 * 112 + 53.7 - 42.5)
    assert lines[0].owed_uplift_fen == 1120


def test_a_roster_whose_sum_the_law_of_then_does_not_give_stays_as_it_is() -> None:
    was = law(known=date(2020, 3, 1)).at(JANUARY)
    reckoned: Anew[str] = Anew(law(), MONTHS, lambda _, by: by_sum(Rostered("rural", 1, 50000, 0), was, by))
    stood = Stand("2020-01", "", "", 50000)
    assert owed(reckoned.back_pay([stood], paid(to_07=500))) == {}
    found = reckoned.worth(stood, "2020-02")
    assert found.unknown
    assert [each.code for each in found.problems] == ["back_pay.unknown"]


def test_somebody_destitute_by_the_standard_and_the_level_of_care() -> None:
    """130 percent of the standard rise with it; the level of care changed in May."""
    by = law()
    reckoned: Anew[str] = Anew(by, MONTHS, lambda level, then: support_anew("rural", level, then))
    stands = [Stand("2020-01", "2020-04", "able"), Stand("2020-05", "", "partly")]
    lines = reckoned.back_pay(stands, paid(to_04=552.5 + 180, to_07=552.5 + 300))
    assert owed(lines) == each(1, 7, round(537 * 1.3 - 425 * 1.3, 2))
    assert level_paid(30000, by) == "partly"
    assert level_paid(1, by) == ""


def test_the_trace_says_what_was_paid_by_which_list() -> None:
    reckoned, stood = anew(), stand(*ALL, family(1))
    line = reckoned.back_pay([stood], {"2020-03": 48500})[2]
    parts = [
        Payment("2020-03", 42500, "3月发放名册"),
        Payment("2020-03", 11200, "补发名册第1号"),
        Payment("2020-03", -5200, "追回"),
    ]
    trace = trace_of_month(line, reckoned.worth(stood, "2020-03"), parts)
    shown = {each.key: (each.value, each.formula) for each in trace}
    assert shown["standard"][0] == format_yuan(53700)
    assert shown["paid"] == ("485.00", "425.00（3月发放名册）＋112.00（补发名册第1号）−52.00（追回）")
    assert shown["owed"] == ("52.00", "537.00−485.00")


def test_a_month_paid_too_much_says_so() -> None:
    reckoned, stood = anew(), stand(*ALL, family(1))
    line = reckoned.back_pay([stood], {"2020-03": 60000})[2]
    last = trace_of_month(line, reckoned.worth(stood, "2020-03"), ())[-1]
    assert last.value == "−63.00"
    assert "不追回" in last.formula
