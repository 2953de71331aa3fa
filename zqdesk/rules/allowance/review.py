"""How often a household on the roll is looked at again (S2 art. 31)."""

from datetime import date

from zqdesk.rules.calendar import add_months
from zqdesk.rules.cases.household import HouseholdFacts, Member
from zqdesk.rules.parameters import Parameters

IRREGULAR = frozenset({"wages.casual"})
"""Kinds of income that come and go; so does everything of the class business."""


def is_unstable(facts: HouseholdFacts) -> bool:
    """Whether income is irregular or a member can work: then every half year, else yearly."""
    applicants = facts.applicants()
    keys = {member.key for member in applicants} | ({""} if not facts.single_reason else set())
    return any(_able(member) for member in applicants) or any(
        income.kind in IRREGULAR or income.kind.startswith("business.")
        for income in facts.incomes
        if income.member in keys
    )


def review_by(facts: HouseholdFacts, from_day: date, parameters: Parameters) -> date:
    """By when the next periodic review is due, counted from the last confirmation or review."""
    kind = "unstable" if is_unstable(facts) else "stable"
    return add_months(from_day, parameters.number(f"review.{kind}.months"))


def _able(member: Member) -> bool:
    return member.can_work and not member.student
