"""A case as an entry again, for correcting it or for starting the next one from it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.entry.former import with_former
from zqdesk.office.cases.entry.rows import CASE_FIELDS, HOUSEHOLD_FIELDS, MEMBER_FIELDS
from zqdesk.office.cases.entry.values import (
    Application,
    AssetEntry,
    ExpenseEntry,
    IncomeEntry,
    MaterialEntry,
    MemberEntry,
    SupporterEntry,
)
from zqdesk.office.hall.access import found
from zqdesk.office.people.person_entry import person_entry
from zqdesk.records.tables.base import taken
from zqdesk.records.tables.case import (
    Case,
    CaseAsset,
    CaseExpense,
    CaseIncome,
    CaseMember,
    CaseSupporter,
    Material,
)
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person

R = TypeVar("R", CaseIncome, CaseExpense)
INCOME_FIELDS = tuple(IncomeEntry.__dataclass_fields__)
EXPENSE_FIELDS = tuple(ExpenseEntry.__dataclass_fields__)
ASSET_FIELDS = tuple(AssetEntry.__dataclass_fields__)
SUPPORTER_FIELDS = tuple(SupporterEntry.__dataclass_fields__)
MATERIAL_FIELDS = tuple(MaterialEntry.__dataclass_fields__)


def application_of(session: Session, case_id: str) -> Application:
    """The facts of a case as an entry; members who left are not in it."""
    case = found(session, Case, case_id)
    household = found(session, Household, case.household_id)
    rows = members_of(session, case_id)
    order = [row.person_id for row in rows]
    single = case.single_person_id
    entry = Application(
        household_id=household.id,
        applicant=order.index(case.applicant_id) if case.applicant_id in order else 0,
        single_member=order.index(single) if single in order else 0,
        members=_member_entries(session, case_id, rows),
        assets=tuple(AssetEntry(**taken(r, ASSET_FIELDS)) for r in _of_case(session, CaseAsset, case_id)),
        supporters=tuple(
            SupporterEntry(**taken(r, SUPPORTER_FIELDS)) for r in _of_case(session, CaseSupporter, case_id)
        ),
        materials=tuple(
            MaterialEntry(**taken(r, MATERIAL_FIELDS)) for r in _of_case(session, Material, case_id)
        ),
        **taken(case, CASE_FIELDS),
        **taken(household, HOUSEHOLD_FIELDS),
    )
    return with_former(session, entry)


def members_of(session: Session, case_id: str) -> list[CaseMember]:
    """The family lines of a case in their order, without those who left."""
    wanted = select(CaseMember).where(CaseMember.case_id == case_id, CaseMember.left_on.is_(None))
    return list(session.scalars(wanted.order_by(CaseMember.position, CaseMember.id)))


def _member_entries(session: Session, case_id: str, rows: list[CaseMember]) -> tuple[MemberEntry, ...]:
    persons = {
        person.id: person
        for person in session.scalars(select(Person).where(Person.id.in_([row.person_id for row in rows])))
    }
    incomes = _by_member(_of_case(session, CaseIncome, case_id))
    expenses = _by_member(_of_case(session, CaseExpense, case_id))
    return tuple(
        MemberEntry(
            person=person_entry(persons[row.person_id]),
            key=row.id,
            incomes=tuple(IncomeEntry(**taken(each, INCOME_FIELDS)) for each in incomes[row.id]),
            expenses=tuple(ExpenseEntry(**taken(each, EXPENSE_FIELDS)) for each in expenses[row.id]),
            **taken(row, MEMBER_FIELDS),
        )
        for row in rows
    )


def _by_member(rows: Iterable[R]) -> dict[str | None, list[R]]:
    found_rows: dict[str | None, list[R]] = defaultdict(list)
    for row in rows:
        found_rows[row.member_id].append(row)
    return found_rows


Part = TypeVar("Part", CaseIncome, CaseExpense, CaseAsset, CaseSupporter, Material)


def _of_case(session: Session, kind: type[Part], case_id: str) -> list[Part]:
    # Ids grow in the order rows are made, which is the order they were entered in.
    return list(session.scalars(select(kind).where(kind.case_id == case_id).order_by(kind.id)))
