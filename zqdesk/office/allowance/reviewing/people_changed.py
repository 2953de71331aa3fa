"""Households on the roll whose people are no longer those the amount was fixed for: by death, leaving or joining."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.entry.carrying_over import SETTLED
from zqdesk.office.cases.looks.on_roll import whose
from zqdesk.office.people.changes import DIED
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Membership
from zqdesk.records.tables.steps import Decision, RollEntry

DEATH, LEAVING, JOINING = "死亡", "离开家庭", "加入家庭"


@frozen
class Event:
    """What changed the people of a household, and on which day; `word` is one of the three above."""

    day: date
    word: str


@dataclass(slots=True)
class _Fixed:
    """Whom the amount in force was fixed for: `counted`, out of all who were `listed`; None: as the roster has them.

    `struck` was taken off the list after the decision, so that it still counts in the amount.
    """

    counted: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    struck: list[Event] = field(default_factory=list)


def changed(session: Session) -> dict[tuple[str, str | None], list[Event]]:
    """What happened to the people of each on the roll, a household or one who applied alone in it, and has not been
    decided upon yet, the earliest first.

    Asked by persons, never by months: a death between confirmation and first month, or a second one in the month of a
    change, is due like any other (S8, S2 art. 32).
    """
    households = {*_somebody_went(session), *_somebody_came(session)}
    fixed = _fixed(session, households)
    lived: dict[str, list[Membership]] = {}
    for row in session.scalars(select(Membership).where(Membership.household_id.in_(households))):
        lived.setdefault(row.household_id, []).append(row)
    on_roll = select(RollEntry.household_id, RollEntry.person_id).where(
        RollEntry.programme == "allowance", RollEntry.household_id.in_(households), RollEntry.to_month == ""
    )
    found = {
        (home, alone): _events(lived[home], fixed.get((home, alone)))
        for home, alone in session.execute(on_roll)
    }
    return {whose: sorted(events, key=lambda e: e.day) for whose, events in found.items() if events}


def _somebody_went(session: Session) -> Iterable[str]:
    # Step by step: joined from the roll, SQLite would walk all of it instead of the few who went.
    went = session.scalars(select(Membership.household_id).where(Membership.left_on.is_not(None)).distinct())
    on_roll = RollEntry.household_id.in_(list(went))
    ours = RollEntry.programme == "allowance"
    return session.scalars(select(RollEntry.household_id).where(on_roll, ours, RollEntry.to_month == ""))


def _somebody_came(session: Session) -> Iterable[str]:
    known = exists().where(
        CaseMember.person_id == Membership.person_id,
        CaseMember.left_on.is_(None),
        Case.id == CaseMember.case_id,
        Case.household_id == Membership.household_id,
        Case.programme == "allowance",
        Case.state.in_(SETTLED),
    )
    return session.scalars(
        select(Membership.household_id)
        .join(RollEntry, RollEntry.household_id == Membership.household_id)
        .where(RollEntry.programme == "allowance", RollEntry.to_month == "")
        .where(Membership.left_on.is_(None), Membership.joined_on.is_not(None))
        .where(~known)
        .distinct()
    )


def _fixed(session: Session, households: set[str]) -> dict[tuple[str, str | None], _Fixed]:
    """What the last settled case of each on the roll said of its people."""
    settled = select(Case).where(
        Case.household_id.in_(households), Case.programme == "allowance", Case.state.in_(SETTLED)
    )
    last = {(case.household_id, whose(case)): case for case in session.scalars(settled.order_by(Case.id))}
    ids = [case.id for case in last.values()]
    lines: dict[str, list[CaseMember]] = {each: [] for each in ids}
    for line in session.scalars(select(CaseMember).where(CaseMember.case_id.in_(ids))):
        lines[line.case_id].append(line)
    decided = select(Decision.case_id, Decision.person_count).where(Decision.case_id.in_(ids))
    persons = {row.case_id: row.person_count for row in session.execute(decided.order_by(Decision.id))}
    return {home: _of_case(case, lines[case.id], persons.get(case.id, 0)) for home, case in last.items()}


def _of_case(case: Case, lines: Sequence[CaseMember], persons: int) -> _Fixed:
    found = _Fixed(listed={line.person_id for line in lines if line.left_on is None})
    alone = whose(case)
    theirs = [line for line in lines if line.counted and alone in (None, line.person_id)]
    found.counted = {line.person_id for line in theirs if line.left_on is None}
    if len(found.counted) < persons:
        found.struck = [_went(line.left_on, line.left_reason) for line in theirs if line.left_on is not None]
    return found


def _events(lived: Sequence[Membership], fixed: _Fixed | None) -> list[Event]:
    here = {row.person_id for row in lived if row.left_on is None}
    if fixed is None:
        roster = {row.person_id for row in lived if row.joined_on is None}
        fixed = _Fixed(counted=roster, listed=roster)
    went = [
        _went(row.left_on, row.left_reason)
        for row in lived
        if row.left_on is not None and row.person_id in fixed.counted - here
    ]
    came = [
        Event(row.joined_on, JOINING)
        for row in lived
        if row.left_on is None and row.joined_on is not None and row.person_id not in fixed.listed
    ]
    return [*fixed.struck, *went, *came]


def _went(day: date, reason: str) -> Event:
    return Event(day, DEATH if reason == DIED else LEAVING)
