"""The rows of a draft, worked out of the rolls as they stand for its month; nothing of them is kept until it is signed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.assessing import hall
from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.office.cases.looks.monthly import Monthly
from zqdesk.office.payroll import checking, failed, one_offs
from zqdesk.office.payroll.back_pay import raises
from zqdesk.office.payroll.checking import Account, People
from zqdesk.office.payroll.values import Drawn, EndedRow, ListRow
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records import parameters as dated
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.payroll import PayrollHold, PayrollList, PayrollRow
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.payroll import comparing
from zqdesk.rules.payroll.checks import Payee, first_day, notes
from zqdesk.rules.payroll.process import SIGNED, Kind

Whose = tuple[str, str | None]


class Standing(NamedTuple):
    """An entry of the roll in a month, with the household and the one it is named after as they are now."""

    entry_id: str
    home_id: str
    alone_id: str | None
    village_id: str
    village_name: str
    address: str
    standard_kind: str
    name: str
    id_number: str
    certificate_number: str
    person_count: int
    base_fen: int
    uplift_fen: int
    to_month: str
    ended_reason: str
    review_by: date | None
    phase_out: bool
    bank_name: str
    account_name: str
    account_number: str


@dataclass(frozen=True)
class _Month:
    """What all rows of a month are asked with."""

    month: str
    monthly: Monthly
    before: Mapping[Whose, tuple[comparing.Month, str, str]]
    """Last month's amount, why its line of the roll ended, and the account it was paid into."""
    people: People
    accounts: Mapping[str, Account]
    shared: Mapping[str, list[str]]
    standard: Callable[[str, str], int]


def draw(session: Session, head: PayrollList, today: date) -> Drawn:
    """What stands on the list by now."""
    drawn = DRAWERS[Kind(head.kind)](session, head, today)
    held = holds(session, head.id)
    rows = (row._replace(held=held.get(row.whose, ""), position=n) for n, row in enumerate(drawn.rows, 1))
    return Drawn(tuple(rows), drawn.ended)


def holds(session: Session, list_id: str) -> dict[Whose, str]:
    """Who is held back on a draft, and why."""
    standing = select(PayrollHold).where(PayrollHold.list_id == list_id, PayrollHold.lifted_at.is_(None))
    return {(row.household_id, row.person_id): row.reason for row in session.scalars(standing)}


def month_rows(session: Session, head: PayrollList, today: date) -> Drawn:
    """Everybody on the programme's roll in the month who stands on no other signed list of it."""
    programme, month, village = head.programme, head.from_month, head.village_id
    monthly = PROGRAMMES[programme].monthly
    assert monthly is not None
    claimed = _claimed(session, programme, month)
    now = [each for each in standings(session, programme, month, village) if _whose(each) not in claimed]
    before = _before(session, programme, _month_before(month), village)
    facts = _Month(
        month,
        monthly,
        before,
        checking.people(session, now, month),
        checking.accounts(session),
        _shared(now),
        _standard(session, monthly, month, today),
    )
    rows = tuple(_row(each, programme, facts) for each in now)
    here = {row.whose for row in rows} | claimed
    gone = (EndedRow(*_ended(whose, was, session)) for whose, was in before.items() if whose not in here)
    return Drawn(rows, tuple(gone))


def standings(session: Session, programme: str, month: str, village_id: str = "") -> list[Standing]:
    """A programme's roll in a month, by village and in the order they came onto it."""
    query = (
        select(
            RollEntry.id,
            RollEntry.household_id,
            RollEntry.person_id,
            Household.village_id,
            Household.village_name,
            Household.address,
            Household.standard_kind,
            Person.name,
            Person.id_number,
            RollEntry.certificate_number,
            RollEntry.person_count,
            RollEntry.allowance_fen,
            RollEntry.uplift_fen,
            RollEntry.to_month,
            RollEntry.ended_reason,
            RollEntry.review_by,
            RollEntry.phase_out,
            Household.bank_name,
            Household.account_name,
            Household.account_number,
        )
        .join(Household, Household.id == RollEntry.household_id)
        .join(Person, Person.id == func.coalesce(RollEntry.person_id, Household.head_id))
        .where(RollEntry.programme == programme, RollEntry.from_month <= month)
        .where((RollEntry.to_month == "") | (RollEntry.to_month >= month))
        .where(RollEntry.allowance_fen + RollEntry.uplift_fen > 0)
        .order_by(Household.village_id, RollEntry.id)
    )
    if village_id:
        query = query.where(Household.village_id == village_id)
    return [Standing._make(row) for row in plain_rows(session, query)]


def _row(each: Standing, programme: str, facts: _Month) -> ListRow:
    known = facts.before.get(_whose(each))
    was, reason, account = known or (None, "", "")
    now = comparing.Month(each.base_fen, each.uplift_fen, each.person_count)
    compared = comparing.compare(was, now, reason, facts.monthly.uplift)
    found = notes(_payee(each, programme, facts))
    if account and account != each.account_number:
        found = (*found, checking.OTHER_ACCOUNT)
    return ListRow(
        home_id=each.home_id,
        programme=programme,
        name=each.name,
        person_count=each.person_count,
        base_fen=each.base_fen,
        uplift_fen=each.uplift_fen,
        alone_id=each.alone_id,
        entry_id=each.entry_id,
        village_id=each.village_id,
        village_name=each.village_name,
        address=each.address,
        id_number=each.id_number,
        certificate_number=each.certificate_number,
        was_fen=compared.was_fen,
        change=str(compared.change),
        why=compared.why,
        bank_name=each.bank_name,
        account_name=each.account_name,
        account_number=each.account_number,
        notes=found,
    )


def _payee(each: Standing, programme: str, facts: _Month) -> Payee:
    account = facts.accounts.get(f"{each.home_id}:{each.account_number}")
    others = [name for name in facts.shared.get(each.account_number, ()) if name != each.name]
    return Payee(
        month=facts.month,
        people=facts.people.of(each),
        person_count=each.person_count,
        base_fen=each.base_fen,
        standard_fen=facts.standard(each.village_id, each.standard_kind),
        account_name=each.account_name,
        account_number=each.account_number,
        status=account.status if account else "",
        agreed=account.agreed if account else False,
        shared="、".join(others[:3]),
        twice=facts.people.twice(each, programme),
        review_by=each.review_by,
        phase_out=each.phase_out,
        to_month=each.to_month,
        ended_village=facts.people.ended_village(each.village_id),
    )


def _before(
    session: Session, programme: str, month: str, village: str
) -> dict[Whose, tuple[comparing.Month, str, str]]:
    """What everybody got the month before: by its signed lists where there are any, else by the roll."""
    why = PROGRAMMES[programme].words.values.get(("roll_entries", "ended_reason"), {})
    found = {
        _whose(each): (
            comparing.Month(each.base_fen, each.uplift_fen, each.person_count),
            why.get(each.ended_reason, each.ended_reason) if each.to_month else "",
            "",
        )
        for each in standings(session, programme, month, village)
    }
    query = (
        select(
            PayrollRow.home_id, PayrollRow.alone_id, PayrollRow.base_fen, PayrollRow.uplift_fen,
            PayrollRow.person_count, PayrollRow.account_number,
        )
        .join(PayrollList, PayrollList.id == PayrollRow.list_id)
        .where(*_of_month(programme, month))
    )  # fmt: skip
    if village:
        query = query.where(PayrollRow.village_id == village)
    for row in plain_rows(session, query):
        home, alone, *amounts, account = row
        reason = found[home, alone][1] if (home, alone) in found else ""
        found[home, alone] = (comparing.Month(*amounts), reason, account)
    return found


def _claimed(session: Session, programme: str, month: str) -> set[Whose]:
    """Who stands on a signed list of this month already."""
    query = select(PayrollRow.home_id, PayrollRow.alone_id).join(
        PayrollList, PayrollList.id == PayrollRow.list_id
    )
    return {(row[0], row[1]) for row in plain_rows(session, query.where(*_of_month(programme, month)))}


def _of_month(programme: str, month: str) -> tuple[ColumnElement[bool], ...]:
    return (
        PayrollList.kind == Kind.MONTH,
        PayrollList.state.in_(SIGNED),
        PayrollList.from_month == month,
        PayrollRow.programme == programme,
    )


def _ended(
    whose: Whose, was: tuple[comparing.Month, str, str], session: Session
) -> tuple[str, str, str, int, str]:
    home = session.get_one(Household, whose[0])
    person = session.get_one(Person, whose[1] or home.head_id)
    compared = comparing.compare(was[0], None, was[1])
    return home.id, person.name, home.village_name, compared.was_fen or 0, compared.why


def _shared(now: Iterable[Standing]) -> dict[str, list[str]]:
    """Who is paid into each account that several are paid into."""
    found = defaultdict(list)
    for each in now:
        if each.account_number:
            found[each.account_number].append(each.name)
    return {account: names for account, names in found.items() if len(names) > 1}


def _standard(session: Session, monthly: Monthly, month: str, today: date) -> Callable[[str, str], int]:
    """The most a person may get, by village and kind of standard: by the law of the month as known today."""
    town = hall(session).town_id

    def law(place: str) -> Parameters:
        return dated.parameters(session, dated.scopes(place), first_day(month), today)

    law = cache(law)
    return cache(lambda village_id, kind: monthly.standard(law(village_id or town), kind))


def _whose(each: Standing) -> Whose:
    return each.home_id, each.alone_id


def _month_before(month: str) -> str:
    return f"{add_months(first_day(month), -1):%Y-%m}"


DRAWERS: dict[Kind, Callable[[Session, PayrollList, date], Drawn]] = {
    Kind.MONTH: month_rows,
    Kind.REISSUE: failed.reissue_rows,
    Kind.BACK_PAY: raises.back_pay_rows,
    Kind.ONE_OFF: one_offs.one_off_rows,
}
"""How the rows of each kind of list come about."""
