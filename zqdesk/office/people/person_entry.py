"""Who somebody is as it is entered, and the columns it is kept in."""

from datetime import date
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.records.tables.base import taken
from zqdesk.records.tables.person import Person


@frozen
class PersonEntry:
    """Who somebody is. With `person_id` a known person is meant, whose facts are brought up to date.

    `former_numbers`: ID numbers that were put right, for papers that still bear them (`former.with_former`).
    """

    name: str = ""
    id_number: str = ""
    person_id: str = ""
    sex: str = ""
    born_on: date | None = None
    ethnicity: str = "01"
    marital: str = ""
    education: str = ""
    phone: str = ""
    hukou_kind: str = "1"
    hukou_address: str = ""
    former_numbers: tuple[str, ...] = ()


PERSON_FIELDS = (
    "name", "id_number", "sex", "born_on", "ethnicity", "marital", "education", "phone",
    "hukou_kind", "hukou_address",
)  # fmt: skip


def person_values(entry: PersonEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in PERSON_FIELDS}


def person_entry(person: Person) -> PersonEntry:
    """A known person's facts for an entry window."""
    return PersonEntry(person_id=person.id, **taken(person, PERSON_FIELDS))
