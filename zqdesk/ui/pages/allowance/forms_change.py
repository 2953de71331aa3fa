"""The forms after confirmation: what a review proposes, its return, and the decision on it."""

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.allowance.reviewing import reviews, work_refusals
from zqdesk.office.allowance.reviewing.reviews import ChangeDecision, Proposal
from zqdesk.office.allowance.reviewing.work_refusals import ANSWERS, WorkOffer
from zqdesk.rules.money import format_yuan
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import StepForm, because, by_act
from zqdesk.ui.widgets.fields.code_picker import CodePicker, picker
from zqdesk.ui.widgets.fields.date_edit import DateEdit, MonthEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit
from zqdesk.ui.widgets.fields.tick import Tick

RESULTS = {"keep": "继续享受，金额不变", "raise": "增发", "cut": "减发", "stop": "停发"}


@frozen
class _Retracted:
    member: str = ""
    reason: str = ""


def propose_change(_desk: Desk, dossier: Dossier) -> StepForm:
    return StepForm(
        reviews.propose_change,
        Proposal(_proposed(dossier), ""),
        [
            ("result", "核查意见", CodePicker(RESULTS.items()), 1),
            ("stop_reason", "停发原因", picker("stop_reason"), 1),
            ("from_month", "自哪月起（可不填）", MonthEdit("例如 2027-01"), 1),
            ("text", "核查情况和理由", LongTextEdit(), 3),
            ("facts", "认定的事实（减发、停发）", TextEdit(), 2),
            ("article", "依据的条款", TextEdit("例如：《最低生活保障审核确认办法》第三十二条"), 1),
            ("phase_out", "", Tick("给予渐退期"), 1),
        ],
        explain=_difference(dossier) + "减发、停发须写明事实和理由；不填月份的，自决定次月起执行。",
        submit="提出意见",
    )


def record_work_offer(desk: Desk, dossier: Dossier) -> StepForm:
    return StepForm(
        work_refusals.record_work_offer,
        WorkOffer("", "refused", desk.today(), ""),
        [
            (
                "member",
                "成员",
                CodePicker([(each.member.id, each.person.name) for each in dossier.counted]),
                1,
            ),
            ("answer", "本人答复", CodePicker(ANSWERS.items(), optional=False), 1),
            ("answered_on", "答复日期", DateEdit(desk.today), 1),
            ("offer", "介绍的工作", TextEdit("单位、岗位，何时由谁介绍"), 3),
        ],
        explain="一次一登。连续拒绝达到规定次数的，测算时减去本人的份额；接受工作的，重新计算次数。",
        submit="登记",
    )


def retract_work_offer(_desk: Desk, dossier: Dossier) -> StepForm:
    offered = [(each.member.id, each.person.name) for each in dossier.members]
    return StepForm(
        work_refusals.retract_work_offer,
        _Retracted(),
        [("member", "成员", CodePicker(offered), 1), ("reason", "撤销的原因", LongTextEdit(), 3)],
        lambda record: (record.member, record.reason),
        explain="撤销这名成员最近一次误登的介绍就业，拒绝次数恢复到登记以前；两次登记都留在办理记录里。",
        submit="撤销",
    )


def return_change(_desk: Desk, _dossier: Dossier) -> StepForm:
    return because(reviews.return_change, "退回原因", submit="退回核查")


def decide_change(_desk: Desk, dossier: Dossier) -> StepForm:
    return StepForm(
        reviews.decide_change,
        ChangeDecision(reason=dossier.opinions[-1].text if dossier.opinions else ""),
        [
            ("text", "审批意见（由区级批准的，填写批复文号）", LongTextEdit(), 3),
            ("reason", "决定的理由（写进告知书）", LongTextEdit(), 3),
        ],
        explain=_difference(dossier) + "增发、减发、停发自决定次月起执行，减发和停发须书面告知。",
        submit="批准",
    )


def _paid(dossier: Dossier) -> int:
    return sum(entry.allowance_fen + entry.uplift_fen for entry in dossier.roll[-1:])


def _proposed(dossier: Dossier) -> str:
    found, paid = dossier.calculation, _paid(dossier)
    if not found.eligible:
        return "stop"
    if found.total_fen == paid:
        return "keep"
    return "raise" if found.total_fen > paid else "cut"


def _difference(dossier: Dossier) -> str:
    found = dossier.calculation
    now = format_yuan(found.total_fen) + " 元" if found.eligible else "不符合条件"
    return f"现发 {format_yuan(_paid(dossier))} 元，按现在的情况测算：{now}。"


FORMS = by_act(record_work_offer, retract_work_offer, propose_change, return_change, decide_change)
