"""Who has a hand on cash, and who may only look on: anybody of the hall compares, who keeps cash vouches for nothing."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.hall.colleagues import colleague
from zqdesk.records.register import Actor, Work
from zqdesk.records.tables.reserve import Till
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import Role

ANYBODY = (Role.CLERK, Role.APPROVER, Role.CASHIER)
SIGNERS = (Role.CLERK, Role.APPROVER)


def require_anybody(work: Work) -> None:
    """Refuse who is nothing but an administrator."""
    if work.actor.roles.isdisjoint(ANYBODY):
        raise Refused(Problem("role.required", "这项操作须由经办人、审批人或出纳办理。"))


def keeps_cash(session: Session, actor: Actor) -> bool:
    """Whether this person, under any account, is a cashier or answers for a till."""
    who = colleague(session, actor.id)
    if Role.CASHIER in actor.roles | who.roles:
        return True
    query = select(Till.id).where(Till.holder_id.in_(who.account_ids), Till.closed_on.is_(None))
    return session.scalars(query.limit(1)).first() is not None
