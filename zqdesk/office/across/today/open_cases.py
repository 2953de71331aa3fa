"""Every open case with what its next step and its deadline depend on, in a few queries for all of them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from zqdesk.office.cases.looks.readiness import ADVERSE, IN_PERSON
from zqdesk.office.cases.looks.work import OpenCase
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import (
    Appraisal,
    Complaint,
    CrossCheck,
    Decision,
    HomeVisit,
    Objection,
    Opinion,
    PublicNotice,
    Submission,
)
from zqdesk.rules.programmes import OPEN_STATES

OPEN = tuple(sorted(OPEN_STATES))
_VISIT_WANTED = or_(
    (Case.relative_name != "") & Case.relative_visited_on.is_(None),
    exists().where(
        Complaint.case_id == Case.id,
        or_(Case.relative_visited_on.is_(None), Case.relative_visited_on < Complaint.received_on),
    ),
)
"""As `readiness.visit_wanted` says it of one case."""


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
            _VISIT_WANTED,
        )
        .join(Person, Person.id == Case.applicant_id)
        .where(Case.state.in_(OPEN))
    )
    found = {row[0]: _made(row) for row in rows}
    for fields, statement in _STATEMENTS:
        for case_id, *values in session.execute(statement):
            _fill(found.get(case_id), fields, values)
    for programme in PROGRAMMES.values():
        for case_id, own in programme.open_facts(session).items():
            found[case_id].own = own
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


_LATER = aliased(CrossCheck)
_LAST_CHECK = ~exists().where(_LATER.case_id == CrossCheck.case_id, _LATER.id > CrossCheck.id)
_STATEMENTS = (
    (
        ("person_count",),
        _grouped(CaseMember, func.count(), where=CaseMember.counted & CaseMember.left_on.is_(None)),
    ),
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
        ("checks_untold",),
        _grouped(
            CrossCheck,
            func.count(),
            where=CrossCheck.result.in_(sorted(ADVERSE)) & CrossCheck.told_on.is_(None) & _LAST_CHECK,
        ),
    ),
    (
        ("complaints_open",),
        _grouped(Complaint, func.count(), where=Complaint.answered_on.is_(None)),
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
