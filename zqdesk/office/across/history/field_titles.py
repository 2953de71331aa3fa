"""What tables and fields are called in the history, in the words of the hall."""

from collections.abc import Mapping
from typing import Any

from zqdesk.office.cases.acts.deciding import DELIVERY_WAYS
from zqdesk.office.cases.acts.verification import CHECK_RESULTS, VISIT_METHODS
from zqdesk.office.cases.looks.disputes import KINDS as DISPUTES
from zqdesk.office.cases.looks.wording import AUTHORITY_TITLES
from zqdesk.office.cases.materials import STATES
from zqdesk.office.figures.titles import WORDS as FIGURES
from zqdesk.office.goods.titles import WORDS as GOODS
from zqdesk.office.hall.words import Words
from zqdesk.office.payroll.titles import WORDS as PAYROLL
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.office.reserve.titles import WORDS as RESERVE
from zqdesk.office.seeking.titles import WORDS as SEEKING
from zqdesk.rules.process import ROLE_TITLES

ROOMS = (RESERVE, PAYROLL, FIGURES, SEEKING, GOODS, *(programme.words for programme in PROGRAMMES.values()))


def merged(name: str) -> dict[Any, Any]:
    """One of the tables of words, of all rooms together."""
    return {key: value for words in ROOMS for key, value in getattr(words, name).items()}


TABLES: Mapping[str, str] = {
    "cases": "",
    "case_members": "家庭成员",
    "case_incomes": "收入",
    "case_expenses": "支出",
    "case_assets": "财产",
    "case_supporters": "义务人",
    "materials": "材料",
    "attachments": "附件",
    "households": "家庭",
    "memberships": "家庭关系",
    "persons": "人员",
    "import_batches": "导入批次",
    "supplement_notices": "补正告知",
    "cross_checks": "信息核对",
    "home_visits": "入户调查",
    "appraisals": "民主评议",
    "opinions": "意见",
    "notice_sheets": "公示单",
    "public_notices": "公示",
    "objections": "异议",
    "complaints": "投诉举报",
    "disputes": "投诉、复议、诉讼",
    "submissions": "报区",
    "settled_conflicts": "交换分歧",
    "decisions": "决定",
    "deliveries": "送达",
    "papers": "文书",
    "number_series": "编号",
    "divisions": "行政区划",
    "former_villages": "原村（居）",
    "halls": "服务大厅",
    "desks": "工作台",
    "parameters": "参数",
    "calendar_years": "放假安排",
    "accounts": "账号",
    "staff_identities": "工作人员身份",
    **merged("tables"),
}

HIDDEN = frozenset(
    {
        "id", "case_id", "household_id", "member_id", "material_id", "notice_id", "objection_id", "opinion_id", "decision_id",
        "previous_id", "sheet_id", "opinions", "batch_id", "digest", "trace", "content", "position", "programme", "size", "media_type",
        "conflict_id", "settled_at", "series", "last", "parent_id", "successor_id", "village_id", "town_id", "by_id", "approver_id", "days", "identity_id",
        *(name for words in ROOMS for name in words.hidden),
    }
)  # fmt: skip
"""Links between rows, and what nobody reads: shown by what they lead to, or not at all."""

SHOWN_BY_OWNER = frozenset(
    {
        ("materials", "code"),
        ("materials", "title"),
        ("papers", "sheet_code"),
        *(each for words in ROOMS for each in words.said_already),
    }
)
"""What the words before the title say already, and codes that only machines read."""

FIELDS: Mapping[str, str] = {
    "abstain_count": "弃权票", "accepted_on": "受理日期", "account_name": "户名", "account_number": "银行账号",
    "active": "启用", "address": "地址", "agree_count": "同意票", "agreed": "是否同意",
    "allowance_fen": "户月保障金", "amount_fen": "金额", "answer": "答复", "answered_on": "答复日期",
    "applicant_id": "申请人", "applied_on": "申请日期", "article": "依据条款", "authority": "确认权限",
    "bank_name": "开户银行", "begun_on": "区级启动日期", "belongings": "家庭用品", "born_on": "出生日期", "by_name": "办理人",
    "approver_name": "审批人", "certificate_number": "低保证号", "change_kind": "变更种类", "clerk_id": "经办人",
    "closed_on": "结束日期", "code": "代码", "completed_on": "补齐日期", "copy_count": "打印份数",
    "counted": "计入共同生活成员", "counted_fen": "计入金额", "decided_on": "决定日期", "deducted": "可扣减",
    "delivered_on": "送达日期", "died_on": "死亡日期", "disability_grade": "残疾等级",
    "disability_number": "残疾人证号", "disability_type": "残疾类别", "disagree_count": "不同意票",
    "district_name": "区", "document_number": "区民政局文号", "document_word": "发文字号", "due_count": "应到人数",
    "education": "文化程度", "employment": "从业状况", "ended_on": "办结日期", "ended_reason": "结束原因",
    "ethnicity": "民族", "exempt_reason": "不计入理由", "extended_on": "延期日期", "extension_kind": "延期情形",
    "extension_reason": "延期理由", "facts": "认定的事实", "family_count": "家庭人口", "file_name": "文件名",
    "findings": "发现的情况", "from_month": "起始月份", "from_on": "公示开始", "given_on": "意见日期",
    "head_id": "户主", "health": "健康状况", "held_on": "评议日期", "host": "主持人",
    "household_count": "户数", "housing_area": "住房面积", "housing_condition": "住房状况",
    "housing_kind": "住房类型", "by_district": "区里公布",
    "housing_structure": "房屋结构", "hukou_address": "户籍地址",
    "hukou_kind": "户口性质", "id_number": "身份证号", "illness": "重病病种", "imported_on": "导入日期",
    "investigators": "调查人", "issued_on": "出具日期", "items": "需补正的材料", "joined_on": "加入日期",
    "key": "参数", "kind": "种类", "left_on": "离开日期", "left_reason": "离开原因", "livestock": "牲畜",
    "login": "登录名", "marital": "婚姻状况", "medical_insurance": "医疗保险", "method": "调查方式",
    "months": "月数", "name": "姓名", "neighbours": "邻里反映", "not_counted_reason": "计入（不计入）情形",
    "note": "备注", "number": "编号", "owner": "所有人", "page_count": "页数", "passed": "是否通过",
    "pension_insurance": "养老保险", "per_head_fen": "人均月收入", "person_count": "保障人数",
    "person_id": "人员", "phase_out": "渐退期", "phone": "电话", "place": "地点", "posted_by": "张贴人",
    "posted_on": "张贴日期", "poverty_cause": "致贫原因", "present_count": "实到人数",
    "present_name": "在场成员", "present_relation": "在场成员与户主关系", "proxy_id_number": "代理人身份证号",
    "proxy_kind": "申请方式", "proxy_name": "代理人", "proxy_phone": "代理人电话",
    "proxy_relation": "代理人与申请人关系", "published_on": "公布日期", "quantity": "数量",
    "raised_on": "提出日期", "received_on": "收到日期", "reason": "申请理由", "receiver": "签收人", "receiver_relation": "签收人关系",
    "recorder": "记录人", "registered_poor": "建档立卡", "relation": "与户主关系",
    "relative_name": "备案近亲属", "relative_post": "近亲属职务", "relative_relation": "近亲属关系",
    "relative_visited_on": "区级入户日期", "reply": "申请人的说明", "request_number": "核对编号", "requested_on": "提请日期",
    "replaced_on": "代替日期", "replaced_reason": "重新出具的理由",
    "result": "结果", "retracted_on": "撤销日期", "returned_on": "返回日期", "reverted_on": "撤销日期", "review_by": "下次核查",
    "roles": "角色", "round": "轮次", "school": "学校", "scope": "适用范围", "self_care": "生活自理能力",
    "sent_on": "上报日期", "sex": "性别", "sheet_code": "文书查询码", "single_person_id": "单独申请人",
    "single_reason": "单独申请情形", "source": "来源", "standard_kind": "执行标准",
    "standard_reason": "执行标准的理由", "work_refusals": "拒绝就业日期", "started_on": "启动调查",
    "state": "状态", "stop_reason": "停发原因", "student": "在校学生", "summary": "评议情况",
    "support_fen": "应付赡养费", "taken_back_on": "收回日期", "taken_back_reason": "收回理由",
    "text": "意见内容", "title": "名称", "to_month": "截止月份", "to_on": "公示截止", "told_on": "告知日期", "until_on": "截至日期",
    "town_name": "镇街", "truthful": "是否属实", "unable_reason": "无力赡养原因", "unit": "单位",
    "uplift_fen": "分类施保金", "valid_from": "执行日期", "valid_to": "废止日期", "value": "数值",
    "vehicles": "车辆农机", "village_name": "村（社区）", "village_officer": "村（居）干部",
    "villager_count": "村（居）民代表数", "visited_on": "调查日期", "way": "送达方式", "witness": "见证人",
    "work_ability": "劳动能力", "workplace": "工作单位", "year": "年份",
    **merged("fields"),
}  # fmt: skip

OWN_TITLES: Mapping[tuple[str, str], str] = {
    ("cases", "number"): "受理编号",
    ("cases", "kind"): "业务",
    ("notice_sheets", "made_on"): "制作日期",
    ("settled_conflicts", "choice"): "处理结果",
    ("settled_conflicts", "reason"): "处理理由",
    ("objections", "content"): "异议内容",
    ("complaints", "content"): "反映的内容",
    ("complaints", "way"): "渠道",
    ("complaints", "name"): "反映人",
    ("disputes", "content"): "内容、请求",
    ("disputes", "way"): "渠道",
    ("disputes", "name"): "反映人",
    ("disputes", "about_id"): "反映的工作人员",
    ("disputes", "due_on"): "答复期限",
    ("disputes", "organ"): "复议机关、法院",
    ("disputes", "number"): "文号、案号",
    ("disputes", "replied_on"): "答复日期",
    ("disputes", "reply"): "查证情况和答复",
    ("disputes", "replied_by_name"): "答复人",
    ("disputes", "outcome"): "结果",
    ("disputes", "end_words"): "结果要点",
    ("halls", "name"): "名称",
    ("desks", "name"): "名称",
    ("divisions", "name"): "名称",
    ("public_notices", "number"): "公示编号",
    ("papers", "number"): "文号",
    ("import_batches", "person_count"): "人数",
    ("opinions", "text"): "意见内容",
    **merged("own_fields"),
}
"""Fields that are called otherwise in their table, or hidden everywhere else."""

CODES: Mapping[tuple[str, str], str] = {
    ("cases", "poverty_cause"): "poverty_cause",
    ("cases", "single_reason"): "single_reason",
    ("cases", "proxy_kind"): "applicant_kind",
    ("cases", "relative_relation"): "relative_kind",
    ("cases", "extension_kind"): "extension_kind",
    ("case_members", "relation"): "relation",
    ("case_members", "not_counted_reason"): "not_counted",
    ("case_members", "health"): "health",
    ("case_members", "illness"): "illness",
    ("case_members", "disability_type"): "disability_type",
    ("case_members", "disability_grade"): "disability_grade",
    ("case_members", "work_ability"): "work_ability",
    ("case_members", "self_care"): "self_care",
    ("case_members", "employment"): "employment",
    ("case_incomes", "kind"): "income_kind",
    ("case_expenses", "kind"): "deduction_kind",
    ("case_assets", "kind"): "property_kind",
    ("case_supporters", "relation"): "support_relation",
    ("case_supporters", "unable_reason"): "support_inability",
    ("households", "standard_kind"): "standard_kind",
    ("roll_entries", "standard_kind"): "standard_kind",
    ("memberships", "relation"): "relation",
    ("persons", "sex"): "sex",
    ("persons", "ethnicity"): "ethnicity",
    ("persons", "marital"): "marital",
    ("persons", "education"): "education",
    ("persons", "hukou_kind"): "hukou_kind",
    ("home_visits", "housing_kind"): "housing",
    ("home_visits", "housing_structure"): "house_structure",
    ("complaints", "way"): "complaint_way",
    ("disputes", "way"): "complaint_way",
    ("disputes", "outcome"): "dispute_outcome",
    ("notice_sheets", "kind"): "paper_kind",
    ("papers", "kind"): "paper_kind",
    **merged("codes"),
}
"""Which code table the values of a field come from."""

WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("materials", "state"): STATES,
    ("cross_checks", "result"): CHECK_RESULTS,
    ("home_visits", "method"): VISIT_METHODS,
    ("decisions", "authority"): AUTHORITY_TITLES,
    ("deliveries", "way"): DELIVERY_WAYS,
    ("public_notices", "result"): {
        "unopposed": "无异议",
        "objected": "有异议",
        "withdrawn": "撤回申请",
        "ended": "终止办理",
    },
    ("settled_conflicts", "choice"): {
        "mine": "按本台办的",
        "theirs": "保留现有的",
        "other": "改成第三个值",
    },
    ("disputes", "kind"): DISPUTES,
    ("submissions", "answer"): {"confirm": "确认", "refuse": "不予确认", "return": "退回"},
    ("attachments", "kind"): {
        "material": "材料",
        "visit": "入户照片",
        "notice": "公示照片",
        "paper": "签字件",
        "other": "其他",
    },
    **merged("values"),
    ("accounts", "roles"): {role.value: title for role, title in ROLE_TITLES.items()},
}
"""Values that stand in no code table, in words."""


def title_of(table: str, field: str, case: Words) -> str | None:
    """The field's name as the programme of the case calls it; None where it is not shown."""
    if (table, field) in case.in_cases:
        return case.in_cases[table, field]
    own = OWN_TITLES.get((table, field))
    if own is not None or field in HIDDEN or (table, field) in SHOWN_BY_OWNER:
        return own
    return FIELDS.get(field, field)


def words_of(table: str, field: str, case: Words) -> Mapping[str, str] | None:
    """What the field's values are called in the case's programme; None where they are words already."""
    if (table, field) == ("cases", "kind"):
        return case.kinds
    return case.values_in_cases.get((table, field)) or WORDS.get((table, field))
