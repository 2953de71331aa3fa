"""The list of cases of 特困, with level, placement and what is paid."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.listing import CaseFilter, listed, plain_rows
from zqdesk.records import codes
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.staff import Account
from zqdesk.records.tables.steps import Decision, Opinion
from zqdesk.records.tables.support import CareArrangement, SelfCareAssessment, Support
from zqdesk.rules.programmes import tables
from zqdesk.rules.support.self_care import SHORT


class SupportRow(NamedTuple):
    """A case of 特困 in a list; `amount_fen` is of the last decision, else of the last opinion, None before."""

    case_id: str
    number: str
    kind: str
    business: str
    state: str
    state_title: str
    applicant: str
    id_number: str
    village_name: str
    level: str
    placement: str
    amount_fen: int | None
    clerk_name: str
    applied_on: date
    accepted_on: date | None


def support_cases(
    session: Session, wanted: CaseFilter, late: frozenset[str] | None
) -> tuple[SupportRow, ...]:
    """The cases that fit, the newest first."""
    level = (
        select(SelfCareAssessment.level)
        .where(SelfCareAssessment.person_id == Case.applicant_id)
        .order_by(SelfCareAssessment.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    arranged = (
        select(CareArrangement.placement)
        .where(CareArrangement.person_id == Case.applicant_id)
        .order_by(CareArrangement.id.desc())
        .limit(1)
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
            func.coalesce(level, ""),
            func.coalesce(arranged, Support.placement),
            func.coalesce(_last(Decision), _last(Opinion)),
            Account.name,
            Case.applied_on,
            Case.accepted_on,
        ).join(Support, Support.case_id == Case.id),
        wanted,
        late,
    )
    titles = {
        (process.kind, state.id): (process.title, state.title)
        for process in tables()
        for state in process.states
        if process.programme == "support"
    }
    placements = codes.table("placement")
    return tuple(
        SupportRow(
            case_id,
            number,
            kind,
            titles[kind, state][0],
            state,
            titles[kind, state][1],
            name,
            id_number,
            village,
            SHORT.get(level_id, ""),
            placements.short_of(placement),
            *rest,
        )
        for case_id, number, kind, state, name, id_number, village, level_id, placement, *rest in plain_rows(
            session, query
        )
    )


def _last(kind: type[Decision] | type[Opinion]) -> object:
    """The sum of the last one of a case."""
    return (
        select(kind.allowance_fen + kind.uplift_fen)
        .where(kind.case_id == Case.id)
        .order_by(kind.id.desc())
        .limit(1)
        .scalar_subquery()
    )
