"""What people on the roll of 特困 call for though no case is open: the yearly look, eighteen years, a death."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.work import Town, WorkRow
from zqdesk.records.register import Actor
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import add_months, day_of_age
from zqdesk.rules.process import Process, Role
from zqdesk.rules.support.conditions import ADULT_AGE
from zqdesk.rules.support.process import ENDING, REVIEW

_AHEAD = timedelta(days=90)
"""So long before its day it is shown, so that visits can be planned."""
_ROWS = 200


@frozen
class _Due:
    """What a person on the roll calls for, and by when."""

    process: Process
    title: str
    on: date
    basis: str


def without_case(session: Session, town: Town, actor: Actor, busy: set[str]) -> tuple[list[WorkRow], int]:
    """The first that fall due, the earliest first, and how many there are of looks in all; the entries in `busy` have a case."""
    found = sorted(_due_ones(session, town), key=lambda each: each[1].on)
    count = sum(1 for _, due in found if due.process is REVIEW)
    rows = [_row(entry, due, town, actor) for entry, due in found if entry.id not in busy]
    return rows[:_ROWS], count


def _due_ones(session: Session, town: Town) -> Iterator[tuple[Any, _Due]]:
    grown = add_months(town.today + _AHEAD, -12 * ADULT_AGE)
    younger = add_months(town.today, -12 * (ADULT_AGE + 1))
    rows = session.execute(
        select(
            RollEntry.id,
            RollEntry.household_id,
            RollEntry.allowance_fen,
            RollEntry.uplift_fen,
            RollEntry.review_by,
            Person.name,
            Person.born_on,
            Person.died_on,
        )
        .join(Household, Household.id == RollEntry.household_id)
        .join(Person, Person.id == RollEntry.person_id)
        .where(RollEntry.programme == REVIEW.programme, RollEntry.to_month == "")
        .where(
            or_(
                Person.died_on.is_not(None),
                RollEntry.review_by <= town.today + _AHEAD,
                Person.born_on.between(younger, grown),
            )
        )
    )
    for row in rows:
        yield row, _due(row, town)


def _due(row: Any, town: Town) -> _Due:
    if row.died_on is not None:
        last = add_months(row.died_on.replace(day=1), 1) - timedelta(days=1)
        return _Due(ENDING, "死亡终止", last, f"{row.died_on:%m-%d}死亡")
    if row.born_on is not None:
        of_age = day_of_age(row.born_on, ADULT_AGE)
        until = day_of_age(row.born_on, ADULT_AGE + 1)
        if of_age <= town.today + _AHEAD < until + _AHEAD and not _looked_at(row, town, of_age):
            return _Due(REVIEW, "满18周岁复核", of_age, f"{of_age}满{ADULT_AGE}周岁")
    return _Due(REVIEW, "定期核查", row.review_by, f"应于{row.review_by}前核查")


def _looked_at(row: Any, town: Town, since: date) -> bool:
    """Whether the last look, from which the next is counted, was on that day or later."""
    months = town.parameters(town.today).number("support.review.months")
    return row.review_by is not None and row.review_by >= add_months(since, months)


def _row(entry: Any, due: _Due, town: Town, actor: Actor) -> WorkRow:
    return WorkRow(
        case_id="",
        due_on=due.on,
        days_left=town.days_left(due.on),
        provisional=False,
        applicant=entry.name,
        business=due.process.title,
        next_step=due.title,
        act=due.process.begins,
        basis=due.basis,
        person_count=1,
        amount_fen=entry.allowance_fen + entry.uplift_fen,
        mine=Role.CLERK in actor.roles,
        programme=due.process.programme,
        household_id=entry.household_id,
        roll_id=entry.id,
    )
