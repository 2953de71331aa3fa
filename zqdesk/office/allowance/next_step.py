"""The next step of an allowance case in a few words."""

from datetime import date

from zqdesk.office.cases.looks.progress import NextStep, Progress, of_notice, of_verification
from zqdesk.rules.process import DISTRICT

_FIXED = {
    "draft": NextStep("accept_application", "审查材料，受理"),
    "supplement": NextStep("accept_application", "等待补正材料"),
    "opinion_given": NextStep("post_notice", "张榜公示"),
    "sent": NextStep("record_district_answer", "区级答复待回"),
    "confirmed": NextStep("deliver_decision", "送达确认通知"),
    "refused": NextStep("deliver_decision", "书面告知不予确认"),
}
_CHANGE = {
    "opinion_given": NextStep("decide_change", "审批核查意见"),
    "decided": NextStep("deliver_decision", "告知送达"),
}


def next_step(kind: str, state: str, progress: Progress, today: date) -> NextStep:
    """What to do next in a case of this kind; an act of its process table in every open state."""
    if kind != "application":
        return _CHANGE.get(state) or _of_review(progress)
    if state in _FIXED:
        return _FIXED[state]
    if state == "posted":
        return of_notice(progress, today, "提请确认")
    if state == "deciding":
        return _of_deciding(progress)
    unchecked = not progress.check_requested
    untold = progress.check_untold
    return of_verification(state, progress, unchecked=unchecked, untold=untold, opinion="give_opinion")


def _of_review(progress: Progress) -> NextStep:
    if progress.check_pending:
        return NextStep("record_cross_check", "经济状况核对结果待回")
    if progress.check_untold:
        return NextStep("tell_cross_check", "告知核对结果")
    if not progress.visited:
        return NextStep("visit_home", "入户核查")
    return NextStep("propose_change", "提出核查意见")


def _of_deciding(progress: Progress) -> NextStep:
    if progress.authority == DISTRICT:
        return NextStep("send_to_district", "报区民政局确认")
    if not progress.agreed:
        return NextStep("refuse", "作出不予确认决定")
    if progress.district_visit_missing:
        return NextStep("record_district_visit", "等待区级入户调查")
    if progress.complaint_open:
        return NextStep("answer_complaint", "查证、答复投诉举报")
    return NextStep("confirm", "作出确认决定")
