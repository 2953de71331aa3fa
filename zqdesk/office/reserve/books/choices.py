"""Which books and slips of the reserve a month or a year has: everything that can be laid before an auditor."""

import re

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.reserve.books.money import OF_TILL
from zqdesk.office.reserve.ledger.journal import till_account, voucher_number
from zqdesk.office.reserve.ledger.set_asides import booked, closed
from zqdesk.office.reserve.months.periods import MONTH, first_day, last_day
from zqdesk.records.register import CHINA
from zqdesk.records.tables.bank import BankReconciliation
from zqdesk.records.tables.reserve import (
    CashCount,
    Closing,
    Entry,
    Handover,
    ReplenishmentRequest,
    Settlement,
    Till,
)
from zqdesk.rules.problem import Problem, Refused

BOOKS = ("cash_book", "bank_book", "disbursement_register", "ledger", "month_report")
PERIOD = re.compile(r"20\d\d(-(0[1-9]|1[0-2]))?")
SLIPS = (
    "opening",
    "allocation",
    "return",
    "withdrawal",
    "deposit",
    "float_out",
    "float_back",
    "replenishment",
)
"""Kinds of movement with a slip of their own; a payment has its receipt, a settlement its form."""


@frozen
class BookChoice:
    """A book of a period: what the books' door is asked for, and what tells it from others of its kind."""

    kind: str
    subject: str
    name: str


def books_of(session: Session, period: str) -> tuple[BookChoice, ...]:
    """Every book and slip of a month (`2026-11`) or a year (`2026`); refused: something else (`books.period`)."""
    if not PERIOD.fullmatch(period):
        raise Refused(Problem("books.period", "月份应写作2026-11，年度写作2026。", "month"))
    books = [BookChoice(kind, period, period) for kind in BOOKS]
    books += _of_tills(session, period)
    year = period[:4] if len(period) < MONTH or period.endswith("-12") else ""
    if session.scalars(select(Closing.id).where(closed(), Closing.period == year)).first() is not None:
        books.append(BookChoice("carry_over", year, year))
    return (*books, *_slips(session, period))


def _of_tills(session: Session, period: str) -> list[BookChoice]:
    """One cash journal for each till that ever moved until the end of the period."""
    books = []
    for till in session.scalars(select(Till).order_by(Till.id)):
        account = till_account(till.id)
        moved = select(Entry.id).where(
            booked(),
            or_(Entry.debit == account, Entry.credit == account),
            Entry.booked_on <= last_day(period),
        )
        if session.scalars(moved.limit(1)).first() is not None:
            books.append(BookChoice("cash_book", f"{period}{OF_TILL}{account}", f"{period}-{till.name}"))
    return books


def _slips(session: Session, period: str) -> list[BookChoice]:
    begins, ends = first_day(period), last_day(period)
    entries = session.scalars(
        select(Entry)
        .where(Entry.booked_on.between(begins, ends), Entry.kind.in_(SLIPS))
        .order_by(Entry.year, Entry.serial)
    )
    slips = [BookChoice("allocation_slip", entry.id, voucher_number(entry)) for entry in entries]
    counts = select(CashCount, Till.name).join(Till, Till.id == CashCount.till_id)
    of_days = counts.where(CashCount.counted_on.between(begins, ends)).order_by(CashCount.id)
    for number, (count, name) in enumerate(session.execute(of_days), 1):
        slips.append(BookChoice("count_sheet", count.id, f"{count.counted_on}-{name}-{number}"))
    for number, row in enumerate(session.scalars(select(Handover).order_by(Handover.id)), 1):
        day = row.offered_at.astimezone(CHINA).date()
        if begins <= day <= ends:
            slips.append(BookChoice("handover_slip", row.id, f"{day}-{number}"))
    handed_in = select(Settlement).where(Settlement.submitted_on.between(begins, ends))
    asked = select(ReplenishmentRequest).where(ReplenishmentRequest.requested_on.between(begins, ends))
    made = select(BankReconciliation).where(BankReconciliation.month.startswith(period))
    batches = session.scalars(handed_in.order_by(Settlement.id))
    requests = session.scalars(asked.order_by(ReplenishmentRequest.id))
    slips += [
        BookChoice(
            "bank_reconciliation", row.id, f"{row.month}-{number}{'' if row.signed_at else '（未签字）'}"
        )
        for number, row in enumerate(session.scalars(made.order_by(BankReconciliation.id)), 1)
    ]
    slips += [BookChoice("settlement_form", batch.id, batch.number) for batch in batches]
    slips += [BookChoice("replenishment_request", request.id, request.number) for request in requests]
    return slips
