"""The reserve at a glance, and its journal: what every figure is made of."""

import calendar
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from zqdesk.frozen import frozen
from zqdesk.office.reserve.cash.till_agreement import (
    last_signed,
    moved_on,
    moved_since,
    standing_difference,
    surprise_missing,
)
from zqdesk.office.reserve.ledger.journal import balances, number_of, till_account
from zqdesk.office.reserve.ledger.limits import ReserveLimits, limits
from zqdesk.office.reserve.ledger.sent import SentMoney, SentReply, waiting_answers, waiting_money
from zqdesk.office.reserve.ledger.set_asides import COUNT_IN_LOG, set_aside_words
from zqdesk.office.reserve.paying.payments import approved_unpaid_fen, awaiting_papers
from zqdesk.records.tables.place import Desk
from zqdesk.records.tables.reserve import CashCount, Disbursement, Entry, Handover, SetAside, Till
from zqdesk.rules.reserve import (
    ACCOUNT_TITLES,
    BANK,
    DISTRICT,
    KINDS,
    SETTLED,
    UNSETTLED,
    is_till,
)


@frozen
class TillRow:
    """A till with what the books say lies in it; `wrong` says what keeps it from agreeing, empty if nothing.

    `fresh`: counted since it last moved; `uncounted_today`: it moved today and was not.
    """

    id: str
    kind: str
    name: str
    desk_id: str
    desk_name: str
    holder_id: str
    holder_name: str
    held_fen: int
    ceiling_fen: int
    counted_at: datetime | None
    wrong: str
    fresh: bool
    uncounted_today: bool = False


@frozen
class Position:
    """All sums of the reserve, in fen. `agrees`: the identity holds, nothing is below zero, no count differs.

    `surprise_since`: since when nobody has counted by surprise, once that is longer than it may be.
    `sent` and `answers`: what the district sent and the cashier has not taken into the books.
    """

    district_fen: int
    bank_fen: int
    cash_fen: int
    unsettled_fen: int
    settled_fen: int
    approved_unpaid_fen: int
    fixed_fen: int
    low_water_fen: int
    tills: tuple[TillRow, ...]
    overdue_papers: int
    awaiting_papers: int
    opened: bool
    surprise_since: date | None = None
    sent: tuple[SentMoney, ...] = ()
    answers: tuple[SentReply, ...] = ()

    @property
    def book_fen(self) -> int:
        """What is there: bank and cash (账面余额)."""
        return self.bank_fen + self.cash_fen

    @property
    def balanced(self) -> bool:
        """Allocated = bank + cash + unsettled + settled (domain §5)."""
        return self.district_fen == self.book_fen + self.unsettled_fen + self.settled_fen

    @property
    def is_low(self) -> bool:
        return self.opened and self.book_fen < self.low_water_fen

    @property
    def wrong(self) -> tuple[str, ...]:
        """Everything that does not agree, each as a sentence."""
        found = [till.wrong for till in self.tills if till.wrong]
        sums = (self.district_fen, self.bank_fen, self.unsettled_fen, self.settled_fen)
        if min(*sums, *(till.held_fen for till in self.tills), 0) < 0:
            found.insert(0, "有账户余额小于零，请运行数据检查并联系管理员")
        if not self.balanced:
            found.insert(0, "四项合计与区级拨入不符，请运行数据检查并联系管理员")
        return tuple(found)

    @property
    def agrees(self) -> bool:
        return not self.wrong


@frozen
class JournalRow:
    """One entry as it is listed; `reversed_by` is the number of its reversal, `reverses` that of what it reverses."""

    entry_id: str
    number: str
    booked_on: date
    booked_at: datetime
    kind: str
    kind_title: str
    text: str
    debit: str
    credit: str
    debit_title: str
    credit_title: str
    amount_fen: int
    voucher: str
    by_id: str
    by_name: str
    reason: str
    case_id: str
    reversed_by: str
    reverses: str
    disbursement_id: str
    receipt_number: str
    payee: str


@frozen
class CountRow:
    """A count as it is listed; `set_aside` says when, by whom and why, if so."""

    count_id: str
    till_id: str
    till_name: str
    counted_at: datetime
    counted_fen: int
    book_fen: int
    explanation: str
    by_id: str
    by_name: str
    signed_by_name: str
    set_aside: str
    surprise: bool = False


@frozen
class HandoverRow:
    """A hand-over nobody has taken yet."""

    handover_id: str
    kind: str
    words: str
    amount_fen: int
    from_id: str
    from_name: str
    to_id: str
    to_name: str
    offered_at: datetime


def position(session: Session, today: date) -> Position:
    """Where the reserve stands now."""
    held, limit = balances(session), limits(session, today)
    tills = tuple(_till_rows(session, held, limit, today))
    waiting = awaiting_papers(session, today)
    return Position(
        district_fen=held[DISTRICT],
        bank_fen=held[BANK],
        cash_fen=sum(fen for account, fen in held.items() if is_till(account)),
        unsettled_fen=held[UNSETTLED],
        settled_fen=held[SETTLED],
        approved_unpaid_fen=approved_unpaid_fen(session),
        fixed_fen=limit.fixed_fen,
        low_water_fen=limit.low_water_fen,
        tills=tills,
        overdue_papers=sum(1 for row in waiting if row.overdue),
        awaiting_papers=len(waiting),
        opened=session.scalars(select(Entry.id).limit(1)).first() is not None,
        surprise_since=surprise_missing(session, today),
        sent=waiting_money(session),
        answers=waiting_answers(session),
    )


def journal(
    session: Session, *, month: str = "", account: str = "", kind: str = "", case_id: str = ""
) -> tuple[JournalRow, ...]:
    """Entries, the newest first: of a month (`2026-11`) or year, an account, a kind, a case. `cash`: all tills."""
    titles, red, reversed_by = account_titles(session), *_reversals(session)
    # Single columns: a year has thousands of entries, and objects of them would take three times as long.
    query = (
        select(*_COLUMNS, Disbursement.id, Disbursement.receipt_number, Disbursement.payee_name)
        .select_from(Entry)
        .outerjoin(Disbursement, Disbursement.entry_id == func.coalesce(Entry.reverses_id, Entry.id))
        .order_by(Entry.year.desc(), Entry.serial.desc())
    )
    if month:
        query = query.where(Entry.booked_on.between(_from(month), _to(month)))
    if account:
        wanted = [each for each in titles if is_till(each)] if account == "cash" else [account]
        query = query.where(or_(Entry.debit.in_(wanted), Entry.credit.in_(wanted)))
    if kind:
        query = query.where(Entry.kind == kind)
    if case_id:
        query = query.where(Entry.case_id == case_id)
    return tuple(_journal_row(titles, red, reversed_by, row) for row in session.execute(query))


_COLUMNS = (
    Entry.id, Entry.year, Entry.serial, Entry.booked_on, Entry.booked_at, Entry.kind, Entry.text, Entry.debit,
    Entry.credit, Entry.amount_fen, Entry.voucher, Entry.by_id, Entry.by_name, Entry.reason, Entry.case_id,
)  # fmt: skip


def _reversals(session: Session) -> tuple[dict[str, str], dict[str, str]]:
    """Reversals → number of what they reverse, and reversed entries → number of their reversal."""
    first = aliased(Entry)
    rows = session.execute(
        select(Entry.id, Entry.year, Entry.serial, first.id, first.year, first.serial)
        .join(first, first.id == Entry.reverses_id)
        .where(Entry.reverses_id > "")  # unlike "is not null", found by its index
    ).all()
    red = {row[0]: number_of(row[4], row[5]) for row in rows}
    return red, {row[3]: number_of(row[1], row[2]) for row in rows}


def account_titles(session: Session) -> dict[str, str]:
    """What every account is called."""
    tills = session.execute(select(Till.id, Till.name))
    return {**ACCOUNT_TITLES, **{till_account(row.id): row.name for row in tills}}


def counts(session: Session) -> tuple[CountRow, ...]:
    """Every count, the newest first."""
    rows = session.execute(
        select(CashCount, Till.name).join(Till, Till.id == CashCount.till_id).order_by(COUNT_IN_LOG.desc())
    )
    undone = {row.subject_id: row for row in session.scalars(select(SetAside))}
    return tuple(
        CountRow(
            row.id,
            row.till_id,
            name,
            row.counted_at,
            row.counted_fen,
            row.book_fen,
            row.explanation,
            row.by_id,
            row.by_name,
            row.signed_by_name,
            set_aside_words(undone.get(row.id)),
            row.surprise,
        )
        for row, name in rows
    )


def open_handovers(session: Session) -> tuple[HandoverRow, ...]:
    """Every hand-over that waits for its taker, the oldest first."""
    giver, taker = aliased(Till), aliased(Till)
    rows = session.execute(
        select(Handover, giver.name, taker.name)
        .join(giver, giver.id == Handover.till_id)
        .outerjoin(taker, taker.id == Handover.to_till_id)
        .where(Handover.ended_at.is_(None))
        .order_by(Handover.id)
    )
    return tuple(
        HandoverRow(
            row.id,
            row.kind,
            f"{from_name} → {to_name}" if row.kind == "cash" else f"{from_name}整体交接",
            row.amount_fen,
            row.from_id,
            row.from_name,
            row.to_id,
            row.to_name,
            row.offered_at,
        )
        for row, from_name, to_name in rows
    )


def _till_rows(session: Session, held: dict[str, int], limit: ReserveLimits, today: date) -> list[TillRow]:
    rows = session.execute(
        select(Till, Desk.name)
        .join(Desk, Desk.id == Till.desk_id)
        .where(Till.closed_on.is_(None))
        .order_by(Till.kind, Till.id)
    )
    found = []
    for till, desk_name in rows:
        count = last_signed(session, till.id)
        fen = held[till_account(till.id)]
        fresh = count is not None and not moved_since(session, count)
        found.append(
            TillRow(
                id=till.id,
                kind=till.kind,
                name=till.name,
                desk_id=till.desk_id,
                desk_name=desk_name,
                holder_id=till.holder_id,
                holder_name=till.holder_name,
                held_fen=fen,
                ceiling_fen=limit.ceiling_of(till.kind),
                counted_at=count.counted_at if count else None,
                wrong=standing_difference(session, till),
                fresh=fresh,
                uncounted_today=not fresh and moved_on(session, till.id, today),
            )
        )
    return found


def _journal_row(
    titles: dict[str, str], red: dict[str, str], reversed_by: dict[str, str], row: Sequence[Any]
) -> JournalRow:
    # Taken apart in the order of the query: asking a row by name costs more than everything else here.
    entry_id, year, serial, booked_on, booked_at, kind, text, debit, credit, fen, voucher, *rest = row
    by_id, by_name, reason, case_id, paid_id, receipt_number, payee = rest
    return JournalRow(
        entry_id=entry_id,
        number=number_of(year, serial),
        booked_on=booked_on,
        booked_at=booked_at,
        kind=kind,
        kind_title=KINDS[kind].title,
        text=text,
        debit=debit,
        credit=credit,
        debit_title=titles[debit],
        credit_title=titles[credit],
        amount_fen=fen,
        voucher=voucher,
        by_id=by_id,
        by_name=by_name,
        reason=reason,
        case_id=case_id or "",
        reversed_by=reversed_by.get(entry_id, ""),
        reverses=red.get(entry_id, ""),
        disbursement_id=paid_id or "",
        receipt_number=receipt_number or "",
        payee=payee or "",
    )


def _from(month: str) -> date:
    return date.fromisoformat(f"{month}-01" if len(month) == 7 else f"{month}-01-01")


def _to(month: str) -> date:
    """The last possible day of a month or year; days of other months never lie before it."""
    if len(month) == 4:
        return date(int(month), 12, 31)
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, calendar.monthrange(year, number)[1])
