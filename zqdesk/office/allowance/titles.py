"""What the history calls what is only the allowance's, in the words of the hall."""

from zqdesk.office.allowance.reviewing.change_checks import RESULTS
from zqdesk.office.cases.looks.reworking import RAISED
from zqdesk.office.hall.words import Words
from zqdesk.records.codes import table

TABLES = {"roll_entries": "在册"}
VALUES = {
    ("cases", "change_kind"): RESULTS,
    ("opinions", "result"): RESULTS,
    ("roll_entries", "ended_reason"): RESULTS
    | {RAISED: "提标调整"}
    | {code.code: code.title for code in table("stop_reason")},
}
ACTS = {
    "record_application": "登记申请",
    "start_review": "开始定期核查",
    "start_change": "开始待遇变更",
}
WORDS = Words(
    tables=TABLES,
    values=VALUES,
    codes={("opinions", "stop_reason"): "stop_reason", ("decisions", "stop_reason"): "stop_reason"},
    acts=ACTS,
    kinds={"application": "新申请", "review": "定期核查", "change": "待遇变更"},
    values_in_cases={("decisions", "result"): RESULTS | {"confirm": "确认", "refuse": "不予确认"}},
    amount="月保障金",
)
