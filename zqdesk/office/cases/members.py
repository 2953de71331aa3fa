"""What the records say against the people of a case, and what its family becomes by it."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.entry.values import Application
from zqdesk.office.hall.setup import gone, villages
from zqdesk.office.people import guards
from zqdesk.office.people.duplicates import refusal, standings, with_number
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.rules.problem import Problem


def members_standing(session: Session, case: Case, entry: Application) -> list[Problem]:
    """Who of the family cannot be in it: the dead; those on the roll, in an accepted case or registered as
    members elsewhere, with the place named. Members who do not count may live elsewhere.
    """
    problems = [*_dead(session, entry), *_outsiders(session, entry)]
    counted = {line.person.person_id: n for n, line in enumerate(entry.members) if line.counted}
    problems += (
        refusal(each, f"members.{counted[each.person_id]}.person.id_number")
        for each in standings(session, counted, not_household=case.household_id)
        if each.holds
    )
    return problems


def settle_members(work: Work, case: Case) -> None:
    """Make the household what the case says of it: who came is a member from today, who is gone has left.

    The head and everyone who counts as living together belong to it (S2 art. 7).
    """
    household = work.session.get_one(Household, case.household_id)
    lines = work.session.scalars(
        select(CaseMember).where(CaseMember.case_id == case.id, CaseMember.left_on.is_(None))
    ).all()
    living = {row.person_id: row for row in lines if row.counted or row.person_id == household.head_id}
    current = work.session.scalars(
        select(Membership).where(Membership.household_id == household.id, Membership.left_on.is_(None))
    ).all()
    for membership in current:
        row = living.pop(membership.person_id, None)
        if row is None:
            membership.left_on, membership.left_reason = work.today, "不再共同生活"
        elif membership.relation != row.relation:
            membership.relation = row.relation
    for person_id, row in living.items():
        work.session.add(
            Membership(
                household_id=household.id,
                person_id=person_id,
                relation=row.relation,
                joined_on=work.today,
            )
        )


def of_this_town(session: Session, village_id: str, today: date, article: str) -> list[Problem]:
    """Only households of the town's own villages are taken in here."""
    if not village_id or village_id in {each.id for each in villages(session, today)}:
        return []
    text = gone(session, village_id, today) or (
        "这个村（居）不属于本镇街，应向户籍所在地（或按规定的其他地方）提出申请"
    )
    return [Problem("village_id.elsewhere", text, "village_id", article)]


def _outsiders(session: Session, entry: Application) -> Iterator[Problem]:
    """Nobody who died acts for the family or owes it support, and a known number goes by its name."""
    named = [("proxy_", entry.proxy_name, entry.proxy_id_number)] if entry.proxy_id_number else []
    named += [(f"supporters.{n}.", each.name, each.id_number) for n, each in enumerate(entry.supporters)]
    for path, name, number in named:
        known = with_number(session, number)
        if known is None:
            continue
        yield from guards.dead(known.name, known.died_on, f"{path}id_number", "请改填其他人")
        if name and not guards.same_name(name, known.name):
            yield guards.name_differs(known.name, f"{path}name")


def _dead(session: Session, entry: Application) -> Iterator[Problem]:
    numbers = {line.person.person_id: n for n, line in enumerate(entry.members)}
    for person in session.scalars(
        select(Person).where(Person.id.in_(list(numbers)), Person.died_on.is_not(None))
    ):
        path = f"members.{numbers[person.id]}.person.id_number"
        yield from guards.dead(person.name, person.died_on, path, "请从家庭成员中删去")
