"""Forms that put an entry right: money that came back, and the reversal in red."""

from zqdesk.office.relief.payments import correcting
from zqdesk.office.relief.payments.correcting import REFUND_TO, RefundEntry
from zqdesk.office.reserve.position import JournalRow
from zqdesk.rules.money import format_yuan
from zqdesk.rules.process import Role
from zqdesk.ui.pages.cases.steps.form import Reason, StepForm
from zqdesk.ui.pages.reserve.forms.fields import FilledMoney
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit


def refund(disbursement_id: str, payee: str, receipt_number: str, left_fen: int) -> StepForm:
    """Money of a payment that came back; `left_fen` is what stands of it."""
    return StepForm(
        correcting.refund,
        RefundEntry(left_fen, payee, ""),
        [
            ("amount_fen", "退回金额（元）", FilledMoney(), 1),
            ("returned_by", "退款人", NameEdit(), 1),
            ("to", "退到", CodePicker(REFUND_TO.items(), optional=False), 1),
            ("reason", "退回的原因", TextEdit(), 3),
        ],
        lambda said: (disbursement_id, said),
        explain=f"{payee}，领款单 {receipt_number}，{format_yuan(left_fen)} 元。"
        "记错账的请用冲销；钱真的退回来了才登记退回。",
        submit="登记退回",
    )


def reversal(row: JournalRow) -> StepForm:
    """An entry in red; an approver who did not make it."""
    return StepForm(
        correcting.reverse,
        Reason(),
        [("reason", "冲销的原因", LongTextEdit("例如：金额记错，应为……"), 3)],
        lambda said: (row.entry_id, said.reason),
        explain=f"{row.number}，{row.text}，{format_yuan(row.amount_fen)} 元（{row.by_name}记账）。"
        "以红字记在今天，原记录保留；然后按正确的内容重新登记。",
        submit="冲销",
        danger=True,
        colleague=(Role.APPROVER,),
    )
