"""The same person in another household, case or on the roll; and known persons and households reused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.office.application import Application, PersonEntry
from zqdesk.office.dossier import Elsewhere


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person found by ID number: their facts for the entry window, and where they already stand."""

    entry: PersonEntry
    elsewhere: tuple[Elsewhere, ...]
    died_on: date | None = None
    household_id: str = ""


def elsewhere(
    session: Session, id_numbers: Sequence[str], *, not_household: str = ""
) -> tuple[Elsewhere, ...]:
    """Where these persons already stand outside that household."""
    raise NotImplementedError


def known_person(session: Session, id_number: str) -> KnownPerson | None:
    """The person with this number, as typed (15 digits, blanks, small x), or None."""
    raise NotImplementedError


def household_of(session: Session, household_id: str) -> Application:
    """A household as a new entry, from its last case or from the roster."""
    raise NotImplementedError
