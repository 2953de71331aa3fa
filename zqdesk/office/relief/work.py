"""How an open relief case stands in today's work: the hours, the grant, what was paid, the next stage."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.work import OpenCase, Town, WorkFacts, day_words
from zqdesk.office.reserve.paying.payments import first_paid
from zqdesk.records.register import CHINA
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.relief import Grant, GrantStage, Relief
from zqdesk.records.tables.reserve import Disbursement, Entry, Refund
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.process import DISTRICT
from zqdesk.rules.relief.process import EMERGENCY, EXPENDITURE, UNPAID
from zqdesk.rules.reserve import UNSETTLED

OPEN = tuple(dict.fromkeys((*EMERGENCY.open_states(), *EXPENDITURE.open_states())))


@dataclass(slots=True)
class OpenRelief:
    """What an open relief case has beside every other; sums in fen, `granted_fen` None before the grant.

    `helped_on` is the first day on which something was paid that still stands, `stage_on` the day of the next part.
    """

    registered_at: datetime
    requested_fen: int
    person_count: int
    granted_fen: int | None = None
    paid_fen: int = 0
    helped_on: date | None = None
    stage_on: date | None = None


def open_facts(session: Session) -> dict[str, object]:
    """By case, in few queries for all of them."""
    found: dict[str, Any] = {row.case_id: OpenRelief(*row[1:]) for row in session.execute(_FACTS)}
    for fields, statement in _STATEMENTS:
        for case_id, *values in session.execute(statement):
            for name, value in zip(fields, values, strict=True):
                setattr(found[case_id], name, value)
    return found


def work(case: OpenCase, town: Town, _entry: RollEntry | None) -> WorkFacts:
    """An emergency is due by the minute until it is helped (S4 2.2); a grant in stages by the day of the next."""
    own = case.own
    assert isinstance(own, OpenRelief)
    day = town.law_day(case)
    due_at = own.registered_at + timedelta(hours=town.number(day, "relief.help_hours"))
    waits = case.state in UNPAID
    stage = own.stage_on if case.state == "approved" else None
    basis = f"分期发放，本期 {day_words(stage)}" if stage else ""
    return WorkFacts(
        authority=_authority(case, own, town, day),
        amount_fen=_amount_fen(case, own),
        person_count=own.person_count,
        due_at=due_at if waits else None,
        due_on=stage,
        basis=_help_basis(due_at, town, day) if waits else basis,
        starts={"helped": own.helped_on},
        since=(own.helped_on, "先行救助") if own.helped_on and case.accepted_on is None else None,
    )


def _help_basis(due_at: datetime, town: Town, day: date) -> str:
    """`24 小时内 · 应于 11月25日 09:12 前`."""
    hours, end = town.number(day, "relief.help_hours"), due_at.astimezone(CHINA)
    late = town.now > due_at if town.now else town.today > end.date()
    until = f"应于 {day_words(end.date())} {end:%H:%M} 前"
    return f"已过 {hours} 小时 · {until}" if late else f"{hours} 小时内 · {until}"


def _amount_fen(case: OpenCase, own: OpenRelief) -> int:
    """What is still to be paid, or to come back; before the grant what is asked for, else what was paid."""
    if own.granted_fen is None:
        return _asked_fen(case, own)
    if case.state == "recovering":
        return own.paid_fen
    left = own.granted_fen - own.paid_fen
    return left if left and case.state in ("agreed", "approved") else own.paid_fen or own.granted_fen


def _authority(case: OpenCase, own: OpenRelief, town: Town, day: date) -> str:
    """The district decides above the ceiling."""
    if _asked_fen(case, own) > town.number(day, "relief.ceiling"):
        return DISTRICT
    return town.authority(day, case.programme)


def _asked_fen(case: OpenCase, own: OpenRelief) -> int:
    """What the case asks for in all: by the last opinion, else by the clerk."""
    return case.amount_fen if case.amount_fen is not None else own.requested_fen


def _reversed() -> Select[Any]:
    return select(Entry.reverses_id).where(Entry.reverses_id.is_not(None))


def _paid_of_stage() -> ScalarSelect[Any]:
    """What stands paid of a stage: payments that were not reversed, less what came back of them."""
    returned = (
        select(func.coalesce(func.sum(Refund.amount_fen), 0))
        .where(Refund.disbursement_id == Disbursement.id, Refund.entry_id.not_in(_reversed()))
        .correlate(Disbursement)
        .scalar_subquery()
    )
    return (
        select(func.coalesce(func.sum(Disbursement.amount_fen - returned), 0))
        .where(Disbursement.stage_id == GrantStage.id, Disbursement.entry_id.not_in(_reversed()))
        .correlate(GrantStage)
        .scalar_subquery()
    )


_FACTS = (
    select(Relief.case_id, Relief.registered_at, Relief.requested_fen, Relief.person_count)
    .join(Case, Case.id == Relief.case_id)
    .where(Case.state.in_(OPEN))
)
_STATEMENTS: tuple[tuple[tuple[str, ...], Any], ...] = (
    (
        ("granted_fen", "paid_fen"),
        select(
            Grant.case_id,
            Grant.amount_fen,
            func.coalesce(
                func.sum(func.iif(Entry.debit == UNSETTLED, Entry.amount_fen, -Entry.amount_fen)), 0
            ),
        )
        .outerjoin(Entry, Entry.grant_id == Grant.id)
        .join(Case, Case.id == Grant.case_id)
        .where(Case.state.in_(OPEN))
        .group_by(Grant.id),
    ),
    (
        ("helped_on",),
        first_paid()
        .with_only_columns(Disbursement.case_id, func.min(Entry.booked_on))
        .join(Case, Case.id == Disbursement.case_id)
        .where(Case.state.in_(OPEN)),
    ),
    (
        ("stage_on",),
        select(Grant.case_id, func.min(GrantStage.due_on))
        .join(GrantStage, GrantStage.grant_id == Grant.id)
        .join(Case, Case.id == Grant.case_id)
        .where(Case.state.in_(OPEN), _paid_of_stage() < GrantStage.amount_fen)
        .group_by(Grant.case_id),
    ),
)
"""The fields of `OpenRelief` that each statement fills, by case."""
