"""Who may act in a case: clerk, approver and cashier of one case are different people, none of its family (domain §1, §5)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.hall.colleagues import Colleague, colleague
from zqdesk.office.hall.conflicts import own_family
from zqdesk.records.changes import change_subjects, changes, stands
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.exchange import log_answers
from zqdesk.records.tables.steps import HomeVisit
from zqdesk.rules.problem import Problem
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import table


def separation(work: Work, case: Case, role: Role) -> list[Problem]:
    """Nobody is clerk or investigator and approver in the same case (domain §1), whatever roles they hold;
    nor does who approved a payment make it (domain §5), nor anybody anything for their own family.

    Who has done what is asked of the change log, and of the person behind the account: a change of clerk, of
    account or of name hides nothing.
    """
    me = colleague(work.session, work.actor.id)
    problems = own_family(work.session, me, (case.household_id,))
    if role is Role.APPROVER:
        return problems + _barred_from_approving(work, case, me)
    if (
        role in (Role.CLERK, Role.CASHIER)
        and me.account_ids & acted(work.session, case, Role.APPROVER).keys()
    ):
        whose = "经办事项须由另一位经办人办理" if role is Role.CLERK else "救助金须由另一位出纳发放"
        problems.append(Problem("duty.approver", f"您在本案中办理过审核或确认，{whose}。"))
    return problems


def _barred_from_approving(work: Work, case: Case, me: Colleague) -> list[Problem]:
    """Who took the case in, looked into it, or paid it."""
    if me.account_ids & {case.clerk_id, *acted(work.session, case, Role.CLERK)}:
        return [Problem("duty.clerk", "您是本案的经办人，审核、确认须由另一位审批人办理。")]
    if me.account_ids & acted(work.session, case, Role.CASHIER).keys():
        return [Problem("duty.cashier", "您在本案中发放过救助金，审批须由另一位审批人办理。")]
    visits = work.session.scalars(select(HomeVisit).where(HomeVisit.case_id == case.id))
    if any(me.is_named(name) for visit in visits for name in visit.investigators):
        return [Problem("duty.investigator", "您参加了本案的入户调查，审核、确认须由另一位审批人办理。")]
    return []


def acted(session: Session, case: Case, role: Role) -> dict[str, str]:
    """Who has taken a step of this role in the case: id and name, by the change log; not what was taken back."""
    process = table(case.programme, case.kind)
    acts = {step.act for step in process.steps if step.role is role}
    if role is Role.CLERK:
        acts.add(process.begins)
    done = session.execute(
        select(changes.c.actor_id, changes.c.actor_name, changes.c.act)
        .join(change_subjects, change_subjects.c.seq == changes.c.seq)
        .join(log_answers, log_answers.c.seq == changes.c.seq)
        .where(change_subjects.c.subject_id == case.id, stands())
        .distinct()
    )
    return {row.actor_id: row.actor_name for row in done if row.act.rpartition(".")[2] in acts}
