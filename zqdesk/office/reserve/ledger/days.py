"""Whether the PC's date can be: one guard for whatever moves, counts, closes, hands over, agrees or registers.

The clock of a PC is off now and then. Nothing is dated before the last act in the books; a day far after it is believed
once a second person has looked at the calendar, and so is one that the district's server does not have. What slipped through is
set aside by two people (`undoing`, `correcting.reverse`).
"""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.parameters import parameters_on
from zqdesk.office.reserve.ledger.second_words import DATE, Wanted, word_on
from zqdesk.office.reserve.ledger.set_asides import booked, closed, counted
from zqdesk.records.changes import change_subjects, changes
from zqdesk.records.register import CHINA, Work
from zqdesk.records.tables.exchange import exchange_state
from zqdesk.records.tables.reserve import CashCount, Closing, Entry, Till
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem, refuse_if


@frozen
class LastAct:
    """The act of the latest day that holds in the books: its day, what it is, its row, and its way back."""

    day: date
    words: str
    row_id: str
    way_back: str


def believe_today(work: Work) -> None:
    """Refuse to act on a day that cannot be; ask for a second person's word on one that hardly can."""
    last = last_act(work.session)
    refuse_if(_behind(last, work.today))
    for wanted in _doubts(work.session, last, work.today):
        word_on(work, wanted)


def behind(session: Session, today: date) -> list[Problem]:
    """The problem of a day before that of the last act in the books."""
    return _behind(last_act(session), today)


def doubts(session: Session, today: date) -> tuple[Wanted, ...]:
    """What a second person is asked before today is believed."""
    return _doubts(session, last_act(session), today)


def _doubts(session: Session, last: LastAct | None, today: date) -> tuple[Wanted, ...]:
    asked = (_off_the_district(session, today), _far_ahead(session, last, today))
    return tuple(wanted for wanted in asked if wanted is not None)


def _off_the_district(session: Session, today: date) -> Wanted | None:
    """Where the district's server had another day than this PC when they last exchanged."""
    ahead = session.scalar(select(exchange_state.c.ahead_seconds)) or 0
    off = timedelta(days=round(ahead / timedelta(days=1).total_seconds()))
    if not off:
        return None
    text = (
        f"电脑日期是{chinese_day(today)}，区里服务器上是{chinese_day(today - off)}（上次交换时相差{abs(off.days)}天）。"
        "请先核对电脑的日期；已经校准的，请另一位工作人员在“备用金”页上确认。"
    )
    return Wanted(DATE, f"{today.isoformat()}{off.days:+}", text)


def far_ahead(session: Session, today: date) -> Wanted | None:
    """What a second person is asked where today lies far after the last day that is known."""
    return _far_ahead(session, last_act(session), today)


def _behind(last: LastAct | None, today: date) -> list[Problem]:
    if last is None or today >= last.day:
        return []
    text = (
        f"电脑日期{chinese_day(today)}早于{last.words}（{chinese_day(last.day)}）。请先核对电脑的日期；"
        f"今天的日期无误，是那一次日期记错了的，{last.way_back}。"
    )
    return [Problem("reserve.clock", text)]


def _far_ahead(session: Session, last: LastAct | None, today: date) -> Wanted | None:
    longest = parameters_on(session, today).number("reserve.longest_jump_days")
    if last is not None and (today - last.day).days <= longest:
        return None
    known = _known_day(session, last, longest)
    if known is None or (today - known).days <= longest:
        return None
    text = (
        f"电脑日期是{chinese_day(today)}，已知的最近一天是{chinese_day(known)}，相差{(today - known).days}天。"
        "请先核对电脑的日期；日期无误的，请另一位工作人员在“备用金”页上确认。"
    )
    return Wanted(DATE, today.isoformat(), text)


def last_act(session: Session) -> LastAct | None:
    """The entry, count or closing of the latest day, those set aside left out."""
    found = [act for act in (_last_entry(session), _last_count(session), _last_closing(session)) if act]
    return max(found, key=lambda act: act.day, default=None)


def _last_entry(session: Session) -> LastAct | None:
    query = select(Entry).where(booked()).order_by(Entry.booked_on.desc()).limit(1)
    entry = session.scalars(query).first()
    if entry is None:
        return None
    words = f"最近一笔账记-{entry.year}-{entry.serial:04d}"
    return LastAct(entry.booked_on, words, entry.id, "请审批人在“流水”里冲销它")


def _last_count(session: Session) -> LastAct | None:
    query = select(CashCount, Till.name).join(Till, Till.id == CashCount.till_id).where(counted())
    row = session.execute(query.order_by(CashCount.counted_on.desc()).limit(1)).first()
    if row is None:
        return None
    return LastAct(row[0].counted_on, f"{row[1]}最近一次盘点", row[0].id, "请在“盘点与交接”里把它作废")


def _last_closing(session: Session) -> LastAct | None:
    closing = session.scalars(select(Closing).where(closed()).order_by(Closing.closed_on.desc())).first()
    if closing is None:
        return None
    words = f"{closing.period}的结账"
    return LastAct(closing.closed_on, words, closing.id, "请在“账簿与结账”里重新打开那个期间")


def _known_day(session: Session, last: LastAct | None, longest: int) -> date | None:
    """How far the change log went on day by day: a jump of its own is no evidence of anything."""
    if last is None:
        at = session.scalar(select(changes.c.at).order_by(changes.c.seq.desc()).limit(1))
        return None if at is None else datetime.fromisoformat(at).astimezone(CHINA).date()
    of_last = select(func.max(change_subjects.c.seq)).where(change_subjects.c.subject_id == last.row_id)
    day = func.date(changes.c.at, "+8 hours")
    since = changes.c.seq > func.coalesce(of_last.scalar_subquery(), 0)
    known = last.day
    for text in session.scalars(select(day).where(since).group_by(day).order_by(func.min(changes.c.seq))):
        seen = date.fromisoformat(text)
        if known < seen <= known + timedelta(days=longest):
            known = seen
    return known
