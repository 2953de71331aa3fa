"""A case goes on with another clerk: somebody is ill, or is family, or leaves."""

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts.duty import acted
from zqdesk.office.hall.access import found
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.hall.colleagues import colleague
from zqdesk.office.hall.conflicts import keep_out, own_family
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.staff import Account
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import OPEN_STATES


@frozen
class HandoverEntry:
    """To whom, and why."""

    to_id: str = ""
    reason: str = ""


def hand_over_case(work: Work, case_id: str, entry: HandoverEntry) -> None:
    """Another clerk has the case from now on; who did what in it before stays in the log.

    Refused: by who is neither its clerk nor an approver, no clerk to give it to, one who approved in it or whose family
    it is about, the same, a closed case, no reason.
    """
    if work.actor.roles.isdisjoint({Role.CLERK, Role.APPROVER}):
        raise Refused(Problem("role.required", "移交案件须由经办人或审批人办理。"))
    case = found(work.session, Case, case_id)
    keep_out(work, case.household_id)
    problems = check_filled("reason", entry.reason, "移交的原因")
    if case.state not in OPEN_STATES:
        problems.append(Problem("handover.closed", "已经办结，不用移交。"))
    to = work.session.get(Account, entry.to_id) if entry.to_id else None
    if to is None or not to.active or Role.CLERK not in to.roles:
        problems.append(Problem("handover.to", "请选择接手的经办人", "to_id"))
        raise Refused(*problems)
    them = colleague(work.session, to.id)
    if case.clerk_id in them.account_ids:
        problems.append(Problem("handover.same", f"已经是{to.name}经办。"))
    if them.account_ids & acted(work.session, case, Role.APPROVER).keys():
        problems.append(Problem("handover.approver", f"{to.name}在本案中办理过审核或确认。"))
    problems += own_family(work.session, them, (case.household_id,))
    refuse_if(problems)
    case.clerk_id = to.id
    work.note(entry.reason.strip())
