"""What households on the roll call for though no case is open yet: periodic reviews, and changes of their people."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from zqdesk.frozen import frozen
from zqdesk.office.allowance.reviewing import people_changed
from zqdesk.office.allowance.reviewing.people_changed import DEATH, JOINING, LEAVING
from zqdesk.office.cases.looks.work import Town, WorkRow, day_words
from zqdesk.records.register import Actor
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import table

_AHEAD_DAYS = 90
"""Reviews are shown this long before they are due, so that visits can be planned."""
_REVIEW_ROWS = 200


def without_case(session: Session, town: Town, actor: Actor, busy: set[str]) -> tuple[list[WorkRow], int]:
    """What the roll calls for though no case is open: changes of the people, and the first reviews due, with the
    number of all of them; entries in `busy` have one.
    """
    changed = [row for row in changes(session, town, actor) if row.roll_id not in busy]
    found, count = reviews(session, town, actor, busy | {row.roll_id for row in changed})
    return changed + found, count


def reviews(session: Session, town: Town, actor: Actor, busy: set[str]) -> tuple[list[WorkRow], int]:
    """The first due reviews that nobody has begun, and how many fall due in all."""
    until = town.today + timedelta(days=_AHEAD_DAYS)
    due = (
        RollEntry.programme == "allowance",
        RollEntry.to_month == "",
        RollEntry.review_by.is_not(None),
        RollEntry.review_by <= until,
    )
    count = session.scalar(select(func.count()).select_from(RollEntry).where(*due)) or 0
    rows = session.execute(
        _on_roll_rows().where(*due).order_by(RollEntry.review_by).limit(_REVIEW_ROWS + len(busy))
    )
    free = [row for row in rows if row.id not in busy]
    return [
        _roll_row(row, town, actor, _Begin("review", "start_review", "定期核查", row.review_by, "应核查"))
        for row in free[:_REVIEW_ROWS]
    ], count


def changes(session: Session, town: Town, actor: Actor) -> list[WorkRow]:
    """Households on the roll from which somebody died or left, or which somebody joined, since their amount was fixed."""
    months = {word: town.parameters(town.today).number(key) for word, key in _MONTHS.items()}
    events = people_changed.changed(session)
    entries = session.execute(
        _on_roll_rows().where(
            RollEntry.programme == "allowance",
            RollEntry.household_id.in_({home for home, _ in events}),
            RollEntry.to_month == "",
        )
    )
    found = []
    for entry in entries:
        theirs = events.get((entry.household_id, entry.person_id))
        if theirs is None:
            continue
        first = min(theirs, key=lambda each: add_months(each.day, months[each.word]))
        title = "死亡变更" if first.word == DEATH else "家庭成员变更"
        begin = _Begin("change", "start_change", title, add_months(first.day, months[first.word]), first.word)
        found.append(_roll_row(entry, town, actor, begin, first.day))
    return found


_MONTHS = {DEATH: "death_change.months", LEAVING: "member_change.months", JOINING: "member_change.months"}


_Head = aliased(Person)


def _on_roll_rows(*more: Any) -> Select[Any]:
    return (
        select(
            RollEntry.id,
            RollEntry.household_id,
            RollEntry.person_id,
            RollEntry.person_count,
            RollEntry.allowance_fen,
            RollEntry.uplift_fen,
            RollEntry.review_by,
            _Head.name,
            *more,
        )
        .join(Household, Household.id == RollEntry.household_id)
        .join(_Head, _Head.id == func.coalesce(RollEntry.person_id, Household.head_id))
    )


@frozen
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
