"""The way of a list: made, prepared, reviewed and released by three different people, or given back."""

from enum import StrEnum
from typing import NamedTuple


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


class RowState(StrEnum):
    """What became of a row of a signed list."""

    LISTED = "listed"
    WAITING = "waiting"
    HELD = "held"
    STOPPED = "stopped"
    SENT = "sent"
    ODD = "odd"
    PAID = "paid"
    PART = "part"
    FAILED = "failed"
    REISSUED = "reissued"
    ENDED = "ended"


ROW_TITLES = {
    RowState.LISTED: "待签字",
    RowState.WAITING: "待报盘",
    RowState.HELD: "暂缓发放",
    RowState.STOPPED: "停止报盘",
    RowState.SENT: "待回盘",
    RowState.ODD: "回盘待处理",
    RowState.PAID: "已到账",
    RowState.PART: "部分到账",
    RowState.FAILED: "未到账",
    RowState.REISSUED: "已转重发",
    RowState.ENDED: "不再发放",
}
OPEN_ROWS = (RowState.HELD, RowState.STOPPED, RowState.PART, RowState.FAILED)
"""What is still owed and stands nowhere else: it is paid again or ended."""


class RowFacts(NamedTuple):
    """What is known of a row. `settled`: the bank or a decision has said what was paid; `odd`: a line of its waits for one."""

    total_fen: int
    paid_fen: int
    released: bool
    held: bool
    stopped: bool
    sent: bool
    settled: bool
    odd: bool
    reissued: bool
    ended: bool


def row_state(row: RowFacts) -> RowState:
    """Where a row stands; it is in one place at a time."""
    if not row.released:
        return RowState.LISTED
    for state, holds in (
        (RowState.ODD, row.odd),
        (RowState.PAID, row.paid_fen >= row.total_fen),
        (RowState.ENDED, row.ended),
        (RowState.REISSUED, row.reissued),
        (RowState.HELD, row.held),
        (RowState.STOPPED, row.stopped),
        (RowState.PART, row.settled and row.paid_fen > 0),
        (RowState.FAILED, row.settled),
        (RowState.SENT, row.sent),
    ):
        if holds:
            return state
    return RowState.WAITING
