"""What of the register calls for an answer or for its result today."""

from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.disputes import OBJECTION, TITLES, DisputeRow, register
from zqdesk.office.cases.looks.work import Town, WorkRow, day_words
from zqdesk.records.register import Actor
from zqdesk.rules.process import Role

ACT = "disputes"
"""What a row of today's work is known by that leads to the register."""


def due(session: Session, town: Town, actor: Actor) -> list[WorkRow]:
    """Rows of today's work: all that is open, but objections, whose case stands there with its own limit."""
    open_ones = (row for row in register(session, actor) if row.is_open and row.kind != OBJECTION)
    return [_row(row, town, actor) for row in open_ones]


def _row(row: DisputeRow, town: Town, actor: Actor) -> WorkRow:
    due_on = row.running_until
    whose = row.subject.applicant or (f"反映{row.about}" if row.about else row.name or "匿名")
    return WorkRow(
        case_id="" if row.dispute_id else row.subject.case_id,
        due_on=due_on,
        days_left=town.days_left(due_on) if due_on else None,
        provisional=False,
        applicant=whose,
        business=TITLES[row.kind],
        next_step="查证并答复" if due_on else "登记结果",
        act=ACT,
        basis=f"{day_words(row.received_on)}收到" if due_on else row.organ,
        person_count=0,
        amount_fen=None,
        mine=not actor.roles.isdisjoint({Role.CLERK, Role.APPROVER}),
        programme="",
        number=row.subject.number,
        household_id="",
        roll_id=row.key,
    )
