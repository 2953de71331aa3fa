"""Taking a step of a case: what the process table allows, who may do it, and the move to the next state."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.acts.duty import separation
from zqdesk.office.hall.access import found
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import Opinion
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import arrive, refuse_step
from zqdesk.rules.programmes import table


def begin(work: Work, case_id: str, act: str) -> Case:
    """The case, if this person may take this step now; refused otherwise, with every reason."""
    case = found(work.session, Case, case_id)
    process = table(case.programme, case.kind)
    if act not in {step.act for step in process.steps}:
        raise Refused(Problem("process.act", f"“{process.title}”没有这一步骤，请在相应的业务中办理。"))
    problems = refuse_step(process, act, case.state, work.actor.roles)
    problems += separation(work, case, process.step(act).role)
    refuse_if(problems)
    return case


def finish(case: Case, act: str, to: str | None = None) -> None:
    """Move the case to the state the step leads to (`to` where the table leaves a choice)."""
    target = arrive(table(case.programme, case.kind), act, to)
    if target is not None:
        case.state = target


def latest_opinion(session: Session, case_id: str) -> Opinion | None:
    """The opinion in force: the one of the last round."""
    return session.scalars(
        select(Opinion).where(Opinion.case_id == case_id).order_by(Opinion.round.desc()).limit(1)
    ).first()
