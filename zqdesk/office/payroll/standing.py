"""What became of each row: what the bank says of it, what was decided, and whether it is paid again or ended.

Nothing of it is kept: it is told anew from the lines of the answers, each time it is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.records.tables.payroll import (
    PayrollAnswer,
    PayrollDecision,
    PayrollEnd,
    PayrollFile,
    PayrollList,
    PayrollResult,
    PayrollRow,
    PayrollStop,
)
from zqdesk.rules.payroll.answers import CLEAR, Outcome
from zqdesk.rules.payroll.process import ENDED, RowFacts, RowState, State, row_state

PART = 500


class Said(NamedTuple):
    """A line of an answer as it counts for a row: `settled` where it, or a decision on it, says what was paid."""

    result_id: str
    row_id: str | None
    serial: int
    position: int
    outcome: str
    settled: bool
    fen: int
    paid_on: date | None
    words: str
    decided: str


class RowStanding(NamedTuple):
    """Where a row stands and what was paid of it; `words` is what the bank or the hall says."""

    row_id: str
    state: RowState
    total_fen: int
    paid_fen: int
    paid_on: date | None
    words: str
    was: str
    """What an earlier answer said otherwise."""

    @property
    def rest_fen(self) -> int:
        return max(self.total_fen - self.paid_fen, 0)


def of_list(session: Session, list_id: str) -> dict[str, RowStanding]:
    """Every row of a list, by id, in its order."""
    answers = select(PayrollAnswer.id).where(PayrollAnswer.list_id == list_id)
    said = said_of(session, PayrollResult.answer_id.in_(answers))
    return _standings(session, PayrollRow.list_id == list_id, said)


def of_rows(session: Session, row_ids: Iterable[str]) -> dict[str, RowStanding]:
    """These rows, of whatever lists."""
    found: dict[str, RowStanding] = {}
    ids = sorted(row_ids)
    for part in (ids[begin : begin + PART] for begin in range(0, len(ids), PART)):
        theirs = or_(PayrollResult.row_id.in_(part), PayrollDecision.row_id.in_(part))
        found |= _standings(session, PayrollRow.id.in_(part), said_of(session, theirs))
    return found


def said_of(session: Session, which: ColumnElement[bool]) -> list[Said]:
    """Lines of answers, each with the decision on it."""
    query = (
        select(
            PayrollResult.id,
            PayrollResult.row_id,
            PayrollResult.serial,
            PayrollResult.position,
            PayrollResult.outcome,
            PayrollResult.paid_fen,
            PayrollResult.paid_on,
            PayrollResult.words,
            PayrollDecision.id,
            PayrollDecision.row_id,
            PayrollDecision.paid_fen,
            PayrollDecision.paid_on,
            PayrollDecision.reason,
        )
        .outerjoin(PayrollDecision, PayrollDecision.result_id == PayrollResult.id)
        .where(which)
        .order_by(PayrollResult.serial, PayrollResult.position)
    )
    return [_said(row) for row in plain_rows(session, query)]


def _said(row: Any) -> Said:
    result_id, row_id, serial, position, outcome, fen, day, words, decision_id, *decided = row
    if decision_id is not None:
        whose, fen, day, reason = decided
        return Said(result_id, whose, serial, position, outcome, True, fen, day, words, reason)
    settled = outcome in CLEAR
    paid = (fen or 0) if settled and outcome != Outcome.FAILED else 0
    return Said(result_id, row_id, serial, position, outcome, settled, paid, day, words, "")


def _standings(session: Session, which: ColumnElement[bool], said: Sequence[Said]) -> dict[str, RowStanding]:
    lines: dict[str, list[Said]] = defaultdict(list)
    for each in said:
        if each.row_id is not None:
            lines[each.row_id].append(each)
    stops = _reasons(session, PayrollStop, which)
    ends = _reasons(session, PayrollEnd, which)
    again = _reissued(session, which)
    files = set(session.scalars(select(PayrollFile.list_id).where(PayrollFile.recalled_at.is_(None))))
    query = (
        select(PayrollRow.id, PayrollRow.list_id, PayrollRow.total_fen, PayrollRow.held, PayrollList.state)
        .join(PayrollList, PayrollList.id == PayrollRow.list_id)
        .where(which)
        .order_by(PayrollRow.list_id, PayrollRow.position)
    )
    found = {}
    for row_id, list_id, total, held, state in plain_rows(session, query):
        theirs = lines.get(row_id, [])
        last = max((each.serial for each in theirs if each.settled), default=0)
        counts = [each for each in theirs if each.settled and each.serial == last]
        paid = sum(each.fen for each in counts)
        facts = RowFacts(
            total_fen=total,
            paid_fen=paid,
            released=state == State.RELEASED,
            held=held != "",
            stopped=row_id in stops,
            sent=list_id in files,
            settled=last > 0,
            odd=any(not each.settled and each.serial >= last for each in theirs),
            reissued=row_id in again,
            ended=row_id in ends,
        )
        words = ends.get(row_id) or stops.get(row_id) or held or _words(theirs, last)
        days = [each.paid_on for each in counts if each.paid_on and each.fen]
        found[row_id] = RowStanding(
            row_id, row_state(facts), total, paid, max(days, default=None), words, _was(theirs, last)
        )
    return found


def _words(theirs: Sequence[Said], last: int) -> str:
    """What the last lines say: the decision, else the bank's words, else what the line means."""
    telling = [each for each in theirs if each.serial >= last]
    parts = [each.decided or each.words or Outcome(each.outcome).words for each in telling]
    return "；".join(dict.fromkeys(part for part in parts if part))


def _was(theirs: Sequence[Said], last: int) -> str:
    before = [each for each in theirs if each.settled and each.serial < last]
    return Outcome(before[-1].outcome).words if before else ""


def _reasons(
    session: Session, kind: type[PayrollStop] | type[PayrollEnd], which: ColumnElement[bool]
) -> dict[str, str]:
    query = select(kind.row_id, kind.reason).join(PayrollRow, PayrollRow.id == kind.row_id).where(which)
    return {row[0]: row[1] for row in plain_rows(session, query)}


def with_month(first: type[PayrollList], *what: Any) -> Select[Any]:
    """Rows with their lists, and last the month whose money each is: of what is paid again, that of the first of its chain.

    `first` stands for the list on which that first row is.
    """
    origin = aliased(PayrollRow)
    return (
        select(*what, first.from_month)
        .select_from(PayrollRow)
        .join(PayrollList, PayrollList.id == PayrollRow.list_id)
        .join(origin, origin.id == func.coalesce(PayrollRow.origin_id, PayrollRow.id))
        .join(first, first.id == origin.list_id)
    )


def _reissued(session: Session, which: ColumnElement[bool]) -> set[str]:
    """Rows that stand on a signed list of those paid again."""
    earlier = select(PayrollRow.id).where(which)
    query = (
        select(PayrollRow.earlier_id)
        .join(PayrollList, PayrollList.id == PayrollRow.list_id)
        .where(PayrollRow.earlier_id.is_not(None), PayrollList.state.not_in((*ENDED, State.DRAFT)))
        .where(PayrollRow.earlier_id.in_(earlier))
    )
    return set(session.scalars(query))
