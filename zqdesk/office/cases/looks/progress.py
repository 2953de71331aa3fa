"""What the next step of a case depends on, and how it is said."""

from dataclasses import field
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.office.cases.looks.readiness import ADVERSE, IN_PERSON, visit_wanted
from zqdesk.records.tables.steps import CrossCheck


@frozen
class Progress:
    """What has happened in a case so far, as far as the next step depends on it.

    `verified_again` is whether something was looked into after the last objection; `district_visit_missing`
    whether a family still waits for the district's visit, `complaint_open` whether a complaint still waits for its
    answer. `check_untold`: a result speaks against the family, and nobody has told it. `own` is what its programme
    read of the case.
    """

    check_requested: bool = False
    check_pending: bool = False
    check_untold: bool = False
    visited: bool = False
    verified_again: bool = False
    notice_to_on: date | None = None
    agreed: bool = True
    authority: str = "own"
    district_visit_missing: bool = False
    complaint_open: bool = False
    own: object = field(default=None, compare=False)


@frozen
class NextStep:
    """The act of the process table it calls for, and its words."""

    act: str
    title: str


def of_notice(progress: Progress, today: date, then: str) -> NextStep:
    """While the case hangs in public; `then` is what comes after it."""
    over = progress.notice_to_on is not None and progress.notice_to_on <= today
    return NextStep("close_notice", f"公示期满，{then}" if over else "公示中，等待期满")


def of_verification(
    state: str, progress: Progress, *, unchecked: bool, untold: bool = False, opinion: str
) -> NextStep:
    """While an application is looked into; `unchecked`: the cross-check is still to be asked for, `untold`: its result
    is still to be told, `opinion`: the act after it.
    """
    if state == "objected" and not progress.verified_again:
        return NextStep("visit_home", "重新调查或民主评议")
    if unchecked:
        return NextStep("request_cross_check", "提请信息核对")
    if not progress.visited:
        return NextStep("visit_home", "入户调查")
    if progress.check_pending:
        return NextStep("record_cross_check", "经济状况核对结果待回")
    if untold:
        return NextStep("tell_cross_check", "告知核对结果")
    return NextStep(opinion, "重新提出审核意见" if state == "objected" else "提出审核意见")


def of_dossier(dossier: Dossier) -> Progress:
    """How far a case is that is looked at; the list of work says the same of it in few queries for all cases."""
    case = dossier.case
    asked = {objection.id for objection in dossier.objections if objection.answered_on is None}
    answers = [visit.objection_id for visit in dossier.visits]
    answers += [meeting.objection_id for meeting in dossier.appraisals]
    return Progress(
        check_requested=bool(dossier.cross_checks),
        check_pending=any(check.returned_on is None for check in dossier.cross_checks),
        check_untold=bool(dossier.cross_checks) and _untold(dossier.cross_checks[-1]),
        visited=any(visit.method in IN_PERSON for visit in dossier.visits),
        verified_again=not asked.isdisjoint(answers),
        notice_to_on=dossier.notices[-1].to_on if dossier.notices else None,
        agreed=dossier.opinions[-1].agreed if dossier.opinions else True,
        authority=dossier.wording.authority,
        district_visit_missing=bool(visit_wanted(case, dossier.complaints)),
        complaint_open=any(complaint.answered_on is None for complaint in dossier.complaints),
        own=dossier.own,
    )


def _untold(check: CrossCheck) -> bool:
    return check.result in ADVERSE and check.told_on is None
