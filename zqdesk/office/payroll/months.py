"""What a household was to get and got, month by month."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.office.payroll import standing
from zqdesk.office.payroll.recoveries import back_by_recovery
from zqdesk.records.tables.payroll import (
    PayrollList,
    PayrollRecovery,
    PayrollRecoveryLine,
    PayrollRow,
)
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.payroll.checks import first_day
from zqdesk.rules.payroll.process import OPEN_ROWS, SIGNED, Kind, RowState


class MonthRow(NamedTuple):
    """A month of a household in a programme, in fen.

    `roll_fen`: what the roll says today; `listed_fen` stands on signed lists; `paid_fen` arrived, by whichever list;
    `open_fen` is still owed; `recovered_fen` came back. `words`: what to know of it.
    """

    month: str
    programme: str
    alone_id: str | None
    roll_fen: int
    listed_fen: int
    paid_fen: int
    open_fen: int
    recovered_fen: int
    words: str


def household_months(session: Session, household_id: str, today: date) -> tuple[MonthRow, ...]:
    """From the first month that anything was listed, else from this one; the newest first."""
    rows = _rows(session, PayrollRow.home_id == household_id)
    states = standing.of_rows(session, (row.row_id for row in rows))
    months: dict[tuple[str, str, str | None], _Month] = defaultdict(_Month)
    first = min((month for row in rows for month, _ in row.shares()), default=f"{today:%Y-%m}")
    entries = select(RollEntry).where(RollEntry.household_id == household_id)
    for entry in session.scalars(entries):
        for month in _between(max(entry.from_month, first), entry.to_month or f"{today:%Y-%m}"):
            months[month, entry.programme, entry.person_id].roll += entry.allowance_fen + entry.uplift_fen
    back = _came_back(session, [row.row_id for row in rows])
    for row in rows:
        each = states[row.row_id]
        for month, share, paid in row.paid_shares(each.paid_fen):
            there = months[month, row.programme, row.alone_id]
            there.add(row, each, share, paid)
            there.back += back.get((row.row_id, month), 0)
    return tuple(
        MonthRow(
            month, programme, alone, each.roll, each.listed, each.paid, each.open, each.back,
            "；".join(dict.fromkeys(each.words)),
        )
        for (month, programme, alone), each in sorted(months.items(), key=lambda item: item[0][:2], reverse=True)
    )  # fmt: skip


class _Row(NamedTuple):
    row_id: str
    list_id: str
    kind: str
    home_id: str
    alone_id: str | None
    programme: str
    total_fen: int
    months: Sequence[Sequence[int | str]]
    earlier_id: str | None
    month: str
    """Whose money it is; of what is paid again that of the row that failed first."""

    def shares(self) -> list[tuple[str, int]]:
        """What of the row is for which month."""
        if self.months:
            return [(str(each[0]), int(each[4])) for each in self.months]
        return [(self.month, self.total_fen)]

    def paid_shares(self, paid_fen: int) -> Iterable[tuple[str, int, int]]:
        """The same with what of it was paid: the oldest month first, what is over belongs to the last."""
        shares = self.shares()
        for position, (month, share) in enumerate(shares):
            last = position == len(shares) - 1
            paid = paid_fen if last else min(share, paid_fen)
            yield month, share, paid
            paid_fen -= paid


class _Month:
    """A month while it is added up."""

    def __init__(self) -> None:
        self.roll = self.listed = self.paid = self.open = self.back = 0
        self.words: list[str] = []

    def add(self, row: _Row, each: standing.RowStanding, share: int, paid: int) -> None:
        self.paid += paid
        if row.earlier_id is None:
            self.listed += share
        if each.state in (*OPEN_ROWS, RowState.WAITING, RowState.SENT, RowState.ODD, RowState.LISTED):
            self.open += max(share - paid, 0)
        title = each.state.words
        words = "" if each.state == RowState.PAID else each.words
        day = f"{each.paid_on:%Y-%m-%d}" if each.paid_on else ""
        kind = "" if row.kind == Kind.MONTH else f"{Kind(row.kind).words}："
        self.words.append(kind + " ".join(part for part in (title, day, words) if part))


def _rows(session: Session, *which: ColumnElement[bool]) -> list[_Row]:
    first = aliased(PayrollList)
    query = (
        standing.with_month(
            first,
            PayrollRow.id, PayrollRow.list_id, PayrollList.kind, PayrollRow.home_id, PayrollRow.alone_id,
            PayrollRow.programme, PayrollRow.total_fen, PayrollRow.months, PayrollRow.earlier_id,
        )
        .where(PayrollList.state.in_(SIGNED), *which)
        .order_by(PayrollList.from_month, PayrollRow.id)
    )  # fmt: skip
    return [_Row._make(row) for row in plain_rows(session, query)]


def _came_back(session: Session, row_ids: Sequence[str]) -> dict[tuple[str, str], int]:
    """By row and month what was recovered: what came back of a recovery, its oldest month first."""
    query = select(PayrollRecoveryLine).join(
        PayrollRecovery, PayrollRecovery.id == PayrollRecoveryLine.recovery_id
    )
    theirs = select(PayrollRecoveryLine.recovery_id).where(PayrollRecoveryLine.row_id.in_(row_ids))
    query = query.where(PayrollRecoveryLine.recovery_id.in_(theirs))
    came = back_by_recovery(session)
    found: dict[tuple[str, str], int] = defaultdict(int)
    for line in session.scalars(query.order_by(PayrollRecoveryLine.month, PayrollRecoveryLine.id)):
        taken = min(line.amount_fen, came.get(line.recovery_id, 0))
        came[line.recovery_id] = came.get(line.recovery_id, 0) - taken
        found[line.row_id, line.month] += taken
    return found


def _between(first: str, last: str) -> Iterable[str]:
    day = first_day(first)
    while f"{day:%Y-%m}" <= last:
        yield f"{day:%Y-%m}"
        day = add_months(day, 1)
