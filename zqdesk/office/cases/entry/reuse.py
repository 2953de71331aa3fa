"""A household the hall knows as a new entry: what its last case, or the roster, says of it."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.entry.reading import application_of
from zqdesk.office.cases.entry.rows import HOUSEHOLD_FIELDS
from zqdesk.office.cases.entry.values import Application, MemberEntry
from zqdesk.office.hall.access import found
from zqdesk.office.people.person_entry import person_entry
from zqdesk.records.tables.case import (
    Case,
)
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person


def begun(session: Session, household_id: str, today: date) -> Application:
    """How a new entry begins: with a household that is known, or with nothing."""
    if not household_id:
        return Application(applied_on=today)
    return replace(household_of(session, household_id), applied_on=today)


def household_of(session: Session, household_id: str) -> Application:
    """A household as a new entry: the facts of its last case, or who the roster says lives there.

    Nothing of the old case's own business is carried over: reason, papers, proxy and day are empty.
    """
    household = found(session, Household, household_id)
    last = session.scalars(
        select(Case.id).where(Case.household_id == household_id).order_by(Case.id.desc()).limit(1)
    ).first()
    return _from_roster(session, household) if last is None else _from_case(application_of(session, last))


def _from_case(before: Application) -> Application:
    return Application(
        members=tuple(replace(line, key="") for line in before.members),
        assets=before.assets,
        supporters=before.supporters,
        household_id=before.household_id,
        applicant=before.applicant,
        **{name: getattr(before, name) for name in HOUSEHOLD_FIELDS},
    )


def _from_roster(session: Session, household: Household) -> Application:
    rows = session.execute(
        select(Membership, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.household_id == household.id, Membership.left_on.is_(None))
    ).all()
    ordered = sorted(rows, key=lambda row: (row[1].id != household.head_id, row[0].relation, row[0].id))
    return Application(
        household_id=household.id,
        members=tuple(
            MemberEntry(person=person_entry(person), relation=membership.relation)
            for membership, person in ordered
        ),
        **{name: getattr(household, name) for name in HOUSEHOLD_FIELDS},
    )
