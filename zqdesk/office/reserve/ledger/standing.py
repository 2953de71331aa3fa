"""What stands of a payment: not reversed, less what came back, and whether the district has it before it."""

from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from zqdesk.records.tables.relief import GrantStage
from zqdesk.records.tables.reserve import Disbursement, Entry, Refund, Settlement, SettlementItem
from zqdesk.rules.reserve import SETTLED


def standing_fen(session: Session, paid: Disbursement) -> int:
    """What stands of a payment in fen: nothing once reversed, else less what came back."""
    if is_reversed(session, paid.entry_id):
        return 0
    return paid.amount_fen - returned_fen(session, paid.id)


def returned_fen(session: Session, disbursement_id: str) -> int:
    """What came back of a payment in fen, refunds that were reversed not counted."""
    query = select(func.sum(Refund.amount_fen)).where(
        Refund.disbursement_id == disbursement_id, Refund.entry_id.not_in(reversed_entries())
    )
    return int(session.scalar(query) or 0)


def paid_of_stage(session: Session, stage: GrantStage) -> int:
    """What stands paid of a stage, in fen."""
    payments = session.scalars(select(Disbursement).where(Disbursement.stage_id == stage.id))
    return sum(standing_fen(session, payment) for payment in payments)


def live_item(session: Session, disbursement_id: str) -> SettlementItem | None:
    """The payment's place in a batch that waits for its answer or was accepted."""
    query = select(SettlementItem).where(
        SettlementItem.disbursement_id == disbursement_id,
        SettlementItem.accepted.is_not(False),
    )
    return session.scalars(query).first()


def is_reversed(session: Session, entry_id: str) -> bool:
    """Whether the entry was reversed in red."""
    return session.scalars(select(Entry.id).where(Entry.reverses_id == entry_id)).first() is not None


def reversed_entries() -> Select[Any]:
    """The ids of all entries that were reversed, for queries that leave them out."""
    return select(Entry.reverses_id).where(Entry.reverses_id.is_not(None))


def unreplenished_fen(session: Session, batch: Settlement) -> int:
    """What of an accepted batch is not replenished yet, less what of it came back before it was."""
    refilled = select(func.coalesce(func.sum(Entry.amount_fen), 0)).where(
        Entry.kind == "replenishment", Entry.settlement_id == batch.id
    )
    items = select(SettlementItem.disbursement_id).where(SettlementItem.settlement_id == batch.id)
    refunds = select(Refund.entry_id).where(Refund.disbursement_id.in_(items))
    back = select(func.coalesce(func.sum(Entry.amount_fen), 0)).where(
        Entry.credit == SETTLED,
        Entry.kind == "refund",
        or_(Entry.id.in_(refunds), Entry.reverses_id.in_(refunds)),
    )
    return batch.accepted_fen - int(session.scalar(refilled) or 0) - int(session.scalar(back) or 0)
