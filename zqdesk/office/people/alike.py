"""Names that sound like one another: 章伟 at the counter may be the 张伟 of the roll, heard and not read.

Only where a number is missing on one side: two numbers that differ are two people, one number is one.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import CompoundSelect, select, union
from sqlalchemy.orm import Session

from zqdesk.office.people.duplicates import Elsewhere, standings
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.office.people.tidying import number_of
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.rules.people.names import name_key
from zqdesk.rules.readings import sounds_like

LEAST = 2
"""Shorter names are not asked about: every family has them."""


def alike(
    session: Session, people: Iterable[PersonEntry], village_id: str, *, not_household: str = ""
) -> tuple[Elsewhere, ...]:
    """Who of the village stands on a roll, in a case or in a household under a name that sounds like one of these."""
    typed = [each for each in people if len(each.name.strip()) >= LEAST]
    if not typed or not village_id:
        return ()
    known = {row.id: row for row in session.execute(_of_village(village_id, not_household))}
    pairs = list(_pairs(typed, known.values()))
    where = standings(session, {who for _, who in pairs}, not_household=not_household)
    return tuple(
        Elsewhere(
            name,
            f"与“{each.person_name}”同音或字形相近（{each.what}），请核对是不是同一人",
            each.case_id,
            each.household_id,
        )
        for name, who in pairs
        for each in where
        if each.person_id == who
    )


def _pairs(typed: Iterable[PersonEntry], known: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Typed name and the id of who sounds like it."""
    held = list(known)
    for each in typed:
        number, key = number_of(each.id_number), name_key(each.name)
        for row in held:
            apart = row.id == each.person_id or (number and row.id_number)
            if not apart and name_key(row.name) != key and sounds_like(each.name, row.name):
                yield each.name.strip(), row.id


def _of_village(village_id: str, not_household: str) -> CompoundSelect[str, str, str]:
    """The living of the village, by where they live and by their cases."""
    facts = (Person.id, Person.name, Person.id_number)
    here = (Household.village_id == village_id, Household.id != not_household, Person.died_on.is_(None))
    lives = (
        select(*facts)
        .join(Membership, Membership.person_id == Person.id)
        .join(Household, Household.id == Membership.household_id)
        .where(Membership.left_on.is_(None), *here)
    )
    asks = (
        select(*facts)
        .join(CaseMember, CaseMember.person_id == Person.id)
        .join(Case, Case.id == CaseMember.case_id)
        .join(Household, Household.id == Case.household_id)
        .where(CaseMember.left_on.is_(None), *here)
    )
    return union(lives, asks)
