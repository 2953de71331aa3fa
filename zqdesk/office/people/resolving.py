"""Which person an entry means: the known one with its ID number, the one on that line, or somebody new."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.hall.access import found
from zqdesk.office.people import guards
from zqdesk.office.people.duplicates import with_number
from zqdesk.office.people.person_entry import PersonEntry, person_values
from zqdesk.records.register import Work
from zqdesk.records.tables.base import assign
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Membership
from zqdesk.records.tables.person import Person
from zqdesk.rules.problem import Problem, Refused

UNSAID = PersonEntry()


def resolve(work: Work, entry: PersonEntry, path: str, *, case_id: str = "", row_person: str = "") -> Person:
    """The person a tidy entry means, brought up to date with it.

    The ID number decides. Where it is new, the person meant (`entry.person_id`, or that of the line) gets
    it if they are known from nowhere but this case, else a new person is made. Refused: a known number under
    another name (`person.name_differs`), a number changed or dropped for a person other records rest on
    (`person.number_fixed`): such a correction is `people.correct_person`, with its reason.
    """
    meant_id = entry.person_id or row_person
    known = with_number(work.session, entry.id_number)
    if known is not None:
        if entry.name and not guards.same_name(entry.name, known.name):
            _guard_name(work.session, known, path, case_id if known.id == meant_id else "")
        return _known(known, entry, meant=known.id == meant_id)
    meant = found(work.session, Person, meant_id) if meant_id else None
    if meant is None:
        return _new(work, entry)
    if meant.id_number and not _only_in(work.session, meant, case_id):
        if entry.id_number and entry.name != meant.name:
            return _new(work, entry)
        text = f"“{meant.name}”已登记的身份证号尾号为{meant.id_number[-4:]}。如属登记错误，请先在人员页更正"
        raise Refused(Problem("person.number_fixed", text, f"{path}.id_number"))
    assign(meant, person_values(entry))
    return meant


def _guard_name(session: Session, known: Person, path: str, case_id: str) -> None:
    """A name typed over another is a new spelling only while nothing but this case rests on the person."""
    if not _only_in(session, known, case_id):
        raise Refused(guards.name_differs(known.name, f"{path}.name"))


def _known(known: Person, entry: PersonEntry, *, meant: bool) -> Person:
    if meant:
        assign(known, person_values(entry))
        return known
    # Typed anew without looking the person up: what was left at its default says nothing.
    said = person_values(entry)
    assign(known, {name: value for name, value in said.items() if value != getattr(UNSAID, name)})
    return known


def _new(work: Work, entry: PersonEntry) -> Person:
    person = Person(**person_values(entry))
    work.session.add(person)
    return person


def _only_in(session: Session, person: Person, case_id: str) -> bool:
    """Whether nothing but this case rests on the person."""
    if not case_id or person.batch_id is not None:
        return False
    home = select(Case.household_id).where(Case.id == case_id).scalar_subquery()
    asked = (
        select(CaseMember.id).where(CaseMember.person_id == person.id, CaseMember.case_id != case_id),
        select(Membership.id).where(Membership.person_id == person.id, Membership.household_id != home),
    )
    return not any(session.scalars(query.limit(1)).first() for query in asked)
