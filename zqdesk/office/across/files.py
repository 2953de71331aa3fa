"""A person's and a household's file: who lives where, their cases, their times on the roll."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts.referrals import ReferralRow, open_referrals
from zqdesk.office.hall.access import found
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry


@frozen
class Residence:
    """A membership with both its sides; `head` is the head of the household."""

    membership: Membership
    household: Household
    head: Person
    person: Person


@frozen
class PersonFile:
    """All about one person; `history_ids` are the subjects whose history tells their story."""

    person: Person
    memberships: tuple[Residence, ...]
    cases: tuple[Case, ...]
    history_ids: tuple[str, ...]


@frozen
class HouseholdFile:
    """All about one household: who lives there now, who did before, its cases and times on the roll.

    `referrals` are those nobody has dealt with yet.
    """

    household: Household
    head: Person
    members: tuple[Residence, ...]
    former: tuple[Residence, ...]
    cases: tuple[Case, ...]
    roll: tuple[RollEntry, ...]
    referrals: tuple[ReferralRow, ...]
    history_ids: tuple[str, ...]


def person(session: Session, person_id: str) -> PersonFile:
    """A person's file: the households they live or lived in, their cases, the latest first."""
    row = found(session, Person, person_id)
    named = select(CaseMember.case_id).where(CaseMember.person_id == person_id)
    cases = session.scalars(
        select(Case).where(or_(Case.id.in_(named), Case.applicant_id == person_id)).order_by(Case.id.desc())
    )
    return PersonFile(
        person=row,
        memberships=_residences(session, Membership.person_id == person_id),
        cases=tuple(cases),
        history_ids=(person_id,),
    )


def household(session: Session, household_id: str) -> HouseholdFile:
    """A household's file: head first among the members, cases and roll the latest first."""
    row = found(session, Household, household_id)
    lived = _residences(session, Membership.household_id == household_id)
    now = [each for each in lived if each.membership.left_on is None]
    now.sort(key=lambda each: (each.person.id != row.head_id, each.membership.relation, each.membership.id))
    cases = session.scalars(select(Case).where(Case.household_id == household_id).order_by(Case.id.desc()))
    roll = session.scalars(
        select(RollEntry)
        .where(RollEntry.household_id == household_id)
        .order_by(RollEntry.from_month.desc(), RollEntry.id.desc())
    )
    return HouseholdFile(
        household=row,
        head=found(session, Person, row.head_id),
        members=tuple(now),
        former=tuple(each for each in lived if each.membership.left_on is not None),
        cases=tuple(cases),
        roll=tuple(roll),
        referrals=open_referrals(session, household_id=household_id),
        history_ids=(household_id,),
    )


def _residences(session: Session, condition: ColumnElement[bool]) -> tuple[Residence, ...]:
    head, who = aliased(Person), aliased(Person)
    rows = session.execute(
        select(Membership, Household, head, who)
        .join(Household, Household.id == Membership.household_id)
        .join(head, head.id == Household.head_id)
        .join(who, who.id == Membership.person_id)
        .where(condition)
        .order_by(Membership.left_on.is_not(None), Membership.left_on.desc(), Membership.id)
    )
    return tuple(Residence(*row) for row in rows)
