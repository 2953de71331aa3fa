"""An act with the name of one that records a fact of the world."""

from typing import Any

from zqdesk.records.register import Work
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person


def disburse(work: Work, /, head_id: str, person_id: str, **values: Any) -> str:
    """A new row that names another, and fields of a third."""
    household = Household(head_id=head_id)
    work.session.add(household)
    person = work.session.get_one(Person, person_id)
    for name, value in values.items():
        setattr(person, name, value)
    return household.id
