"""The forms of relief: agreeing to help first, papers, proposal, approval, refusal, referral, the end."""

from collections.abc import Callable, Sequence
from dataclasses import fields, make_dataclass
from datetime import date
from functools import partial
from typing import Any

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts import referrals
from zqdesk.office.cases.acts.deciding import Refusal
from zqdesk.office.cases.acts.referrals import TARGETS, ReferralEntry
from zqdesk.office.relief import decisions
from zqdesk.office.relief.applying import applications, emergencies
from zqdesk.office.relief.decisions import FUNDS
from zqdesk.office.relief.earlier import EarlierRelief
from zqdesk.office.relief.entries import (
    Agreement,
    ReliefApproval,
    ReliefDistrictAnswer,
    ReliefProposal,
    StagePlan,
    Verdict,
)
from zqdesk.office.relief.file import ReliefFile, file_of
from zqdesk.office.relief.weighing import VERDICT, WHY
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.rules.process import Role
from zqdesk.rules.relief.event import OTHERS, VERDICTS
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.deciding import answering, grounds, once_complete, sending
from zqdesk.ui.pages.cases.steps.ending import delivery
from zqdesk.ui.pages.cases.steps.form import Field, StepForm, because, by_act
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.money_edit import MoneyEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit
from zqdesk.ui.widgets.fields.yes_no import YesNo
from zqdesk.ui.widgets.tables.rows_editor import Cell
from zqdesk.ui.widgets.tables.struct_rows import StructRows

ANSWERS = {"confirm": "同意", "refuse": "不予批准", "return": "退回"}
APPROVER = (Role.APPROVER,)


def accept_relief(_desk: Desk, dossier: Dossier) -> StepForm:
    then = "材料齐全，当场受理并编号；受理当天起计算办理时限。"
    return once_complete(applications.accept_relief, dossier, then=then, submit="受理")


def agree_help(_desk: Desk, dossier: Dossier) -> StepForm:
    file = file_of(dossier)
    doubles = _doubles(file)
    return StepForm(
        decisions.agree_help,
        _with(doubles, Agreement(file.facts.requested_fen)),
        [
            ("amount_fen", "同意金额（元）", MoneyEdit(), 1),
            ("note", "说明（可不填）", TextEdit(), 2),
            *_verdict_fields(doubles),
        ],
        lambda said: (Agreement(said.amount_fen, _verdicts(doubles, said), said.note),),
        explain=_before(file) + "同意后即可发放，事后补齐手续。",
        submit="同意先行救助",
        colleague=APPROVER,
    )


def decline_help(_desk: Desk, _dossier: Dossier) -> StepForm:
    return _refusal(decisions.decline_help, "不同意的，应书面告知申请人事实、依据、理由。")


def complete_papers(_desk: Desk, dossier: Dossier) -> StepForm:
    then = "手续已经齐全，转审批人补办审批。"
    return once_complete(emergencies.complete_papers, dossier, then=then, submit="手续已补齐")


def return_papers(_desk: Desk, _dossier: Dossier) -> StepForm:
    return because(decisions.return_papers, "退回原因", "哪些手续不符合要求", submit="退回补正")


def propose_relief(_desk: Desk, dossier: Dossier) -> StepForm:
    file = file_of(dossier)
    ruled = file.assessment.amount_fen if file.assessment else 0
    return StepForm(
        decisions.propose_relief,
        ReliefProposal(agreed=True, amount_fen=file.facts.requested_fen or ruled),
        [
            ("agreed", "审核意见", YesNo("同意救助", "不同意"), 1),
            ("amount_fen", "拟救助金额（元）", MoneyEdit(), 1),
            ("amount_reason", "超过测算的理由", TextEdit(), 1),
            ("text", "意见内容（不同意的必填）", LongTextEdit("目前生活状况、主要收入来源、困难原因"), 3),
        ],
        explain=_before(file) + "同意的进入公示；不同意的转为不予批准。",
        submit="提出意见",
    )


def approve_relief(desk: Desk, dossier: Dossier) -> StepForm:
    file = file_of(dossier)
    amount = file.granted_fen or file.proposed_fen
    paid_out = file.grant is not None and file.unpaid_fen == 0
    parts: list[Field] = [("stages", "分期发放（一次发放的不填）", stages(desk.today), 3)]
    doubles = _doubles(file)
    return StepForm(
        decisions.approve_relief,
        _with(doubles, ReliefApproval(amount)),
        [
            ("amount_fen", "批准金额（元）", MoneyEdit(), 1),
            ("text", "审批意见（可不填）", TextEdit(), 2),
            *_verdict_fields(doubles),
            *([] if paid_out else parts),
        ],
        lambda said: (ReliefApproval(said.amount_fen, said.text, _verdicts(doubles, said), said.stages),),
        explain=_before(file) + f"以{dossier.wording.deciding_body}名义审批。",
        submit="批准",
        colleague=APPROVER,
    )


def refuse_relief(_desk: Desk, dossier: Dossier) -> StepForm:
    paid = file_of(dossier).paid_fen
    back = f"已先行发放的 {format_yuan(paid)} 元须追回。" if paid else ""
    return _refusal(decisions.refuse_relief, f"{back}不予批准的，应书面告知事实、依据、理由和救济途径。")


def send_to_district(_desk: Desk, dossier: Dossier) -> StepForm:
    amount = format_yuan(file_of(dossier).proposed_fen)
    return sending(
        decisions.send_to_district,
        f"拟救助 {amount} 元，超过镇街审批限额，报{dossier.hall.district_name}民政局审批。",
    )


def record_district_answer(desk: Desk, dossier: Dossier) -> StepForm:
    return answering(
        decisions.record_district_answer,
        ReliefDistrictAnswer(desk.today(), "", amount_fen=file_of(dossier).proposed_fen),
        desk,
        ANSWERS,
        ("amount_fen", "批准金额（元）", MoneyEdit(), 1),
        ("fund", "资金来源", CodePicker(FUNDS.items(), optional=False), 1),
        ("article", "依据的条款（不予批准时）", TextEdit(), 1),
        ("facts", "认定的事实（不予批准时）", TextEdit(), 3),
    )


def deliver_decision(desk: Desk, dossier: Dossier) -> StepForm:
    return delivery(decisions.deliver_decision, "送达后本案办结。", desk, dossier)


def refer(_desk: Desk, _dossier: Dossier) -> StepForm:
    return StepForm(
        referrals.refer,
        ReferralEntry("", ""),
        [
            ("target", "转介去向", CodePicker(TARGETS.items()), 1),
            ("note", "需要对方知道的情况", LongTextEdit(), 3),
        ],
        explain="转介后，低保申请、家庭页面会显示这条转介，直到办理。",
        submit="转介",
    )


def close_relief(_desk: Desk, dossier: Dossier) -> StepForm:
    left = format_yuan(file_of(dossier).unpaid_fen)
    then = f"还有 {left} 元没有发放，结案后不再发放。"
    return because(decisions.close_relief, "不再发放的原因", then=then, submit="结案", danger=True)


def close_recovery(_desk: Desk, dossier: Dossier) -> StepForm:
    paid = format_yuan(file_of(dossier).paid_fen)
    then = f"还没有退回的有 {paid} 元；退回在备用金“流水”里登记，全部退回后结案。"
    return because(decisions.close_recovery, "说明（可不填）", then=then, submit="追回完毕")


def stages(today: Callable[[], date]) -> StructRows:
    """Parts of an approval, each with its own day; a blank table means paid at once."""
    cells = [
        Cell("amount_fen", "金额（元）", MoneyEdit, 120),
        Cell("due_on", "发放日期", partial(DateEdit, today), 130),
        Cell("note", "说明", TextEdit),
    ]
    return StructRows(StagePlan, cells, "分期")


def _refusal(act: Callable[..., str], explain: str) -> StepForm:
    return StepForm(
        act,
        Refusal("", "民发〔2018〕23号第二条", ""),
        grounds(),
        explain=explain,
        submit="不予救助",
        danger=True,
        colleague=APPROVER,
    )


def _doubles(file: ReliefFile) -> tuple[EarlierRelief, ...]:
    """Of which nobody has said yet whether they are the same event."""
    return tuple(each for each in file.earlier if not each.verdict)


def _with(doubles: Sequence[EarlierRelief], record: Agreement | ReliefApproval) -> Any:
    """The record with a verdict and a reason beside it for each double."""
    names = [prefix + each.case_id for each in doubles for prefix in (VERDICT, WHY)]
    said = {each.name: getattr(record, each.name) for each in fields(record)}
    made = make_dataclass("Said", [*said, *names], frozen=True)
    return made(**said, **dict.fromkeys(names, ""))


def _verdict_fields(doubles: Sequence[EarlierRelief]) -> list[Field]:
    """Two fields for each, in its own words: a reason given for one opens no other."""
    found: list[Field] = []
    for each in doubles:
        verdicts = {code: words for code, words in VERDICTS.items() if code != OTHERS or not each.sure}
        who = f"{each.applicant}（{each.number[-8:]}）"
        found.append((VERDICT + each.case_id, f"与{who}", CodePicker(verdicts.items()), 1))
        found.append((WHY + each.case_id, f"认定与{who}关系的理由", TextEdit(), 2))
    return found


def _verdicts(doubles: Sequence[EarlierRelief], said: Any) -> tuple[Verdict, ...]:
    return tuple(
        Verdict(each.case_id, getattr(said, VERDICT + each.case_id), getattr(said, WHY + each.case_id))
        for each in doubles
    )


def _told(each: EarlierRelief) -> str:
    return f"（{VERDICTS[each.verdict]}，{each.reason}）" if each.verdict else ""


def _before(file: ReliefFile) -> str:
    """What must be known before saying yes: the rule's amount, earlier help, other programmes."""
    parts = []
    if file.assessment is not None:
        amount = file.assessment.amount_fen
        parts.append(f"按标准测算 {format_yuan(amount)} 元（{capitals(amount)}）。")
    parts += [f"一年内已有救助：{each.sentence}{_told(each)}。" for each in file.earlier]
    if file.parallel:
        parts.append(f"其他救助：{'；'.join(file.parallel)}。")
    return "".join(parts)


FORMS = by_act(
    accept_relief,
    agree_help,
    decline_help,
    complete_papers,
    return_papers,
    propose_relief,
    approve_relief,
    refuse_relief,
    send_to_district,
    record_district_answer,
    deliver_decision,
    refer,
    close_relief,
    close_recovery,
)
