"""The next step of a relief case in a few words."""

from datetime import date

from zqdesk.office.cases.progress import NextStep, Progress
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
        over = progress.notice_to_on is not None and progress.notice_to_on <= today
        return NextStep("close_notice", "公示期满，提请审批" if over else "公示中，等待期满")
    if state == "deciding":
        return _of_deciding(progress)
    return _of_verification(state, progress)


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


def _of_verification(state: str, progress: Progress) -> NextStep:
    if state == "objected" and not progress.verified_again:
        return NextStep("visit_home", "重新调查或民主评议")
    if not progress.check_requested and not progress.visited:
        return NextStep("request_cross_check", "提请信息核对")
    if not progress.visited:
        return NextStep("visit_home", "入户调查")
    if progress.check_pending:
        return NextStep("record_cross_check", "经济状况核对结果待回")
    return NextStep("propose_relief", "重新提出审核意见" if state == "objected" else "提出审核意见")
