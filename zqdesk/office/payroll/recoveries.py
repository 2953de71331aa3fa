"""Money that was paid too much: named by the desk, booked as to be recovered, followed until it is back or written off."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.assessing import hall
from zqdesk.office.hall.access import CASE_ROLES, found, require
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.office.payroll import standing
from zqdesk.office.payroll.lists import month_words
from zqdesk.records import parameters as dated
from zqdesk.records.register import Work
from zqdesk.records.tables.base import new_id
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.payroll import (
    PayrollDecision,
    PayrollList,
    PayrollReceipt,
    PayrollRecovery,
    PayrollRecoveryLine,
    PayrollRow,
)
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import month_shifted
from zqdesk.rules.money import format_yuan
from zqdesk.rules.payroll.checks import first_day
from zqdesk.rules.payroll.process import Kind, State
from zqdesk.rules.payroll.recovering import WAY_TITLES, RecoveryKind
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role

ALL_BACK = "已全部收回"


class Overpaid(NamedTuple):
    """A row of which more was paid than was due, for a month, and why the desk thinks so."""

    row_id: str
    home_id: str
    alone_id: str | None
    programme: str
    name: str
    village_name: str
    month: str
    fen: int
    kind: RecoveryKind
    why: str


@frozen
class RecoveryMonth:
    """What of a row, for which month, is to come back."""

    row_id: str
    month: str
    fen: int


@frozen
class RecoveryEntry:
    """From whom money is to come back, for which months, and why."""

    household_id: str
    kind: str
    months: tuple[RecoveryMonth, ...]
    from_name: str
    reason: str
    from_phone: str = ""


@frozen
class ReceiptEntry:
    """Money that came back: how, on which slip; below zero what was booked by mistake."""

    amount_fen: int | None
    received_on: date | None
    way: str
    slip: str
    payer: str = ""


@frozen
class RecoveryRow:
    """A recovery as it is listed."""

    recovery_id: str
    household_id: str
    name: str
    kind: RecoveryKind
    from_name: str
    reason: str
    months: tuple[str, ...]
    amount_fen: int
    back_fen: int
    due_on: date | None
    ended: bool
    ended_reason: str

    @property
    def rest_fen(self) -> int:
        return self.amount_fen - self.back_fen


def overpaid(session: Session) -> tuple[Overpaid, ...]:
    """What was paid too much and nobody has booked yet: for months after a death or the end on the roll, and by the bank."""
    booked = booked_by_row(session)
    suspects = _not_due(session)
    states = standing.of_rows(session, {*suspects, *_answered_oddly(session)})
    found_ = []
    for row, month in _rows(session, states):
        each = states[row.id]
        why = suspects.get(row.id)
        over = each.paid_fen if why else each.paid_fen - row.total_fen
        fen = over - booked.get(row.id, 0)
        if fen > 0:
            kind, words = why or (RecoveryKind.OVERPAID, f"应发{format_yuan(row.total_fen)}元，银行多付")
            found_.append(
                Overpaid(
                    row.id, row.home_id, row.alone_id, row.programme, row.name, row.village_name, month,
                    fen, kind, words,
                )
            )  # fmt: skip
    return tuple(sorted(found_, key=lambda each: (each.home_id, each.month)))


def book_recovery(work: Work, entry: RecoveryEntry) -> str:
    """Book what is to come back; returns its id.

    Refused: no months, rows of another household, more than was paid and is not booked already, nobody to pay it, no reason.
    """
    require(work, Role.CLERK)
    home = found(work.session, Household, entry.household_id)
    keep_out(work, home.id)
    problems = check_choice("kind", entry.kind, RecoveryKind.choices(), "追回的种类")
    problems += check_filled("from_name", entry.from_name, "退款人")
    problems += check_filled("reason", entry.reason, "追回的原因")
    if not entry.months or any(each.fen <= 0 for each in entry.months):
        problems.append(Problem("recovery.empty", "请选出要追回的月份和金额。", "months"))
    refuse_if(problems)
    rows = [found(work.session, PayrollRow, each.row_id) for each in entry.months]
    refuse_if(_too_much(work.session, entry, rows))
    recovery_id = new_id()
    # The months come first: the database takes a recovery only with months that come to its amount.
    work.session.add_all(
        PayrollRecoveryLine(
            recovery_id=recovery_id, row_id=each.row_id, month=each.month, amount_fen=each.fen
        )
        for each in entry.months
    )
    work.session.flush()
    law = dated.parameters(work.session, dated.scopes(hall(work.session).town_id), work.today, work.today)
    work.session.add(
        PayrollRecovery(
            id=recovery_id,
            household_id=home.id,
            person_id=rows[0].alone_id,
            programme=rows[0].programme,
            kind=entry.kind,
            from_name=entry.from_name.strip(),
            from_phone=entry.from_phone.strip(),
            reason=entry.reason.strip(),
            amount_fen=sum(each.fen for each in entry.months),
            due_on=work.today + timedelta(days=law.number("payroll.recovery_days")),
            booked_at=work.now,
            by_id=work.actor.id,
            by_name=work.actor.name,
        )
    )
    work.session.flush()
    return recovery_id


def book_receipt(work: Work, recovery_id: str, entry: ReceiptEntry) -> None:
    """Book money that came back; with the last of it the recovery is at its end.

    Refused: more than is missing, a day to come, no slip.
    """
    if CASE_ROLES.isdisjoint(work.actor.roles):
        raise Refused(Problem("role.required", "追回的款项须由办理救助业务的人员登记。"))
    row = _open(work, recovery_id)
    amount = entry.amount_fen or 0
    rest = row.amount_fen - _back(work.session, row.id)
    problems = check_day("received_on", entry.received_on, "收款日期", today=work.today)
    problems += check_choice("way", entry.way, WAY_TITLES, "交款方式")
    problems += check_filled("slip", entry.slip, "缴款凭证号")
    if amount == 0:
        problems.append(Problem("receipt.amount", "请填写收回的金额。", "amount_fen"))
    if amount > rest:
        text = f"还应收回{format_yuan(rest)}元，不能多收。"
        problems.append(Problem("receipt.over", text, "amount_fen"))
    if row.amount_fen - rest + amount < 0:
        problems.append(Problem("receipt.under", "冲回的金额多于已登记收回的。", "amount_fen"))
    refuse_if(problems)
    assert entry.received_on is not None
    work.session.add(
        PayrollReceipt(
            recovery_id=row.id,
            received_on=entry.received_on,
            amount_fen=amount,
            way=entry.way,
            slip=entry.slip.strip(),
            payer=entry.payer.strip(),
            booked_at=work.now,
            by_id=work.actor.id,
            by_name=work.actor.name,
        )
    )
    work.session.flush()
    if amount == rest:
        _end(work, row, ALL_BACK)


def end_recovery(work: Work, recovery_id: str, reason: str) -> None:
    """Give up what has not come back; an approver answers for it."""
    require(work, Role.APPROVER)
    row = _open(work, recovery_id)
    refuse_if(check_filled("reason", reason, "不再追回的依据"))
    _end(work, row, reason.strip())


def recoveries(session: Session, household_id: str = "") -> tuple[RecoveryRow, ...]:
    """What is to come back, the open ones first."""
    query = (
        select(PayrollRecovery, Person.name)
        .join(Household, Household.id == PayrollRecovery.household_id)
        .join(Person, Person.id == func.coalesce(PayrollRecovery.person_id, Household.head_id))
        .order_by(PayrollRecovery.ended_at.is_not(None), PayrollRecovery.id)
    )
    if household_id:
        query = query.where(PayrollRecovery.household_id == household_id)
    months = defaultdict(list)
    for line in session.execute(select(PayrollRecoveryLine.recovery_id, PayrollRecoveryLine.month)):
        months[line.recovery_id].append(line.month)
    back = back_by_recovery(session)
    return tuple(
        RecoveryRow(
            row.id, row.household_id, name, RecoveryKind(row.kind), row.from_name, row.reason,
            tuple(sorted(set(months[row.id]))), row.amount_fen, back.get(row.id, 0), row.due_on,
            row.ended_at is not None, row.ended_reason,
        )
        for row, name in session.execute(query)
    )  # fmt: skip


def booked_by_row(session: Session) -> dict[str, int]:
    """What of each row is to come back, or has."""
    query = select(PayrollRecoveryLine.row_id, func.sum(PayrollRecoveryLine.amount_fen))
    return {row[0]: row[1] for row in session.execute(query.group_by(PayrollRecoveryLine.row_id))}


def back_by_recovery(session: Session) -> dict[str, int]:
    """What of each recovery came back."""
    query = select(PayrollReceipt.recovery_id, func.sum(PayrollReceipt.amount_fen))
    return {row[0]: row[1] for row in session.execute(query.group_by(PayrollReceipt.recovery_id))}


def _open(work: Work, recovery_id: str) -> PayrollRecovery:
    row = found(work.session, PayrollRecovery, recovery_id)
    keep_out(work, row.household_id)
    if row.ended_at is not None:
        raise Refused(Problem("recovery.ended", "这笔追回已经结束。"))
    return row


def _end(work: Work, row: PayrollRecovery, reason: str) -> None:
    row.ended_at, row.ended_by_id, row.ended_by_name = work.now, work.actor.id, work.actor.name
    row.ended_reason = reason


def _back(session: Session, recovery_id: str) -> int:
    query = select(func.sum(PayrollReceipt.amount_fen)).where(PayrollReceipt.recovery_id == recovery_id)
    return session.scalar(query) or 0


def _too_much(session: Session, entry: RecoveryEntry, rows: Sequence[PayrollRow]) -> list[Problem]:
    if any(row.home_id != entry.household_id for row in rows):
        return [Problem("recovery.other", "追回的各月须是同一户的。", "months")]
    states = standing.of_rows(session, (row.id for row in rows))
    asked: dict[str, int] = defaultdict(int)
    for each in entry.months:
        asked[each.row_id] += each.fen
    booked = booked_by_row(session)
    return [
        Problem("recovery.over", f"{row.name}这一笔到账{format_yuan(states[row.id].paid_fen)}元，追回不能多于它。", "months")
        for row in rows
        if asked[row.id] + booked.get(row.id, 0) > states[row.id].paid_fen
    ][:1]  # fmt: skip


def _not_due(session: Session) -> dict[str, tuple[RecoveryKind, str]]:
    """Rows of released lists for months in which nobody of them was on the roll, or lived: why nothing was due."""
    found_: dict[str, tuple[RecoveryKind, str]] = {}
    first = aliased(PayrollList)
    ended = (
        standing.with_month(first, PayrollRow.id, RollEntry.to_month)
        .join(RollEntry, RollEntry.id == PayrollRow.entry_id)
        .where(PayrollList.state == State.RELEASED, first.kind == Kind.MONTH)
        .where(RollEntry.to_month != "", RollEntry.to_month < first.from_month)
    )
    for row_id, to_month, month in session.execute(ended):
        found_[row_id] = (
            RecoveryKind.STOP,
            f"{month_words(month_shifted(to_month, 1))}起停发，{month_words(month)}多发",
        )
    living = (
        select(Membership.household_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.left_on.is_(None), Person.died_on.is_(None))
    )
    alone = (
        standing.with_month(first, PayrollRow.id, Person.died_on, Person.name)
        .join(Household, Household.id == PayrollRow.home_id)
        .join(Person, Person.id == func.coalesce(PayrollRow.alone_id, Household.head_id))
        .where(PayrollList.state == State.RELEASED, first.kind == Kind.MONTH)
        .where(Person.died_on.is_not(None))
        .where(PayrollRow.alone_id.is_not(None) | PayrollRow.home_id.not_in(living))
    )
    for row_id, died_on, name, month in session.execute(alone):
        if died_on is not None and died_on < first_day(month):
            found_[row_id] = RecoveryKind.DEATH, f"{name}于{died_on:%Y-%m-%d}去世，{month_words(month)}多发"
    return found_


def _answered_oddly(session: Session) -> set[str]:
    """Rows of which the bank, or somebody, said more than that they were paid."""
    decided = select(PayrollDecision.row_id).where(
        PayrollDecision.row_id.is_not(None), PayrollDecision.paid_fen > 0
    )
    return {each for each in session.scalars(decided) if each}


def _rows(session: Session, ids: Iterable[str]) -> list[tuple[PayrollRow, str]]:
    """Rows, each with the month to which belongs what was paid too much: the last of those it is for."""
    query = standing.with_month(aliased(PayrollList), PayrollRow).where(PayrollRow.id.in_(list(ids)))
    return [(row, str(row.months[-1][0]) if row.months else month) for row, month in session.execute(query)]
