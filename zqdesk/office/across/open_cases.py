"""Every open case with what its next step and its deadline depend on, in a few queries for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.readiness import IN_PERSON
from zqdesk.office.relief import open_statements
from zqdesk.records.case import Case, CaseMember
from zqdesk.records.person import Person
from zqdesk.records.steps import (
    Appraisal,
    CrossCheck,
    Decision,
    HomeVisit,
    Objection,
    Opinion,
    PublicNotice,
    Submission,
)
from zqdesk.rules.processes import tables

OPEN = tuple({state: None for process in tables() for state in process.open_states()})
"""States in which something is still to be done, of all processes."""


@dataclass(slots=True)
class OpenCase:
    """A case as the list of work needs it; days are those of the last step of each kind."""

    id: str
    programme: str
    kind: str
    number: str
    state: str
    household_id: str
    clerk_id: str
    applied_on: date
    accepted_on: date | None
    extension_kind: str
    applicant: str
    district_visit_missing: bool
    person_count: int = 0
    checks: int = 0
    checks_pending: int = 0
    requested_on: date | None = None
    visited_on: date | None = None
    visited_again: int = 0
    appraised_again: int = 0
    agreed: bool = True
    amount_fen: int | None = None
    posted_on: date | None = None
    to_on: date | None = None
    sent_on: date | None = None
    decided_on: date | None = None
    from_month: str = ""
    died_on: date | None = None
    registered_at: datetime | None = None
    helped_on: date | None = None
    requested_fen: int = 0
    granted_fen: int | None = None
    paid_fen: int = 0
    stage_on: date | None = None


def read(session: Session) -> list[OpenCase]:
    """All open cases of the hall."""
    rows = session.execute(
        select(
            Case.id,
            Case.programme,
            Case.kind,
            Case.number,
            Case.state,
            Case.household_id,
            Case.clerk_id,
            Case.applied_on,
            Case.accepted_on,
            Case.extension_kind,
            Person.name,
            (Case.relative_name != "") & Case.relative_visited_on.is_(None),
        )
        .join(Person, Person.id == Case.applicant_id)
        .where(Case.state.in_(OPEN))
    )
    found = {row[0]: _made(row) for row in rows}
    for fields, statement in _STATEMENTS:
        for case_id, *values in session.execute(statement):
            _fill(found.get(case_id), fields, values)
    return list(found.values())


def _made(values: Iterable[Any]) -> OpenCase:
    return OpenCase(*values)


def _fill(row: OpenCase | None, fields: Iterable[str], values: Iterable[Any]) -> None:
    if row is not None:
        for name, value in zip(fields, values, strict=True):
            setattr(row, name, value)


def _grouped(kind: Any, *columns: Any, where: ColumnElement[bool] | None = None) -> Any:
    statement = select(kind.case_id, *columns).join(Case, Case.id == kind.case_id).where(Case.state.in_(OPEN))
    if where is not None:
        statement = statement.where(where)
    return statement.group_by(kind.case_id)


def _after_objection(kind: Any) -> Any:
    """How often the open objection of a case was looked into."""
    statement = select(kind.case_id, func.count()).join(Objection, Objection.id == kind.objection_id)
    return statement.where(Objection.answered_on.is_(None)).group_by(kind.case_id)


def _in_order(kind: Any, *columns: Any, by: Any) -> Any:
    """Row by row; the last one of a case is the one that stays."""
    statement = select(kind.case_id, *columns).join(Case, Case.id == kind.case_id)
    return statement.where(Case.state.in_(OPEN)).order_by(kind.case_id, by)


_STATEMENTS = (
    (
        ("person_count",),
        _grouped(CaseMember, func.count(), where=CaseMember.counted & CaseMember.left_on.is_(None)),
    ),
    *open_statements.STATEMENTS,
    (
        ("checks", "checks_pending", "requested_on"),
        _grouped(
            CrossCheck,
            func.count(),
            func.sum(case((CrossCheck.returned_on.is_(None), 1), else_=0)),
            func.max(CrossCheck.requested_on),
        ),
    ),
    (
        ("visited_on",),
        _grouped(HomeVisit, func.max(HomeVisit.visited_on), where=HomeVisit.method.in_(sorted(IN_PERSON))),
    ),
    (("visited_again",), _after_objection(HomeVisit)),
    (("appraised_again",), _after_objection(Appraisal)),
    (("sent_on",), _grouped(Submission, func.max(Submission.sent_on))),
    (
        ("agreed", "amount_fen"),
        _in_order(Opinion, Opinion.agreed, Opinion.allowance_fen + Opinion.uplift_fen, by=Opinion.round),
    ),
    (
        ("posted_on", "to_on"),
        _in_order(PublicNotice, PublicNotice.posted_on, PublicNotice.to_on, by=PublicNotice.round),
    ),
    (
        ("died_on",),
        select(Case.id, func.min(Person.died_on))
        .join(CaseMember, CaseMember.case_id == Case.previous_id)
        .join(Person, Person.id == CaseMember.person_id)
        .where(Case.state.in_(OPEN), CaseMember.left_on.is_(None), Person.died_on.is_not(None))
        .group_by(Case.id),
    ),
    (
        ("decided_on", "from_month"),
        _in_order(Decision, Decision.decided_on, Decision.from_month, by=Decision.id),
    ),
)
