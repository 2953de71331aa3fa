"""What a line of the bank's answer means. Nothing is taken silently: what is not plainly paid or failed waits for a decision."""

from enum import StrEnum


class Outcome(StrEnum):
    """What a line of an answer says of the row it names."""

    PAID = "paid"
    PART = "part"
    FAILED = "failed"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    DOUBLED = "doubled"
    OVER = "over"
    IMPOSSIBLE_DAY = "impossible_day"
    CONTRADICTION = "contradiction"
    MISSING = "missing"


OUTCOME_TITLES = {
    Outcome.PAID: "全额到账",
    Outcome.PART: "部分到账",
    Outcome.FAILED: "未到账",
    Outcome.EMPTY: "没有结果",
    Outcome.UNKNOWN: "名册中没有",
    Outcome.DOUBLED: "同一编号两次",
    Outcome.OVER: "多于应发",
    Outcome.IMPOSSIBLE_DAY: "日期不可能",
    Outcome.CONTRADICTION: "前后矛盾",
    Outcome.MISSING: "回盘中没有",
}
CLEAR = (Outcome.PAID, Outcome.PART, Outcome.FAILED)
"""What needs no decision."""
