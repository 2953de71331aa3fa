"""The next step of a relief case in a few words."""

from datetime import date

from zqdesk.office.cases.looks.progress import NextStep, Progress, of_notice, of_verification
from zqdesk.rules.process import DISTRICT
from zqdesk.rules.relief.amount import EMERGENCY

_EMERGENCY = {
    "reported": NextStep("agree_help", "同意先行救助"),
    "agreed": NextStep("disburse", "发放先行救助金"),
    "papers_ready": NextStep("approve_relief", "补办审批"),
    "sent": NextStep("record_district_answer", "区级答复待回"),
    "approved": NextStep("disburse", "发放其余救助金"),
    "recovering": NextStep("close_recovery", "追回救助金"),
    "refused": NextStep("deliver_decision", "书面告知不予救助"),
}
_EXPENDITURE = {
    "draft": NextStep("accept_relief", "审查材料，受理"),
    "supplement": NextStep("accept_relief", "等待补正材料"),
    "opinion_given": NextStep("post_notice", "张榜公示"),
    "sent": NextStep("record_district_answer", "区级答复待回"),
    "approved": NextStep("disburse", "发放救助金"),
    "refused": NextStep("deliver_decision", "书面告知不予批准"),
}


def next_step(kind: str, state: str, progress: Progress, today: date) -> NextStep:
    """What to do next in a relief case; an act of its process table in every open state."""
    fixed = (_EMERGENCY if kind == EMERGENCY else _EXPENDITURE).get(state)
    if state == "papers_ready" and progress.authority == DISTRICT:
        return NextStep("send_to_district", "报区民政局审批")
    if fixed is not None:
        return fixed
    if kind == EMERGENCY:
        return _of_papers(progress)
    if state == "posted":
        return of_notice(progress, today, "提请审批")
    if state == "deciding":
        return _of_deciding(progress)
    unchecked = not progress.check_requested and not progress.visited
    return of_verification(state, progress, unchecked=unchecked, opinion="propose_relief")


def _of_papers(progress: Progress) -> NextStep:
    if not progress.visited:
        return NextStep("visit_home", "入户核实，补齐先行救助手续")
    return NextStep("complete_papers", "补齐先行救助手续")


def _of_deciding(progress: Progress) -> NextStep:
    if progress.authority == DISTRICT:
        return NextStep("send_to_district", "报区民政局审批")
    if not progress.agreed:
        return NextStep("refuse_relief", "作出不予批准决定")
    return NextStep("approve_relief", "审批")
