"""What the emergency page reads: its beginning, and who of that name is known."""

from datetime import date
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.cases.entry import reuse
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.hall import drafts, setup
from zqdesk.office.people import duplicates
from zqdesk.office.people.person_entry import PersonEntry, person_entry
from zqdesk.office.relief.applying import emergencies
from zqdesk.office.relief.entries import Emergency
from zqdesk.records import search
from zqdesk.records.tables.person import Person

DRAFT = "emergency"
MOST_KNOWN = 3
LOOKED_THROUGH = 20


@frozen
class Opening:
    """`entry` is None for a new emergency, `draft` where nothing was left half typed."""

    entry: Emergency | None
    draft: dict[str, Any] | None
    villages: tuple[setup.Village, ...]


@frozen
class Known:
    """Somebody on file: their facts, and their household as a new entry would have it (None: lives nowhere)."""

    person: PersonEntry
    household: Application | None
    died_on: date | None


def opening(session: Any, case_id: str, subject: str, account_id: str, today: date) -> Opening:
    """The page's beginning."""
    entry = emergencies.emergency_of(session, case_id) if case_id else None
    draft = drafts.load(session, account_id, DRAFT, subject)
    return Opening(entry, draft, setup.villages(session, today))


def of_name(session: Any, name: str) -> tuple[Known, ...]:
    """The living of exactly this name, at most three, those last recorded first."""
    hits = [hit for hit in search.find(session, name, LOOKED_THROUGH) if hit.kind == "person"]
    found = [
        _known(session, session.get(Person, hit.record_id), hit.household_id)
        for hit in hits
        if hit.title == name
    ]
    return tuple(each for each in found if each.died_on is None)[:MOST_KNOWN]


def of_number(session: Any, id_number: str) -> Known | None:
    """Who has this ID number."""
    found = duplicates.known_person(session, id_number)
    if found is None:
        return None
    home = reuse.household_of(session, found.household_id) if found.household_id else None
    return Known(found.entry, home, found.died_on)


def _known(session: Any, person: Any, household_id: str) -> Known:
    home = reuse.household_of(session, household_id) if household_id else None
    return Known(person_entry(person), home, person.died_on)
