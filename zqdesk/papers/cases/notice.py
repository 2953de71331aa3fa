"""What the public notices of every programme share: whose name stands there, how long they hang, where to object."""

from datetime import date

from zqdesk.office.across.dossier import Dossier
from zqdesk.rules.cases.members import ADULT_AGE
from zqdesk.rules.people.identity import age_on


def head_of(dossier: Dossier, on: date) -> str:
    """The head of the household, a single applicant by their own name; a child's name is covered."""
    wanted = dossier.case.single_person_id or dossier.household.head_id
    person = next((facts.person for facts in dossier.members if facts.person.id == wanted), dossier.applicant)
    child = person.born_on is not None and age_on(person.born_on, on) < ADULT_AGE
    return f"{person.name[0]}某某" if child else person.name


BLANK_SPAN = "自　　　　年　　月　　日起至　　　　年　　月　　日止"
