"""Whether the PC's date can be: one guard before every act, whatever number, date or deadline it would give.

The clock of a PC is off now and then; the change log knows the day of the last act. A day far before or after it is
believed once the person who signs in has looked at the calendar and said so. Money is stricter: see `reserve.days`.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.records.changes import changes
from zqdesk.records.register import CHINA, Work
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem, Refused

LONGEST_DAYS = 45
"""No hall is closed for so long; as `reserve.longest_jump_days` is shipped."""
DOUBTFUL = "clock.doubtful"


def believe(session: Session, today: date) -> None:
    """Refuse to act on a day that nobody has looked at (`clock.doubtful`)."""
    said = doubt(session, today)
    if said:
        raise Refused(
            Problem(DOUBTFUL, f"{said}请先核对电脑的日期；日期无误的，锁屏后重新登录，在那里确认。")
        )


def doubt(session: Session, today: date) -> str:
    """Why the PC's date may be wrong, as a sentence; empty if it may well be right."""
    known = last_day(session)
    if known is None or abs((today - known).days) <= LONGEST_DAYS:
        return ""
    days = (today - known).days
    how = f"早了{-days}天" if days < 0 else f"晚了{days}天"
    return f"电脑日期是{chinese_day(today)}，比变更记录里最近的一天{chinese_day(known)}{how}。"


def last_day(session: Session) -> date | None:
    """The day of the last act; that a database was put in place of another says nothing of the day."""
    query = select(changes.c.at).where(changes.c.act.not_like("restoration.%"))
    at = session.scalar(query.order_by(changes.c.seq.desc()).limit(1))
    return None if at is None else datetime.fromisoformat(at).astimezone(CHINA).date()


def confirm_day(work: Work) -> None:
    """Leave a trace that the person signing in has looked at the calendar: from now on this day is the known one."""
    said = doubt(work.session, work.today)
    work.note(f"{said}已核对，日期无误。")
