"""Money as bank and books see it on the reserve's account: lines of statements, entries, and which are the same."""

from collections import Counter
from datetime import date

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.reserve.ledger.journal import number_of
from zqdesk.office.reserve.ledger.set_asides import ENTRY_IN_LOG, booked
from zqdesk.records.tables.bank import BankLine, BankMatch, BankMatchItem, BankStatement
from zqdesk.records.tables.reserve import Document, Entry
from zqdesk.rules.document_numbers import plain_number
from zqdesk.rules.reserve import BANK

LINE, ENTRY = "line", "entry"
BANK_PAPERS = ("arrival", "cheque", "deposit", "remittance", "transfer")
"""Kinds of papers from outside (`ledger/documents`) whose number the bank gives."""


@frozen
class Money:
    """A line or an entry: above zero it came, below zero it went; `slips` are its numbers made plain.

    `number` is how it is called: of a line its slip, of an entry its voucher. `reverses_id`: what it cancels.
    """

    of: str
    row_id: str
    day: date
    fen: int
    number: str
    text: str
    slips: frozenset[str] = frozenset()
    reverses_id: str = ""
    kind: str = ""
    match_id: str = ""


def lines(session: Session, until: date = date.max) -> list[Money]:
    """The lines of all statements that stand, up to a day, in the bank's order."""
    query = (
        select(BankLine, BankStatement.first_on)
        .join(BankStatement, BankStatement.id == BankLine.statement_id)
        .where(BankStatement.withdrawn_at.is_(None), BankLine.booked_on <= until)
        .order_by(BankStatement.first_on, BankLine.position)
    )
    matched = _matched(session)
    return [
        Money(
            LINE,
            row.id,
            row.booked_on,
            row.amount_fen,
            row.slip,
            " ".join(part for part in (row.text, row.party) if part),
            _plain(row.slip),
            match_id=matched.get(row.id, ""),
        )
        for row, _ in session.execute(query)
    ]


def entries(session: Session, until: date = date.max) -> list[Money]:
    """The entries that touch the bank account, up to a day, those of a wrong day left out."""
    came = case((Entry.debit == BANK, Entry.amount_fen), else_=-Entry.amount_fen)
    columns = (Entry.id, Entry.year, Entry.serial, Entry.booked_on, Entry.text, Entry.voucher)
    query = (
        select(*columns, Entry.reverses_id, Entry.kind, came.label("fen"))
        .where(booked(), or_(Entry.debit == BANK, Entry.credit == BANK), Entry.booked_on <= until)
        .order_by(ENTRY_IN_LOG)
    )
    matched, slips = _matched(session), _slips(session)
    return [
        Money(
            ENTRY,
            row.id,
            row.booked_on,
            row.fen,
            number_of(row.year, row.serial),
            f"{row.text}（{row.voucher}）" if row.voucher else row.text,
            frozenset(slips.get(row.id, ())),
            row.reverses_id or "",
            row.kind,
            matched.get(row.id, ""),
        )
        for row in session.execute(query)
    ]


def still_open(session: Session, until: date = date.max) -> list[Money]:
    """What bank or books have by a day and the other has not: unmatched, or matched with something that comes later."""
    given = [*lines(session, until), *entries(session, until)]
    there = Counter(each.match_id for each in given if each.match_id)
    whole = {match_id for match_id, size in _sizes(session).items() if there[match_id] == size}
    return [each for each in given if each.match_id not in whole]


def _sizes(session: Session) -> dict[str, int]:
    query = select(BankMatchItem.match_id, func.count()).group_by(BankMatchItem.match_id)
    return {row[0]: row[1] for row in session.execute(query)}


def _matched(session: Session) -> dict[str, str]:
    """Line or entry → the standing match it is in."""
    query = (
        select(func.coalesce(BankMatchItem.line_id, BankMatchItem.entry_id), BankMatchItem.match_id)
        .join(BankMatch, BankMatch.id == BankMatchItem.match_id)
        .where(BankMatch.undone_at.is_(None))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _slips(session: Session) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    query = select(Document.entry_id, Document.key).where(Document.kind.in_(BANK_PAPERS))
    for entry_id, key in session.execute(query):
        found.setdefault(entry_id, set()).add(key)
    return found


def _plain(number: str) -> frozenset[str]:
    plain = plain_number(number)
    return frozenset({plain}) if plain else frozenset()
