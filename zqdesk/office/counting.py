"""Counting the cash (盘点): by denominations, beside the books of that moment, signed by two."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.journal import balance, till_account
from zqdesk.office.pieces import pieces_problems, sum_of
from zqdesk.office.steps import found, require
from zqdesk.office.tills import open_one
from zqdesk.records.register import Work
from zqdesk.records.reserve import CashCount, Entry, Till
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role


@dataclass(frozen=True, slots=True)
class CountEntry:
    """What lies in a till: fen of each note or coin → pieces; a difference to the books is explained."""

    till_id: str
    pieces: Mapping[int, int]
    explanation: str = ""


def count_cash(work: Work, count: CountEntry) -> str:
    """Count a till; returns the count's id. It holds once a second person has signed it.

    The books stay as they are whatever is counted. Refused: a till that is not one's own, a difference
    without a word why.
    """
    require(work, Role.CASHIER)
    till = open_one(work.session, count.till_id)
    problems = pieces_problems(count.pieces)
    if till.holder_id != work.actor.id:
        problems.append(Problem("till.holder", f"{till.name}由{till.holder_name}保管，须由保管人盘点。"))
    counted, held = sum_of(count.pieces), balance(work.session, till_account(till.id))
    if counted != held and not count.explanation.strip():
        more = "长款" if counted > held else "短款"
        text = f"实点{format_yuan(counted)}元，账面{format_yuan(held)}元，{more}{format_yuan(abs(counted - held))}元，请说明原因。"
        problems.append(Problem("count.difference", text, "explanation"))
    refuse_if(problems)
    year, serial = last_entry(work.session, till)
    row = CashCount(
        till_id=till.id,
        counted_on=work.today,
        counted_at=work.now,
        pieces={str(piece): pieces for piece, pieces in count.pieces.items() if pieces},
        counted_fen=counted,
        book_fen=held,
        after_year=year,
        after_serial=serial,
        explanation=count.explanation.strip(),
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(row)
    return row.id


def sign_count(work: Work, count_id: str) -> None:
    """Sign a count as the second person, who saw the same cash.

    Refused: the counter themselves, who is nothing but an administrator, a count over which the till has
    moved since.
    """
    count = found(work.session, CashCount, count_id)
    problems = []
    if count.signed_by_id is not None:
        raise Refused(Problem("count.signed", f"这次盘点已由{count.signed_by_name}签字。"))
    if work.actor.id == count.by_id:
        problems.append(Problem("count.same", "盘点须由另一个人监盘签字。"))
    if work.actor.roles.isdisjoint({Role.CLERK, Role.APPROVER, Role.CASHIER}):
        problems.append(Problem("count.role", "监盘人须是经办人、审批人或出纳。"))
    if moved_since(work.session, count):
        problems.append(Problem("count.moved", "盘点之后又有收付，请重新盘点。"))
    refuse_if(problems)
    count.signed_by_id, count.signed_by_name, count.signed_at = work.actor.id, work.actor.name, work.now


def last_signed(session: Session, till_id: str) -> CashCount | None:
    """The last count of a till that two people signed."""
    query = select(CashCount).where(CashCount.till_id == till_id, CashCount.signed_by_id.is_not(None))
    return session.scalars(query.order_by(CashCount.counted_at.desc(), CashCount.id.desc()).limit(1)).first()


def last_entry(session: Session, till: Till) -> tuple[int, int]:
    """Year and serial of the last entry that moved this till; (0, 0) where none did."""
    account = till_account(till.id)
    query = select(Entry.year, Entry.serial).where((Entry.debit == account) | (Entry.credit == account))
    row = session.execute(query.order_by(Entry.year.desc(), Entry.serial.desc()).limit(1)).first()
    return (row.year, row.serial) if row else (0, 0)


def moved_since(session: Session, count: CashCount) -> bool:
    """Whether the till was moved after it was counted."""
    till = found(session, Till, count.till_id)
    return last_entry(session, till) != (count.after_year, count.after_serial)
