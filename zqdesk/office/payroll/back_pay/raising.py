"""A raise that is published after the months it holds for: who is owed what for which month, and how that comes about."""

from collections.abc import Hashable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.assessing import hall
from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.office.cases.looks.reworking import Place, Reworked, Reworking
from zqdesk.office.payroll.back_pay import claims
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records import parameters as dated
from zqdesk.records.changes import changes
from zqdesk.records.register import CHINA
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.payroll import PayrollList
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.place import ParameterRow
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.parameters import Content, Parameters, Value
from zqdesk.rules.payroll.back_pay import (
    Anew,
    MonthDue,
    Stand,
    Worth,
    first_day,
    month_of,
    months_between,
    owed_in_all,
    trace_of_month,
)
from zqdesk.rules.payroll.process import ENDED, Kind
from zqdesk.rules.trace import Trace

VILLAGE = 12
"""Digits of a village's code."""


@frozen
class Asked:
    """A programme's back-pay from a month to a month, by what is known on a day."""

    programme: str
    since: str
    until: str
    known_on: date

    @property
    def span(self) -> tuple[str, str]:
        return self.since, self.until

    @property
    def next_month(self) -> str:
        """The first month that is paid by the roll as it is raised."""
        return f"{add_months(first_day(self.until), 1):%Y-%m}"


class Owed(NamedTuple):
    """What a household, or who is on the roll alone, is owed: its months, and what the roll gives and is to give."""

    place: Place
    months: tuple[MonthDue, ...]
    owed_fen: int
    over_fen: int
    """Paid too much in other months, below zero; shown and left alone."""


class Named(NamedTuple):
    """Whose place on the roll it is, as they are now."""

    name: str
    id_number: str
    village_id: str
    village_name: str
    address: str
    bank_name: str
    account_name: str
    account_number: str
    certificate_number: str
    person_count: int


@frozen
class Preview:
    """A raise before anybody signs: who is owed something, who was paid too much in some month, who cannot be worked out."""

    asked: Asked
    owed: tuple[Owed, ...]
    over: tuple[Owed, ...]
    unknown: tuple[Owed, ...]
    names: Mapping[tuple[str, str | None], Named]
    unlisted: tuple[str, ...]

    @property
    def owed_fen(self) -> int:
        return sum(each.owed_fen for each in self.owed)


class Raising:
    """A roll worked out anew for the months of a raise, or one household of it."""

    def __init__(self, session: Session, asked: Asked, home_id: str = "") -> None:
        self.session, self.asked = session, asked
        self._laws: dict[str, Parameters] = {}
        self._own = set(
            session.scalars(
                select(ParameterRow.scope).where(func.length(ParameterRow.scope) == VILLAGE).distinct()
            )
        )
        self._town = hall(session).town_id
        self.reworked: Reworked = reworking(asked.programme).read(session, asked.span, self.law_of, home_id)
        self._anew: dict[int, Anew[Hashable]] = {}
        self.claims = claims.read(session, asked.programme, *asked.span, home_id)

    def law_of(self, village_id: str) -> Parameters:
        """What is known on the day of the raise where the village lies; most villages have the town's."""
        place = village_id if village_id in self._own else self._town
        if place not in self._laws:
            scopes = dated.scopes(place)
            self._laws[place] = dated.parameters(
                self.session, scopes, self.asked.known_on, self.asked.known_on
            )
        return self._laws[place]

    def anew(self, village_id: str) -> Anew[Hashable]:
        law = self.law_of(village_id)
        if id(law) not in self._anew:
            self._anew[id(law)] = Anew(law, months_between(*self.asked.span), self.reworked.worth)
        return self._anew[id(law)]

    def owed(self, place: Place) -> Owed:
        """Every month of the span in which the place was on the roll or paid."""
        paid = self.claims.paid_for(place)
        lines = self.anew(place.village_id).back_pay(place.stands, paid)
        over = sum(line.due_fen - line.paid_fen for line in lines if line.due_fen < line.paid_fen)
        return Owed(place, lines, owed_in_all(lines), over)

    def worth(self, place: Place, month: str) -> tuple[Stand[Hashable], Worth] | None:
        """What a month of the place is worth; None where it is not on the roll."""
        stand = next((each for each in place.stands if _covers(each, month)), None)
        return None if stand is None else (stand, self.anew(place.village_id).worth(stand, month))

    def trace(self, place: Place, line: MonthDue) -> Trace:
        """How the back-pay of one month comes about, from the facts to what was paid by which list."""
        payments = self.claims.payments(place, line.month)
        stand = next((each for each in place.stands if _covers(each, line.month)), None)
        if stand is None:
            return trace_of_month(line, Worth(), payments)
        law = self.anew(place.village_id).law_of(stand, line.month)
        return trace_of_month(line, self.reworked.explained(place, stand, law), payments)


def _covers(stand: Stand[Hashable], month: str) -> bool:
    return stand.from_month <= month and (not stand.to_month or month <= stand.to_month)


def reworking(programme: str) -> Reworking:
    """How the programme's roll is worked out anew; asking one without a roll is a bug of ours."""
    found = PROGRAMMES[programme].reworking
    assert found is not None
    return found


def preview(session: Session, asked: Asked) -> Preview:
    """Who, how much, from when; worked out anew each time, so that it never lags behind what was paid."""
    raising = Raising(session, asked)
    found = [raising.owed(place) for place in raising.reworked.places]
    owed = tuple(each for each in found if each.owed_fen)
    over = tuple(each for each in found if each.over_fen)
    unknown = tuple(
        each for each in found if raising.anew(each.place.village_id).is_unknown(each.place.stands)
    )
    shown = {each.place.key: each.place.entry_id for each in (*owed, *over, *unknown)}
    unlisted = tuple(month for month in months_between(*asked.span) if month not in raising.claims.listed)
    return Preview(asked, owed, over, unknown, names(session, asked.programme, shown), unlisted)


def months_of(
    session: Session, asked: Asked, whose: tuple[str, str | None]
) -> tuple[tuple[MonthDue, Trace], ...]:
    """The months of one household with their traces."""
    raising = Raising(session, asked, whose[0])
    place = next((each for each in raising.reworked.places if each.key == whose), None)
    if place is None:
        return ()
    return tuple((line, raising.trace(place, line)) for line in raising.owed(place).months)


def names(
    session: Session, programme: str, entries: Mapping[tuple[str, str | None], str]
) -> dict[tuple[str, str | None], Named]:
    """Whose these places are, by household and who is on the roll alone."""
    query = (
        select(
            RollEntry.id, RollEntry.household_id, RollEntry.person_id, Person.name, Person.id_number,
            Household.village_id, Household.village_name, Household.address, Household.bank_name,
            Household.account_name, Household.account_number, RollEntry.certificate_number, RollEntry.person_count,
        )
        .join(Household, Household.id == RollEntry.household_id)
        .join(Person, Person.id == func.coalesce(RollEntry.person_id, Household.head_id))
        .where(RollEntry.programme == programme)
    )  # fmt: skip
    wanted = set(entries.values())
    return {
        (home, alone): Named._make(rest)
        for entry, home, alone, *rest in plain_rows(session, query)
        if entry in wanted
    }


@frozen
class Late:
    """A figure that was published after the month from which it holds, and that no list of back-pay has taken up yet."""

    programme: str
    title: str
    value: Content
    unit: str
    since: str
    published_on: date
    source: str


def pending(session: Session, today: date) -> tuple[Late, ...]:
    """What was published late since this desk began, for rolls that were paid by the figure before.

    What was published before the desk began is in the sums that were brought in.
    """
    begun = session.scalar(select(changes.c.at).order_by(changes.c.seq).limit(1))
    if begun is None:
        return ()
    first = datetime.fromisoformat(begun).astimezone(CHINA).date()
    found = []
    for programme in PROGRAMMES.values():
        if programme.reworking is not None:
            law = dated.parameters(session, dated.scopes(hall(session).town_id), today, today)
            rows = law.late(first, programme.reworking.keys)
            found += [_late(programme.id, row) for row in rows if _waits(session, programme.id, row)]
    return tuple(found)


def _late(programme: str, row: Value) -> Late:
    return Late(
        programme,
        row.title or row.key,
        row.value,
        row.unit,
        month_of(row.valid_from),
        row.published_on,
        row.source,
    )


def _waits(session: Session, programme: str, row: Value) -> bool:
    """Whether somebody was paid by the figure before, and no list made since makes up for it."""
    published = f"{row.published_on:%Y-%m}"
    paid = select(RollEntry.id).where(
        RollEntry.programme == programme,
        RollEntry.from_month <= published,
        or_(RollEntry.to_month == "", RollEntry.to_month >= month_of(row.valid_from)),
    )
    if session.scalars(paid.limit(1)).first() is None:
        return False
    made = select(PayrollList.facts).where(
        PayrollList.kind == Kind.BACK_PAY, PayrollList.programme == programme, PayrollList.state.not_in(ENDED)
    )
    known = row.published_on.isoformat()
    return not any(facts.get("known_on", "") >= known for facts in session.scalars(made))
