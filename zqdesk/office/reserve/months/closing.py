"""Closing the books: a month that takes no more entries, and the carry-over of a year (结账、结转)."""

import re
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.hall.access import require
from zqdesk.office.hall.setup import hall
from zqdesk.office.reserve.bank.reconciling import unreconciled
from zqdesk.office.reserve.cash.till_agreement import is_counted, standing_difference
from zqdesk.office.reserve.ledger.days import believe_today
from zqdesk.office.reserve.ledger.second_words import CLOSE, SECOND_CLOSE, Wanted, word_where_wanted
from zqdesk.office.reserve.ledger.set_asides import booked, closed
from zqdesk.office.reserve.months.reported import report
from zqdesk.records.register import Work
from zqdesk.records.tables.reserve import Closing, Entry, Handover, Till
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.reserve import BANK, DISTRICT

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


def close_month(work: Work, month: str) -> str:
    """Close a month (`2026-11`); returns the closing's id. From its last day on, in order.

    Refused, with everything that stands in the way: books without an entry, a month that is not over, one
    before it still open, a till that was not counted and signed in this month since its last movement of cash
    or whose count does not agree, cash on its way between two people, a bank account that is not reconciled
    and signed for; while `reserve.second_close` says so, the word of a second person.
    """
    require(work, Role.CASHIER)
    believe_today(work)
    last_day = _last_day(month)
    refuse_if(standing_in_the_way(work.session, month, last_day, work.today))
    row = _closing(work, month, last_day)
    row.word_id = word_where_wanted(work, SECOND_CLOSE, _wanted(work, month, row))
    report(work, row.id, month)
    work.session.add(row)
    return row.id


def carry_over(work: Work, year: int) -> str:
    """Carry the balances of a year over into the next one; returns the closing's id.

    Money that is left stays in the reserve; what the district wants back is returned by its own entry
    before. Refused while December is open, and a second time.
    """
    require(work, Role.CASHIER)
    believe_today(work)
    held = set(work.session.scalars(select(Closing.period).where(closed())))
    problems = []
    if str(year) in held:
        problems.append(Problem("closing.done", f"{year}年已经结转。", "year"))
    if f"{year}-12" not in held:
        problems.append(Problem("closing.december", f"{year}年12月还没有结账，结账后才能结转。", "year"))
    refuse_if(problems)
    row = _closing(work, str(year), date(year, 12, 31))
    work.session.add(row)
    return row.id


def next_to_close(session: Session, today: date) -> str:
    """The month that is to be closed next: the one after the last closed, else that of the first entry."""
    last = last_closed(session)
    if last:
        following = first_of_next_month(date.fromisoformat(f"{last}-01"))
        return f"{following:%Y-%m}"
    first = session.scalar(select(func.min(Entry.booked_on)).where(booked()))
    return f"{first or today:%Y-%m}"


def last_closed(session: Session) -> str:
    """The last closed month, or an empty string."""
    query = select(func.max(Closing.period)).where(closed(), func.length(Closing.period) == 7)
    return session.scalar(query) or ""


def standing_in_the_way(session: Session, month: str, last_day: date, today: date) -> list[Problem]:
    """Everything that keeps this month from being closed today."""
    problems = []
    following = next_to_close(session, today)
    empty = session.scalars(select(Entry.id).where(booked()).limit(1)).first() is None
    if empty:
        problems.append(Problem("closing.nothing", "账上还没有记录，不用结账。", "month"))
    if month != following:
        text = f"应先结{_words(following)}的账。" if month > following else f"{_words(month)}已经结账。"
        problems.append(Problem("closing.order", text, "month"))
    if today < last_day:
        problems.append(Problem("closing.early", f"{_words(month)}还没有结束，最后一天起才能结账。", "month"))
    tills = select(Till).where(Till.closed_on.is_(None)).order_by(Till.id)
    for till in session.scalars(tills) if month == following else ():
        problems += _uncounted(session, till, last_day)
    if month == following and today >= last_day and not empty:
        problems += unreconciled(session, month)
    if session.scalars(select(Handover.id).where(Handover.ended_at.is_(None)).limit(1)).first():
        problems.append(Problem("closing.handover", "还有交接没有办完，请先接手或撤销。"))
    return problems


def _uncounted(session: Session, till: Till, last_day: date) -> list[Problem]:
    if wrong := standing_difference(session, till):
        return [Problem("closing.difference", f"{wrong}；查清并重新盘点、签字后才能结账。")]
    if not is_counted(session, till.id, last_day):
        text = f"{till.name}在本月最后一次收付之后还没有盘点并签字；本月没有收付的也要盘点一次。"
        return [Problem("closing.count", text)]
    return []


def _wanted(work: Work, month: str, row: Closing) -> Wanted:
    """What the second person is asked; a month that was opened again is asked about anew."""
    times = work.session.scalar(select(func.count(Closing.id)).where(Closing.period == month))
    sentence = (
        f"{work.actor.name}要结{_words(month)}的账：{row.entry_count}笔，银行存款{format_yuan(row.balances.get(BANK, 0))}元。"
        "请核对盘点表和银行存款余额调节表。"
    )
    return Wanted(CLOSE, f"{month}:{times}", sentence, usual="已核对盘点表和余额调节表")


def _closing(work: Work, period: str, last_day: date) -> Closing:
    first_day = last_day.replace(day=1) if MONTH.fullmatch(period) else date(last_day.year, 1, 1)
    inside = select(func.count(Entry.id)).where(booked(), Entry.booked_on.between(first_day, last_day))
    serial = select(func.max(Entry.serial)).where(
        booked(), Entry.year == last_day.year, Entry.booked_on <= last_day
    )
    return Closing(
        period=period,
        closed_on=work.today,
        by_id=work.actor.id,
        by_name=work.actor.name,
        last_serial=work.session.scalar(serial) or 0,
        entry_count=work.session.scalar(inside) or 0,
        balances=balances_on(work.session, last_day),
        turnover=turnover(work.session, first_day, last_day),
        office=hall(work.session).name,
    )


def balances_on(session: Session, day: date) -> dict[str, int]:
    """Fen by account at the end of a day; `district` as a debt, above zero."""
    moved = turnover(session, date.min, day)
    return {
        account: taken - given if account == DISTRICT else given - taken
        for account, (given, taken) in moved.items()
    }


def balances_before(session: Session, day: date) -> dict[str, int]:
    """Fen by account as the day begins."""
    return balances_on(session, day - timedelta(days=1))


def turnover(session: Session, first_day: date, last_day: date) -> dict[str, list[int]]:
    """`[debits, credits]` in fen by account of the entries of these days, both included."""
    moved: dict[str, list[int]] = {}
    for column, side in ((Entry.debit, 0), (Entry.credit, 1)):
        query = select(column, func.sum(Entry.amount_fen)).where(
            booked(), Entry.booked_on.between(first_day, last_day)
        )
        for account, fen in session.execute(query.group_by(column)):
            moved.setdefault(account, [0, 0])[side] = int(fen)
    return dict(sorted(moved.items()))


def _last_day(month: str) -> date:
    if not MONTH.fullmatch(month):
        raise Refused(Problem("closing.month", "月份应写作2026-11。", "month"))
    return first_of_next_month(date.fromisoformat(f"{month}-01")) - timedelta(days=1)


def _words(month: str) -> str:
    return f"{month[:4]}年{int(month[5:])}月"
