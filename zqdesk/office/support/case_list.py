"""The list of cases of 特困, with level, placement and what is paid."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.listing import HEAD, CaseFilter, listed, plain_rows, titles
from zqdesk.records import codes
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import Decision, Opinion
from zqdesk.records.tables.support import CareArrangement, SelfCareAssessment, Support
from zqdesk.rules.support.self_care import SHORT

AT_LEVEL = len(HEAD)


class SupportRow(NamedTuple):
    """A case of 特困 in a list; `amount_fen` is of the last decision, else of the last opinion, None before."""

    case_id: str
    number: str
    kind: str
    state: str
    applicant: str
    id_number: str
    village_name: str
    clerk_name: str
    applied_on: date
    level: str
    placement: str
    amount_fen: int | None
    accepted_on: date | None
    business: str
    state_title: str


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
            *HEAD,
            func.coalesce(level, ""),
            func.coalesce(arranged, Support.placement),
            func.coalesce(_last(Decision), _last(Opinion)),
            Case.accepted_on,
        ).join(Support, Support.case_id == Case.id),
        wanted,
        late,
    )
    names, placements = titles("support"), codes.table("placement")
    rows = ((row[:AT_LEVEL], *row[AT_LEVEL:]) for row in plain_rows(session, query))
    return tuple(
        SupportRow._make(
            (*head, SHORT.get(level, ""), placements.short_of(placement), *rest, *names[head[2], head[3]])
        )
        for head, level, placement, *rest in rows
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
