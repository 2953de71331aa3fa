"""Whether this desk may still act, by the district's word: taken off, or not heard of for too long. Asked before every act.

And whether what was done here has its answer: what must not happen at two desks waits for it.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.hall import clock
from zqdesk.records.changes import change_subjects
from zqdesk.records.register import CHINA
from zqdesk.records.tables.exchange import RENUMBERED, exchange_state, log_answers
from zqdesk.records.tables.place import Desk, ParameterRow
from zqdesk.rules.problem import Problem, Refused

ABSENT_DAYS = "exchange.absent_days"
OFF = {
    "retired": "区里已停用这台电脑，不能再办理；没有上报的会继续上报，已有的可以查看。请到别的窗口办理。",
    "lost": "区里已挂失这台电脑，不能再办理。请联系区里。",
    "cloned": "有另一台电脑在用同一个编号上报，这台不能再办理。请联系区里，作为新电脑重新登记。",
}


def may_act(session: Session, today: date) -> None:
    """Refuse an act at a desk that was taken off (`desk.off`), that has not exchanged for too long (`desk.absent`), or on a
    day that nobody has looked at.
    """
    clock.believe(session, today)
    row = session.execute(select(exchange_state.c.standing, exchange_state.c.exchanged_at)).first()
    if row is None:
        return
    if row.standing in OFF:
        raise Refused(Problem("desk.off", OFF[row.standing]))
    most = _most_days(session, today)
    if most and row.exchanged_at:
        away = (today - datetime.fromisoformat(row.exchanged_at).astimezone(CHINA).date()).days
        if away > most:
            text = (
                f"这台电脑已有{away}天没有与区里交换，区里规定最多{most}天。"
                "请先到“设置 · 与区里交换”按“现在交换”，没有网络的用 U 盘，然后再办理。"
            )
            raise Refused(Problem("desk.absent", text))


def is_answered(session: Session, record_id: str) -> bool:
    """Whether the district has answered all that was done here to a record; always where no other desk could do the same meanwhile."""
    here = session.execute(select(exchange_state.c.digit)).first()
    if here is None or (here.digit == 1 and len(session.scalars(select(Desk.id).limit(2)).all()) < 2):
        return True
    waiting = (
        select(change_subjects.c.seq)
        .join(log_answers, log_answers.c.seq == change_subjects.c.seq)
        .where(change_subjects.c.subject_id == record_id)
        .where(log_answers.c.position.is_(None), log_answers.c.kind != RENUMBERED)
    )
    return session.scalar(waiting.limit(1)) is None


def _most_days(session: Session, today: date) -> int:
    """As the district publishes it; 0 is no limit. Read on its own: the guard stands before every save."""
    query = (
        select(ParameterRow.value)
        .where(ParameterRow.key == ABSENT_DAYS, ParameterRow.valid_from <= today)
        .order_by(ParameterRow.scope.desc(), ParameterRow.valid_from.desc(), ParameterRow.published_on.desc())
    )
    return int(session.scalar(query.limit(1)) or 0)
