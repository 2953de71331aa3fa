"""The roll of 特困 worked out anew: basic living and care by the level of then, under another law."""

import itertools
from collections.abc import Hashable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.office.cases.looks.reworking import LawOf, Place, Reworked, entries_of
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import Decision, RollEntry
from zqdesk.records.tables.support import SelfCareAssessment
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.payroll.back_pay import Stand, Worth, first_day
from zqdesk.rules.support.amount import level_paid, support_anew

PROGRAMME = "support"


class _Entry(NamedTuple):
    id: str
    household_id: str
    person_id: str | None
    case_id: str
    from_month: str
    to_month: str
    allowance_fen: int
    uplift_fen: int
    standard_kind: str
    village_id: str
    died_on: date | None


def rework(session: Session, span: tuple[str, str], law_of: LawOf, home_id: str = "") -> Reworked:
    """Everybody on the roll in these months; whether they are still destitute is no question of the law's figures."""
    levels = _levels(session)

    def worth(facts: Hashable, law: Parameters) -> Worth:
        assert isinstance(facts, tuple)
        return support_anew(facts[0], facts[1], law)

    def told(_place: Place, stand: Stand[Hashable], law: Parameters) -> Worth:
        return worth(stand.facts, law)

    entries = itertools.groupby(
        _entries(session, span, home_id), key=lambda each: (each.household_id, each.person_id)
    )
    return Reworked(tuple(_place(list(group), levels, law_of) for _, group in entries), worth, told)


def _entries(session: Session, span: tuple[str, str], home_id: str) -> Iterator[_Entry]:
    since, until = span
    query = (
        entries_of(PROGRAMME, Person.died_on)
        .join(Person, Person.id == func.coalesce(RollEntry.person_id, Household.head_id))
        .where(RollEntry.from_month <= until)
        .where((RollEntry.to_month == "") | (RollEntry.to_month >= since))
    )
    if home_id:
        query = query.where(RollEntry.household_id == home_id)
    return (_Entry._make(row) for row in plain_rows(session, query))


def _place(entries: list[_Entry], levels: dict[str, list[tuple[date, str]]], law_of: LawOf) -> Place:
    last = entries[-1]
    stands = tuple(_stand(each, levels, law_of) for each in entries)
    cases = tuple(each.case_id for each in entries)
    return Place(last.household_id, last.person_id, last.id, last.village_id, stands, cases)


def _stand(entry: _Entry, levels: dict[str, list[tuple[date, str]]], law_of: LawOf) -> Stand[Hashable]:
    """Until the month of a death, whatever the roll still says."""
    until = entry.to_month
    if entry.died_on is not None:
        died = f"{entry.died_on:%Y-%m}"
        until = min(until, died) if until else died
    facts = (entry.standard_kind, _level(entry, levels, law_of))
    return Stand(entry.from_month, until, facts, entry.allowance_fen, entry.uplift_fen)


def _level(entry: _Entry, levels: dict[str, list[tuple[date, str]]], law_of: LawOf) -> str:
    """The level found last before the entry's decision; of a roster the one whose care it pays."""
    found = [
        level for day, level in levels.get(entry.person_id or "", ()) if f"{day:%Y-%m}" < entry.from_month
    ]
    if found:
        return found[-1]
    first = first_day(entry.from_month)
    return level_paid(entry.uplift_fen, law_of(entry.village_id).at(first, first))


def _levels(session: Session) -> dict[str, list[tuple[date, str]]]:
    """By person the levels that were decided upon, the earliest first."""
    query = (
        select(SelfCareAssessment.person_id, SelfCareAssessment.assessed_on, SelfCareAssessment.level)
        .where(SelfCareAssessment.case_id.in_(select(Decision.case_id)))
        .order_by(SelfCareAssessment.assessed_on, SelfCareAssessment.id)
    )
    found: dict[str, list[tuple[date, str]]] = {}
    for person, *rest in plain_rows(session, query):
        row: Any = tuple(rest)
        found.setdefault(person, []).append(row)
    return found
