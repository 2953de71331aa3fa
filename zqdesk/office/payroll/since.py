"""What came to light of the rows of a list after it was signed: a death, an end on the roll, another account.

The same checks as before the signature, asked anew of what stands there now; what was signed with open eyes is not said again.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.office.payroll import checking
from zqdesk.office.payroll.values import ListRow
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.payroll import PayrollAccount, PayrollList, PayrollRow, PayrollStop
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.money import format_yuan
from zqdesk.rules.payroll.checks import Note
from zqdesk.rules.payroll.process import SIGNED, Kind


class Sighting(NamedTuple):
    """A row that is to be paid, and what came to light of it since; a grave one is not paid with the list."""

    row_id: str
    position: int
    name: str
    fen: int
    notes: tuple[Note, ...]

    @property
    def grave(self) -> bool:
        return any(note.grave for note in self.notes)

    @property
    def words(self) -> str:
        return "；".join(note.text for note in self.notes)


class _Suspect(NamedTuple):
    row: ListRow
    signed: frozenset[str]
    account_now: str
    roll_fen: int | None


def since_signed(session: Session, head: PayrollList, today: date) -> tuple[Sighting, ...]:
    """What came to light of the rows that are to be paid, in their order; nothing of a list that nobody has signed."""
    if head.state not in SIGNED:
        return ()
    monthly = head.kind == Kind.MONTH
    suspects = list(_suspects(session, head))
    month = head.from_month if monthly else f"{today:%Y-%m}"
    rows = checking.noted(session, [each.row for each in suspects], month)
    found = []
    for each, row in zip(suspects, rows, strict=True):
        said = [note for note in row.notes if note.text not in each.signed]
        said += _of_the_roll(each, head.from_month) if monthly else []
        if each.account_now != row.account_number:
            said.append(
                Note("account_moved", f"收款账户已变更（现为尾号{each.account_now[-4:]}），名册上是原账户")
            )
        if said:
            notes = tuple(sorted(said, key=lambda note: not note.grave))
            found.append(Sighting(row.row_id, row.position, row.name, row.total_fen, notes))
    return tuple(found)


def _of_the_roll(each: _Suspect, month: str) -> list[Note]:
    if each.roll_fen is None:
        return [Note("ended", f"{month}已不在册（停发），不应再发", grave=True)]
    if each.roll_fen != each.row.total_fen:
        return [Note("roll_changed", f"{month}的在册金额已变为{format_yuan(each.roll_fen)}元")]
    return []


def _suspects(session: Session, head: PayrollList) -> Iterator[_Suspect]:
    """Rows of which something could be said: somebody died or left, the account or the roll is other, the account was noted on."""
    month = head.from_month
    roll = (
        select(
            RollEntry.household_id,
            RollEntry.person_id,
            func.sum(RollEntry.allowance_fen + RollEntry.uplift_fen).label("fen"),
        )
        .where(RollEntry.programme == head.programme, RollEntry.from_month <= month)
        .where(or_(RollEntry.to_month == "", RollEntry.to_month >= month))
        .group_by(RollEntry.household_id, RollEntry.person_id)
        .subquery()
    )
    gone = (
        select(Membership.household_id)
        .join(Person, Person.id == Membership.person_id)
        .where(or_(Membership.left_on.is_not(None), Person.died_on.is_not(None)))
    )
    other = [
        PayrollRow.home_id.in_(gone),
        Household.account_number != PayrollRow.account_number,
        PayrollRow.home_id.in_(select(PayrollAccount.household_id)),
    ]
    if head.kind == Kind.MONTH:
        other += [roll.c.fen.is_(None), roll.c.fen != PayrollRow.total_fen]
    query = (
        select(
            PayrollRow.id, PayrollRow.position, PayrollRow.home_id, PayrollRow.programme, PayrollRow.name,
            PayrollRow.alone_id, PayrollRow.person_count, PayrollRow.base_fen, PayrollRow.uplift_fen,
            PayrollRow.account_name, PayrollRow.account_number, PayrollRow.notes, Household.account_number, roll.c.fen,
        )
        .join(Household, Household.id == PayrollRow.home_id)
        .outerjoin(
            roll,
            and_(roll.c.household_id == PayrollRow.home_id, roll.c.person_id.is_not_distinct_from(PayrollRow.alone_id)),
        )
        .where(PayrollRow.list_id == head.id, PayrollRow.held == "", or_(*other))
        .where(PayrollRow.id.not_in(select(PayrollStop.row_id)))
        .order_by(PayrollRow.position)
    )  # fmt: skip
    for each in plain_rows(session, query):
        row_id, position, home, programme, name, alone, count, base, uplift, *rest = each
        account_name, account, notes, account_now, fen = rest
        row = ListRow(
            home, programme, name, count, base, uplift, alone, account_name=account_name, account_number=account,
            row_id=row_id, position=position,
        )  # fmt: skip
        yield _Suspect(row, frozenset(notes), account_now, fen)
