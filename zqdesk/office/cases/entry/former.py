"""Disability cards that bear an ID number which was put right since: they hold until they are issued anew."""

from dataclasses import replace

from sqlalchemy.orm import Session

from zqdesk.office.cases.entry.values import Application, MemberEntry
from zqdesk.office.people.duplicates import with_number
from zqdesk.office.people.tidying import number_of
from zqdesk.records.changes import history
from zqdesk.records.tables.person import Person
from zqdesk.rules.digits import figures


def with_former(session: Session, entry: Application) -> Application:
    """The entry with the former numbers of whoever has a card that bears another number than theirs."""
    return replace(entry, members=tuple(_line(session, line) for line in entry.members))


def _line(session: Session, line: MemberEntry) -> MemberEntry:
    number = number_of(line.person.id_number)
    if not line.disability_number or not number or figures(line.disability_number).upper().startswith(number):
        return line
    person = with_number(session, number)
    if person is None:
        return line
    return replace(line, person=replace(line.person, former_numbers=_former(session, person.id)))


def _former(session: Session, person_id: str) -> tuple[str, ...]:
    """Every number the person was recorded under before, by the change log."""
    rows = (row for change in history(session, [person_id]) for row in change.fields)
    pairs = (
        fields["id_number"]
        for table, row_id, fields in rows
        if (table, row_id) == (Person.__tablename__, person_id) and "id_number" in fields
    )
    return tuple(dict.fromkeys(str(old) for old, _ in pairs if old))
