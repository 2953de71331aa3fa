"""What the payment page asks, line by line, and which of it only one way of paying needs."""

from collections.abc import Callable
from datetime import date

from zqdesk.office.reserve.paying.payment_entry import SIGN_KINDS, WAYS
from zqdesk.ui.pages.cases.steps.form import Field
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.id_edit import AccountEdit, IdEdit, PhoneEdit
from zqdesk.ui.widgets.fields.money_edit import MoneyEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit
from zqdesk.ui.widgets.fields.tick import Tick

ONLY = {
    "transfer": ("bank_name", "account_name", "account_number"),
    "goods": ("goods", "supplier", "invoice", "from_bank"),
}
"""Fields that only one way of paying asks for."""


def lines(today: Callable[[], date]) -> list[list[Field]]:
    """Field, caption, widget and width, a list for each line: what a way does not ask for leaves no hole."""
    return [
        [
            ("payee_name", "领款人", NameEdit("本户成员"), 1),
            ("payee_id_number", "领款人身份证号", IdEdit(today), 1),
            ("payee_phone", "联系电话", PhoneEdit(), 1),
        ],
        [
            ("amount_fen", "发放金额（元）", MoneyEdit(), 1),
            ("way", "发放方式", CodePicker(WAYS.items(), optional=False), 1),
            ("sign_kind", "签收方式", CodePicker(SIGN_KINDS.items(), optional=False), 1),
        ],
        [
            ("second_payer", "在场的另一人", CodePicker((), names=True), 1),
            ("stage_id", "分期", CodePicker(()), 2),
        ],
        [
            ("account_name", "户名", NameEdit(), 1),
            ("bank_name", "开户银行", TextEdit(), 1),
            ("account_number", "银行账号", AccountEdit(), 1),
        ],
        [
            ("goods", "实物名称和数量", TextEdit(), 1),
            ("supplier", "供货单位", TextEdit(), 1),
            ("invoice", "发票号", TextEdit(), 1),
        ],
        [("from_bank", "", Tick("货款由银行账户支付（不勾选的从本窗口现金支付）"), 3)],
        [("bank_slip", "转账回单号", TextEdit(), 1)],
        [
            ("proxy_name", "代领人", NameEdit("本人领取的不填"), 1),
            ("proxy_id_number", "代领人身份证号", IdEdit(today), 1),
            ("proxy_relation", "与领款人关系", TextEdit(), 1),
        ],
        [("proxy_phone", "代领人电话", PhoneEdit(), 1)],
    ]
