"""A person's and a household's file, and what happens to them outside a case."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.office.application import PersonEntry
from zqdesk.records.case import Case
from zqdesk.records.household import Household, Membership
from zqdesk.records.person import Person
from zqdesk.records.register import Work
from zqdesk.records.steps import RollEntry


@dataclass(frozen=True, slots=True)
class Residence:
    """A membership with the other side of it: the household with its head, or the person."""

    membership: Membership
    household: Household
    head: Person
    person: Person


@dataclass(frozen=True, slots=True)
class PersonFile:
    """All about one person; `history_ids` are the subjects whose history tells their story."""

    person: Person
    memberships: tuple[Residence, ...]
    cases: tuple[Case, ...]
    history_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HouseholdFile:
    """All about one household: who lives there now, who did before, its cases and times on the roll."""

    household: Household
    head: Person
    members: tuple[Residence, ...]
    former: tuple[Residence, ...]
    cases: tuple[Case, ...]
    roll: tuple[RollEntry, ...]
    history_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody who comes to live in a household."""

    person: PersonEntry
    relation: str
    joined_on: date


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody who no longer lives in a household."""

    person_id: str
    left_on: date


def person(session: Session, person_id: str) -> PersonFile:
    raise NotImplementedError


def household(session: Session, household_id: str) -> HouseholdFile:
    raise NotImplementedError


def correct_person(work: Work, person_id: str, entry: PersonEntry, reason: str) -> None:
    raise NotImplementedError


def member_joined(work: Work, household_id: str, joining: Joining, reason: str) -> str:
    raise NotImplementedError


def member_left(work: Work, household_id: str, leaving: Leaving, reason: str) -> None:
    raise NotImplementedError


def record_death(work: Work, person_id: str, died_on: date) -> None:
    raise NotImplementedError
