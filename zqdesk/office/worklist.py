"""Today's work: every open case and every review that falls due, sorted by legal deadline."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.records.register import Actor


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One piece of work. `days_left` are working days: 0 today, negative overdue; None: no legal limit runs.

    `case_id` is empty where a review or a change has to be started first (`act` start_review or
    start_change, `roll_id` the entry on the roll). `amount_fen` is the month's allowance of the last
    opinion, or what is paid now.
    """

    case_id: str
    due_on: date | None
    days_left: int | None
    provisional: bool
    applicant: str
    business: str
    next_step: str
    act: str
    basis: str
    person_count: int
    amount_fen: int | None
    mine: bool
    state: str = ""
    number: str = ""
    household_id: str = ""
    roll_id: str = ""


@dataclass(frozen=True, slots=True)
class WorkList:
    """The rows, and the figures above them.

    `overdue` counts rows whose limit has passed, `due_today` those whose last day is today.
    `reviews_due` is the number of all reviews that fall due, of which `rows` holds the first ones.
    """

    rows: tuple[WorkRow, ...]
    due_today: int
    overdue: int
    most_overdue_days: int
    notices_running: int
    notices_ending_tomorrow: int
    awaiting_approval: int
    on_roll_households: int
    on_roll_persons: int
    reviews_due: int


def today(session: Session, today: date, actor: Actor) -> WorkList:
    """What is to be done today, the earliest legal deadline first."""
    raise NotImplementedError
