"""Today's work in values: an open case, the calendar and the law of one reading, a line of the list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks import assessing, limits
from zqdesk.records import parameters as dated
from zqdesk.rules.process import Due, running
from zqdesk.rules.programmes import table


@dataclass(slots=True)
class OpenCase:
    """A case as the list of work needs it; days are those of the last step of each kind.

    `own` is what its programme read of it.
    """

    id: str
    programme: str
    kind: str
    number: str
    state: str
    household_id: str
    clerk_id: str
    applied_on: date
    accepted_on: date | None
    extension_kind: str
    applicant: str
    district_visit_missing: bool
    person_count: int = 0
    checks: int = 0
    checks_pending: int = 0
    checks_untold: int = 0
    requested_on: date | None = None
    complaints_open: int = 0
    visited_on: date | None = None
    visited_again: int = 0
    appraised_again: int = 0
    agreed: bool = True
    amount_fen: int | None = None
    posted_on: date | None = None
    to_on: date | None = None
    sent_on: date | None = None
    decided_on: date | None = None
    from_month: str = ""
    died_on: date | None = None
    own: object = None


@frozen
class WorkFacts:
    """What a programme says of an open case in the list: who decides, and what is at stake.

    `due_at` an instant that goes before every clock, with its words in `basis`; `due_on` a day that does;
    `else_on` the day where no clock runs. `starts`: days its own clocks start on. `since`: the event its days are
    counted from and its name, where that is not the acceptance.
    """

    authority: str
    amount_fen: int | None
    person_count: int
    due_at: datetime | None = None
    due_on: date | None = None
    else_on: date | None = None
    basis: str = ""
    starts: Mapping[str, date | None] = field(default_factory=dict)
    since: tuple[date, str] | None = None


@frozen
class WorkRow:
    """One piece of work. `days_left` are working days: 0 today, negative overdue; None: no legal limit runs.

    `case_id` is empty where a review or a change has to be started first (`act` start_review or
    start_change, `roll_id` the entry on the roll). `amount_fen` is the month's allowance of the last
    opinion, or what is paid now; of relief what is still to be paid. Of an emergency that waits for its help
    `hours_left` are full hours, negative once they have passed; else None. `person_count` is of what is `counted`:
    a list of payments counts households.
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
    programme: str
    state: str = ""
    number: str = ""
    household_id: str = ""
    roll_id: str = ""
    due_at: datetime | None = None
    hours_left: int | None = None
    counted: str = "人"

    @property
    def late(self) -> bool:
        """Whether the limit has passed."""
        return (self.days_left is not None and self.days_left < 0) or (self.hours_left or 0) < 0


class Town:
    """The calendar and the parameters of one reading; hundreds of cases share few days, so answers are kept."""

    def __init__(self, session: Session, today: date, now: datetime | None = None) -> None:
        self.today = today
        self.now = now
        self.calendar = dated.calendar(session)
        scopes = dated.scopes(assessing.hall(session).town_id)
        asked = dated.parameters(session, scopes, today, today)
        self.parameters = cache(asked.at)
        self.days_left = cache(lambda day: self.calendar.working_days_left(today, day))
        self.worked = cache(lambda day: self.calendar.working_days_left(day, today))
        self.authority = cache(lambda day, programme: limits.authority_of(self.parameters(day), programme))
        self.number = cache(lambda day, key: self.parameters(day).number(key))
        self.dues = cache(self._dues)
        self.lengths = cache(self._lengths)

    def law_day(self, case: OpenCase) -> date:
        """The day whose law decides this case."""
        process = table(case.programme, case.kind)
        return limits.law_day(process, case.accepted_on, case.applied_on, self.today)

    def _dues(
        self,
        process: tuple[str, str],
        state: str,
        extension_kind: str,
        basis: date,
        starts: tuple[tuple[str, date | None], ...],
    ) -> tuple[Due, ...]:
        days = self.lengths(process, extension_kind, basis)
        return running(table(*process), state, dict(starts), days, self.calendar)

    def _lengths(self, process: tuple[str, str], extension_kind: str, basis: date) -> dict[str, int]:
        return limits.lengths(table(*process), extension_kind, self.parameters(basis))


def day_words(day: date) -> str:
    return f"{day.month}月{day.day}日"
