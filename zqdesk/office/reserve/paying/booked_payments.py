"""Payments, refunds and their reversals with everything the books say of them: whose case, which approval, which batch."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.reserve.ledger.set_asides import booked
from zqdesk.office.reserve.paying.payment_entry import SIGN_KINDS, TRANSFER, WAYS
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.relief import Grant, Relief
from zqdesk.records.tables.reserve import Disbursement, Entry, Refund, Settlement, SettlementItem
from zqdesk.records.tables.staff import Account
from zqdesk.rules.people.identity import mask_id
from zqdesk.rules.relief.amount import CAUSES, KIND_TITLES
from zqdesk.rules.reserve import UNSETTLED

REFUND = "refund"


@frozen
class BookedPayment:
    """An entry of a payment, a refund or a reversal of one; `paper` is the payment it belongs to."""

    entry: Entry
    paper: Disbursement | None
    case_id: str
    case_number: str
    kind: str
    cause: str
    applicant_class: str
    person_count: int
    village: str
    address: str
    clerk: str
    approver: str
    batch: str

    @property
    def signed_fen(self) -> int:
        """What it adds to what families got."""
        return self.entry.amount_fen if self.entry.debit == UNSETTLED else -self.entry.amount_fen

    @property
    def payee(self) -> str:
        return self.paper.payee_name if self.paper else ""

    @property
    def id_number(self) -> str:
        """Masked: a book lies open on a desk."""
        return mask_id(self.paper.payee_id_number) if self.paper and self.paper.payee_id_number else ""

    @property
    def card(self) -> str:
        """The last digits of the account that was paid."""
        return self.paper.account_number[-4:] if self.paper else ""

    @property
    def way(self) -> str:
        return WAYS[self.paper.way] if self.paper else ""

    @property
    def kind_title(self) -> str:
        return KIND_TITLES.get(self.kind, self.kind)

    @property
    def cause_title(self) -> str:
        return CAUSES.get(self.cause, "")

    @property
    def received(self) -> str:
        """How it was signed for: a transfer by the bank's slip, a reversed one never."""
        if self.paper is None or self.entry.kind == REFUND:
            return ""
        if self.entry.amount_fen < 0:
            return "作废"
        if self.paper.way == TRANSFER:
            return "转账"
        return f"{self.paper.proxy_name}代领" if self.paper.proxy_name else SIGN_KINDS[self.paper.sign_kind]


def booked_payments(session: Session, first: date, last: date) -> Iterator[BookedPayment]:
    """Those of these days, both included, in the order of the books."""
    papers = {row.id: row for row in session.scalars(select(Disbursement))}
    of_entry = {row.entry_id: row for row in papers.values()}
    for refund in session.execute(select(Refund.entry_id, Refund.disbursement_id)):
        of_entry[refund.entry_id] = papers[refund.disbursement_id]
    batches = _batches(session)
    query = (
        select(
            Entry, Case.id, Case.number, Case.kind, Relief.cause, Relief.applicant_class, Relief.person_count
        )
        .add_columns(Household.village_name, Household.address, Account.name, Grant.agreed_by_name)
        .join(Case, Case.id == Entry.case_id)
        .join(Relief, Relief.case_id == Case.id)
        .join(Household, Household.id == Case.household_id)
        .join(Grant, Grant.id == Entry.grant_id)
        .join(Account, Account.id == Case.clerk_id)
        .where(booked(), Entry.booked_on.between(first, last))
        .order_by(Entry.year, Entry.serial)
    )
    for row in session.execute(query):
        entry: Entry = row.Entry
        paper = of_entry.get(entry.id) or of_entry.get(entry.reverses_id or "")
        yield BookedPayment(
            entry=entry,
            paper=paper,
            case_id=row.id,
            case_number=row.number,
            kind=row.kind,
            cause=row.cause,
            applicant_class=row.applicant_class,
            person_count=row.person_count,
            village=row.village_name,
            address=row.address,
            clerk=row.name,
            approver=row.agreed_by_name,
            batch=batches.get(paper.id, "") if paper else "",
        )


def _batches(session: Session) -> dict[str, str]:
    """The number of the batch in which a payment is settled or waits to be."""
    query = (
        select(SettlementItem.disbursement_id, Settlement.number)
        .join(Settlement, Settlement.id == SettlementItem.settlement_id)
        .where(SettlementItem.accepted.is_not(False))
    )
    return {row.disbursement_id: row.number for row in session.execute(query)}
