"""What the history calls the tables, fields and acts of 特困, in the words of the hall."""

from zqdesk.office.hall.words import RowSaid, Words, first_of
from zqdesk.office.support.ending import GROUNDS, STOP
from zqdesk.office.support.reviewing import RESULTS, WHYS
from zqdesk.rules.support.self_care import ABILITIES, LEVELS


def _level(row: RowSaid) -> str:
    return f"评估为{row.words['level']}" if row.new.get("level") else ""


def _care(row: RowSaid) -> str:
    return f"{row.words['placement']} {row.words['institution'] or row.words['caretaker']}".strip()


ENDINGS = {code.code: code.title for code in GROUNDS}
TABLES = {
    "supports": "特困情况",
    "self_care_assessments": "自理能力评估",
    "care_arrangements": "供养安排",
    "district_samples": "区级抽查",
}
FIELDS = {
    "placement": "供养方式",
    "nobody": "无法定义务人",
    "orphan": "享受孤儿等保障",
    "at_school": "年满18周岁仍在校",
    "ground": "终止情形",
    "since": "发生日期",
    "assessed_on": "评估日期",
    "level": "自理能力",
    "assessors": "评估人",
    "agency": "评估机构",
    "signed_by": "签字人",
    "signed_relation": "签字人关系",
    "institution": "供养机构",
    "caretaker": "照料人",
    "caretaker_id_number": "照料人身份证号",
    "caretaker_phone": "照料人电话",
    "caretaker_relation": "照料人与本人关系",
    "duties": "照料内容",
    "signed_on": "协议签订日期",
    "sampled_on": "抽查日期",
    "by_names": "抽查人员",
    "fits": "抽查相符",
    **ABILITIES,
}
OWN_FIELDS = {
    ("care_arrangements", "from_on"): "起始日期",
    ("care_arrangements", "to_on"): "截止日期",
}
WORDS = Words(
    tables=TABLES,
    fields=FIELDS,
    own_fields=OWN_FIELDS,
    values={("self_care_assessments", "level"): LEVELS},
    codes={
        ("supports", "placement"): "placement",
        ("supports", "ground"): "support_ending",
        ("care_arrangements", "placement"): "placement",
    },
    acts={
        "record_support": "登记特困申请",
        "start_support_review": "开始特困复核",
        "start_ending": "开始终止特困供养",
    },
    kinds={"application": "新申请", "review": "复核", "ending": "终止"},
    sentences={
        "self_care_assessments": _level,
        "care_arrangements": _care,
        "district_samples": first_of("findings", "by_names"),
    },
    in_cases={
        ("opinions", "allowance_fen"): "基本生活费",
        ("opinions", "uplift_fen"): "照料护理费",
        ("decisions", "allowance_fen"): "基本生活费",
        ("decisions", "uplift_fen"): "照料护理费",
        ("decisions", "certificate_number"): "供养证号",
        ("roll_entries", "allowance_fen"): "基本生活费",
        ("roll_entries", "uplift_fen"): "照料护理费",
        ("roll_entries", "certificate_number"): "供养证号",
    },
    values_in_cases={
        ("decisions", "result"): RESULTS | {"confirm": "确认", "refuse": "不予确认", STOP: "终止"},
        ("opinions", "result"): RESULTS | {STOP: "终止"},
        ("cases", "change_kind"): WHYS,
        **{(table, "stop_reason"): ENDINGS for table in ("opinions", "decisions")},
    },
    amount="月供养金",
)
