"""The way back from a mistake of the clock, by two people: a count set aside, a closed period opened again.

An entry has its own: `correcting.reverse`, which sets it aside where its day is still to come.
"""

from sqlalchemy import select

from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.reserve.ledger.second_words import CLOSING, COUNT, Wanted, word_on
from zqdesk.office.reserve.ledger.set_asides import ENTRY, last_closing
from zqdesk.records.register import Work
from zqdesk.records.tables.reserve import CashCount, Closing, Entry, Handover, SetAside, Till
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role


def set_aside_count(work: Work, count_id: str, reason: str) -> str:
    """Set a count aside that bears a day still to come; returns the row's id.

    It clears nothing any more. What it found too much or too little stands until a later count agrees.
    Refused: a count of a day that has been, one that a hand-over still rests on, without an approver's word.
    """
    require(work, Role.CASHIER)
    count = found(work.session, CashCount, count_id)
    problems = check_filled("reason", reason, "作废的原因")
    if _is_set_aside(work, count.id):
        problems.append(Problem("undoing.twice", "这次盘点已经作废。"))
    if count.counted_on <= work.today:
        text = f"盘点日期{chinese_day(count.counted_on)}不在今天之后，不能作废；盘点有差错的，重新盘点。"
        problems.append(Problem("undoing.day", text))
    waiting = select(Handover.id).where(Handover.count_id == count.id, Handover.ended_at.is_(None))
    if work.session.scalars(waiting.limit(1)).first() is not None:
        problems.append(Problem("undoing.handover", "有一次交接以这次盘点为准，请先撤销那次交接。"))
    refuse_if(problems)
    till = work.session.get_one(Till, count.till_id)
    sentence = f"{till.name}{chinese_day(count.counted_on)}的盘点日期有误，{work.actor.name}要把它作废。"
    word = word_on(work, Wanted(COUNT, count.id, sentence))
    return _set_aside(work, COUNT, count.id, reason, (word.by_id, word.by_name))


def reopen_period(work: Work, closing_id: str, reason: str) -> str:
    """Open the period again that was closed last; returns the row's id. Its closing stays and is marked.

    Refused: any other closing than the last, a second time, without an approver's word.
    """
    require(work, Role.CASHIER)
    closing = found(work.session, Closing, closing_id)
    problems = check_filled("reason", reason, "重新打开的原因")
    last = last_closing(work.session)
    if _is_set_aside(work, closing.id):
        problems.append(Problem("undoing.twice", f"{closing.period}的这次结账已经重新打开。"))
    elif last is None or last.id != closing.id:
        text = f"应先重新打开最后结的{last.period if last else ''}。"
        problems.append(Problem("undoing.order", text))
    refuse_if(problems)
    sentence = f"{work.actor.name}要把{chinese_day(closing.closed_on)}结的{closing.period}的账重新打开。"
    word = word_on(work, Wanted(CLOSING, closing.id, sentence))
    return _set_aside(work, CLOSING, closing.id, reason, (word.by_id, word.by_name))


def set_aside_entry(work: Work, entry: Entry, reversal: Entry, reason: str) -> str:
    """Mark an entry of a wrong day and the reversal that cancels it; for `correcting.reverse`, by whoever reverses."""
    second = (entry.by_id, entry.by_name)
    return _set_aside(work, ENTRY, entry.id, reason, second, reversal_id=reversal.id)


def _is_set_aside(work: Work, subject_id: str) -> bool:
    query = select(SetAside.id).where(SetAside.subject_id == subject_id)
    return work.session.scalars(query).first() is not None


def _set_aside(
    work: Work,
    matter: str,
    subject_id: str,
    reason: str,
    second: tuple[str, str],
    *,
    reversal_id: str | None = None,
) -> str:
    row = SetAside(
        matter=matter,
        subject_id=subject_id,
        reversal_id=reversal_id,
        reason=reason.strip(),
        set_on=work.today,
        set_at=work.now,
        by_id=work.actor.id,
        by_name=work.actor.name,
        second_id=second[0],
        second_name=second[1],
    )
    work.session.add(row)
    work.session.flush()
    work.note(reason.strip())
    return row.id
