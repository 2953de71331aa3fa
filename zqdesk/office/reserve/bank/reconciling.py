"""The reconciliation of a month (银行存款余额调节表): what bank and books say at its end, and what only one of them has.

It is kept as it was signed. What is matched later stands in the next one.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.hall.colleagues import is_same
from zqdesk.office.reserve.bank.money import ENTRY, LINE, Money, entries, lines, still_open
from zqdesk.office.reserve.bank.statements import last_statement
from zqdesk.office.reserve.ledger.days import believe_today
from zqdesk.office.reserve.ledger.people import SIGNERS, keeps_cash, require_anybody
from zqdesk.office.reserve.ledger.set_asides import booked, closed
from zqdesk.records.register import Work
from zqdesk.records.tables.bank import BankReconciliation
from zqdesk.records.tables.reserve import Closing, Entry
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem, Refused, refuse_if

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
GROUPS = {
    (LINE, True): "银行已收、企业未收",
    (LINE, False): "银行已付、企业未付",
    (ENTRY, True): "企业已收、银行未收",
    (ENTRY, False): "企业已付、银行未付",
}
"""What only one side has, by the side and whether it came or went."""


@frozen
class Item:
    """Something only one side has: above zero it came, below zero it went; `old`: open since a month before."""

    of: str
    row_id: str
    day: date
    number: str
    text: str
    fen: int
    old: bool

    @property
    def group(self) -> str:
        return GROUPS[self.of, self.fen > 0]


@frozen
class Worked:
    """A month worked out; `statement_fen` and `book_fen` are what both sides say at its end."""

    month: str
    statement_fen: int
    book_fen: int
    items: tuple[Item, ...]

    @property
    def adjusted_fen(self) -> int:
        """What the books say and what only the bank has."""
        return self.book_fen + sum(item.fen for item in self.items if item.of == LINE)

    @property
    def old(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.old)


def work_out(session: Session, month: str) -> Worked:
    """The month as it stands now: a match that reaches beyond its end leaves what lies within open."""
    ends, begins = last_day(month), date.fromisoformat(f"{month}-01")
    return Worked(
        month,
        sum(each.fen for each in lines(session, ends)),
        sum(each.fen for each in entries(session, ends)),
        tuple(_item(each, begins) for each in still_open(session, ends)),
    )


def make_reconciliation(work: Work, month: str, note: str = "") -> str:
    """Keep how bank and books agree at a month's end, to be signed; returns its id.

    Refused: a statement that does not reach the end of the month, a month before it without a signed
    reconciliation, a closed month, something open for over a month without a word about it.
    """
    require_anybody(work)
    believe_today(work)
    refuse_if(list(_in_the_way(work.session, month)))
    worked = work_out(work.session, month)
    if worked.old:
        title = f"{len(worked.old)}笔未达账项已超过一个月的原因和处理情况"
        refuse_if(check_filled("note", note, title))
    row = BankReconciliation(
        month=month,
        made_at=work.now,
        by_id=work.actor.id,
        by_name=work.actor.name,
        statement_fen=worked.statement_fen,
        book_fen=worked.book_fen,
        adjusted_fen=worked.adjusted_fen,
        items=list(msgspec.to_builtins(worked.items)),
        note=note.strip(),
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def sign_reconciliation(work: Work, reconciliation_id: str) -> None:
    """Sign it, having compared it with the statement: from now on the month may be closed.

    Refused: who made it, whoever keeps cash, one over which statement or books have changed since.
    """
    believe_today(work)
    row = found(work.session, BankReconciliation, reconciliation_id)
    problems = []
    if row.signed_at is not None:
        raise Refused(Problem("reconciliation.signed", f"这份调节表已由{row.signed_by_name}签字。"))
    if work.actor.roles.isdisjoint(SIGNERS) or keeps_cash(work.session, work.actor):
        text = "调节表须由出纳以外、不保管现金的经办人或审批人核对签字。"
        problems.append(Problem("reconciliation.cashier", text))
    if is_same(work.session, row.by_id, work.actor.id):
        problems.append(Problem("reconciliation.same", "编制人不能自己签字，请由另一个人核对签字。"))
    if not holds(work.session, row):
        problems.append(Problem("reconciliation.moved", "编制之后对账单、账面或勾对又有变动，请重新编制。"))
    refuse_if(problems)
    row.signed_at = work.now
    row.signed_by_id, row.signed_by_name = work.actor.id, work.actor.name


def last_made(session: Session, month: str, *, signed: bool = False) -> BankReconciliation | None:
    """The last reconciliation of a month, or the last that was signed."""
    query = select(BankReconciliation).where(BankReconciliation.month == month)
    if signed:
        query = query.where(BankReconciliation.signed_at.is_not(None))
    return session.scalars(query.order_by(BankReconciliation.id.desc()).limit(1)).first()


def holds(session: Session, row: BankReconciliation) -> bool:
    """Whether the month still is what the reconciliation says."""
    now = work_out(session, row.month)
    said = (row.statement_fen, row.book_fen, items_of(row))
    return said == (now.statement_fen, now.book_fen, now.items)


def items_of(row: BankReconciliation) -> tuple[Item, ...]:
    """What only one side had, as it was kept."""
    return msgspec.convert(row.items, tuple[Item, ...])


def unreconciled(session: Session, month: str) -> list[Problem]:
    """The problem of a month whose reconciliation is not there, not signed, or no longer true."""
    words = _words(month)
    row = last_made(session, month, signed=True)
    if row is not None and holds(session, row):
        return []
    if row is not None:
        text = f"{words}的银行存款余额调节表签字之后又有变动，请重新编制、签字。"
    elif last_made(session, month) is not None:
        text = f"{words}的银行存款余额调节表还没有签字。"
    else:
        text = f"{words}还没有与银行对账：录入对账单，勾对，编制银行存款余额调节表并签字。"
    return [Problem("closing.reconciled", text)]


def in_the_way(session: Session, month: str) -> tuple[str, ...]:
    """What keeps this month from being reconciled, each as a sentence."""
    return tuple(problem.text for problem in _in_the_way(session, month))


def _in_the_way(session: Session, month: str) -> Iterator[Problem]:
    if not MONTH.fullmatch(month):
        yield Problem("closing.month", "月份应写作2026-11。", "month")
        return
    ends, last = last_day(month), last_statement(session)
    if last is None or last.last_on < ends:
        till = f"对账单只到{chinese_day(last.last_on)}" if last else "还没有录入对账单"
        yield Problem("reconciliation.statement", f"{till}，须到{chinese_day(ends)}。", "month")
    if _is_closed(session, month):
        yield Problem("reconciliation.closed", f"{_words(month)}已经结账，不再编制调节表。", "month")
    before = f"{date.fromisoformat(f'{month}-01') - timedelta(days=1):%Y-%m}"
    first = session.scalar(select(func.min(Entry.booked_on)).where(booked()))
    if first is not None and before >= f"{first:%Y-%m}" and not _is_closed(session, before):
        for problem in unreconciled(session, before):
            yield Problem("reconciliation.order", f"应先对上一个月的账：{problem.text}", "month")


def _is_closed(session: Session, month: str) -> bool:
    query = select(Closing.id).where(closed(), Closing.period == month)
    return session.scalars(query.limit(1)).first() is not None


def _item(money: Money, begins: date) -> Item:
    """`old`: it was open at the end of the month before."""
    old = money.day < begins
    return Item(money.of, money.row_id, money.day, money.number, money.text, money.fen, old)


def last_day(month: str) -> date:
    """The last day of a month."""
    return first_of_next_month(date.fromisoformat(f"{month}-01")) - timedelta(days=1)


def _words(month: str) -> str:
    return f"{month[:4]}年{int(month[5:])}月"
