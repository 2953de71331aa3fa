"""Who may look into cases: an administrator keeps the desk running and sees no case unless also a clerk."""

from zqdesk.records.register import Actor
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import Role

CASE_ROLES = frozenset({Role.CLERK, Role.APPROVER, Role.CASHIER})


def may_see_cases(actor: Actor) -> bool:
    """Whether this person may see persons, households and cases (domain §1)."""
    return not actor.roles.isdisjoint(CASE_ROLES)


def guard_cases(actor: Actor) -> None:
    """Refuse anybody who may not (`access.cases`)."""
    if not may_see_cases(actor):
        raise Refused(Problem("access.cases", "您的账号只有管理权限，不能查看救助业务内容。"))
