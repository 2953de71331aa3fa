"""Closing the books: a month that takes no more entries, and the carry-over of a year (结账、结转)."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.counting import last_signed, moved_since
from zqdesk.office.journal import till_account
from zqdesk.office.steps import require
from zqdesk.records.register import Work
from zqdesk.records.reserve import Closing, Entry, Handover, Till
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.reserve import DISTRICT

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


def close_month(work: Work, month: str) -> str:
    """Close a month (`2026-11`) for good; returns the closing's id. From its last day on, in order.

    Refused, with everything that stands in the way: a month that is not over, one before it still open, a
    till whose last signed count does not agree with the books or was not taken since it last moved, cash
    on its way between two people.
    """
    require(work, Role.CASHIER)
    last_day = _last_day(month)
    refuse_if(standing_in_the_way(work.session, month, last_day, work.today))
    row = _closing(work, month, last_day)
    work.session.add(row)
    return row.id


def carry_over(work: Work, year: int) -> str:
    """Carry the balances of a year over into the next one; returns the closing's id.

    Money that is left stays in the reserve; what the district wants back is returned by its own entry
    before. Refused while December is open, and a second time.
    """
    require(work, Role.CASHIER)
    held = set(work.session.scalars(select(Closing.period)))
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
    first = session.scalar(select(func.min(Entry.booked_on)))
    return f"{first or today:%Y-%m}"


def last_closed(session: Session) -> str:
    """The last closed month, or an empty string."""
    query = select(func.max(Closing.period)).where(func.length(Closing.period) == 7)
    return session.scalar(query) or ""


def standing_in_the_way(session: Session, month: str, last_day: date, today: date) -> list[Problem]:
    """Everything that keeps this month from being closed today."""
    problems = []
    following = next_to_close(session, today)
    if month != following:
        text = f"应先结{_words(following)}的账。" if month > following else f"{_words(month)}已经结账。"
        problems.append(Problem("closing.order", text, "month"))
    if today < last_day:
        problems.append(Problem("closing.early", f"{_words(month)}还没有结束，最后一天起才能结账。", "month"))
    for till in session.scalars(select(Till).where(Till.closed_on.is_(None)).order_by(Till.id)):
        problems += _uncounted(session, till)
    if session.scalars(select(Handover.id).where(Handover.ended_at.is_(None)).limit(1)).first():
        problems.append(Problem("closing.handover", "还有交接没有办完，请先接手或撤销。"))
    return problems


def _uncounted(session: Session, till: Till) -> list[Problem]:
    moved = select(Entry.id).where(
        (Entry.debit == till_account(till.id)) | (Entry.credit == till_account(till.id))
    )
    if session.scalars(moved.limit(1)).first() is None:
        return []
    count = last_signed(session, till.id)
    if count is None or moved_since(session, count):
        return [Problem("closing.count", f"{till.name}在最近一次收付之后还没有盘点并签字。")]
    if count.counted_fen != count.book_fen:
        difference = format_yuan(abs(count.counted_fen - count.book_fen))
        return [
            Problem("closing.difference", f"{till.name}账实相差{difference}元，查清并重新盘点后才能结账。")
        ]
    return []


def _closing(work: Work, period: str, last_day: date) -> Closing:
    entries = work.session.scalars(
        select(Entry).where(Entry.booked_on <= last_day).order_by(Entry.year, Entry.serial)
    ).all()
    inside = [entry for entry in entries if entry.booked_on.isoformat().startswith(period)]
    return Closing(
        period=period,
        closed_on=work.today,
        by_id=work.actor.id,
        by_name=work.actor.name,
        last_serial=max((e.serial for e in entries if e.year == last_day.year), default=0),
        entry_count=len(inside),
        balances=balances_of(entries),
        turnover=turnover_of(inside),
    )


def balances_of(entries: Sequence[Entry]) -> dict[str, int]:
    """Fen by account after these entries; `district` as a debt, above zero."""
    found: dict[str, int] = {}
    for entry in entries:
        found[entry.debit] = found.get(entry.debit, 0) + entry.amount_fen
        found[entry.credit] = found.get(entry.credit, 0) - entry.amount_fen
    if DISTRICT in found:
        found[DISTRICT] = -found[DISTRICT]
    return dict(sorted(found.items()))


def turnover_of(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """`[debits, credits]` in fen by account of these entries."""
    found: dict[str, list[int]] = {}
    for entry in entries:
        found.setdefault(entry.debit, [0, 0])[0] += entry.amount_fen
        found.setdefault(entry.credit, [0, 0])[1] += entry.amount_fen
    return dict(sorted(found.items()))


def _last_day(month: str) -> date:
    if not MONTH.fullmatch(month):
        raise Refused(Problem("closing.month", "月份应写作2026-11。", "month"))
    return first_of_next_month(date.fromisoformat(f"{month}-01")) - timedelta(days=1)


def _words(month: str) -> str:
    return f"{month[:4]}年{int(month[5:])}月"
