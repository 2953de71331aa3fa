"""The list of allowance cases: new applications, reviews, changes; one query, rows of plain values."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.listing import HEAD, CaseFilter, listed, plain_rows, titles
from zqdesk.records.tables.case import Case, CaseMember


class CaseRow(NamedTuple):
    """A case in a list; `relative` where a relative of staff was registered (S2 art. 11)."""

    case_id: str
    number: str
    kind: str
    state: str
    applicant: str
    id_number: str
    village_name: str
    clerk_name: str
    applied_on: date
    household_id: str
    person_count: int
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
            *HEAD,
            Case.household_id,
            people,
            Case.accepted_on,
            Case.ended_on,
            (Case.relative_name != "").label("relative"),
        ),
        wanted,
        late,
    )
    names = titles("allowance")
    return tuple(CaseRow._make((*row, *names[row[2], row[3]])) for row in plain_rows(session, query))
