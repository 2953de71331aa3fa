"""What a closed month reported of its payments, kept with its closing: the past reads as it was, corrections as corrections.

Amounts need no keeping, entries never change. What may change around them is kept for each payment when its month is closed:
number, kind, cause, class and persons of the case, village and address, clerk, approver and batch.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.hall.setup import hall
from zqdesk.office.reserve.ledger.journal import voucher_number
from zqdesk.office.reserve.ledger.set_asides import CLOSING_IN_LOG, closed
from zqdesk.office.reserve.months.periods import MONTH, first_day, last_day
from zqdesk.office.reserve.paying.booked_payments import BookedPayment, booked_payments
from zqdesk.records.register import Work
from zqdesk.records.tables.base import new_id
from zqdesk.records.tables.reserve import Closing, Reported
from zqdesk.rules.relief.amount import APPLICANT_CLASSES, CAUSES, KIND_TITLES

Facts = dict[str, Any]
_ROWS = ("entry", "paper", "case_id")
"""What of a payment never changes, or is no fact."""
KEPT = tuple(field.name for field in fields(BookedPayment) if field.name not in _ROWS)
CORRECTED: dict[str, tuple[str, dict[str, str]]] = {
    "kind": ("救助类型", KIND_TITLES),
    "cause": ("困难原因", CAUSES),
    "applicant_class": ("对象类别", APPLICANT_CLASSES),
    "person_count": ("人数", {}),
}
"""Facts of the case itself: other than as reported, they are a correction. A family that moved or a batch settled is none."""


def payments_of(session: Session, period: str) -> Iterator[BookedPayment]:
    """The payments of a month or year as its books say them: as reported where their month is closed, else as they are."""
    known = as_reported(session, period)
    for each in booked_payments(session, first_day(period), last_day(period)):
        yield replace(each, **known.get(each.entry.id, {}))


def office_of(session: Session, period: str) -> str:
    """What the hall was called when the period was closed; today's name where it is open."""
    query = select(Closing.office).where(closed(), Closing.period == period, Closing.office != "")
    return session.scalars(query).first() or hall(session).name


def report(work: Work, closing_id: str, month: str) -> None:
    """Keep what the books of this month say, before its closing: its payments, and what was corrected of earlier ones."""
    session = work.session
    kept = {
        each.entry.id: facts_of(each) for each in booked_payments(session, first_day(month), last_day(month))
    }
    for each, before in _differing(session, month):
        kept[each.entry.id] = before | {name: getattr(each, name) for name in CORRECTED}
    session.add_all(
        Reported(id=new_id(), closing_id=closing_id, entry_id=entry_id, facts=facts)
        for entry_id, facts in kept.items()
    )
    session.flush()


def facts_of(each: BookedPayment) -> Facts:
    """What is kept of a payment."""
    return {name: getattr(each, name) for name in KEPT}


def correction_words(session: Session, period: str) -> tuple[str, ...]:
    """One sentence for each payment of an earlier month that was corrected in this period."""
    months = [period] if len(period) == MONTH else [f"{period}-{number:02d}" for number in range(1, 13)]
    words: list[str] = []
    for month in months:
        words += _of_month(session, month)
    return tuple(words)


def _of_month(session: Session, month: str) -> Iterator[str]:
    """As kept by the month's closing; of the month at hand, that of which there is no closing yet, as it stands."""
    closing = session.scalars(select(Closing).where(closed(), Closing.period == month)).first()
    if closing is None:
        if month != _open_month(session):
            return
        differing = _differing(session, month)
        found = [(each, before, facts_of(each)) for each, before in differing]
    else:
        now = _kept_with(session, closing.id)
        known = as_reported(session, _month_before(month))
        earlier = booked_payments(session, date.min, first_day(month) - timedelta(days=1))
        found = [
            (each, known[each.entry.id], now[each.entry.id])
            for each in earlier
            if each.entry.id in now and each.entry.id in known
        ]
    for each, before, after in found:
        yield f"更正以前月份：{voucher_number(each.entry)} {each.payee}，{_changes(before, after)}。"


def _changes(before: Facts, after: Facts) -> str:
    parts = []
    for name, (title, titles) in CORRECTED.items():
        was, now = before[name], after[name]
        if was != now:
            parts.append(f"{title}由“{titles.get(was, was)}”更正为“{titles.get(now, now)}”")
    return "，".join(parts)


def _differing(session: Session, month: str) -> list[tuple[BookedPayment, Facts]]:
    """Payments of months closed before, whose case is another now than it was last reported."""
    known = as_reported(session, _month_before(month))
    if not known:
        return []
    return [
        (each, known[each.entry.id])
        for each in booked_payments(session, date.min, first_day(month) - timedelta(days=1))
        if each.entry.id in known
        and any(getattr(each, name) != known[each.entry.id][name] for name in CORRECTED)
    ]


def as_reported(session: Session, period: str) -> dict[str, Facts]:
    """Entry → what was last reported of it by the end of the period."""
    query = (
        select(Reported.entry_id, Reported.facts)
        .join(Closing, Closing.id == Reported.closing_id)
        .where(closed(), Closing.period <= f"{last_day(period):%Y-%m}")
        .order_by(CLOSING_IN_LOG)
    )
    return {row.entry_id: row.facts for row in session.execute(query)}


def _kept_with(session: Session, closing_id: str) -> dict[str, Facts]:
    query = select(Reported.entry_id, Reported.facts).where(Reported.closing_id == closing_id)
    return {row.entry_id: row.facts for row in session.execute(query)}


def _open_month(session: Session) -> str:
    """The month after the last closed one, in whose books corrections made meanwhile stand."""
    last = session.scalar(
        select(func.max(Closing.period)).where(closed(), func.length(Closing.period) == MONTH)
    )
    return f"{last_day(last) + timedelta(days=1):%Y-%m}" if last else ""


def _month_before(month: str) -> str:
    return f"{first_day(month) - timedelta(days=1):%Y-%m}"
