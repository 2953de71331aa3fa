"""The facts of a case as the rules want them, the law that holds for it, and the calculation stored with a step."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.dossier import Calculation
from zqdesk.office.cases.looks.limits import law_day
from zqdesk.office.hall.setup import hall as hall  # noqa: PLC0414 - part of this door
from zqdesk.records import codes
from zqdesk.records import parameters as dated
from zqdesk.records.tables.case import Case, CaseAsset, CaseExpense, CaseIncome, CaseMember
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import Decision, Opinion, RollEntry
from zqdesk.rules.cases.household import (
    Asset,
    Deduction,
    Disability,
    HouseholdFacts,
    Income,
    Member,
)
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.people.identity import parse_id_number
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.programmes import table
from zqdesk.rules.trace import Line, Trace

UNFAVOURABLE = frozenset({"refuse", "stop"})
"""Results of a decision after which nothing is paid."""


@frozen
class Family:
    """The rows of a case that make up its facts; `members` in their order, those who left included."""

    household: Household
    members: tuple[CaseMember, ...]
    persons: dict[str, Person]
    incomes: tuple[CaseIncome, ...]
    expenses: tuple[CaseExpense, ...]
    assets: tuple[CaseAsset, ...]


def parameters_of(session: Session, case: Case, household: Household, today: date) -> Parameters:
    """What holds for this case: in force on its `law_day`, as published by today."""
    place = household.village_id or hall(session).town_id
    day = law_day(table(case.programme, case.kind), case.accepted_on, case.applied_on, today)
    return dated.parameters(session, dated.scopes(place), day, today)


def parameters_for(session: Session, case: Case, today: date) -> Parameters:
    """The same for a case whose household is not at hand."""
    return parameters_of(session, case, session.get_one(Household, case.household_id), today)


def family_of(session: Session, case: Case) -> Family:
    """The rows of the case's facts."""
    household = session.get_one(Household, case.household_id)
    members = session.scalars(
        select(CaseMember).where(CaseMember.case_id == case.id).order_by(CaseMember.position, CaseMember.id)
    ).all()
    ids = [member.person_id for member in members]
    persons = {row.id: row for row in session.scalars(select(Person).where(Person.id.in_(ids)))}
    incomes = select(CaseIncome).where(CaseIncome.case_id == case.id).order_by(CaseIncome.id)
    expenses = select(CaseExpense).where(CaseExpense.case_id == case.id).order_by(CaseExpense.id)
    assets = select(CaseAsset).where(CaseAsset.case_id == case.id).order_by(CaseAsset.id)
    return Family(
        household,
        tuple(members),
        persons,
        tuple(session.scalars(incomes)),
        tuple(session.scalars(expenses)),
        tuple(session.scalars(assets)),
    )


def facts_of(case: Case, family: Family, on: date) -> HouseholdFacts:
    """The household as the rules see it; members who left and what was theirs are out of it."""
    present = [member for member in family.members if member.left_on is None]
    keys = {member.id for member in present}
    incomes = [income for income in family.incomes if income.member_id in keys]
    spent = [item for item in family.expenses if item.deducted and (item.member_id or "") in keys | {""}]
    owners = {family.persons[member.person_id].name: member.id for member in family.members}
    # Who applied alone and is gone stays the one: nobody else takes the place.
    alone = case.single_person_id or ""
    single = next((m.id for m in present if m.person_id == alone), alone)
    return HouseholdFacts(
        on=on,
        members=tuple(_member(member, family.persons[member.person_id]) for member in present),
        incomes=tuple(_income(income) for income in incomes),
        deductions=tuple(_deduction(item) for item in spent),
        assets=tuple(_asset(asset, owners) for asset in family.assets),
        standard_kind=family.household.standard_kind,
        single_reason=case.single_reason,
        single_member=single if case.single_reason else "",
    )


def born_on(person: Person) -> date | None:
    """The recorded birthday, else the one in the ID number, else None."""
    if person.born_on is not None or not person.id_number:
        return person.born_on
    try:
        return parse_id_number(person.id_number).born_on
    except Refused:
        return None


def stored(step: Opinion | Decision, reasons: tuple[Problem, ...]) -> Calculation:
    """The calculation kept with an opinion or a decision; `reasons` are shown where it was unfavourable."""
    good = step.agreed if isinstance(step, Opinion) else step.result not in UNFAVOURABLE
    return Calculation(
        eligible=good,
        allowance_fen=step.allowance_fen,
        uplift_fen=step.uplift_fen,
        person_count=step.person_count,
        trace=trace_of(step.trace),
        reasons=() if good else reasons,
        stored=True,
    )


def of_entry(entry: RollEntry) -> Calculation:
    """What an entry on the roll pays, where nothing is worked out anew."""
    return Calculation(True, entry.allowance_fen, entry.uplift_fen, entry.person_count, ())


def without_amount(calculation: Calculation) -> Calculation:
    """The same calculation where nothing is to be paid; its lines still show how the figures came about."""
    return replace(calculation, allowance_fen=0, uplift_fen=0)


def plain_trace(trace: Trace) -> list[dict[str, str]]:
    """The lines as they are stored."""
    return [asdict(line) for line in trace]


def trace_of(lines: list[Any]) -> Trace:
    """Stored lines as they are shown."""
    return tuple(Line(**line) for line in lines)


def _member(member: CaseMember, person: Person) -> Member:
    ability = codes.table("work_ability").get(member.work_ability)
    employment = codes.table("employment").get(member.employment)
    known = member.disability_type and member.disability_grade.isdigit()
    return Member(
        key=member.id,
        name=person.name,
        relation=member.relation,
        born_on=born_on(person),
        counted=member.counted,
        not_counted_reason=member.not_counted_reason,
        disability=Disability(member.disability_type, int(member.disability_grade)) if known else None,
        serious_illness=bool(member.illness),
        student=member.student,
        can_work=bool(ability and ability.extra.get("can_work")),
        work_refusals=len(member.work_refusals),
        employed=bool(employment and employment.extra.get("employed")),
    )


def _income(row: CaseIncome) -> Income:
    title = row.title or codes.table("income_kind").short_of(row.kind)
    return Income(
        row.member_id, row.kind, title, row.amount_fen, row.months, row.counted_fen, row.exempt_reason
    )


def _deduction(row: CaseExpense) -> Deduction:
    title = row.title or codes.table("deduction_kind").short_of(row.kind)
    return Deduction(row.kind, title, row.amount_fen, row.months, row.member_id or "")


def _asset(row: CaseAsset, owners: Mapping[str, str]) -> Asset:
    title = row.title or codes.table("property_kind").short_of(row.kind)
    owner = owners.get(row.owner, "")
    return Asset(row.kind, title, row.amount_fen, row.quantity, row.exempt_reason, owner)
