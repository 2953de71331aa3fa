"""Whom an emergency helps: each of those counted is named before the case goes to approval, and asks for help once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.entry.values import Application
from zqdesk.office.people import guards
from zqdesk.office.people.duplicates import with_number
from zqdesk.office.people.field_checks import id_number_problems, name_problems
from zqdesk.office.people.tidying import number_of, read
from zqdesk.office.relief.entries import Emergency, HelpedPerson
from zqdesk.records.register import Work
from zqdesk.records.tables.base import assign, taken
from zqdesk.records.tables.relief import Helped, Relief
from zqdesk.rules.people.names import name_key, normalise_name
from zqdesk.rules.problem import Problem

FIELDS = ("name", "id_number", "relation", "no_number")
SOURCE = "S4 第二条第二项"


def with_family(entry: Emergency, family: Application) -> Emergency:
    """Where exactly the known household is helped and nobody was named, its members are those helped."""
    counted = [line for line in family.members if line.counted]
    if entry.others or entry.person_count < 2 or entry.person_count != len(counted):
        return entry
    applicant = family.members[family.applicant]
    others = (line for line in counted if line is not applicant)
    named = tuple(
        HelpedPerson(line.person.name, line.person.id_number, line.relation)
        for line in others
        if line.person.name
    )
    return replace(entry, others=named)


def persons_problems(session: Session, entry: Emergency, today: date) -> Iterator[Problem]:
    """What of those named cannot be; that somebody is not named yet keeps nobody from being helped."""
    numbers = [number_of(entry.id_number)]
    names = {(name_key(entry.name), numbers[0])}
    for at, each in enumerate(entry.others):
        field = f"others.{at}"
        yield from name_problems(each.name, f"{field}.name")
        yield from id_number_problems(each.id_number, f"{field}.id_number", today)
        number = number_of(each.id_number)
        if number in numbers if number else (name_key(each.name), "") in names:
            yield Problem("relief.person_twice", f"{each.name}已经写过，同一个人只写一次", f"{field}.name")
        numbers.append(number)
        names.add((name_key(each.name), number))
        yield from _on_record(session, each.name, number, field)
    if len(entry.others) + 1 > entry.person_count >= 1:
        text = f"写明了{len(entry.others) + 1}人，救助人数填的是{entry.person_count}人，请核对"
        yield Problem("relief.persons_more", text, "person_count")


def _on_record(session: Session, name: str, number: str, field: str) -> Iterator[Problem]:
    known = with_number(session, number) if number else None
    if known is None:
        return
    if name.strip() and not guards.same_name(known.name, name):
        yield guards.name_differs(known.name, f"{field}.name")
    yield from guards.dead(known.name, known.died_on, f"{field}.id_number", "不能再列为受助人，请核对")


def unnamed(session: Session, facts: Relief) -> list[Problem]:
    """Who is still counted and not named, and who has neither a number nor a reason for having none."""
    rows = persons_of(session, facts.case_id)
    missing = facts.person_count - 1 - len(rows)
    problems = []
    if missing > 0:
        text = f"救助人数{facts.person_count}人，还有{missing}人没有写明姓名和身份证号"
        problems.append(Problem("papers.persons", text, "correct_relief", SOURCE))
    bare = [row.name for row in rows if not row.id_number and not row.no_number]
    if bare:
        text = f"{'、'.join(bare)}没有身份证号，请补填；确实没有的写明原因"
        problems.append(Problem("papers.person_number", text, "correct_relief", SOURCE))
    return problems


def keep(work: Work, case_id: str, others: Sequence[HelpedPerson]) -> None:
    """Bring those named to what the entry says, line by line."""
    rows = persons_of(work.session, case_id)
    for position, (row, said) in enumerate(zip(rows, others, strict=False), 1):
        assign(row, _values(said) | {"position": position})
    for row in rows[len(others) :]:
        work.session.delete(row)
    for position, said in enumerate(others[len(rows) :], len(rows) + 1):
        work.session.add(Helped(case_id=case_id, position=position, **_values(said)))


def persons_of(session: Session, case_id: str) -> tuple[Helped, ...]:
    """Those named beside the applicant, in their order."""
    query = select(Helped).where(Helped.case_id == case_id).order_by(Helped.position, Helped.id)
    return tuple(session.scalars(query))


def entries_of(session: Session, case_id: str) -> tuple[HelpedPerson, ...]:
    """The same as they were entered."""
    return tuple(HelpedPerson(**taken(row, FIELDS)) for row in persons_of(session, case_id))


def _values(said: HelpedPerson) -> dict[str, str]:
    return {
        "name": read(normalise_name, said.name.strip()),
        "id_number": number_of(said.id_number),
        "relation": said.relation,
        "no_number": said.no_number.strip(),
    }
