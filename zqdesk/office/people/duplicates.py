"""The same person in another household, case or on the roll."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, literal_column, select
from sqlalchemy.orm import Session, aliased

from zqdesk.frozen import frozen
from zqdesk.office.people.person_entry import PersonEntry, person_entry
from zqdesk.records import rolls
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.exchange import exchange_state, received_publications
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import (
    RollEntry,
)
from zqdesk.rules.people.identity import parse_id_number
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.programmes import OPEN_STATES, table

Persons = list[str] | Select[str]


@frozen
class Elsewhere:
    """The same person in another household, case or programme."""

    person_name: str
    what: str
    case_id: str = ""
    household_id: str = ""


@frozen
class KnownPerson:
    """A person found by ID number: their facts for the entry window, and where they already stand."""

    entry: PersonEntry
    elsewhere: tuple[Elsewhere, ...]
    died_on: date | None = None
    household_id: str = ""


@frozen
class Standing:
    """Where a person already stands: `kind` is roll, case (with its `state`) or household."""

    person_id: str
    person_name: str
    kind: str
    place: str
    household_id: str
    case_id: str = ""
    case_number: str = ""
    programme: str = ""
    case_kind: str = ""
    state: str = ""
    state_title: str = ""

    @property
    def holds(self) -> bool:
        """Whether it keeps the person from being counted in another household."""
        return self.kind != "case" or self.state in table(self.programme, self.case_kind).settling

    @property
    def what(self) -> str:
        """`已在册：示例西村张某户`."""
        if self.kind == "roll":
            return f"已在册：{self.place}"
        if self.kind == "case":
            return f"在办业务{self.case_number or '（未编号）'}（{self.state_title}）：{self.place}"
        return f"登记为家庭成员：{self.place}"


def elsewhere(
    session: Session, id_numbers: Sequence[str], *, not_household: str = ""
) -> tuple[Elsewhere, ...]:
    """Where these persons already stand outside that household: on the roll, in an open case, as a member."""
    numbers = [number for number in id_numbers if number]
    ids = list(session.scalars(select(Person.id).where(Person.id_number.in_(numbers))))
    return tuple(
        Elsewhere(each.person_name, each.what, each.case_id, each.household_id)
        for each in standings(session, ids, not_household=not_household)
    )


def standings(
    session: Session, person_ids: Iterable[str] | Select[str], *, not_household: str = ""
) -> tuple[Standing, ...]:
    """Like `elsewhere`, by person, with what an act needs to judge it; counted members only.

    A great many persons are named by a query, not by their ids.
    """
    ids: Persons = person_ids if isinstance(person_ids, Select) else list(person_ids)
    if ids == []:
        return ()
    return (*_homes(session, ids, not_household), *_open_cases(session, ids, not_household))


def everywhere(
    session: Session, people: Sequence[tuple[str, str]], *, not_household: str = ""
) -> tuple[Elsewhere, ...]:
    """Where these (ID number, name) already stand: in this town outside that household, and on the rolls of other towns."""
    here = elsewhere(session, [number for number, _ in people], not_household=not_household)
    return (*here, *in_other_towns(session, people))


def in_other_towns(session: Session, people: Iterable[tuple[str, str]]) -> tuple[Elsewhere, ...]:
    """Who of these (ID number, name as on the card) is on a roll of another town, as the district last told; works without a line."""
    content = session.scalar(
        select(received_publications.c.content).where(received_publications.c.kind == rolls.KIND)
    )
    if not content:
        return ()
    own = session.scalar(select(exchange_state.c.town)) or ""
    found = []
    for number, name in dict.fromkeys(people):
        if number and name:
            towns = dict.fromkeys(each.town_name for each in rolls.look_up(content, number, name, own))
            found += [Elsewhere(name, OTHER_TOWN.format(town)) for town in towns]
    return tuple(found)


OTHER_TOWN = "已在{}的救助名册上，请先打电话与它核实；一人不能在两个镇街享受"


def with_number(session: Session, id_number: str) -> Person | None:
    """The person with this tidy ID number, if the hall knows one."""
    if not id_number:
        return None
    # The index holds only persons who have a number; SQLite uses it where the query says so in its own words.
    has_number = Person.id_number != literal_column("''")
    return session.scalars(select(Person).where(Person.id_number == id_number, has_number)).first()


def known_person(session: Session, id_number: str) -> KnownPerson | None:
    """The person with this number, as typed (15 digits, blanks, small x), or None."""
    try:
        number = parse_id_number(id_number).number
    except Refused:
        return None
    person = with_number(session, number)
    if person is None:
        return None
    home = session.scalars(
        select(Membership.household_id)
        .where(Membership.person_id == person.id, Membership.left_on.is_(None))
        .order_by(Membership.id.desc())
    ).first()
    return KnownPerson(
        person_entry(person),
        elsewhere(session, [person.id_number]),
        person.died_on,
        home or _last_home(session, person.id),
    )


def _last_home(session: Session, person_id: str) -> str:
    """The household of the last case of somebody who is a member nowhere: an emergency makes nobody one."""
    query = (
        select(Case.household_id)
        .join(CaseMember, CaseMember.case_id == Case.id)
        .where(CaseMember.person_id == person_id, CaseMember.left_on.is_(None))
        .order_by(Case.id.desc())
    )
    return session.scalars(query.limit(1)).first() or ""


def _homes(session: Session, ids: Persons, not_household: str) -> list[Standing]:
    head = aliased(Person)
    rows = session.execute(
        select(Person.id, Person.name, Household.id, Household.village_name, head.name, RollEntry.id)
        .join(Membership, Membership.person_id == Person.id)
        .join(Household, Household.id == Membership.household_id)
        .join(head, head.id == Household.head_id)
        .outerjoin(
            RollEntry,
            (RollEntry.household_id == Household.id)
            & (RollEntry.to_month == "")
            & (RollEntry.person_id.is_(None) | (RollEntry.person_id == Person.id)),
        )
        .where(Person.id.in_(ids), Membership.left_on.is_(None), Household.id != not_household)
        .order_by(Membership.id)
    )
    # Two entries of one household are one place to stand.
    once = {(row[0], row[2]): row for row in rows}.values()
    return [
        Standing(person_id, name, "roll" if roll_id else "household", f"{village}{head_name}户", household_id)
        for person_id, name, household_id, village, head_name, roll_id in once
    ]


def _open_cases(session: Session, ids: Persons, not_household: str) -> list[Standing]:
    applicant = aliased(Person)
    rows = session.execute(
        select(Person.id, Person.name, Case, Household.village_name, applicant.name)
        .join(CaseMember, CaseMember.person_id == Person.id)
        .join(Case, Case.id == CaseMember.case_id)
        .join(Household, Household.id == Case.household_id)
        .join(applicant, applicant.id == Case.applicant_id)
        .where(Person.id.in_(ids), Case.state.in_(OPEN_STATES), Case.household_id != not_household)
        .where(CaseMember.counted, CaseMember.left_on.is_(None))
        .order_by(Case.id)
    )
    return [
        Standing(
            person_id=person_id,
            person_name=name,
            kind="case",
            place=f"{village}{applicant_name}户",
            household_id=case.household_id,
            case_id=case.id,
            case_number=case.number,
            programme=case.programme,
            case_kind=case.kind,
            state=case.state,
            state_title=table(case.programme, case.kind).state(case.state).title,
        )
        for person_id, name, case, village, applicant_name in rows
    ]


def refusal(each: Standing, path: str) -> Problem:
    """The problem of somebody who already stands elsewhere, and what to do about it."""
    advice = {
        "roll": "不能重复纳入",
        "case": "请先办结那一件，或在其中把此人移出",
        "household": "如已分户或婚嫁迁出，请先在原家庭登记离开",
    }[each.kind]
    code = {"roll": "person.on_roll", "case": "person.open_case", "household": "person.other_household"}
    return Problem(code[each.kind], f"{each.person_name}{each.what}，{advice}", path)
