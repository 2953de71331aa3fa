"""What was built on an import: whatever an act did to its people or households since, and whatever refers to them."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Column, Select, Table, func, or_, select
from sqlalchemy.orm import Session

from zqdesk.records.changes import change_subjects, changes, stands
from zqdesk.records.register import CHINA
from zqdesk.records.tables.base import Row
from zqdesk.records.tables.exchange import log_answers
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.paper import Draft
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem

MOST_SAID = 3
ADVICE = "不能整批撤销，请逐户办理。"


def traces(session: Session, batch_id: str) -> Iterator[Problem]:
    """Why an import cannot be taken back as a whole: the last acts since, entries begun, and rows that refer to it."""
    said = [*_acts_since(session, batch_id), *_begun(session, batch_id)]
    yield from said
    if not said and any(_refer(session, batch_id)):
        yield _problem("导入的人员或家庭已用在其他业务中")


def _acts_since(session: Session, batch_id: str) -> Iterator[Problem]:
    brought_in = (
        select(func.min(change_subjects.c.seq))
        .where(change_subjects.c.subject_id == batch_id)
        .scalar_subquery()
    )
    touched = or_(*(change_subjects.c.subject_id.in_(ids) for ids in _brought_in(batch_id)))
    later = (
        select(changes.c.actor_name, changes.c.at, func.min(change_subjects.c.subject_id))
        .join(change_subjects, change_subjects.c.seq == changes.c.seq)
        .join(log_answers, log_answers.c.seq == changes.c.seq)
        .where(changes.c.seq > brought_in, touched, stands())
        .group_by(changes.c.seq)
        .order_by(changes.c.seq.desc())
        .limit(MOST_SAID)
    )
    for actor, at, subject in session.execute(later):
        day = chinese_day(datetime.fromisoformat(at).astimezone(CHINA).date())
        yield _problem(f"{day}{actor}已为导入的{_named(session, subject)}办理过业务")


def _named(session: Session, subject: str) -> str:
    """Whose it was, by any row of theirs."""
    head = select(Person.name).join(Household, Household.head_id == Person.id)
    asked: tuple[Select[str], ...] = (
        select(Person.name).where(Person.id == subject),
        head.where(Household.id == subject),
        select(Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.id == subject),
        head.join(RollEntry, RollEntry.household_id == Household.id).where(RollEntry.id == subject),
    )
    found = (session.scalars(each).first() for each in asked)
    return next((f"“{name}”" for name in found if name), "家庭")


def _begun(session: Session, batch_id: str) -> Iterator[Problem]:
    begun = or_(*(Draft.subject_id.in_(ids) for ids in _brought_in(batch_id)))
    if session.scalars(select(Draft.id).where(begun).limit(1)).first():
        yield _problem("导入的家庭中有没录完的业务")


def _refer(session: Session, batch_id: str) -> Iterator[str]:
    """Rows of any table that name somebody of the import, other than those that came with it."""
    own = dict(
        zip(("persons", "households", "memberships", "roll_entries"), _brought_in(batch_id), strict=True)
    )
    for table in Row.metadata.sorted_tables:
        for column, target in _references(table):
            if target in own:
                query = select(table.c.id).where(column.in_(own[target])).limit(1)
                if table.name in own:
                    query = query.where(table.c.id.not_in(own[table.name]))
                yield from session.scalars(query)


def _references(table: Table) -> Iterator[tuple[Column[str], str]]:
    for column in table.columns:
        for key in column.foreign_keys:
            yield column, key.column.table.name


def _brought_in(batch_id: str) -> tuple[Select[str], ...]:
    """The ids of its persons, households, memberships and roll entries."""
    households = select(Household.id).where(Household.batch_id == batch_id)
    return (
        select(Person.id).where(Person.batch_id == batch_id),
        households,
        select(Membership.id).where(Membership.household_id.in_(households)),
        select(RollEntry.id).where(RollEntry.batch_id == batch_id),
    )


def _problem(what: str) -> Problem:
    return Problem("import.built_upon", f"{what}，{ADVICE}")
