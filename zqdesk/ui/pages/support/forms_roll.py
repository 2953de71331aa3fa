"""The forms of people on the roll: a review or the end begun, proposed, decided."""

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.support import ending, reviewing
from zqdesk.office.support.ending import GROUNDS, EndingDecision, EndingOpinion, EndingRequest
from zqdesk.office.support.reviewing import WHYS, CareDecision, CareProposal, ReviewRequest
from zqdesk.rules.money import format_yuan
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import StepForm, because, by_act
from zqdesk.ui.widgets.fields.code_picker import CodePicker, picker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit


def start_support_review(_desk: Desk) -> StepForm:
    return StepForm(
        reviewing.start_support_review,
        ReviewRequest("", ""),
        [
            ("why", "复核原因", CodePicker(WHYS.items()), 1),
            ("reason", "报告或变化的情况", LongTextEdit("谁、何时报告了什么"), 3),
        ],
        explain="报告自理能力变化的，10 个工作日内重新评估；评估结果变了，供养金自决定次月起调整。",
        submit="开始复核",
    )


def start_ending(desk: Desk) -> StepForm:
    return StepForm(
        ending.start_ending,
        EndingRequest("", desk.today(), ""),
        [
            ("ground", "终止情形", picker("support_ending"), 2),
            ("since", "发生日期", DateEdit(desk.today), 1),
            ("facts", "发生的情况", LongTextEdit("写进告知书，死亡的写明何时何地"), 3),
        ],
        explain="终止须审核、公示 7 天、作出决定并书面告知，自决定次月起终止；死亡的自死亡次月起。死亡先在人员页登记。",
        submit="开始办理终止",
    )


def propose_care(_desk: Desk, dossier: Dossier) -> StepForm:
    return StepForm(
        reviewing.propose_care,
        CareProposal(""),
        [("text", "复核情况和意见", LongTextEdit(), 3)],
        explain=_difference(dossier),
        submit="提出意见",
    )


def return_care(_desk: Desk, _dossier: Dossier) -> StepForm:
    return because(reviewing.return_care, "退回原因", submit="退回复核")


def decide_care(_desk: Desk, dossier: Dossier) -> StepForm:
    return StepForm(
        reviewing.decide_care,
        CareDecision(),
        [("text", "审批意见（由区级批准的，填写批复文号）", LongTextEdit(), 3)],
        explain=_difference(dossier) + "变更自决定次月起执行，并书面告知。",
        submit="批准",
    )


def propose_ending(_desk: Desk, _dossier: Dossier) -> StepForm:
    return StepForm(
        ending.propose_ending,
        EndingOpinion(),
        [("text", "审核意见（可不填，由系统拟写）", LongTextEdit(), 3)],
        explain="提出后在村（居）或者供养机构公示 7 天，公示单上不写原因。",
        submit="提出意见",
    )


def decide_ending(_desk: Desk, dossier: Dossier) -> StepForm:
    reason = GROUNDS.title_of(dossier.opinions[-1].stop_reason) if dossier.opinions else ""
    return StepForm(
        ending.decide_ending,
        EndingDecision(reason),
        [
            ("reason", "终止的理由（写进告知书）", LongTextEdit(), 3),
            ("article", "依据的条款", TextEdit(), 2),
        ],
        explain="自决定次月起终止，名册随即更新；送达后提示核查低保、临时救助条件。",
        submit="决定终止",
        danger=True,
    )


def keep_support(_desk: Desk, _dossier: Dossier) -> StepForm:
    then = "继续供养，本案办结。"
    return because(ending.keep_support, "不予终止的理由", then=then, submit="不予终止")


def _difference(dossier: Dossier) -> str:
    paid = sum(entry.allowance_fen + entry.uplift_fen for entry in dossier.roll[-1:])
    found = dossier.calculation
    now = f"{format_yuan(found.total_fen)} 元" if found.eligible else "不符合条件或还没有评估"
    return f"现发每月 {format_yuan(paid)} 元，按现在的情况测算：{now}。"


FORMS = by_act(propose_care, return_care, decide_care, propose_ending, decide_ending, keep_support)
