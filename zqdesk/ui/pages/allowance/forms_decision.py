"""The forms of the decision: opinion, confirmation or refusal, the district's answer, delivery, ending."""

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.allowance import decisions
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.deciding import (
    answering_application,
    confirming_application,
    opining_application,
    refusing,
    sending_application,
)
from zqdesk.ui.pages.cases.steps.ending import delivery
from zqdesk.ui.pages.cases.steps.form import StepForm, because, by_act


def give_opinion(_desk: Desk, dossier: Dossier) -> StepForm:
    act, amount = decisions.give_opinion, _amount(dossier)
    return opining_application(act, dossier, agree="同意纳入低保", system="按测算拟写", amount=amount)


def send_to_district(_desk: Desk, dossier: Dossier) -> StepForm:
    return sending_application(decisions.send_to_district, dossier, _amount(dossier))


def record_district_answer(desk: Desk, _dossier: Dossier) -> StepForm:
    return answering_application(decisions.record_district_answer, desk)


def confirm(_desk: Desk, dossier: Dossier) -> StepForm:
    return confirming_application(decisions.confirm, dossier, _amount(dossier), "自决定次月起发放。")


def refuse(_desk: Desk, dossier: Dossier) -> StepForm:
    return refusing(decisions.refuse, dossier, example="例如：《最低生活保障审核确认办法》第二十一条")


def deliver_decision(desk: Desk, dossier: Dossier) -> StepForm:
    return delivery(
        decisions.deliver_decision, "送达后本案办结；确认的家庭自次月起列入低保名册。", desk, dossier
    )


def end_after_death(_desk: Desk, _dossier: Dossier) -> StepForm:
    act, hint = decisions.end_after_death, "何时、由谁告知死亡"
    then = "保障对象都已去世的，本案到此结束，不列入低保名册，已确认的保障金不发放。"
    return because(act, "说明", hint, then=then, submit="死亡终止", danger=True)


def _amount(dossier: Dossier) -> str:
    found = dossier.calculation
    if not found.eligible:
        return "按现在的情况测算，不符合低保条件：" + "；".join(r.text for r in found.reasons) + "。"
    total = found.total_fen
    return f"保障 {found.person_count} 人，月保障金 {format_yuan(total)} 元（{capitals(total)}）。"


FORMS = by_act(
    give_opinion, send_to_district, record_district_answer, confirm, refuse, deliver_decision, end_after_death
)
