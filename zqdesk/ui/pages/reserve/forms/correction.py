"""Forms that put an entry right: money that came back, and the reversal in red."""

from zqdesk.office.relief.payments import correcting
from zqdesk.office.relief.payments.correcting import REFUND_TO, RefundEntry
from zqdesk.rules.money import format_yuan
from zqdesk.rules.process import Role
from zqdesk.ui.pages.cases.steps.form import StepForm, because
from zqdesk.ui.pages.reserve.forms.fields import FilledMoney
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit


def refund(disbursement_id: str, payee: str, receipt_number: str, left_fen: int) -> StepForm:
    """Money of a payment that came back; `left_fen` is what stands of it."""
    return StepForm(
        correcting.refund,
        RefundEntry(left_fen, payee, ""),
        [
            ("amount_fen", "退回金额（元）", FilledMoney(), 1),
            ("returned_by", "退款人", NameEdit(), 1),
            ("to", "退到", CodePicker(REFUND_TO.items(), optional=False), 1),
            ("reason", "退回的原因", TextEdit(), 2),
            ("bank_slip", "银行进账单号（退到现金的不填）", TextEdit(), 1),
        ],
        lambda said: (disbursement_id, said),
        explain=f"{payee}，领款单 {receipt_number}，{format_yuan(left_fen)} 元。"
        "记错账的请用冲销；钱真的退回来了才登记退回。",
        submit="登记退回",
    )


def reversal(entry_id: str, then: str) -> StepForm:
    """An entry in red; an approver who did not make it. `then` says which, and what follows."""
    return because(
        correcting.reverse,
        "冲销的原因",
        "例如：金额记错，应为……",
        then=then,
        about=(entry_id,),
        submit="冲销",
        danger=True,
        colleague=(Role.APPROVER,),
    )
