"""Who may look into cases, who may act at all, and a record that is gone."""

from typing import TypeVar

from sqlalchemy.orm import Session

from zqdesk.records.register import Actor, Work
from zqdesk.records.tables.base import Row
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import ROLE_TITLES, Role

CASE_ROLES = frozenset({Role.CLERK, Role.APPROVER, Role.CASHIER})


def may_see_cases(actor: Actor) -> bool:
    """Whether this person may see persons, households and cases (domain §1)."""
    return not actor.roles.isdisjoint(CASE_ROLES)


def guard_cases(actor: Actor) -> None:
    """Refuse anybody who may not (`access.cases`)."""
    if not may_see_cases(actor):
        raise Refused(Problem("access.cases", "您的账号只有管理权限，不能查看救助业务内容。"))


R = TypeVar("R", bound=Row)


def found(session: Session, kind: type[R], row_id: str) -> R:
    """The record, or a refusal that says it is gone."""
    row = session.get(kind, row_id)
    if row is None:
        raise Refused(Problem("record.missing", "这条记录已经不存在，请返回列表刷新后重试。"))
    return row


def require(work: Work, role: Role) -> None:
    """Refuse anybody without this role, for acts that belong to no case."""
    if role not in work.actor.roles:
        raise Refused(Problem("role.required", f"这项操作须由{ROLE_TITLES[role]}办理。"))
