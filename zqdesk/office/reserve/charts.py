"""The reserve for the head of the office: in and out by month, use against allocation, by cause, by village."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from zqdesk.frozen import frozen
from zqdesk.office.reserve.ledger.journal import balances
from zqdesk.office.reserve.ledger.set_asides import booked
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.relief import Relief
from zqdesk.records.tables.reserve import Entry
from zqdesk.rules.relief.amount import CAUSES
from zqdesk.rules.reserve import BANK, DISTRICT, UNSETTLED, is_till


@frozen
class Share:
    """A part of what was paid: its title, fen, and in how many cases something of it stands."""

    title: str
    fen: int
    cases: int


@frozen
class Flows:
    """A year: `months` holds (in, out) in fen for January to December; shares are sorted, the largest first."""

    year: int
    months: tuple[tuple[int, int], ...]
    allocated_fen: int
    left_fen: int
    by_cause: tuple[Share, ...]
    by_village: tuple[Share, ...]

    @property
    def paid_fen(self) -> int:
        return sum(out for _, out in self.months)


def flows(session: Session, year: int) -> Flows:
    """What came from the district and what went to families in a year, less what came back or was reversed."""
    came = {row[0]: row[1] for row in session.execute(_by_month(year, came_in=True))}
    went = {row[0]: row[1] for row in session.execute(_by_month(year, came_in=False))}
    held = balances(session)
    return Flows(
        year=year,
        months=tuple((int(came.get(f"{n:02d}", 0)), int(went.get(f"{n:02d}", 0))) for n in range(1, 13)),
        allocated_fen=held[DISTRICT],
        left_fen=sum(fen for account, fen in held.items() if account == BANK or is_till(account)),
        by_cause=_shares(session, year, Relief.cause, CAUSES),
        by_village=_shares(session, year, Household.village_name, {}),
    )


_CAME = ("allocation", "replenishment", "return")
_WENT = ("disbursement", "refund")
_SIGNED = func.sum(func.iif(Entry.debit == UNSETTLED, Entry.amount_fen, -Entry.amount_fen))
_RECEIVED = func.sum(func.iif(Entry.kind == "return", -Entry.amount_fen, Entry.amount_fen))


def _by_month(year: int, *, came_in: bool) -> Select[Any]:
    month = func.strftime("%m", Entry.booked_on)
    return (
        select(month, _RECEIVED if came_in else _SIGNED)
        .where(booked(), Entry.year == year, Entry.kind.in_(_CAME if came_in else _WENT))
        .group_by(month)
    )


def _shares(
    session: Session, year: int, by: InstrumentedAttribute[str], titles: dict[str, str]
) -> tuple[Share, ...]:
    net = (
        select(Entry.case_id, _SIGNED.label("fen"))
        .where(booked(), Entry.year == year, Entry.kind.in_(_WENT))
        .group_by(Entry.case_id)
        .subquery()
    )
    rows = session.execute(
        select(by, func.sum(net.c.fen), func.sum(func.iif(net.c.fen > 0, 1, 0)))
        .select_from(net)
        .join(Case, Case.id == net.c.case_id)
        .join(Relief, Relief.case_id == Case.id)
        .join(Household, Household.id == Case.household_id)
        .group_by(by)
    )
    found = [
        Share(titles.get(key, key or "（未填）"), int(fen), int(count)) for key, fen, count in rows if fen
    ]
    return tuple(sorted(found, key=lambda share: (-share.fen, share.title)))


def years(session: Session, today: date) -> tuple[int, ...]:
    """Years with entries, and this one, the newest first."""
    held = set(session.scalars(select(Entry.year).where(booked()).distinct())) | {today.year}
    return tuple(sorted(held, reverse=True))
