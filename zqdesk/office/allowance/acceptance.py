"""What the records say against accepting an application, and what its family becomes by it."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.entry.values import Application
from zqdesk.office.hall import setup
from zqdesk.office.people.duplicates import OPEN_STATES, Standing, standings
from zqdesk.records.case import Case, CaseMember
from zqdesk.records.household import Household, Membership
from zqdesk.records.person import Person
from zqdesk.records.register import Work
from zqdesk.records.steps import RollEntry
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem
from zqdesk.rules.processes.allowance import BEFORE_ACCEPTANCE

ARTICLE_PLACE = "《最低生活保障审核确认办法》第四条、第五条"


def standing(session: Session, case: Case, entry: Application, today: date) -> list[Problem]:
    """What keeps this household from being taken in: a village of another town, being on the roll, another
    accepted case of the programme, and whatever `members_standing` says.
    """
    return [
        *_place(session, entry, today),
        *_household(session, case),
        *members_standing(session, case, entry),
    ]


def members_standing(session: Session, case: Case, entry: Application) -> list[Problem]:
    """Who of the family cannot be in it: the dead; those on the roll, in an accepted case or registered as
    members elsewhere, with the place named. Members who do not count may live elsewhere.
    """
    problems = list(_dead(session, entry))
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


def _place(session: Session, entry: Application, today: date) -> Iterator[Problem]:
    if entry.village_id and entry.village_id not in {each.id for each in setup.villages(session, today)}:
        text = "这个村（居）不属于本镇街，应向户籍所在地（或按第五条规定的地方）提出申请"
        yield Problem("village_id.elsewhere", text, "village_id", ARTICLE_PLACE)


def _household(session: Session, case: Case) -> Iterator[Problem]:
    on_roll = select(RollEntry.id).where(
        RollEntry.household_id == case.household_id, RollEntry.to_month == ""
    )
    if session.scalars(on_roll.limit(1)).first():
        text = "本户已在册，不用重新申请；情况有变化的，请办理待遇变更或定期核查"
        yield Problem("household.on_roll", text, "members")
    others = session.scalars(
        select(Case).where(
            Case.household_id == case.household_id,
            Case.programme == case.programme,
            Case.id != case.id,
            Case.state.in_(OPEN_STATES),
        )
    )
    for other in others:
        if other.state not in BEFORE_ACCEPTANCE:
            yield Problem("household.open_case", f"本户已有在办业务{other.number}", "members")


def _dead(session: Session, entry: Application) -> Iterator[Problem]:
    numbers = {line.person.person_id: n for n, line in enumerate(entry.members)}
    for person in session.scalars(
        select(Person).where(Person.id.in_(list(numbers)), Person.died_on.is_not(None))
    ):
        died_on = person.died_on
        text = f"{person.name}已登记于{chinese_day(died_on) if died_on else ''}去世，请从家庭成员中删去"
        yield Problem("person.dead", text, f"members.{numbers[person.id]}.person.id_number")


def refusal(each: Standing, path: str) -> Problem:
    """The problem of somebody who already stands elsewhere, and what to do about it."""
    advice = {
        "roll": "不能重复纳入",
        "case": "请先办结那一件，或在其中把此人移出",
        "household": "如已分户或婚嫁迁出，请先在原家庭登记离开",
    }[each.kind]
    code = {"roll": "person.on_roll", "case": "person.open_case", "household": "person.other_household"}
    return Problem(code[each.kind], f"{each.person_name}{each.what}，{advice}", path)
