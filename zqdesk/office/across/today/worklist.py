"""Today's work: every open case and every review that falls due, sorted by legal deadline."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.across.disputes.due import due as disputes_due
from zqdesk.office.across.today import open_cases
from zqdesk.office.across.today.work_rows import row_of
from zqdesk.office.cases.looks.work import OpenCase, Town
from zqdesk.office.cases.looks.work import WorkRow as WorkRow  # noqa: PLC0414 - part of this door
from zqdesk.office.hall.access import may_see_cases
from zqdesk.office.payroll.due import due as payroll_due
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.register import Actor
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import table, tables


@frozen
class WorkList:
    """The rows, and the figures above them.

    `overdue` counts rows whose limit has passed, `due_today` those whose last day is today.
    `reviews_due` is the number of all reviews that fall due, of which `rows` holds the first ones.
    `awaiting` counts by programme what waits for an approver, `on_roll` the persons on each roll that has any.
    """

    rows: tuple[WorkRow, ...] = ()
    due_today: int = 0
    overdue: int = 0
    most_overdue_days: int = 0
    notices_running: int = 0
    notices_ending_tomorrow: int = 0
    awaiting: Mapping[str, int] = field(default_factory=dict)
    awaiting_payment: int = 0
    on_roll_households: int = 0
    on_roll_persons: int = 0
    on_roll: Mapping[str, int] = field(default_factory=dict)
    reviews_due: int = 0

    @property
    def awaiting_approval(self) -> int:
        return sum(self.awaiting.values())


def today(session: Session, today: date, actor: Actor, now: datetime | None = None) -> WorkList:
    """What is to be done today, the earliest legal deadline first; nothing for who may not see cases.

    With `now` an emergency is overdue from the minute its hours have passed, else from the day after.
    """
    if not may_see_cases(actor):
        return WorkList()
    town = Town(session, today, now)
    cases = open_cases.read(session)
    entries = _entries_of(session, cases)
    rows = [row_of(case, town, actor, entries.get(case.id)) for case in cases]
    busy = {entry.id for entry in entries.values()}
    reviews_due = 0
    for programme in PROGRAMMES.values():
        more, count = programme.without_case(session, town, actor, busy)
        rows += more
        reviews_due += count
    rows += payroll_due(session, town, actor)
    rows += disputes_due(session, town, actor)
    rows.sort(key=_order)
    late = [max(1, -(row.days_left or 0)) for row in rows if row.late]
    posted = [case.to_on for case in cases if case.state == "posted" and case.to_on is not None]
    for_approver = [row for row in rows if _role(row) is Role.APPROVER]
    on_roll = {each: _on_roll(session, each, today) for each in PROGRAMMES}
    return WorkList(
        rows=tuple(rows),
        due_today=sum(1 for row in rows if row.days_left == 0 and not row.late),
        overdue=len(late),
        most_overdue_days=max(late, default=0),
        notices_running=sum(1 for day in posted if day >= today),
        notices_ending_tomorrow=sum(1 for day in posted if day == today + timedelta(days=1)),
        awaiting={each: sum(1 for row in for_approver if row.programme == each) for each in PROGRAMMES},
        awaiting_payment=sum(1 for row in rows if row.act == "disburse"),
        on_roll_households=sum(households for households, _ in on_roll.values()),
        on_roll_persons=sum(persons for _, persons in on_roll.values()),
        on_roll={each: persons for each, (_, persons) in on_roll.items() if persons},
        reviews_due=reviews_due,
    )


def overdue(session: Session, today: date) -> frozenset[str]:
    """The ids of the open cases whose legal limit has passed."""
    cases, town, nobody = open_cases.read(session), Town(session, today), Actor("", "", frozenset())
    entries = _entries_of(session, cases)
    rows = (row_of(case, town, nobody, entries.get(case.id)) for case in cases)
    return frozenset(row.case_id for row in rows if row.late)


def _order(row: WorkRow) -> tuple[object, ...]:
    """By deadline; what is due by the minute comes before what has the whole of that day."""
    minute = row.due_at.timestamp() if row.due_at else float("inf")
    return (row.due_on is None, row.due_on or date.max, minute, row.number, row.case_id)


def _role(row: WorkRow) -> Role | None:
    """Whose turn it is; reviews and changes that are not begun are the clerks'."""
    if not row.case_id:
        return Role.CLERK
    steps = (step for process in tables() for step in process.steps if step.act == row.act)
    return next((step.role for step in steps), None)


def _on_roll(session: Session, programme: str, today: date) -> tuple[int, int]:
    """Households and persons a programme pays this month."""
    month = f"{today:%Y-%m}"
    counts = select(func.count(), func.coalesce(func.sum(RollEntry.person_count), 0))
    begun = (RollEntry.programme == programme, RollEntry.from_month <= month)
    open_ones = session.execute(counts.where(RollEntry.to_month == "", *begun)).one()
    ending = session.execute(counts.where(RollEntry.to_month >= month, *begun)).one()
    return open_ones[0] + ending[0], open_ones[1] + ending[1]


def _entries_of(session: Session, cases: list[OpenCase]) -> dict[str, RollEntry]:
    """By case about the roll the open entry it is about."""
    of_roll = {case.id for case in cases if table(case.programme, case.kind).of_roll}
    query = (
        select(Case.id, RollEntry)
        .join(
            RollEntry,
            (RollEntry.household_id == Case.household_id)
            & (RollEntry.programme == Case.programme)
            & (RollEntry.to_month == ""),
        )
        .where(Case.id.in_(of_roll), RollEntry.person_id.is_(Case.single_person_id))
    )
    return {row[0]: row[1] for row in session.execute(query)} if of_roll else {}
