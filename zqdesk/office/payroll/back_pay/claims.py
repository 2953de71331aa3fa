"""What stands for each month of a programme: paid or still to be paid by signed lists, less what will not be or came back."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from sqlalchemy import Column, MetaData, String, Table, func, select
from sqlalchemy import Integer as Whole
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.office.cases.looks.reworking import Place
from zqdesk.records.tables.payroll import (
    PayrollEnd,
    PayrollList,
    PayrollReceipt,
    PayrollRecovery,
    PayrollRecoveryLine,
    PayrollRow,
)
from zqdesk.rules.payroll.back_pay import Payment, months_between
from zqdesk.rules.payroll.process import SIGNED, Kind

Whose = tuple[str, str | None]
BY_ROLL = "本机没有当月名册，按在册金额"
RECOVERED, ENDED, MORE = "已追回", "未到账且不再发放", "银行多付"
_PAID = Table("payroll_paid", MetaData(), Column("row_id", String), Column("fen", Whole))
"""The view of migration 0018: what the bank really paid of each row."""


@frozen
class Claims:
    """By household, or who is on the roll alone, what stands for its months; `listed`: by month the villages that have
    a signed list of it, an empty name for the whole town.
    """

    span: tuple[str, str]
    standing: Mapping[Whose, Sequence[Payment]]
    monthly: Mapping[Whose, frozenset[str]]
    listed: Mapping[str, frozenset[str]]
    known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    def paid_for(self, place: Place) -> dict[str, int]:
        """Fen by month. A month without a list of its own here was paid before this desk made lists: by the roll."""
        found = self._by_roll(place)
        for each in self.standing.get(place.key, ()):
            found[each.month] = found.get(each.month, 0) + each.fen
        return found

    def payments(self, place: Place, month: str) -> tuple[Payment, ...]:
        """The parts of what stands for one month, each with its list."""
        fen = self._by_roll(place).get(month)
        by_roll = [] if fen is None else [Payment(month, fen, BY_ROLL)]
        return (*by_roll, *(each for each in self.standing.get(place.key, ()) if each.month == month))

    def _by_roll(self, place: Place) -> dict[str, int]:
        months, own = self._unlisted(place.village_id), self.monthly.get(place.key)
        found: dict[str, int] = {}
        for stand in reversed(place.stands):
            until = bisect_right(months, stand.to_month) if stand.to_month else len(months)
            found |= dict.fromkeys(months[bisect_left(months, stand.from_month) : until], stand.roll_fen)
        return found if own is None else {month: fen for month, fen in found.items() if month not in own}

    def _unlisted(self, village_id: str) -> tuple[str, ...]:
        """The months without a list of this village or of the whole town."""
        if village_id not in self.known:
            self.known[village_id] = tuple(
                month
                for month in months_between(*self.span)
                if {"", village_id}.isdisjoint(self.listed.get(month, ()))
            )
        return self.known[village_id]


def read(session: Session, programme: str, since: str, until: str, home_id: str = "") -> Claims:
    """Everything that stands for these months, of one household where its id is given; drafts claim nothing."""
    standing: dict[Whose, list[Payment]] = defaultdict(list)
    monthly: dict[Whose, set[str]] = defaultdict(set)
    for whose, kind, payments in _rows(session, programme, home_id):
        inside = [each for each in payments if since <= each.month <= until]
        standing[whose] += inside
        if kind == Kind.MONTH:
            monthly[whose].update(each.month for each in inside)
    for whose, payment in _recovered(session, programme):
        if since <= payment.month <= until:
            standing[whose].append(payment)
    return Claims(
        (since, until),
        {whose: tuple(each) for whose, each in standing.items()},
        {whose: frozenset(each) for whose, each in monthly.items()},
        _listed(session, programme, since, until),
    )


def last_listed(session: Session, programme: str) -> str:
    """The last month of which the programme has a list that was not given up; empty where it has none."""
    query = select(func.max(PayrollList.to_month)).where(
        PayrollList.kind == Kind.MONTH, PayrollList.state.in_(SIGNED), PayrollList.programme == programme
    )
    return session.scalar(query) or ""


def _listed(session: Session, programme: str, since: str, until: str) -> dict[str, frozenset[str]]:
    query = select(PayrollList.from_month, PayrollList.village_id).where(
        PayrollList.kind == Kind.MONTH,
        PayrollList.state.in_(SIGNED),
        PayrollList.programme == programme,
        PayrollList.from_month >= since,
        PayrollList.from_month <= until,
    )
    found: dict[str, set[str]] = defaultdict(set)
    for month, village in session.execute(query):
        found[month].add(village)
    return {month: frozenset(villages) for month, villages in found.items()}


def _rows(session: Session, programme: str, home_id: str) -> Iterator[tuple[Whose, str, list[Payment]]]:
    """What first rows claim, as far as it was not ended; what pays one of them again claims nothing of its own."""
    query = (
        select(
            PayrollRow.id, PayrollRow.home_id, PayrollRow.alone_id, PayrollRow.total_fen, PayrollRow.months,
            PayrollList.kind, PayrollList.from_month, PayrollList.title,
        )
        .join(PayrollList, PayrollList.id == PayrollRow.list_id)
        .where(PayrollList.state.in_(SIGNED), PayrollRow.programme == programme)
        .where(PayrollList.kind.in_((Kind.MONTH, Kind.BACK_PAY)), PayrollRow.origin_id.is_(None))
    )  # fmt: skip
    if home_id:
        query = query.where(PayrollRow.home_id == home_id)
    ended, more = _ended(session), _more(session)
    for row_id, home, alone, total, months, kind, month, title in plain_rows(session, query):
        parts = [(each[0], each[4]) for each in months if each[4]] if months else [(month, total)]
        payments = [Payment(each, fen, title) for each, fen in parts]
        if row_id in ended:
            payments += _taken_off(parts, ended[row_id], ENDED)
        if row_id in more:
            payments.append(Payment(parts[-1][0], more[row_id], MORE))
        yield (home, alone), kind, payments


def _taken_off(parts: Sequence[tuple[str, int]], fen: int, word: str) -> Iterator[Payment]:
    """So much less, off the last month first: the months before it were paid."""
    for month, part in reversed(parts):
        less = min(part, fen)
        if less:
            yield Payment(month, -less, word)
            fen -= less


def _ended(session: Session) -> dict[str, int]:
    """By first row what of its chain nobody will be paid."""
    origin = func.coalesce(PayrollRow.origin_id, PayrollRow.id)
    query = select(origin, func.sum(PayrollEnd.fen)).join(PayrollRow, PayrollRow.id == PayrollEnd.row_id)
    return {row[0]: row[1] for row in plain_rows(session, query.group_by(origin))}


def _more(session: Session) -> dict[str, int]:
    """By first row what the bank paid beyond what its chain asked for."""
    origin = func.coalesce(PayrollRow.origin_id, PayrollRow.id)
    over = _PAID.c.fen - PayrollRow.total_fen
    query = select(origin, func.sum(over)).join(_PAID, _PAID.c.row_id == PayrollRow.id).where(over > 0)
    return {row[0]: row[1] for row in plain_rows(session, query.group_by(origin))}


def _recovered(session: Session, programme: str) -> Iterator[tuple[Whose, Payment]]:
    """What really came back, month by month in their order; what is only booked as to be recovered is still paid."""
    received = (
        select(PayrollReceipt.recovery_id, func.sum(PayrollReceipt.amount_fen))
        .join(PayrollRecovery, PayrollRecovery.id == PayrollReceipt.recovery_id)
        .where(PayrollRecovery.programme == programme)
        .group_by(PayrollReceipt.recovery_id)
    )
    back = {row[0]: row[1] for row in plain_rows(session, received)}
    lines = (
        select(
            PayrollRecoveryLine.recovery_id,
            PayrollRow.home_id,
            PayrollRow.alone_id,
            PayrollRecoveryLine.month,
            PayrollRecoveryLine.amount_fen,
        )
        .join(PayrollRow, PayrollRow.id == PayrollRecoveryLine.row_id)
        .order_by(PayrollRecoveryLine.recovery_id, PayrollRecoveryLine.month, PayrollRecoveryLine.id)
    )
    for recovery, home, alone, month, fen in _known(plain_rows(session, lines), back):
        less = min(fen, back[recovery])
        if less > 0:
            back[recovery] -= less
            yield (home, alone), Payment(month, -less, RECOVERED)


def _known(rows: Iterable[Any], back: Mapping[str, int]) -> Iterator[Any]:
    return (row for row in rows if row[0] in back)
