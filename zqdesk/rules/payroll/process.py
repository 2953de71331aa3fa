"""The way of a list: made, prepared, reviewed and released by three different people, or given back."""

from enum import StrEnum


class Kind(StrEnum):
    """What a list pays: a month, what was owed for earlier months, something once, or again what did not arrive."""

    MONTH = "month"
    BACK_PAY = "back_pay"
    ONE_OFF = "one_off"
    REISSUE = "reissue"


KIND_TITLES = {
    Kind.MONTH: "月发放",
    Kind.BACK_PAY: "补发",
    Kind.ONE_OFF: "一次性发放",
    Kind.REISSUE: "重发",
}


class State(StrEnum):
    """Where a list stands; from `prepared` on it never changes but by the next signature."""

    DRAFT = "draft"
    PREPARED = "prepared"
    REVIEWED = "reviewed"
    RELEASED = "released"
    RETURNED = "returned"
    DROPPED = "dropped"


STATE_TITLES = {
    State.DRAFT: "拟制中",
    State.PREPARED: "待复核",
    State.REVIEWED: "待批准",
    State.RELEASED: "已批准",
    State.RETURNED: "已退回",
    State.DROPPED: "已作废",
}
SIGNED = (State.PREPARED, State.REVIEWED, State.RELEASED)
"""States in which what stands on a list is claimed by it."""
ENDED = (State.RETURNED, State.DROPPED)
