"""Applying alone out of a family (单人户): whether the claimed ground holds, every reason if not (S2 art. 8)."""

from fractions import Fraction

from zqdesk.rules.cases.counted import ADULT_AGE
from zqdesk.rules.cases.household import (
    ARTICLE_SINGLE,
    NOTICE_ADULT,
    SINGLE_TITLES,
    THIRD_OF_ARTICLE_8,
    Asset,
    HouseholdFacts,
    Member,
    is_severe,
    severe_third,
)
from zqdesk.rules.cases.income import CountedIncome, counted_income
from zqdesk.rules.money import format_fraction
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem

_OUT_OF_A_MARGINAL_HOUSEHOLD = ("severe_disability", "serious_illness")
_WHATEVER_THE_FAMILY_HAS = ("clergy", "adult_severe_disability")
"""Grounds that do not ask for a marginal household: only what is the applicant's own is looked at (S2 art. 8, S8)."""


def marginal_line(standard_fen: int, parameters: Parameters) -> Fraction:
    """Per-head monthly income (fen) below which a household is marginal: 1.5 times the standard."""
    return Fraction(standard_fen * parameters.number("marginal.percent"), 100)


def family_income(facts: HouseholdFacts, parameters: Parameters) -> CountedIncome:
    """Counted income of everyone who lives together, whoever of them applies."""
    keys = {member.key for member in facts.counted()} | {""}
    incomes = [income for income in facts.incomes if income.member in keys]
    deductions = [item for item in facts.deductions if item.member in keys]
    return counted_income(incomes, deductions, parameters)


def own_means_only(facts: HouseholdFacts) -> bool:
    """Whether only income and property of the one who applies are looked at, whatever the family has."""
    return facts.single_reason in _WHATEVER_THE_FAMILY_HAS


def assets_looked_at(facts: HouseholdFacts) -> tuple[tuple[Asset, ...], int]:
    """The possessions held against the limits, and among how many persons they are shared."""
    if own_means_only(facts):
        own = {member.key for member in facts.applicants()}
        alone = len(facts.members) == 1
        return tuple(each for each in facts.assets if each.owner in own or (alone and not each.owner)), 1
    return facts.assets, max(1, len(facts.counted()))


def single_problems(
    facts: HouseholdFacts,
    applicant: Member,
    standard_fen: int,
    parameters: Parameters,
    *,
    within_limits: bool,
) -> list[Problem]:
    """What speaks against a single application; empty if none was made.

    `within_limits`: the family's property stays within the limits.
    """
    reason = facts.single_reason
    if not reason:
        return []
    if reason not in parameters.table("single.reasons"):
        return [_problem("not_open", f"本地未开放以“{SINGLE_TITLES[reason]}”单独申请")]
    problems = _personal_problems(reason, applicant, facts, parameters)
    if reason in ("clergy", "other"):
        return problems
    per_head = family_income(facts, parameters).counted / max(1, len(facts.counted()))
    margin = marginal_line(standard_fen, parameters)
    if reason in _OUT_OF_A_MARGINAL_HOUSEHOLD and per_head >= margin:
        shown = f"家庭人均月收入{format_fraction(per_head)}元，不低于低保边缘家庭收入线{format_fraction(margin)}元"
        problems.append(_problem("marginal", f"{shown}，不能单独申请"))
    if len(facts.counted()) > 1 and per_head < standard_fen and within_limits:
        text = "全家人均月收入低于低保标准且财产符合规定，应整户申请，不能只保其中一人"
        problems.append(_problem("whole_household", text, NOTICE_ADULT))
    return problems


def _personal_problems(
    reason: str, applicant: Member, facts: HouseholdFacts, parameters: Parameters
) -> list[Problem]:
    problems = []
    if reason == "severe_disability" and not is_severe(applicant.disability, THIRD_OF_ARTICLE_8):
        text = f"{applicant.name}的残疾等级不是一、二级，也不是三级智力或精神残疾"
        problems.append(_problem("disability", text))
    if reason == "adult_severe_disability" and not is_severe(applicant.disability, severe_third(parameters)):
        problems.append(_problem("disability", f"{applicant.name}没有登记重度残疾", NOTICE_ADULT))
    if reason == "serious_illness" and not applicant.serious_illness:
        problems.append(_problem("illness", f"{applicant.name}没有登记经认定的重特大疾病"))
    if reason == "adult_severe_disability" and not applicant.is_adult(facts.on):
        text = f"{applicant.name}未满{ADULT_AGE}周岁，或未登记出生日期"
        problems.append(_problem("age", text, NOTICE_ADULT))
    if reason == "adult_severe_disability" and applicant.employed:
        problems.append(_problem("employed", f"{applicant.name}登记为已就业，不属于无业", NOTICE_ADULT))
    return problems


def _problem(reason: str, text: str, source: str = ARTICLE_SINGLE) -> Problem:
    return Problem(f"single.{reason}", text, "single_reason", source)
