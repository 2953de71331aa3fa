"""The roll of the allowance worked out anew: what each decision and each line of a roster is worth under another law."""

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from zqdesk.office.allowance import decided
from zqdesk.office.allowance.decided import CaseFacts, Entry
from zqdesk.office.cases.looks.reworking import RAISED, LawOf, Place, Reworked, month_after
from zqdesk.rules.allowance.anew import Rostered, by_facts, by_sum, explained
from zqdesk.rules.cases.counted import ADULT_AGE
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.payroll.back_pay import Stand, Worth, first_day, months_between

_AGES = ("uplift.minor.age", "uplift.elderly.age")


class Summed(NamedTuple):
    """A line of a roster, by the law of a month as it was known on a day."""

    told: Rostered
    village_id: str
    month: str
    known: date


class Found(NamedTuple):
    """The facts of a case without names, with ages for birthdays, so that families alike are one; `gone` by position."""

    shape: tuple[Hashable, ...]
    gone: frozenset[int]


def rework(session: Session, span: tuple[str, str], law_of: LawOf, home_id: str = "") -> Reworked:
    """Every place on the roll in these months; of each entry the facts it rests on, month by month where they change."""
    roll = _Roll(decided.read(session, span, home_id), span, law_of)

    def worth(facts: Hashable, law: Parameters) -> Worth:
        if isinstance(facts, Summed):
            return by_sum(facts.told, roll.was(facts), law)
        assert isinstance(facts, Found)
        return by_facts(decided.facts_of_shape(facts.shape), frozenset(map(str, facts.gone)), law)

    def told(place: Place, stand: Stand[Hashable], law: Parameters) -> Worth:
        facts = stand.facts
        if isinstance(facts, Summed):
            return explained(worth(facts, law), facts.told, roll.was(facts), law)
        assert isinstance(facts, Found)
        case_id = place.cases[place.stands.index(stand)]
        family = decided.named(
            session, decided.facts_of_shape(facts.shape), case_id, roll.read.cases[case_id]
        )
        return by_facts(family, frozenset(map(str, facts.gone)), law)

    return Reworked(tuple(roll.places()), worth, told)


class _Roll:
    """The entries of these months by place, and the stands that follow from them."""

    def __init__(self, read: decided.Read, span: tuple[str, str], law_of: LawOf) -> None:
        self.read, self.span, self._law_of = read, span, law_of
        self._was: dict[tuple[str, str, date], Parameters] = {}
        self._thresholds: dict[str, tuple[int, ...]] = {}

    def places(self) -> Iterator[Place]:
        for entries in self.read.by_place():
            inside = [each for each in entries if self._inside(each)]
            if inside:
                last = inside[-1]
                stands = [
                    (stand, _resting_on(each, entries).case_id)
                    for each in inside
                    for stand in self._stands(each, entries)
                ]
                yield Place(
                    last.household_id,
                    last.person_id,
                    last.id,
                    last.village_id,
                    tuple(stand for stand, _ in stands),
                    tuple(case_id for _, case_id in stands),
                )

    def was(self, facts: Summed) -> Parameters:
        key = facts.village_id, facts.month, facts.known
        if key not in self._was:
            self._was[key] = self._law_of(facts.village_id).at(first_day(facts.month), facts.known)
        return self._was[key]

    def _inside(self, entry: Entry) -> bool:
        since, until = self.span
        return entry.from_month <= until and (not entry.to_month or entry.to_month >= since)

    def _stands(self, entry: Entry, entries: list[Entry]) -> Iterator[Stand[Hashable]]:
        source = _resting_on(entry, entries)
        if entry.phase_out and source is not entry:
            facts = self._facts(source, source.to_month)
            yield self._stand(entry, entry.from_month, entry.to_month, facts, law_month=source.to_month)
            return
        since, until = max(entry.from_month, self.span[0]), entry.to_month
        last = min(until or self.span[1], self.span[1])
        begins = [since, *(month for month in sorted(self._breaks(source)) if since < month <= last)]
        for number, month in enumerate(begins):
            end = _before(begins[number + 1]) if number + 1 < len(begins) else until
            yield self._stand(entry, month, end, self._facts(source, month))

    def _stand(
        self, entry: Entry, since: str, until: str, facts: Hashable, *, law_month: str = ""
    ) -> Stand[Hashable]:
        return Stand(since, until, facts, entry.allowance_fen, entry.uplift_fen, law_month)

    def _breaks(self, source: Entry) -> set[str]:
        """The months from which somebody is gone, or of an age by which a share begins or ends."""
        case = self.read.cases.get(source.case_id)
        if case is None:
            return {month_after(day) for day in self.read.gone_of(source)}
        found = {month_after(each.gone_on) for each in case.members if each.gone_on is not None}
        since, until = (int(month[:4]) for month in self.span)
        for member in case.members:
            if member.born_on is not None:
                for age in self._ages(source.village_id):
                    if since <= member.born_on.year + age <= until:
                        found.add(_of_age(member.born_on, age))
        return found

    def _facts(self, source: Entry, month: str) -> Hashable:
        on = first_day(month)
        case = self.read.cases.get(source.case_id)
        if case is None:
            gone = sum(1 for day in self.read.gone_of(source) if month_after(day) <= month)
            told = Rostered(
                source.standard_kind, source.person_count, source.allowance_fen, source.uplift_fen, gone
            )
            known = source.imported_on or first_day(source.from_month)
            return Summed(told, source.village_id, max(source.from_month, f"{known:%Y-%m}"), known)
        gone_ones = frozenset(
            number
            for number, each in enumerate(case.members)
            if each.gone_on is not None and month_after(each.gone_on) <= month
        )
        return Found(self._shape(case, source, on), gone_ones)

    def _shape(self, case: CaseFacts, source: Entry, on: date) -> tuple[Hashable, ...]:
        ages = self._ages(source.village_id)
        members = tuple((*each.facts, _age_group(each.born_on, on, ages)) for each in case.members)
        return (source.standard_kind, case.single_reason, case.single, members, *case.means)

    def _ages(self, village_id: str) -> tuple[int, ...]:
        if village_id not in self._thresholds:
            law = self._law_of(village_id)
            months = months_between(*self.span)
            found = {law.at(first_day(month)).number(key) for month in months for key in _AGES}
            self._thresholds[village_id] = tuple(sorted(found | {ADULT_AGE}))
        return self._thresholds[village_id]


def _resting_on(entry: Entry, entries: Sequence[Entry]) -> Entry:
    """The entry in which the facts were found: a phase-out and a raise go on by those before them."""
    if len(entries) == 1:
        return entry
    before: Mapping[str, Entry] = {each.to_month: each for each in entries}
    while True:
        earlier = before.get(_before(entry.from_month))
        if earlier is None or earlier is entry or not (entry.phase_out or earlier.ended_reason == RAISED):
            return entry
        entry = earlier


def _before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"


def _of_age(born: date, age: int) -> str:
    """The first month on whose first day somebody is of this age."""
    year, month = born.year + age, born.month
    if born.day == 1:
        return f"{year}-{month:02d}"
    return f"{year + month // 12}-{month % 12 + 1:02d}"


def _age_group(born: date | None, on: date, ages: tuple[int, ...]) -> int | None:
    """The greatest of these ages somebody has reached, or 0; None where the birthday is not known."""
    if born is None:
        return None
    full = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    place = bisect_right(ages, full)
    return ages[place - 1] if place else 0
