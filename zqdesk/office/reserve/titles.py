"""What the history calls the tables, fields and acts of the reserve, in the words of the hall."""

from zqdesk.office.hall.words import RowSaid, Words, first_of
from zqdesk.office.reserve.cash.tills import TILL_KINDS
from zqdesk.office.reserve.ledger.documents import TITLES as DOCUMENT_TITLES
from zqdesk.office.reserve.paying.payment_entry import SIGN_KINDS, WAYS
from zqdesk.office.reserve.paying.payments import ANSWER_TITLES
from zqdesk.rules.reserve import KINDS


def _entry(row: RowSaid) -> str:
    """`发放临时救助金 张某某（…），3,000.00元，记-2026-0012`."""
    number = f"记-{row.new.get('year')}-{int(row.new.get('serial') or 0):04d}"
    return f"{row.words['text']}，{row.words['amount_fen']}元，{number}"


def _count(row: RowSaid) -> str:
    if row.new.get("signed_by_name"):
        return f"监盘人{row.words['signed_by_name']}"
    return f"实点{row.words['counted_fen']}元，账面{row.words['book_fen']}元"


TABLES = {
    "tills": "现金保管",
    "reserve_entries": "备用金账",
    "disbursements": "发放",
    "refunds": "退回",
    "settlements": "核销",
    "settlement_items": "核销明细",
    "replenishment_requests": "补充申请",
    "cash_counts": "盘点",
    "handovers": "交接",
    "reserve_closings": "结账",
    "reserve_words": "第二人说明",
    "reserve_documents": "外来凭证",
    "reserve_reported": "结账时的内容",
    "reserve_set_asides": "作废、重新打开",
}
HIDDEN = frozenset(
    {
        "grant_id",
        "entry_id",
        "stage_id",
        "reverses_id",
        "settlement_id",
        "request_id",
        "disbursement_id",
        "count_id",
        "till_id",
        "to_till_id",
        "holder_id",
        "desk_id",
        "from_id",
        "to_id",
        "signed_by_id",
        "after_year",
        "after_serial",
        "balances",
        "turnover",
        "pieces",
        "debit",
        "credit",
        "subject_id",
        "entry_count",
        "matter",
        "subject",
        "reversal_id",
        "closing_id",
        "facts",
        "key",
        "word_id",
        "by_id",
        "second_id",
    }
)
SAID_ALREADY = frozenset(
    {("reserve_entries", "year"), ("reserve_entries", "booked_on"), ("cash_counts", "counted_on")}
)
"""Days that the instant beside them says too."""
FIELDS = {
    "accepted": "是否核销",
    "accepted_fen": "核销金额",
    "book_fen": "账面金额",
    "booked_at": "记账时间",
    "booked_on": "记账日期",
    "counted_at": "盘点时间",
    "counted_on": "盘点日期",
    "ended_at": "结束时间",
    "explanation": "差额说明",
    "from_name": "移交人",
    "holder_name": "保管人",
    "invoice": "发票号",
    "last_serial": "最后凭证号",
    "offered_at": "移交时间",
    "payee_id_number": "领款人身份证号",
    "payee_name": "领款人",
    "payee_phone": "领款人电话",
    "period": "期间",
    "receipt_number": "领款单号",
    "returned_by": "退款人",
    "second_payer": "在场发放人",
    "second_name": "另一人",
    "sentence": "所问",
    "serial": "凭证号",
    "set_at": "办理时间",
    "set_on": "办理日期",
    "sign_kind": "签收方式",
    "signed_at": "监盘时间",
    "signed_by_name": "监盘人",
    "submitted_on": "报送日期",
    "supplier": "供货单位",
    "to_name": "接手人",
    "voucher": "凭证",
    "voucher_on": "凭证日期",
    "withdrawn_on": "撤回日期",
}
OWN_FIELDS = {
    ("reserve_entries", "text"): "摘要",
    ("reserve_entries", "kind"): "收付种类",
    ("reserve_entries", "reason"): "原因",
    ("disbursements", "way"): "发放方式",
    ("disbursements", "proxy_name"): "代领人",
    ("disbursements", "proxy_id_number"): "代领人身份证号",
    ("disbursements", "proxy_phone"): "代领人电话",
    ("disbursements", "proxy_relation"): "代领人与领款人关系",
    ("refunds", "reason"): "退回原因",
    ("settlement_items", "reason"): "退回原因",
    ("replenishment_requests", "reason"): "申请理由",
    ("settlements", "document_number"): "批复文号",
    ("settlements", "answered_on"): "批复日期",
    ("reserve_documents", "kind"): "凭证种类",
    ("reserve_documents", "number"): "凭证号码",
    ("reserve_words", "reason"): "说明",
    ("reserve_words", "given_at"): "说明时间",
    ("reserve_set_asides", "reason"): "原因",
    ("tills", "name"): "名称",
    ("tills", "closed_on"): "撤销日期",
    ("reserve_closings", "closed_on"): "结账日期",
    ("reserve_closings", "office"): "大厅名称",
    ("replenishment_requests", "requested_on"): "申请日期",
}
VALUES = {
    ("tills", "kind"): TILL_KINDS,
    ("reserve_entries", "kind"): {kind.id: kind.title for kind in KINDS.values()},
    ("disbursements", "way"): WAYS,
    ("disbursements", "sign_kind"): SIGN_KINDS,
    ("reserve_documents", "kind"): DOCUMENT_TITLES,
    ("settlements", "answer"): ANSWER_TITLES,
    ("handovers", "kind"): {"cash": "现金领用、交回", "till": "保管人交接"},
}
ACTS = {
    "open_till": "设立现金保管",
    "close_till": "撤销现金保管",
    "offer_cash": "移交现金",
    "take_cash": "接收现金",
    "offer_till": "移交保管",
    "take_till": "接手保管",
    "call_off": "撤销交接",
    "open_reserve": "登记期初余额",
    "receive_allocation": "登记区级拨付",
    "withdraw_cash": "提取现金",
    "deposit_cash": "现金存行",
    "return_to_district": "上缴区级",
    "count_cash": "盘点现金",
    "sign_count": "监盘签字",
    "give_word": "第二人说明",
    "set_aside_count": "作废盘点",
    "reopen_period": "重新打开已结期间",
    "close_month": "月末结账",
    "carry_over": "年度结转",
    "refund": "登记退回",
    "reverse": "红字冲销",
    "submit_settlement": "报送核销",
    "record_settlement_answer": "登记核销批复",
    "withdraw_settlement": "撤回核销",
    "request_replenishment": "申请补充备用金",
    "withdraw_request": "撤回补充申请",
    "record_replenishment": "登记补足拨款",
}
WORDS = Words(
    tables=TABLES,
    fields=FIELDS,
    own_fields=OWN_FIELDS,
    hidden=HIDDEN,
    said_already=SAID_ALREADY,
    values=VALUES,
    acts=ACTS,
    sentences={
        "reserve_entries": _entry,
        "cash_counts": _count,
        "settlements": first_of("number", "document_number"),
        "replenishment_requests": first_of("number"),
        "reserve_closings": first_of("period"),
        "handovers": first_of("to_name"),
        "tills": first_of("name", "holder_name"),
    },
)
