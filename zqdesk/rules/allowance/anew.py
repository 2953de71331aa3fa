"""What an allowance that was decided long ago is worth under another law: by its facts, or by its sum where there are none.

A later law changes standards and shares, never the finding: people and means stay those of the decision.
"""

from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from zqdesk.rules.allowance.amount import ARTICLE_AMOUNT, STANDARD_TITLES, assess, tier_of
from zqdesk.rules.allowance.uplift import ARTICLE_UPLIFT
from zqdesk.rules.cases.household import HouseholdFacts, with_categories
from zqdesk.rules.money import MINUS, Rounding, format_fraction, format_yuan, round_ratio
from zqdesk.rules.parameters import Parameters, chinese_day
from zqdesk.rules.payroll.back_pay import NOTHING, Worth
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.trace import Line


def by_facts(facts: HouseholdFacts, gone: frozenset[str], law: Parameters) -> Worth:
    """The household of a decision, on the day of `facts`; `gone` have died or left since (keys of members).

    Who is gone is not counted from the month after. Where the others would get more without them, that needs a
    decision of its own (S2 art. 32) and the sum stays at what all of them are worth.
    """
    whole = _assessed(facts, law)
    left = replace(facts, members=tuple(m for m in facts.members if m.key not in gone))
    if len(left.members) == len(facts.members):
        return whole
    names = "、".join(m.name for m in facts.members if m.key in gone)
    line = Line(
        "gone", f"{names}已去世或离开", "不计入", "自次月起不再计入", "《最低生活保障审核确认办法》第三十二条"
    )
    if not left.applicants():
        return Worth(trace=(line,))
    keys = {member.key for member in left.members} | {""}
    left = replace(
        left,
        incomes=tuple(each for each in left.incomes if each.member in keys),
        deductions=tuple(each for each in left.deductions if each.member in keys),
    )
    rest = _assessed(left, law)
    found = min(rest, whole, key=lambda each: each.total_fen)
    return replace(found, trace=(line, *found.trace))


class Rostered(NamedTuple):
    """What a roster says of a household: by which standard so many persons get which sum, and how many have gone since."""

    kind: str
    persons: int
    base_fen: int
    uplift_fen: int
    gone: int = 0


def by_sum(told: Rostered, was: Parameters, law: Parameters) -> Worth:
    """A household whose roster says its sum and no income: the income is what the sum leaves of the standard of then.

    `was`: the law by which the sum was fixed. Unknown where the sum cannot come of that law. Without its trace, which
    `explained` adds: a roll of twenty thousand is worked out so, and a few are looked at.
    """
    left = told.persons - told.gone
    if left < 1:
        return NOTHING
    try:
        base, _ = _base(told, left, was, law)
        uplift = _uplift(told, left, was, law) if told.uplift_fen else 0
    except Refused as refused:
        return Worth(problems=refused.problems, unknown=True)
    return Worth(base, uplift, left)


def explained(found: Worth, told: Rostered, was: Parameters, law: Parameters) -> Worth:
    """What `by_sum` found, with how it comes about."""
    if found.unknown or not found.persons:
        return found
    key = f"standard.{told.kind}"
    row, standard_was, standard = law.value(key), was.number(key), law.number(key)
    words = f"{chinese_day(row.valid_from)}起执行的{STANDARD_TITLES[told.kind]}低保标准"
    lines = [Line("standard", "月保障标准", format_yuan(standard), words, row.source)]
    tier = _base(told, found.persons, was, law)[1]
    per_head = Fraction(_income(told, was), told.persons)
    if was.text("allowance.method") != "tiers":
        formula = f"{format_yuan(standard_was)}{MINUS}{format_yuan(told.base_fen)}÷{told.persons}"
        label = "人均月收入（按名册原金额倒推）"
        lines.append(Line("per_head", label, format_fraction(per_head), formula, ARTICLE_AMOUNT))
    label = f"差额（{format_yuan(standard)}{MINUS}{format_fraction(per_head)}）×{found.persons}"
    label = f"分档补助（{tier}）×{found.persons}" if tier else label
    lines.append(Line("tier" if tier else "gap", label, format_yuan(found.base_fen), "", ARTICLE_AMOUNT))
    if told.uplift_fen:
        formula = f"{format_yuan(told.uplift_fen)}×{format_yuan(standard)}÷{format_yuan(standard_was)}"
        label = "分类施保金（名册原金额按标准提高）"
        lines.append(Line("uplift", label, format_yuan(found.uplift_fen), formula, ARTICLE_UPLIFT))
    total = Line("total", "月保障金", format_yuan(found.total_fen), "", ARTICLE_AMOUNT)
    return replace(found, trace=(*lines, total))


def _uplift(told: Rostered, left: int, was: Parameters, law: Parameters) -> int:
    key = f"standard.{told.kind}"
    more, parts = told.uplift_fen * left * law.number(key), told.persons * was.number(key)
    return round_ratio(more, parts, Rounding(law.text("allowance.rounding")))


def _base(told: Rostered, left: int, was: Parameters, law: Parameters) -> tuple[int, str]:
    """Fen, and the title of the tier where there are tiers."""
    tiers = law.text("allowance.method") == "tiers"
    if was.text("allowance.method") == "tiers":
        title = _tier_paid(told, was)
        rows = law.table(f"allowance.tiers.{told.kind}") if tiers else []
        each = next((int(row["amount_fen"]) for row in rows if row["title"] == title), None)
        if each is None:
            raise Refused(_unknown("计算方式已改变，名册没有收入记载"))
        return each * left, title
    income = _income(told, was)
    if income < 0:
        raise Refused(_unknown("名册金额高于当时的标准"))
    if tiers:
        title, each = tier_of(told.kind, Fraction(income, told.persons), law)
        return each * left, title
    gap = (law.number(f"standard.{told.kind}") * told.persons - income) * left
    return round_ratio(max(gap, 0), told.persons, Rounding(law.text("allowance.rounding"))), ""


def _income(told: Rostered, was: Parameters) -> int:
    """Fen a month of all of them, in whole fen so that only the last step divides."""
    return was.number(f"standard.{told.kind}") * told.persons - told.base_fen


def _tier_paid(told: Rostered, was: Parameters) -> str:
    for row in was.table(f"allowance.tiers.{told.kind}"):
        if int(row["amount_fen"]) * told.persons == told.base_fen:
            return str(row["title"])
    raise Refused(_unknown("名册金额不是当时分档表中的任何一档"))


def _unknown(why: str) -> Problem:
    return Problem("back_pay.unknown", f"{why}，不能按新标准测算，请核查后办理增发。", "", ARTICLE_AMOUNT)


def _assessed(facts: HouseholdFacts, law: Parameters) -> Worth:
    try:
        found = assess(with_categories(facts, law), law)
    except Refused as refused:
        return Worth(problems=refused.problems, unknown=True)
    return Worth(found.allowance_fen, found.uplift_fen, found.persons, found.trace, found.problems)
