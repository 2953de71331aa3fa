"""What households on the roll call for though no case is open yet: periodic reviews, and changes after a death."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from zqdesk.office.cases.work import Town, WorkRow, day_words
from zqdesk.records.household import Household, Membership
from zqdesk.records.person import Person
from zqdesk.records.register import Actor
from zqdesk.records.steps import RollEntry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import table

_AHEAD_DAYS = 90
"""Reviews are shown this long before they are due, so that visits can be planned."""
_REVIEW_ROWS = 200


def without_case(session: Session, town: Town, actor: Actor, busy: set[str]) -> tuple[list[WorkRow], int]:
    """What the roll calls for though no case is open: changes after a death, and the first reviews due, with the
    number of all of them; households in `busy` have one.
    """
    dead = [row for row in deaths(session, town, actor) if row.household_id not in busy]
    found, count = reviews(session, town, actor, busy | {row.household_id for row in dead})
    return dead + found, count


def reviews(session: Session, town: Town, actor: Actor, busy: set[str]) -> tuple[list[WorkRow], int]:
    """The first due reviews that nobody has begun, and how many fall due in all."""
    until = town.today + timedelta(days=_AHEAD_DAYS)
    due = (RollEntry.to_month == "", RollEntry.review_by.is_not(None), RollEntry.review_by <= until)
    count = session.scalar(select(func.count()).select_from(RollEntry).where(*due)) or 0
    rows = session.execute(
        _on_roll_rows().where(*due).order_by(RollEntry.review_by).limit(_REVIEW_ROWS + len(busy))
    )
    free = [row for row in rows if row.household_id not in busy]
    return [
        _roll_row(row, town, actor, _Begin("review", "start_review", "定期核查", row.review_by, "应核查"))
        for row in free[:_REVIEW_ROWS]
    ], count


def deaths(session: Session, town: Town, actor: Actor) -> list[WorkRow]:
    """Households on the roll from which somebody died since their amount was fixed (S8)."""
    months = town.parameters(town.today).number("death_change.months")
    died = _died(session)
    # Step by step: joined, SQLite would walk the whole roll instead of the few who died.
    entries = session.execute(
        _on_roll_rows(RollEntry.from_month).where(
            RollEntry.household_id.in_(list(died)), RollEntry.to_month == ""
        )
    )
    found = []
    for entry in entries:
        day = min(
            (day for day in died[entry.household_id] if f"{day:%Y-%m}" >= entry.from_month), default=None
        )
        if day is not None:
            begin = _Begin("change", "start_change", "死亡变更", add_months(day, months), "死亡")
            found.append(_roll_row(entry, town, actor, begin, day))
    return found


def _died(session: Session) -> dict[str, list[date]]:
    """The days on which people died who lived in a household then, by household."""
    dead = {
        row.id: row.died_on
        for row in session.execute(select(Person.id, Person.died_on).where(Person.died_on.is_not(None)))
    }
    lived = session.execute(
        select(Membership.household_id, Membership.person_id, Membership.left_on).where(
            Membership.person_id.in_(list(dead))
        )
    )
    found: dict[str, list[date]] = {}
    for row in lived:
        if row.left_on is None or row.left_on >= dead[row.person_id]:
            found.setdefault(row.household_id, []).append(dead[row.person_id])
    return found


_Head = aliased(Person)


def _on_roll_rows(*more: Any) -> Select[Any]:
    return (
        select(
            RollEntry.id,
            RollEntry.household_id,
            RollEntry.person_count,
            RollEntry.allowance_fen,
            RollEntry.uplift_fen,
            RollEntry.review_by,
            _Head.name,
            *more,
        )
        .join(Household, Household.id == RollEntry.household_id)
        .join(_Head, _Head.id == Household.head_id)
    )


@dataclass(frozen=True, slots=True)
class _Begin:
    """A case to be started from the roll."""

    kind: str
    act: str
    title: str
    due_on: date
    word: str


def _roll_row(row: Any, town: Town, actor: Actor, begin: _Begin, day: date | None = None) -> WorkRow:
    left = town.days_left(begin.due_on)
    return WorkRow(
        case_id="",
        due_on=begin.due_on,
        days_left=left,
        provisional=False,
        applicant=row.name,
        business=table("allowance", begin.kind).title,
        next_step=begin.title,
        act=begin.act,
        basis=f"{day_words(day)}{begin.word}" if day else f"应于 {day_words(begin.due_on)}前核查",
        person_count=row.person_count,
        amount_fen=row.allowance_fen + row.uplift_fen,
        mine=Role.CLERK in actor.roles,
        programme="allowance",
        household_id=row.household_id,
        roll_id=row.id,
    )
