"""What was counted in a till, beside the books of that moment, and whether the till still agrees with them."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from zqdesk.office.hall.parameters import parameters_on
from zqdesk.office.reserve.cash.pieces import pieces_problems, sum_of
from zqdesk.office.reserve.ledger.journal import balance, till_account
from zqdesk.office.reserve.ledger.set_asides import COUNT_IN_LOG, ENTRY_IN_LOG, booked, counted
from zqdesk.records.register import Work
from zqdesk.records.tables.reserve import CashCount, Entry, Till
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem
from zqdesk.rules.reserve import TILL


def count_problems(
    session: Session, till: Till, pieces: Mapping[int, int], explanation: str
) -> list[Problem]:
    """Notes that cannot be, or a difference to the books without a word why."""
    problems = pieces_problems(pieces)
    if problems:
        return problems
    counted, held = sum_of(pieces), balance(session, till_account(till.id))
    if counted != held and not explanation.strip():
        text = f"实点{format_yuan(counted)}元，账面{format_yuan(held)}元，{_difference(counted, held)}，请说明原因。"
        problems.append(Problem("count.difference", text, "explanation"))
    return problems


def new_count(
    work: Work, till: Till, pieces: Mapping[int, int], explanation: str, *, surprise: bool = False
) -> CashCount:
    """The count as the actor made it, beside what the books say now; nobody has signed it yet."""
    year, serial = last_entry(work.session, till.id)
    return CashCount(
        till_id=till.id,
        counted_on=work.today,
        counted_at=work.now,
        pieces={str(piece): count for piece, count in pieces.items() if count},
        counted_fen=sum_of(pieces),
        book_fen=balance(work.session, till_account(till.id)),
        after_year=year,
        after_serial=serial,
        explanation=explanation.strip(),
        by_id=work.actor.id,
        by_name=work.actor.name,
        surprise=surprise,
    )


def last_signed(session: Session, till_id: str) -> CashCount | None:
    """The last count of a till that two people signed."""
    query = select(CashCount).where(
        CashCount.till_id == till_id, CashCount.signed_by_id.is_not(None), counted()
    )
    return session.scalars(query.order_by(COUNT_IN_LOG.desc()).limit(1)).first()


def last_entry(session: Session, till_id: str) -> tuple[int, int]:
    """Year and serial of the last entry that moved this till; (0, 0) where none did."""
    query = select(Entry.year, Entry.serial).where(_moves(till_id))
    row = session.execute(query.order_by(ENTRY_IN_LOG.desc()).limit(1)).first()
    return (row.year, row.serial) if row else (0, 0)


def moved_since(session: Session, count: CashCount) -> bool:
    """Whether the till was moved after it was counted."""
    query = select(Entry.id).where(_place(session, count) < ENTRY_IN_LOG, _moves(count.till_id))
    return session.scalars(query.limit(1)).first() is not None


def moved_on(session: Session, till_id: str, day: date) -> bool:
    """Whether the till moved on this day."""
    query = select(Entry.id).where(_moves(till_id), booked(), Entry.booked_on == day)
    return session.scalars(query.limit(1)).first() is not None


def is_counted(session: Session, till_id: str, last_day: date) -> bool:
    """Whether two people have counted the till in this month, since its last movement up to this day.

    A till that was not moved in the month is counted too; one that was never moved is empty.
    """
    moved = select(func.max(ENTRY_IN_LOG)).select_from(Entry)
    last = session.scalar(moved.where(_moves(till_id), booked(), Entry.booked_on <= last_day))
    count = last_signed(session, till_id)
    if last is None:
        return True
    if count is None or _place(session, count) < last:
        return False
    return count.counted_on >= last_day.replace(day=1)


def standing_difference(session: Session, till: Till) -> str:
    """What keeps a till from agreeing with the books, as a sentence; empty if nothing.

    A difference stands, signed or not, until a later count agrees and is signed: an unsigned count never
    clears one, and a shortage is not hidden by leaving it unsigned or by setting it aside. Counts follow each
    other as they were written down, whatever day the PC's clock gave them.
    """
    signed = last_signed(session, till.id)
    if signed is not None and signed.book_fen != _books_at(session, signed):
        return f"{till.name}上次盘点所记的账面与账簿不符，请运行数据检查并联系管理员"
    query = select(CashCount).where(CashCount.till_id == till.id, CashCount.counted_fen != CashCount.book_fen)
    if signed is not None:
        place = session.scalar(select(COUNT_IN_LOG).select_from(CashCount).where(CashCount.id == signed.id))
        query = query.where(place <= COUNT_IN_LOG)
    wrong = session.scalars(query.order_by(COUNT_IN_LOG.desc()).limit(1)).first()
    if wrong is None:
        return ""
    return f"{till.name}上次盘点{_difference(wrong.counted_fen, wrong.book_fen)}，还没有查清"


def _books_at(session: Session, count: CashCount) -> int:
    """What the till held in the books when it was counted, added up anew."""
    account = till_account(count.till_id)
    signed = func.iif(Entry.debit == account, Entry.amount_fen, -Entry.amount_fen)
    query = select(func.sum(signed)).where(_moves(count.till_id), _place(session, count) >= ENTRY_IN_LOG)
    return int(session.scalar(query) or 0)


def _place(session: Session, count: CashCount) -> int:
    """Where in the journal, as it was written, the count was made: the place of the entry it follows."""
    query = select(ENTRY_IN_LOG).select_from(Entry)
    follows = query.where(Entry.year == count.after_year, Entry.serial == count.after_serial)
    return session.scalar(follows) or 0


def _moves(till_id: str) -> ColumnElement[bool]:
    account = till_account(till_id)
    return or_(Entry.debit == account, Entry.credit == account)


def _difference(counted_fen: int, book_fen: int) -> str:
    more = "长款" if counted_fen > book_fen else "短款"
    return f"{more}{format_yuan(abs(counted_fen - book_fen))}元"


def surprise_missing(session: Session, today: date) -> date | None:
    """The day of the last signed surprise count, or of the first cash there was, if that is too long ago."""
    signed = CashCount.surprise & CashCount.signed_at.is_not(None) & counted()
    last = session.scalars(select(func.max(CashCount.counted_on)).where(signed)).one()
    cash = Entry.debit.startswith(TILL) | Entry.credit.startswith(TILL)
    since = last or session.scalars(select(func.min(Entry.booked_on)).where(cash)).one()
    if since is None or (today - since).days <= parameters_on(session, today).number("reserve.surprise_days"):
        return None
    return since
