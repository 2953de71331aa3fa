"""What counts as income, line by line."""

from collections.abc import Sequence
from typing import Any

from tests.rules.shipped import parameters
from zqdesk.rules.cases.household import Deduction, Income
from zqdesk.rules.cases.income import CountedIncome, counted_income
from zqdesk.rules.trace import Line


def counted(incomes: Sequence[Income], *deductions: Deduction, **changed: Any) -> CountedIncome:
    return counted_income(incomes, deductions, parameters(**changed))


def line(found: CountedIncome, key: str) -> Line:
    (only,) = [each for each in found.lines if each.key == key]
    return only


def test_members_add_up_within_a_class() -> None:
    found = counted(
        [Income("1", "wages.job", "工资", 100_000), Income("2", "wages.casual", "零工", 240_000, 12)]
    )
    assert found.counted == 120_000
    assert line(found, "income.wages").value == "1,200.00"
    assert line(found, "income.wages").formula == "1,000.00 工资 ＋200.00 零工（2,400.00÷12个月）"


def test_what_is_not_counted_is_shown_with_its_article() -> None:
    found = counted([Income("1", "transfer.scholarship", "奖学金", 50_000)])
    assert found.counted == 0
    shown = line(found, "not_counted.transfer.scholarship")
    assert (shown.value, shown.label) == ("500.00", "不计入：奖学金")
    assert "第十三条" in shown.source


def test_a_switch_the_town_turns_off_makes_it_count() -> None:
    scholarship = [Income("1", "transfer.scholarship", "奖学金", 50_000)]
    assert counted(scholarship, income__not_counted__transfer__scholarship=False).counted == 50_000


def test_a_kind_the_city_frees_needs_no_new_code() -> None:
    subsidy = [Income("1", "transfer.farm_subsidy", "惠农补贴", 50_000)]
    assert counted(subsidy).counted == 50_000
    assert counted(subsidy, income__not_counted__transfer__farm_subsidy=True).counted == 0


def test_costs_make_a_class_net_but_not_negative() -> None:
    business = [
        Income("1", "business.trade", "小卖部", 90_000),
        Income("1", "business.cost", "房租", 100_000),
    ]
    wages = Income("2", "wages.job", "工资", 50_000)
    found = counted([*business, wages])
    assert line(found, "income.business").value == "0.00"
    assert found.counted == 50_000
    assert counted([*business, wages], income__floor_at_zero=[]).counted == 40_000


def test_taxes_and_insurance_paid_lessen_the_whole_but_not_below_zero() -> None:
    paid = Income("1", "transfer.tax_paid", "个税", 10_000)
    wages = Income("1", "wages.job", "工资", 50_000)
    found = counted([wages, paid])
    assert found.counted == 40_000
    assert line(found, "income.transfer").value == "−100.00"
    assert line(found, "income.transfer").formula == "−100.00 个税"
    assert counted([paid]).counted == 0


def test_an_unknown_class_counts_as_other() -> None:
    found = counted([Income("1", "alms", "接济", 5_000)])
    assert line(found, "income.other").value == "50.00"


def test_deductions_go_down_to_zero_and_say_so() -> None:
    wages = [Income("1", "wages.job", "工资", 50_000)]
    found = counted(wages, Deduction("medical", "透析", 360_000, 12), Deduction("disability", "康复", 30_000))
    assert [found.gross, found.deducted, found.counted] == [50_000, 50_000, 0]
    assert line(found, "deduction.medical").value == "−300.00"
    assert line(found, "deduction.disability").value == "−200.00"
    assert "超过收入的部分不再扣减" in line(found, "deduction.disability").formula


def test_spending_the_law_does_not_name_is_shown_and_not_deducted() -> None:
    wages = [Income("1", "wages.job", "工资", 50_000)]
    found = counted(wages, Deduction("education", "补习", 10_000))
    assert found.counted == 50_000
    assert line(found, "deduction.education").value == "0.00"
    assert "不属于可扣减的支出" in line(found, "deduction.education").formula
