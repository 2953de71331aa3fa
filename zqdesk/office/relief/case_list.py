"""The list of relief cases, with what was granted and paid on each."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.listing import CaseFilter, listed, plain_rows
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.relief import Grant, Relief
from zqdesk.records.tables.reserve import Entry
from zqdesk.records.tables.staff import Account
from zqdesk.rules.programmes import table
from zqdesk.rules.relief.amount import CAUSES, KIND_TITLES
from zqdesk.rules.reserve import UNSETTLED


class ReliefRow(NamedTuple):
    """A relief case in a list; sums in fen, `granted_fen` None before anything was granted."""

    case_id: str
    number: str
    kind: str
    kind_title: str
    state: str
    state_title: str
    applicant: str
    id_number: str
    village_name: str
    cause: str
    person_count: int
    requested_fen: int
    granted_fen: int | None
    paid_fen: int
    clerk_name: str
    applied_on: date


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
            Case.id,
            Case.number,
            Case.kind,
            Case.state,
            Person.name,
            Person.id_number,
            Household.village_name,
            Relief.cause,
            Relief.person_count,
            Relief.requested_fen,
            Grant.amount_fen,
            func.coalesce(paid, 0),
            Account.name,
            Case.applied_on,
        )
        .join(Relief, Relief.case_id == Case.id)
        .outerjoin(Grant, Grant.case_id == Case.id),
        wanted,
        late,
    )
    titles = {(kind, state.id): state.title for kind in KIND_TITLES for state in table("relief", kind).states}
    return tuple(
        ReliefRow(
            case_id,
            number,
            kind,
            KIND_TITLES[kind],
            state,
            titles[kind, state],
            name,
            id_number,
            village,
            CAUSES.get(cause, ""),
            *rest,
        )
        for case_id, number, kind, state, name, id_number, village, cause, *rest in plain_rows(session, query)
    )
