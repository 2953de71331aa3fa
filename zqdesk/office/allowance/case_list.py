"""The list of allowance cases: new applications, reviews, changes; one query, rows of plain values."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.listing import CaseFilter, listed, plain_rows
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.staff import Account
from zqdesk.rules.allowance.change_process import CHANGE, REVIEW
from zqdesk.rules.allowance.process import APPLICATION


class CaseRow(NamedTuple):
    """A case in a list; `relative` where a relative of staff was registered (S2 art. 11)."""

    case_id: str
    number: str
    kind: str
    state: str
    household_id: str
    applicant: str
    id_number: str
    village_name: str
    person_count: int
    clerk_name: str
    applied_on: date
    accepted_on: date | None
    ended_on: date | None
    relative: bool
    business: str
    state_title: str


def cases(session: Session, wanted: CaseFilter, late: frozenset[str] | None) -> tuple[CaseRow, ...]:
    """The cases that fit, the newest first."""
    people = (
        select(func.count())
        .where(CaseMember.case_id == Case.id, CaseMember.counted, CaseMember.left_on.is_(None))
        .scalar_subquery()
    )
    query = listed(
        select(
            Case.id,
            Case.number,
            Case.kind,
            Case.state,
            Case.household_id,
            Person.name,
            Person.id_number,
            Household.village_name,
            people,
            Account.name,
            Case.applied_on,
            Case.accepted_on,
            Case.ended_on,
            (Case.relative_name != "").label("relative"),
        ),
        wanted,
        late,
    )
    titles = _titles()
    return tuple(CaseRow._make((*row, *titles[row[2], row[3]])) for row in plain_rows(session, query))


def _titles() -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (process.kind, state.id): (process.title, state.title)
        for process in (APPLICATION, REVIEW, CHANGE)
        for state in process.states
    }
