"""The forms that every programme shares at the ends: the one supplement notice, sending back, withdrawal, ending, delivery."""

from collections.abc import Callable
from dataclasses import asdict, fields

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts import ending, retracting, supplement
from zqdesk.office.cases.acts.deciding import DELIVERY_WAYS, DeliveryRecord
from zqdesk.office.cases.acts.supplement import SupplementItem
from zqdesk.office.cases.letters.addressee import to_whom
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import Field, StepForm, because, by_act
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit


@frozen
class _Supplement:
    receiver: str = ""
    items: str = ""


def tell_supplement(_desk: Desk, dossier: Dossier) -> StepForm:
    missing = [material for material in dossier.materials if material.state == "missing"]
    codes = {material.title: material.code for material in missing}
    proposed = _Supplement(to_whom(dossier).name, "\n".join(material.title for material in missing))

    def items(record: _Supplement) -> tuple[tuple[SupplementItem, ...], str]:
        lines = [line.strip() for line in record.items.splitlines() if line.strip()]
        return tuple(SupplementItem(line, codes.get(line, "")) for line in lines), record.receiver

    return StepForm(
        supplement.tell_supplement,
        proposed,
        [
            ("receiver", "签收人", NameEdit(), 1),
            ("items", "需要补正的材料（一行一项）", LongTextEdit(lines=max(3, len(missing) + 1)), 3),
        ],
        items,
        explain="只能告知一次：请把缺少的材料全部列出。政务平台能查到的不得要求申请人提供。",
        submit="告知补正",
    )


def withdraw(_desk: Desk, _dossier: Dossier) -> StepForm:
    then = "撤回后本案办结，不能恢复；申请人可以重新申请。"
    return because(ending.withdraw, "撤回原因", "申请人说明的原因", then=then, submit="撤回申请", danger=True)


def reopen_verification(_desk: Desk, _dossier: Dossier) -> StepForm:
    then = "退回后须重新提出审核意见并再次公示，办理时限不重新计算。"
    return because(
        ending.reopen_verification, "退回原因", "需要重新调查核实什么", then=then, submit="退回调查"
    )


def delivery(act: Callable[..., str], explain: str, desk: Desk, dossier: Dossier) -> StepForm:
    """How a decision reached the household: the act of the programme, and what follows from it there."""
    to = to_whom(dossier)
    proposed = DeliveryRecord(desk.today(), "direct", to.name, to.role)
    return StepForm(act, proposed, _delivered(desk), explain=explain, submit="登记送达")


def _delivered(desk: Desk) -> list[Field]:
    return [
        ("delivered_on", "送达日期", DateEdit(desk.today), 1),
        ("way", "送达方式", CodePicker(DELIVERY_WAYS.items(), optional=False), 1),
        ("receiver", "签收人", NameEdit(), 1),
        ("receiver_relation", "与申请人关系", TextEdit(), 1),
        ("witness", "见证人（留置送达）", NameEdit(), 1),
    ]


@frozen
class _Correction(DeliveryRecord):
    reason: str = ""

    def split(self) -> tuple[DeliveryRecord, str]:
        """The delivery as it was, and why the record said otherwise."""
        told = asdict(self)
        why = told.pop("reason")
        return DeliveryRecord(**told), why


def correct_delivery(desk: Desk, dossier: Dossier) -> StepForm:
    """What was recorded stands there to be put right."""
    to, last = to_whom(dossier), dossier.deliveries[-1] if dossier.deliveries else None
    proposed = _Correction(desk.today(), "direct", to.name, to.role)
    if last is not None:
        proposed = _Correction(**{each.name: getattr(last, each.name) for each in fields(DeliveryRecord)})
    return StepForm(
        retracting.correct_delivery,
        proposed,
        [*_delivered(desk), ("reason", "更正的原因", LongTextEdit("登错了什么，凭什么更正"), 3)],
        _Correction.split,
        explain="只更正送达的日期、方式和签收人；案件的结果不变。原来登记的内容留在办理记录里。",
        submit="更正送达",
    )


def retract_visit(_desk: Desk, _dossier: Dossier) -> StepForm:
    then = "只用于登错了的入户（例如登到别家）：最近登记的一次不再算数，但留在办理记录里，须重新入户。"
    return because(retracting.retract_visit, "撤销的原因", then=then, submit="撤销入户")


def retract_appraisal(_desk: Desk, _dossier: Dossier) -> StepForm:
    then = "只用于登错了的民主评议：最近登记的一次不再算数，但留在办理记录里。"
    return because(retracting.retract_appraisal, "撤销的原因", then=then, submit="撤销评议")


def end_for_noncooperation(_desk: Desk, _dossier: Dossier) -> StepForm:
    act, hint = ending.end_for_noncooperation, "何时、何事、如何告知过申请人"
    then = "申请人无正当理由不配合调查核实的，可以终止办理。终止后不能恢复，可以重新申请。"
    return because(act, "不配合的情形", hint, then=then, submit="终止办理", danger=True)


FORMS = by_act(
    tell_supplement,
    reopen_verification,
    withdraw,
    end_for_noncooperation,
    correct_delivery,
    retract_visit,
    retract_appraisal,
)
