"""A raise that is published after the months it holds for: who is owed what for which month, and how that comes about."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.assessing import hall
from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.office.cases.looks.reworking import Place, Reworked, Reworking
from zqdesk.office.payroll import claims
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records import parameters as dated
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.place import ParameterRow
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.payroll.back_pay import (
    Anew,
    MonthDue,
    Stand,
    Worth,
    first_day,
    months_between,
    owed_in_all,
    trace_of_month,
)
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

    @property
    def owed_fen(self) -> int:
        return owed_in_all(self.months)

    @property
    def over_fen(self) -> int:
        """Paid too much in other months, below zero; shown and left alone."""
        return sum(min(line.difference_fen, 0) for line in self.months)


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
class MonthSum:
    """A month of all: how many are owed something for it, and how much."""

    month: str
    count: int
    owed_fen: int


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

    @property
    def by_month(self) -> tuple[MonthSum, ...]:
        counts: dict[str, list[int]] = {month: [] for month in months_between(*self.asked.span)}
        for each in self.owed:
            for line in each.months:
                if line.owed_fen:
                    counts[line.month].append(line.owed_fen)
        return tuple(MonthSum(month, len(fen), sum(fen)) for month, fen in counts.items())


class Raising:
    """A roll worked out anew for the months of a raise."""

    def __init__(self, session: Session, asked: Asked) -> None:
        self.session, self.asked = session, asked
        self._laws: dict[str, Parameters] = {}
        self._own = set(
            session.scalars(
                select(ParameterRow.scope).where(func.length(ParameterRow.scope) == VILLAGE).distinct()
            )
        )
        self._town = hall(session).town_id
        self.reworked: Reworked = reworking(asked.programme).read(session, asked.span, self.law_of)
        self._anew: dict[int, Anew[Hashable]] = {}
        self.claims = claims.read(session, asked.programme, asked.since, asked.until)

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
            months = (*months_between(*self.asked.span), self.asked.next_month)
            self._anew[id(law)] = Anew(law, months, self.reworked.worth)
        return self._anew[id(law)]

    def owed(self, place: Place) -> Owed:
        """Every month of the span in which the place was on the roll or paid."""
        paid = self.claims.paid_for(place)
        lines = self.anew(place.village_id).back_pay(place.stands, paid)
        return Owed(place, tuple(line for line in lines if line.month <= self.asked.until))

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
    unknown = tuple(each for each in found if _unknown(raising, each))
    shown = {each.place.key: each.place.entry_id for each in (*owed, *over, *unknown)}
    unlisted = tuple(month for month in months_between(*asked.span) if month not in raising.claims.listed)
    return Preview(asked, owed, over, unknown, names(session, asked.programme, shown), unlisted)


def months_of(
    session: Session, asked: Asked, whose: tuple[str, str | None]
) -> tuple[tuple[MonthDue, Trace], ...]:
    """The months of one household with their traces."""
    raising = Raising(session, asked)
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


def _unknown(raising: Raising, each: Owed) -> bool:
    return any(
        raising.anew(each.place.village_id).worth(stand, max(stand.from_month, raising.asked.since)).unknown
        for stand in each.place.stands
    )
