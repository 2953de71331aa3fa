"""The forms of 特困: acceptance, self-care, care, the district's sample, opinion, decision, delivery."""

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.support import caring, decisions, ending
from zqdesk.office.support.applying import applications
from zqdesk.office.support.ending import EndingAnswer
from zqdesk.office.support.entries import CareEntry, SampleRecord, SelfCareRecord
from zqdesk.office.support.file import file_of
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.rules.support.self_care import ABILITIES
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.deciding import (
    answering,
    answering_application,
    confirming_application,
    once_complete,
    opining_application,
    refusing,
    sending,
    sending_application,
)
from zqdesk.ui.pages.cases.steps.ending import delivery
from zqdesk.ui.pages.cases.steps.form import Field, StepForm, because, by_act
from zqdesk.ui.widgets.fields.code_picker import picker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.id_edit import IdEdit, PhoneEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.names_edit import NamesEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit
from zqdesk.ui.widgets.fields.yes_no import YesNo

ENDING_ANSWERS = {"confirm": "同意终止", "refuse": "不予终止", "return": "退回重新核实"}


def accept_support(_desk: Desk, dossier: Dossier) -> StepForm:
    then = "材料齐全的，当场受理并编号；受理次日起 15 个工作日内提出审核意见。"
    return once_complete(applications.accept_support, dossier, then=then, submit="受理")


def assess_self_care(desk: Desk, dossier: Dossier) -> StepForm:
    abilities: list[Field] = [(name, title, YesNo("能达到", "不能"), 1) for name, title in ABILITIES.items()]
    fields: list[Field] = [
        ("assessed_on", "评估日期", DateEdit(desk.today), 1),
        ("assessors", "评估人（两人以上）", NamesEdit("姓名之间用、隔开"), 1),
        ("agency", "第三方机构（可不填）", TextEdit(), 1),
        *abilities,
        ("signed_by", "签字的本人或照料人", NameEdit(), 1),
        ("signed_relation", "与本人关系", TextEdit("本人签字的填本人"), 1),
        ("findings", "观察说明", LongTextEdit("不能达到的，写明看到的情况"), 3),
    ]
    return StepForm(
        caring.assess_self_care,
        SelfCareRecord(desk.today(), (), signed_by=dossier.applicant.name, signed_relation="本人"),
        fields,
        explain="六项全部达到为全自理；一至三项不能达到为半失能；四项以上不能达到为失能。评估表用 Ctrl+P 打印，现场签字。",
        submit="登记评估",
    )


def arrange_care(desk: Desk, dossier: Dossier) -> StepForm:
    fields: list[Field] = [
        ("placement", "供养方式", picker("placement"), 1),
        ("from_on", "起始日期", DateEdit(desk.today), 1),
        ("signed_on", "协议签订日期", DateEdit(desk.today), 1),
        ("institution", "供养机构（集中供养）", TextEdit(), 3),
        ("caretaker", "照料人（分散供养）", NameEdit(), 1),
        ("caretaker_relation", "与本人关系", TextEdit(), 1),
        ("caretaker_phone", "照料人电话", PhoneEdit(), 1),
        ("caretaker_id_number", "照料人身份证号", IdEdit(desk.today), 1),
        ("duties", "照料服务内容（写进协议）", LongTextEdit("做什么、多久一次"), 3),
    ]
    return StepForm(
        caring.arrange_care,
        CareEntry(file_of(dossier).placement, desk.today(), signed_on=desk.today()),
        fields,
        explain="由本人自愿选择。分散供养的，照料人须成年并签订委托照料服务协议；新的安排生效后，原来的安排到前一日为止。",
        submit="登记安排",
    )


def record_sample(desk: Desk, _dossier: Dossier) -> StepForm:
    return StepForm(
        caring.record_sample,
        SampleRecord(desk.today(), ""),
        [
            ("sampled_on", "抽查日期", DateEdit(desk.today), 1),
            ("by_names", "抽查人员", TextEdit("区民政局的抽查人员"), 1),
            ("fits", "抽查结果", YesNo("情况相符", "发现问题"), 1),
            ("findings", "发现的问题", LongTextEdit(), 3),
        ],
        explain="区民政局随机抽查的比例不低于 30%，抽到本件的在此登记。",
        submit="登记抽查",
    )


def give_support_opinion(_desk: Desk, dossier: Dossier) -> StepForm:
    act, amount = decisions.give_support_opinion, _amount(dossier)
    return opining_application(act, dossier, agree="同意救助供养", system="拟写", amount=amount)


def send_to_district(_desk: Desk, dossier: Dossier) -> StepForm:
    if dossier.process.of_roll:
        text = f"将终止的全部材料报{dossier.hall.district_name}民政局决定。"
        return sending(ending.send_to_district, text)
    return sending_application(decisions.send_to_district, dossier, _amount(dossier))


def record_district_answer(desk: Desk, dossier: Dossier) -> StepForm:
    if dossier.process.of_roll:
        return answering(ending.record_district_answer, EndingAnswer(desk.today(), ""), desk, ENDING_ANSWERS)
    return answering_application(decisions.record_district_answer, desk)


def confirm_support(_desk: Desk, dossier: Dossier) -> StepForm:
    then = "自决定次月起救助供养。"
    return confirming_application(decisions.confirm_support, dossier, _amount(dossier), then)


def refuse_support(_desk: Desk, dossier: Dossier) -> StepForm:
    return refusing(decisions.refuse_support, dossier, example="例如：《特困人员认定办法》第八条")


def deliver_decision(desk: Desk, dossier: Dossier) -> StepForm:
    if dossier.process.of_roll:
        then = "送达后本案办结；终止供养的，低保页会提示核查低保、临时救助条件。"
        return delivery(decisions.deliver_decision, then, desk, dossier)
    then = "送达后本案办结；确认的自次月起列入特困名册。此人原来单独享受的低保同时停到前一个月，首尾相接。"
    return delivery(decisions.deliver_decision, then, desk, dossier)


def end_after_death(_desk: Desk, _dossier: Dossier) -> StepForm:
    act, hint = decisions.end_after_death, "何时、由谁告知死亡"
    then = "供养对象已去世的，本案到此结束，不列入名册。"
    return because(act, "说明", hint, then=then, submit="死亡终止", danger=True)


def _amount(dossier: Dossier) -> str:
    found = dossier.calculation
    if not found.eligible:
        return "按现在的情况，不符合认定条件：" + "；".join(r.text for r in found.reasons) + "。"
    basic, care = format_yuan(found.allowance_fen), format_yuan(found.uplift_fen)
    return f"基本生活费 {basic} 元、照料护理费 {care} 元，每月合计 {format_yuan(found.total_fen)} 元（{capitals(found.total_fen)}）。"


FORMS = by_act(
    accept_support,
    assess_self_care,
    arrange_care,
    record_sample,
    give_support_opinion,
    send_to_district,
    record_district_answer,
    confirm_support,
    refuse_support,
    deliver_decision,
    end_after_death,
)
