"""What today's work asks of every open relief case: the 24 hours, the grant, what was paid, the next stage."""

from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select

from zqdesk.records.case import Case
from zqdesk.records.relief import Grant, GrantStage, Relief
from zqdesk.records.reserve import Disbursement, Entry, Refund
from zqdesk.rules.processes import tables
from zqdesk.rules.reserve import UNSETTLED

OPEN = tuple(
    {state: None for process in tables() if process.programme == "relief" for state in process.open_states()}
)


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


STATEMENTS: tuple[tuple[tuple[str, ...], Any], ...] = (
    (
        ("registered_at", "requested_fen", "person_count"),
        select(Relief.case_id, Relief.registered_at, Relief.requested_fen, Relief.person_count)
        .join(Case, Case.id == Relief.case_id)
        .where(Case.programme == "relief", Case.state.in_(OPEN)),
    ),
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
        # The papers' clock starts with the first payment that still stands.
        ("helped_on",),
        select(Disbursement.case_id, func.min(Entry.booked_on))
        .join(Entry, Entry.id == Disbursement.entry_id)
        .join(Case, Case.id == Disbursement.case_id)
        .where(Case.state.in_(OPEN), Entry.id.not_in(_reversed()))
        .group_by(Disbursement.case_id),
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
"""The fields of `open_cases.OpenCase` that each statement fills, by case."""
