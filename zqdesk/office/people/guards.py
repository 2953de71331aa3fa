"""What the doors ask of somebody the hall knows, each as far as it applies: counter, roster, household page, emergency."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.people.duplicates import Standing, refusal, standings
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.office.people.tidying import read
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.people.family import Kin
from zqdesk.rules.people.names import normalise_name
from zqdesk.rules.problem import Problem

HOME = "home."


@frozen
class Known:
    """Somebody the hall knows; `held` is what keeps them from being counted in another household."""

    name: str
    died_on: date | None = None
    held: tuple[Standing, ...] = ()


def known_by_number(session: Session) -> dict[str, Known]:
    """Everybody with an ID number, by it; for doors through which many come at once."""
    numbered = select(Person.id).where(Person.id_number != "")
    held: dict[str, list[Standing]] = {}
    for each in standings(session, numbered):
        if each.holds:
            held.setdefault(each.person_id, []).append(each)
    rows = session.execute(
        select(Person.id, Person.id_number, Person.name, Person.died_on).where(Person.id_number != "")
    )
    return {row.id_number: Known(row.name, row.died_on, tuple(held.get(row.id, ()))) for row in rows}


def guard(known: Known, name: str, path: str, advice: str) -> Iterator[Problem]:
    """Why somebody known cannot come in under this name; `path` is empty or ends with a dot.

    Refused: another name (`person.name_differs`), the dead (`person.dead`, with `advice` what to do), whoever is
    on the roll, in an accepted case or registered as a member elsewhere.
    """
    if name and not same_name(name, known.name):
        yield name_differs(known.name, f"{path}name")
    yield from dead(known.name, known.died_on, f"{path}id_number", advice)
    yield from (refusal(each, f"{path}id_number") for each in known.held)


def kin(who: Person | PersonEntry, relation: str, path: str) -> Kin:
    """Somebody as `family_problems` looks at them."""
    return Kin(path, relation, who.name, who.id_number, who.sex, who.born_on, who.ethnicity)


def household_kin(session: Session, household_id: str) -> dict[str, Kin]:
    """Who lives in the household, by id of the person, the head first; their paths begin with `home.`."""
    rows = session.execute(
        select(Person, Membership.relation)
        .join(Membership, Membership.person_id == Person.id)
        .join(Household, Household.id == Membership.household_id)
        .where(Membership.household_id == household_id, Membership.left_on.is_(None))
        .order_by(Person.id != Household.head_id, Membership.id)
    )
    return {person.id: kin(person, relation, f"{HOME}{n}.") for n, (person, relation) in enumerate(rows)}


def same_name(one: str, other: str) -> bool:
    """Whether two names are one as `normalise_name` writes them; what was kept long ago may be written otherwise."""
    return read(normalise_name, one) == read(normalise_name, other)


def name_differs(name: str, path: str) -> Problem:
    """A known number under another name."""
    text = f"这个身份证号已登记为“{name}”，与录入的姓名不同。请核对；如已改名，请先在人员页更正"
    return Problem("person.name_differs", text, path)


def dead(name: str, died_on: date | None, path: str, advice: str) -> Iterator[Problem]:
    """Nobody who died is taken in, counted or helped; the day is said, as it may be the record that is wrong."""
    if died_on is not None:
        yield Problem("person.dead", f"{name}已登记于{chinese_day(died_on)}去世，{advice}", path)
