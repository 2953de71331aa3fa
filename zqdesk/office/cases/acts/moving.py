"""A person stands on one roll of basic living at a time: who comes onto one leaves the other in the same act.

What another programme pays to the very people a case takes in ends with the month before: no gap, no month paid twice.
Where it pays others too, or only some of them, that is changed there first.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.on_roll import whose
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.problem import Problem

MOVED = "moved_over"
"""Why an entry ended that another programme's took the place of."""


def in_the_way(session: Session, case: Case, first_day: date) -> list[Problem]:
    """Entries of other programmes that would pay one of these people on or after the day, but not them alone."""
    people = _taken_in(session, case)
    problems = []
    for entry, paid in _others(session, case, people, first_day):
        if paid == people:
            continue
        names = "、".join(session.get_one(Person, each).name for each in sorted(paid & people))
        if paid < people:
            text = f"{names}已在另一名册中单独保障，不能再计入本户；请先在那里办理终止，或者不计入本户。"
            problems.append(Problem("roll.other", text))
            continue
        head = session.get_one(Person, session.get_one(Household, entry.household_id).head_id).name
        text = (
            f"{names}现由{head}户在册保障（共{len(paid)}人）。请先在本月内把{names}从该户减出并办结，"
            "再在同月内确认，使两项待遇首尾相接、不重不漏。"
        )
        problems.append(Problem("roll.other", text))
    return problems


def leave_others(work: Work, case: Case, first_day: date) -> None:
    """End what other programmes pay to these people with the month before; part of taking them in."""
    people = _taken_in(work.session, case)
    for entry, paid in _others(work.session, case, people, first_day):
        if paid == people:
            entry.to_month, entry.ended_reason = f"{add_months(first_day, -1):%Y-%m}", MOVED


def _taken_in(session: Session, case: Case) -> frozenset[str]:
    alone = whose(case)
    if alone is not None:
        return frozenset({alone})
    return _lines(session, case.id)


def _lines(session: Session, case_id: str) -> frozenset[str]:
    counted = select(CaseMember.person_id).where(
        CaseMember.case_id == case_id, CaseMember.counted, CaseMember.left_on.is_(None)
    )
    return frozenset(session.scalars(counted))


def _others(
    session: Session, case: Case, people: frozenset[str], first_day: date
) -> Iterator[tuple[RollEntry, frozenset[str]]]:
    """Entries of other programmes that pay one of these people then, with all whom each pays."""
    homes = select(Membership.household_id).where(Membership.person_id.in_(people))
    of_cases = select(CaseMember.case_id).where(CaseMember.person_id.in_(people))
    entries = session.scalars(
        select(RollEntry).where(
            RollEntry.programme != case.programme,
            or_(RollEntry.to_month == "", RollEntry.to_month >= f"{first_day:%Y-%m}"),
            or_(
                RollEntry.person_id.in_(people),
                RollEntry.case_id.in_(of_cases),
                RollEntry.household_id.in_(homes),
            ),
        )
    )
    for entry in entries:
        paid = _paid(session, entry)
        if paid & people:
            yield entry, paid


def _paid(session: Session, entry: RollEntry) -> frozenset[str]:
    """Whom an entry is for: one alone, those of the case it rests on, else who lives in the household."""
    if entry.person_id is not None:
        return frozenset({entry.person_id})
    if entry.case_id is not None:
        return _lines(session, entry.case_id)
    there = select(Membership.person_id).where(
        Membership.household_id == entry.household_id, Membership.left_on.is_(None)
    )
    return frozenset(session.scalars(there))
