"""What the reserve's windows list beside its journal: batches item by item, requests, choices."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.reserve.paying.settling import open_requests
from zqdesk.records.tables.place import Desk
from zqdesk.records.tables.reserve import (
    Disbursement,
    Entry,
    ReplenishmentRequest,
    SettlementItem,
)
from zqdesk.records.tables.staff import Account
from zqdesk.rules.process import Role


@frozen
class BatchItem:
    """A payment in a batch; `accepted` is None until the district answers, `reason` says why it came back."""

    disbursement_id: str
    receipt_number: str
    payee: str
    case_id: str
    amount_fen: int
    accepted: bool | None
    reason: str


@frozen
class RequestRow:
    """A request for money; `state`: waiting, sent or withdrawn, `sent_fen` what came on it."""

    request_id: str
    number: str
    requested_on: date
    amount_fen: int
    reason: str
    by_name: str
    state: str
    sent_fen: int


@frozen
class Choices:
    """(id, name) of the hall's desks, of the cashiers in use, and of everybody who may sign a count."""

    desks: tuple[tuple[str, str], ...]
    cashiers: tuple[tuple[str, str], ...]


def items_of(session: Session, settlement_id: str) -> tuple[BatchItem, ...]:
    """The payments of a batch in the order they were made."""
    rows = session.execute(
        select(SettlementItem, Disbursement)
        .join(Disbursement, Disbursement.id == SettlementItem.disbursement_id)
        .where(SettlementItem.settlement_id == settlement_id)
        .order_by(Disbursement.receipt_number)
    )
    return tuple(
        BatchItem(
            paid.id,
            paid.receipt_number,
            paid.payee_name,
            paid.case_id,
            item.amount_fen,
            item.accepted,
            item.reason,
        )
        for item, paid in rows
    )


def requests(session: Session) -> tuple[RequestRow, ...]:
    """Every request for replenishment, the newest first."""
    waiting = {request.id for request in open_requests(session)}
    sent = {
        row[0]: int(row[1])
        for row in session.execute(
            select(Entry.request_id, func.sum(Entry.amount_fen))
            .where(Entry.request_id.is_not(None))
            .group_by(Entry.request_id)
        )
    }
    return tuple(
        RequestRow(
            row.id,
            row.number,
            row.requested_on,
            row.amount_fen,
            row.reason,
            row.by_name,
            "waiting" if row.id in waiting else "withdrawn" if row.withdrawn_on else "sent",
            sent.get(row.id, 0),
        )
        for row in session.scalars(select(ReplenishmentRequest).order_by(ReplenishmentRequest.id.desc()))
    )


def choices(session: Session) -> Choices:
    """Who and what a till may be given to."""
    desks = session.execute(select(Desk.id, Desk.name).order_by(Desk.name))
    people = session.scalars(select(Account).where(Account.active).order_by(Account.login))
    return Choices(
        tuple((row.id, row.name) for row in desks),
        tuple((each.id, each.name) for each in people if Role.CASHIER in each.roles),
    )
