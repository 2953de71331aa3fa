"""What the tables and fields of relief and of the reserve are called in the history, in the words of the hall."""

from collections.abc import Mapping

from zqdesk.office.cases.referrals import TARGETS
from zqdesk.office.relief.decisions import FUNDS
from zqdesk.office.reserve.payment_entry import SIGN_KINDS, WAYS
from zqdesk.office.reserve.payments import ANSWER_TITLES
from zqdesk.office.reserve.tills import TILL_KINDS
from zqdesk.rules.relief import APPLICANT_CLASSES, CAUSES, DEGREES, FORMS, KIND_TITLES
from zqdesk.rules.reserve import KINDS

TABLES: Mapping[str, str] = {
    "reliefs": "救助事项",
    "grants": "救助批准",
    "grant_stages": "分期",
    "referrals": "转介",
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
}
HIDDEN = frozenset(
    {
        "agreed_by_id", "grant_id", "entry_id", "stage_id", "taken_case_id", "reverses_id", "settlement_id", "request_id",
        "disbursement_id", "count_id", "till_id", "to_till_id", "holder_id", "desk_id", "from_id", "to_id", "signed_by_id",
        "after_year", "after_serial", "balances", "turnover", "pieces", "debit", "credit", "subject_id", "entry_count",
    }
)  # fmt: skip
SAID_ALREADY = frozenset(
    {("reserve_entries", "year"), ("reserve_entries", "booked_on"), ("cash_counts", "counted_on")}
)
"""Days that the instant beside them says too."""
FIELDS: Mapping[str, str] = {
    "accepted": "是否核销", "accepted_fen": "核销金额", "agreed_at": "同意时间", "agreed_by_name": "批准人",
    "amount_reason": "超出测算的理由", "applicant_class": "对象类别", "book_fen": "账面金额",
    "booked_at": "记账时间", "booked_on": "记账日期", "cause": "困难原因", "confirmed_on": "补办审批日期",
    "counted_at": "盘点时间", "counted_on": "盘点日期", "degree": "困难程度", "due_on": "发放日期",
    "ended_at": "结束时间", "explanation": "差额说明", "form": "救助方式", "from_name": "移交人",
    "fund": "资金来源", "goods": "实物", "happened_on": "发生日期", "help_first": "先行救助",
    "holder_name": "保管人", "invoice": "发票号", "last_serial": "最后凭证号", "made_on": "转介日期",
    "offered_at": "移交时间", "papers_ready_on": "手续补齐日期", "payee_id_number": "领款人身份证号",
    "payee_name": "领款人", "payee_phone": "领款人电话", "period": "期间", "receipt_number": "领款单号",
    "registered_at": "登记时间", "reimbursed_fen": "已报销", "repeat_reason": "再次救助的理由",
    "requested_fen": "拟救助金额", "returned_by": "退款人", "second_payer": "在场发放人", "serial": "凭证号",
    "sign_kind": "签收方式", "signed_at": "监盘时间", "signed_by_name": "监盘人", "situation": "困难情况",
    "spending_fen": "支出总额", "submitted_on": "报送日期", "supplier": "供货单位", "taken": "是否接手",
    "taken_on": "办理日期", "target": "去向", "to_name": "接手人", "voucher": "凭证", "voucher_on": "凭证日期",
    "withdrawn_on": "撤回日期",
}  # fmt: skip
OWN_TITLES: Mapping[tuple[str, str], str] = {
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
    ("referrals", "answer"): "办理结果",
    ("reliefs", "person_count"): "救助人数",
    ("reliefs", "place"): "事发地点",
    ("tills", "name"): "名称",
    ("tills", "closed_on"): "撤销日期",
    ("reserve_closings", "closed_on"): "结账日期",
    ("replenishment_requests", "requested_on"): "申请日期",
}
WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("reliefs", "cause"): CAUSES,
    ("reliefs", "degree"): DEGREES,
    ("reliefs", "form"): FORMS,
    ("reliefs", "applicant_class"): APPLICANT_CLASSES,
    ("grants", "fund"): FUNDS,
    ("referrals", "target"): TARGETS,
    ("tills", "kind"): TILL_KINDS,
    ("reserve_entries", "kind"): {kind.id: kind.title for kind in KINDS.values()},
    ("disbursements", "way"): WAYS,
    ("disbursements", "sign_kind"): SIGN_KINDS,
    ("settlements", "answer"): ANSWER_TITLES,
    ("handovers", "kind"): {"cash": "现金领用、交回", "till": "保管人交接"},
}
IN_RELIEF_CASES: Mapping[tuple[str, str], str | None] = {
    ("opinions", "allowance_fen"): "拟救助金额",
    ("decisions", "allowance_fen"): "救助金额",
    ("opinions", "person_count"): "救助人数",
    ("decisions", "person_count"): "救助人数",
    ("decisions", "authority"): "审批权限",
    ("opinions", "phase_out"): None,
    ("decisions", "phase_out"): None,
    ("opinions", "uplift_fen"): None,
    ("decisions", "uplift_fen"): None,
}
"""Fields that every programme's steps share and relief calls by another name, or does not use."""
WORDS_IN_RELIEF_CASES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("decisions", "result"): {"confirm": "批准", "refuse": "不予批准"},
    ("submissions", "answer"): {"confirm": "批准", "refuse": "不予批准", "return": "退回"},
}
CASE_KINDS = {kind: f"临时救助（{title}）" for kind, title in KIND_TITLES.items()}
BOOK_KINDS = {
    "cash_book": "现金日记账",
    "bank_book": "银行日记账",
    "disbursement_register": "发放登记表",
    "ledger": "台账",
    "month_report": "月报",
    "carry_over": "年度结转表",
    "allocation_slip": "拨付/领用单",
    "handover_slip": "交接单",
    "count_sheet": "盘点表",
    "settlement_form": "核销报账单",
    "replenishment_request": "补充申请表",
}
PAPER_KINDS = {
    **BOOK_KINDS,
    "relief_application": "申请审核审批表",
    "relief_registration": "急难型先行救助登记表",
    "relief_notice": "公示",
    "receipt": "领款单",
    "relief_refusal": "不予批准告知书",
}
