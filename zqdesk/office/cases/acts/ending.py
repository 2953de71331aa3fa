"""The ways a case goes back or ends without a decision: verified again, withdrawn, not cooperated with (S2 art. 29)."""

from sqlalchemy import select

from zqdesk.office.cases.acts.steps import begin, finish
from zqdesk.office.hall.checks import check_filled
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import PublicNotice
from zqdesk.rules.problem import Problem, Refused, refuse_if


def reopen_verification(work: Work, case_id: str, reason: str) -> None:
    """Send the case back to be verified again; refused without a reason."""
    send_back(work, case_id, "reopen_verification", reason)


def send_back(work: Work, case_id: str, act: str, reason: str) -> None:
    """The step of a process table by which a case goes back; refused without a reason."""
    case = begin(work, case_id, act)
    refuse_if(check_filled("reason", reason, "退回的理由"))
    work.note(reason.strip())
    finish(case, act)


def withdraw(work: Work, case_id: str, reason: str) -> None:
    """The applicant takes the application back; a notice still hanging is closed with it.

    Refused: after the decision, and without a reason.
    """
    case = begin(work, case_id, "withdraw")
    if not reason.strip():
        raise Refused(Problem("reason.empty", "请写明撤回的原因", "reason"))
    end(work, case, reason.strip(), "withdrawn")
    finish(case, "withdraw")
    work.note(reason.strip())


def end_for_noncooperation(work: Work, case_id: str, reason: str) -> None:
    """End the procedure of an applicant who refuses to cooperate without good reason (S2 art. 29)."""
    case = begin(work, case_id, "end_for_noncooperation")
    refuse_if(check_filled("reason", reason, "终止办理的理由", "S2 第29条"))
    end(work, case, reason.strip(), "ended")
    finish(case, "end_for_noncooperation")


def end(work: Work, case: Case, reason: str, result: str) -> None:
    """The case is over without a decision that has an effect; a notice that still hangs is closed with it."""
    case.ended_on, case.ended_reason = work.today, reason
    hanging = select(PublicNotice).where(PublicNotice.case_id == case.id, PublicNotice.closed_on.is_(None))
    for notice in work.session.scalars(hanging):
        notice.closed_on, notice.result = work.today, result
