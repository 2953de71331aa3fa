"""The circles of a relief case's stepper, and its next step: what stands, what is to come, and when."""

from collections.abc import Sequence
from datetime import date

from zqdesk.office.allowance.stages import Happened
from zqdesk.office.cases.dossier import Stage
from zqdesk.office.cases.progress import NextStep, Progress
from zqdesk.office.relief.file import ReliefFile
from zqdesk.records.case import Case
from zqdesk.records.register import CHINA
from zqdesk.rules.process import Process
from zqdesk.rules.relief import EMERGENCY

_UNDONE = ("withdrawn", "ended")


def stages_of_relief(process: Process, case: Case, happened: Happened, file: ReliefFile) -> tuple[Stage, ...]:
    """One stage per circle; `done`, `now` or `todo`, and the day under it."""
    ids = [stage for stage, _ in process.stages]
    here = ids.index(process.state(case.state).stage)
    done, notes = _done(case, happened, file), _notes(case, happened, file)
    found = []
    for place, (stage, title) in enumerate(process.stages):
        state = "done" if done[stage] else "todo"
        if place == here and not (done[stage] and case.ended_on is not None) and case.state not in _UNDONE:
            state = "now"
        found.append(Stage(stage, title, state, notes.get(stage, "")))
    return tuple(found)


def _done(case: Case, happened: Happened, file: ReliefFile) -> dict[str, bool]:
    decided = bool(happened.decisions)
    refused = decided and happened.decisions[-1].result == "refuse"
    return {
        "help": bool(file.payments) and file.paid_fen > 0,
        "papers": file.facts.papers_ready_on is not None,
        "acceptance": case.accepted_on is not None,
        "verification": bool(happened.visits) and bool(happened.opinions),
        "opinion": bool(happened.opinions),
        "public_notice": bool(happened.notices),
        "approval": decided,
        "payment": decided and not refused and file.unpaid_fen == 0 and case.ended_on is not None,
    }


def _notes(case: Case, happened: Happened, file: ReliefFile) -> dict[str, str]:
    due = file.help_due_at.astimezone(CHINA)
    helped = _day(file.first_paid_on) or (
        f"{due:%m-%d %H:%M} 前" if case.state in ("reported", "agreed") else ""
    )
    last = happened.notices[-1] if happened.notices else None
    return {
        "help": helped,
        "papers": _day(file.facts.papers_ready_on),
        "acceptance": _day(case.accepted_on or case.applied_on),
        "verification": _last([visit.visited_on for visit in happened.visits]),
        "opinion": _last([opinion.given_on for opinion in happened.opinions]),
        "public_notice": f"{_day(last.posted_on)} 至 {_day(last.to_on)}" if last else "",
        "approval": _last([decision.decided_on for decision in happened.decisions]),
        "payment": _day(case.ended_on),
    }


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


def next_of_relief(kind: str, state: str, progress: Progress, today: date) -> NextStep:
    """What to do next in a relief case; an act of its process table in every open state."""
    fixed = (_EMERGENCY if kind == EMERGENCY else _EXPENDITURE).get(state)
    if state == "papers_ready" and progress.authority == "district":
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
    if progress.authority == "district":
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


def _last(days: Sequence[date]) -> str:
    return _day(days[-1]) if days else ""


def _day(day: date | None) -> str:
    return f"{day:%m-%d}" if day else ""
