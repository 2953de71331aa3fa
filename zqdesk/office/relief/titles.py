"""What the history calls the tables, fields and acts of relief, in the words of the hall."""

from zqdesk.office.cases.acts.referrals import TARGETS
from zqdesk.office.hall.words import RowSaid, Words, first_of
from zqdesk.office.relief.decisions import FUNDS
from zqdesk.rules.relief.amount import APPLICANT_CLASSES, CAUSES, DEGREES, FORMS, KIND_TITLES
from zqdesk.rules.relief.event import VERDICTS


def _grant(row: RowSaid) -> str:
    return f"可发放{row.words['amount_fen']}元" if row.new.get("amount_fen") else ""


def _relief(row: RowSaid) -> str:
    if not row.new.get("cause"):
        return row.words["situation"]
    return f"{row.words['cause']}，拟救助{row.words['requested_fen']}元：{row.words['situation']}"


TABLES = {
    "reliefs": "救助事项",
    "relief_persons": "同时受助的人",
    "grants": "救助批准",
    "relief_judged": "重复救助判断",
    "grant_stages": "分期",
    "referrals": "转介",
}
HIDDEN = frozenset(
    {
        "agreed_by_id",
        "other_id",
        "taken_case_id",
    }
)
FIELDS = {
    "agreed_at": "同意时间",
    "grounds": "相近之处",
    "verdict": "判断",
    "judged_on": "判断日期",
    "agreed_by_name": "批准人",
    "amount_reason": "超出测算的理由",
    "applicant_class": "对象类别",
    "cause": "困难原因",
    "confirmed_on": "补办审批日期",
    "degree": "困难程度",
    "due_on": "发放日期",
    "form": "救助方式",
    "fund": "资金来源",
    "goods": "实物",
    "happened_on": "发生日期",
    "help_first": "先行救助",
    "made_on": "转介日期",
    "no_number": "没有身份证号的原因",
    "papers_ready_on": "手续补齐日期",
    "registered_at": "登记时间",
    "reimbursed_fen": "已报销",
    "repeat_reason": "再次救助的理由",
    "requested_fen": "拟救助金额",
    "situation": "困难情况",
    "spending_fen": "支出总额",
    "taken": "是否接手",
    "taken_on": "办理日期",
    "target": "去向",
}
OWN_FIELDS = {
    ("referrals", "answer"): "办理结果",
    ("reliefs", "person_count"): "救助人数",
    ("reliefs", "place"): "事发地点",
}
VALUES = {
    ("reliefs", "cause"): CAUSES,
    ("reliefs", "degree"): DEGREES,
    ("reliefs", "form"): FORMS,
    ("reliefs", "applicant_class"): APPLICANT_CLASSES,
    ("grants", "fund"): FUNDS,
    ("relief_judged", "verdict"): VERDICTS,
    ("referrals", "target"): TARGETS,
}
ACTS = {
    "register_emergency": "登记急难先行救助",
    "record_relief": "登记临时救助申请",
    "take_up_referral": "办理转介",
}
IN_CASES = {
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
VALUES_IN_CASES = {
    ("decisions", "result"): {"confirm": "批准", "refuse": "不予批准"},
    ("submissions", "answer"): {"confirm": "批准", "refuse": "不予批准", "return": "退回"},
}
WORDS = Words(
    tables=TABLES,
    fields=FIELDS,
    own_fields=OWN_FIELDS,
    hidden=HIDDEN,
    values=VALUES,
    acts=ACTS,
    kinds={kind: f"临时救助（{title}）" for kind, title in KIND_TITLES.items()},
    sentences={"referrals": first_of("note", "answer"), "grants": _grant, "reliefs": _relief},
    in_cases=IN_CASES,
    values_in_cases=VALUES_IN_CASES,
    amount="救助金",
)
