"""The list of relief cases, with what was granted and paid on each."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.listing import HEAD, CaseFilter, listed, plain_rows, titles
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.relief import Grant, Relief
from zqdesk.records.tables.reserve import Entry
from zqdesk.rules.relief.amount import CAUSES, KIND_TITLES
from zqdesk.rules.reserve import UNSETTLED

AT_CAUSE = len(HEAD)


class ReliefRow(NamedTuple):
    """A relief case in a list; sums in fen, `granted_fen` None before anything was granted."""

    case_id: str
    number: str
    kind: str
    state: str
    applicant: str
    id_number: str
    village_name: str
    clerk_name: str
    applied_on: date
    cause: str
    person_count: int
    requested_fen: int
    granted_fen: int | None
    paid_fen: int
    kind_title: str
    state_title: str


def relief_cases(session: Session, wanted: CaseFilter, late: frozenset[str] | None) -> tuple[ReliefRow, ...]:
    """The relief cases that fit, the newest first."""
    # Asked row by row: the first rows of a long list are there before all of the books were added up.
    paid = (
        select(func.sum(func.iif(Entry.debit == UNSETTLED, Entry.amount_fen, -Entry.amount_fen)))
        .where(Entry.grant_id == Grant.id)
        .correlate(Grant)
        .scalar_subquery()
    )
    query = listed(
        select(
            *HEAD,
            Relief.cause,
            Relief.person_count,
            Relief.requested_fen,
            Grant.amount_fen,
            func.coalesce(paid, 0),
        )
        .join(Relief, Relief.case_id == Case.id)
        .outerjoin(Grant, Grant.case_id == Case.id),
        wanted,
        late,
    )
    names = titles("relief")
    rows = ((row[:AT_CAUSE], *row[AT_CAUSE:]) for row in plain_rows(session, query))
    return tuple(
        ReliefRow._make(
            (*head, CAUSES.get(cause, ""), *rest, KIND_TITLES[head[2]], names[head[2], head[3]][1])
        )
        for head, cause, *rest in rows
    )
