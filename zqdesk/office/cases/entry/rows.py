"""Which field of an entry is kept in which column; and an entry as rows that belong to no database."""

from dataclasses import asdict
from datetime import date
from typing import Any

from zqdesk.office.cases.entry.values import (
    Application,
    AssetEntry,
    ExpenseEntry,
    IncomeEntry,
    MaterialEntry,
    MemberEntry,
    SupporterEntry,
)
from zqdesk.office.cases.looks.assessing import Family, facts_of
from zqdesk.office.people.person_entry import person_values
from zqdesk.records.tables.case import Case, CaseAsset, CaseExpense, CaseIncome, CaseMember
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.rules.cases.household import HouseholdFacts
from zqdesk.rules.people.identity import parse_disability_card
from zqdesk.rules.problem import Refused

CASE_FIELDS = (
    "applied_on", "reason", "poverty_cause", "single_reason",
    "proxy_kind", "proxy_name", "proxy_id_number", "proxy_phone", "proxy_relation",
    "relative_name", "relative_post", "relative_relation",
)  # fmt: skip
HOUSEHOLD_FIELDS = (
    "village_id", "standard_kind", "standard_reason", "address", "hukou_address", "phone",
    "bank_name", "account_name", "account_number", "registered_poor",
)  # fmt: skip
MEMBER_FIELDS = (
    "relation", "counted", "not_counted_reason", "health", "illness", "disability_number", "work_ability",
    "self_care", "employment", "workplace", "school", "student", "medical_insurance", "pension_insurance",
)  # fmt: skip

Part = IncomeEntry | ExpenseEntry | AssetEntry | SupporterEntry | MaterialEntry
"""An entry of which every field is a column of the same name."""


def part_values(entry: Part) -> dict[str, Any]:
    """The columns of an income, expense, asset, supporter or material."""
    return asdict(entry)


def case_values(entry: Application) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in CASE_FIELDS}


def household_values(entry: Application) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in HOUSEHOLD_FIELDS}


def member_values(entry: MemberEntry, position: int) -> dict[str, Any]:
    """The columns of a family line; kind and grade of the disability are read off the card's number."""
    values = {name: getattr(entry, name) for name in MEMBER_FIELDS}
    values["position"] = position
    values["disability_type"], values["disability_grade"] = "", ""
    if entry.disability_number:
        try:
            card = parse_disability_card(
                entry.disability_number, entry.person.id_number, entry.person.former_numbers
            )
            values["disability_type"], values["disability_grade"] = card.type, str(card.grade)
        except Refused:
            pass  # kept as typed; `check` says what is wrong with it
    return values


def facts_of_entry(entry: Application, on: date) -> HouseholdFacts:
    """The entry as the rules see it, before it is stored; a member's key is the number of the line."""
    persons = {
        str(n): Person(id=str(n), **person_values(line.person)) for n, line in enumerate(entry.members)
    }
    members = [
        CaseMember(id=str(n), case_id="", person_id=str(n), **member_values(line, n))
        for n, line in enumerate(entry.members)
    ]
    family = Family(
        household=Household(head_id="0", standard_kind=entry.standard_kind),
        members=tuple(members),
        persons=persons,
        incomes=tuple(
            CaseIncome(case_id="", member_id=str(n), **part_values(income))
            for n, line in enumerate(entry.members)
            for income in line.incomes
        ),
        expenses=tuple(
            CaseExpense(case_id="", member_id=str(n), **part_values(expense))
            for n, line in enumerate(entry.members)
            for expense in line.expenses
        ),
        assets=tuple(CaseAsset(case_id="", **part_values(asset)) for asset in entry.assets),
    )
    case = Case(
        household_id="",
        applicant_id=str(entry.applicant),
        clerk_id="",
        applied_on=entry.applied_on or on,
        single_reason=entry.single_reason,
        single_person_id=str(entry.single_member) if entry.single_reason else None,
    )
    return facts_of(case, family, on)
