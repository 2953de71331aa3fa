"""The way of a list: made, prepared, reviewed and released by three different people, or given back."""

from typing import NamedTuple

from zqdesk.rules.worded import Worded


class Kind(Worded):
    """What a list pays: a month, what was owed for earlier months, something once, or again what did not arrive."""

    MONTH = "month", "月发放"
    BACK_PAY = "back_pay", "补发"
    ONE_OFF = "one_off", "一次性发放"
    REISSUE = "reissue", "重发"


class State(Worded):
    """Where a list stands; from `prepared` on it never changes but by the next signature."""

    DRAFT = "draft", "拟制中"
    PREPARED = "prepared", "待复核"
    REVIEWED = "reviewed", "待批准"
    RELEASED = "released", "已批准"
    RETURNED = "returned", "已退回"
    DROPPED = "dropped", "已作废"


SIGNED = (State.PREPARED, State.REVIEWED, State.RELEASED)
"""States in which what stands on a list is claimed by it."""
ENDED = (State.RETURNED, State.DROPPED)


class RowState(Worded):
    """What became of a row of a signed list."""

    LISTED = "listed", "待签字"
    WAITING = "waiting", "待报盘"
    HELD = "held", "暂缓发放"
    STOPPED = "stopped", "停止报盘"
    SENT = "sent", "待回盘"
    ODD = "odd", "回盘待处理"
    PAID = "paid", "已到账"
    PART = "part", "部分到账"
    FAILED = "failed", "未到账"
    REISSUED = "reissued", "已转重发"
    ENDED = "ended", "不再发放"


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
