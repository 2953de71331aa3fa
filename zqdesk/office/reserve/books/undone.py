"""What was set aside or opened again, as the books of the month say it at their foot."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zqdesk.office.reserve.ledger.journal import voucher_number
from zqdesk.office.reserve.ledger.second_words import CLOSING, COUNT
from zqdesk.office.reserve.ledger.set_asides import set_aside_words
from zqdesk.office.reserve.months.periods import first_day, last_day, period_words
from zqdesk.records.tables.reserve import CashCount, Closing, Entry, SetAside, Till
from zqdesk.rules.parameters import chinese_day


def undone_words(session: Session, period: str) -> tuple[str, ...]:
    """One sentence for each act of a wrong day that was set aside within the period, or that bears a day within it."""
    first, last = first_day(period), last_day(period)
    begins, ends = f"{first:%Y-%m}", f"{last:%Y-%m}"
    rows = session.scalars(
        select(SetAside)
        .outerjoin(Closing, Closing.id == SetAside.subject_id)
        .outerjoin(Entry, Entry.id == SetAside.subject_id)
        .outerjoin(CashCount, CashCount.id == SetAside.subject_id)
        .where(
            or_(
                SetAside.set_on.between(first, last),
                Closing.period.between(begins, ends),
                Entry.booked_on.between(first, last),
                CashCount.counted_on.between(first, last),
            )
        )
        .order_by(SetAside.set_at, SetAside.id)
    )
    return tuple(f"{_what(session, row)}{set_aside_words(row)}。" for row in rows)


def _what(session: Session, row: SetAside) -> str:
    if row.matter == CLOSING:
        closing = session.get_one(Closing, row.subject_id)
        return f"{period_words(closing.period)}（{chinese_day(closing.closed_on)}结账）"
    if row.matter == COUNT:
        count = session.get_one(CashCount, row.subject_id)
        return f"{session.get_one(Till, count.till_id).name}{chinese_day(count.counted_on)}的盘点（日期有误）"
    entry = session.get_one(Entry, row.subject_id)
    back = session.get_one(Entry, row.reversal_id)
    numbers = f"{voucher_number(entry)}及其冲销{voucher_number(back)}"
    return f"{numbers}（日期有误，误记为{chinese_day(entry.booked_on)}）"
