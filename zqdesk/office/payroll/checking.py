"""What the checks before signing must know of people and accounts, read for all rows of a month at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.office.payroll.values import ListRow
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.tables.case import CaseMember
from zqdesk.records.tables.household import Membership
from zqdesk.records.tables.payroll import PayrollAccount
from zqdesk.records.tables.person import Person as PersonRow
from zqdesk.records.tables.place import Division
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.payroll.checks import AccountStatus, Note, Payee, Person, first_day, notes

OTHER_ACCOUNT = Note("account_changed", "收款账号与上次发放不同，请核对变更手续")
PART = 500
"""So many homes are asked for at a time."""


class OnRoll(Protocol):
    """What is asked of a row: whose it is, and whose name is on it."""

    @property
    def home_id(self) -> str: ...
    @property
    def alone_id(self) -> str | None: ...
    @property
    def name(self) -> str: ...
    @property
    def account_name(self) -> str: ...


@frozen
class Account:
    """What is known of a household's account."""

    status: str
    agreed: bool


@dataclass(frozen=True)
class People:
    """Who the money of a month is for. Only households in which something is to be said are known person by person."""

    known: Mapping[str, Sequence[tuple[str, Person]]]
    """By household: id and facts of each who lives or lived there."""
    doubled: Mapping[tuple[str, str, str | None], str]
    ended: Mapping[str, str]

    def of(self, each: OnRoll) -> tuple[Person, ...]:
        there = self.known.get(each.home_id)
        if there is None:
            return (Person(each.name),)
        if each.alone_id is None:
            return tuple(person for _, person in there)
        return tuple(person for person_id, person in there if person_id == each.alone_id) or (
            Person(each.name),
        )

    def twice(self, each: OnRoll, programme: str) -> str:
        """Where else this row, or somebody of it, is on a roll."""
        return self.doubled.get((programme, each.home_id, each.alone_id), "")

    def ended_village(self, village_id: str) -> str:
        return self.ended.get(village_id, "")


def people(session: Session, rows: Iterable[OnRoll], month: str) -> People:
    """Who they are, who of them is on a roll twice, and which of their villages are no more."""
    return People(_known(session, rows), _doubled(session, month), _ended_villages(session, month))


def _known(session: Session, rows: Iterable[OnRoll]) -> dict[str, list[tuple[str, Person]]]:
    """Asked only where somebody died or left, where the account is in another name, or who is on the roll alone."""
    asked = {each.home_id for each in rows if each.alone_id or each.account_name != each.name}
    gone = (
        select(Membership.household_id)
        .join(PersonRow, PersonRow.id == Membership.person_id)
        .where(or_(Membership.left_on.is_not(None), PersonRow.died_on.is_not(None)))
    )
    asked |= set(session.scalars(gone))
    known: dict[str, list[tuple[str, Person]]] = defaultdict(list)
    query = select(
        Membership.household_id, Membership.person_id, PersonRow.name, PersonRow.died_on, Membership.left_on
    ).join(PersonRow, PersonRow.id == Membership.person_id)
    homes = sorted(asked)
    for part in (homes[begin : begin + PART] for begin in range(0, len(homes), PART)):
        for home, person_id, *facts in plain_rows(session, query.where(Membership.household_id.in_(part))):
            known[home].append((person_id, Person(*facts)))
    return known


def accounts(session: Session) -> dict[str, Account]:
    """By household and number, what was last noted of each account."""
    noted = session.scalars(select(PayrollAccount).order_by(PayrollAccount.noted_at, PayrollAccount.id))
    return {
        f"{row.household_id}:{row.account_number}": Account(
            row.status, row.status == AccountStatus.OTHER_PERSON and row.agreement_on is not None
        )
        for row in noted
    }


def noted(session: Session, rows: Sequence[ListRow], month: str) -> tuple[ListRow, ...]:
    """Rows of a list that is not a month's, each with what is to be said of its people and its account."""
    known, held = People(_known(session, rows), {}, {}), accounts(session)
    return tuple(
        row._replace(notes=notes(payee(row, known, held.get(f"{row.home_id}:{row.account_number}"), month)))
        for row in rows
    )


def payee(row: ListRow, known: People, account: Account | None, month: str) -> Payee:
    """Who is paid by this row, into which account as far as it was noted."""
    return Payee(
        month=month,
        people=known.of(row),
        person_count=row.person_count,
        base_fen=0,
        standard_fen=None,
        account_name=row.account_name,
        account_number=row.account_number,
        status=account.status if account else "",
        agreed=account.agreed if account else False,
    )


def _doubled(session: Session, month: str) -> dict[tuple[str, str, str | None], str]:
    """Rows of a roll that somebody is on twice: in one programme, in two households, or by two programmes."""
    found: dict[tuple[str, str, str | None], str] = {}
    on = (RollEntry.from_month <= month, or_(RollEntry.to_month == "", RollEntry.to_month >= month))
    same = (
        select(RollEntry.programme, RollEntry.household_id, RollEntry.person_id)
        .where(*on)
        .group_by(RollEntry.programme, RollEntry.household_id, RollEntry.person_id)
        .having(func.count() > 1)
    )
    for programme, home, alone in session.execute(same):
        found[programme, home, alone] = "本户在同一名册上有两行"
    paid = _paid_persons(session, on)
    for rows in paid.values():
        if len(rows) > 1:
            for programme, home, alone, name in rows:
                others = [each for each in rows if each[:3] != (programme, home, alone)]
                titles = "、".join(PROGRAMMES[each[0]].title for each in others)
                found.setdefault((programme, home, alone), f"{name}另在{titles}名册上")
    return found


def _paid_persons(
    session: Session, on: tuple[ColumnElement[bool], ...]
) -> dict[str, list[tuple[str, str, str | None, str]]]:
    """By person who is on a roll in more than one place: programme, household, alone, name of each place.

    A household's own are its counted members where a case says who they are, else all who live there.
    """
    counted = (
        select(CaseMember.person_id, RollEntry.id.label("entry_id"))
        .join(RollEntry, RollEntry.case_id == CaseMember.case_id)
        .where(*on, RollEntry.person_id.is_(None), CaseMember.counted, CaseMember.left_on.is_(None))
    )
    living = (
        select(Membership.person_id, RollEntry.id.label("entry_id"))
        .join(RollEntry, RollEntry.household_id == Membership.household_id)
        .where(*on, RollEntry.person_id.is_(None), RollEntry.case_id.is_(None), Membership.left_on.is_(None))
    )
    alone = select(RollEntry.person_id, RollEntry.id.label("entry_id")).where(
        *on, RollEntry.person_id.is_not(None)
    )
    every = counted.union_all(living, alone).subquery()
    more = select(every.c.person_id).group_by(every.c.person_id).having(func.count() > 1)
    places = (
        select(
            every.c.person_id,
            RollEntry.programme,
            RollEntry.household_id,
            RollEntry.person_id,
            PersonRow.name,
        )
        .join(RollEntry, RollEntry.id == every.c.entry_id)
        .join(PersonRow, PersonRow.id == every.c.person_id)
        .where(every.c.person_id.in_(more))
    )
    found = defaultdict(list)
    for person_id, *place in session.execute(places):
        found[person_id].append((place[0], place[1], place[2], place[3]))
    return found


def _ended_villages(session: Session, month: str) -> dict[str, str]:
    ended = select(Division.id, Division.name).where(Division.valid_to < first_day(month))
    return {row.id: row.name for row in session.execute(ended)}
