"""A programme as one value: what the mechanism that all programmes share asks of each.

Each programme's room builds its own, `office.programmes` names them all. A field is a plain function or table; what
only one programme needs is no field.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts.deciding import DeliveryRecord
from zqdesk.office.cases.looks.assessing import Family
from zqdesk.office.cases.looks.dossier import Calculation, Dossier, Stage
from zqdesk.office.cases.looks.figures import Chapter
from zqdesk.office.cases.looks.happened import Happened
from zqdesk.office.cases.looks.listing import CaseFilter
from zqdesk.office.cases.looks.monthly import Monthly
from zqdesk.office.cases.looks.periodic import Reviews
from zqdesk.office.cases.looks.progress import NextStep, Progress
from zqdesk.office.cases.looks.reworking import Reworking
from zqdesk.office.cases.looks.wording import Terms
from zqdesk.office.cases.looks.work import OpenCase, Town, WorkFacts, WorkRow
from zqdesk.office.hall.words import Words
from zqdesk.records.register import Actor, Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem
from zqdesk.rules.process import Due, Process


@frozen
class Reading:
    """A case as it is being read. `own` is what its programme read of it, `parameters` are those of its law day,
    known today; `now` is the amount by today's facts.
    """

    session: Session
    case: Case
    process: Process
    happened: Happened
    parameters: Parameters
    own: object
    authority: str
    dues: tuple[Due, ...]
    now: Calculation

    @property
    def today(self) -> date:
        return self.parameters.known


def nothing_own(_session: Session, _case: Case, _parameters: Parameters) -> None:
    """Its cases have what all have."""


def no_hours(_own: object) -> None:
    """No clock of it is counted in hours."""


def no_facts(_session: Session) -> Mapping[str, object]:
    """Its open cases are read with what all have."""
    return {}


def nothing_due(_session: Session, _town: Town, _actor: Actor, _busy: set[str]) -> tuple[list[WorkRow], int]:
    """Nothing falls due before somebody asks for it."""
    return [], 0


@frozen(kw_only=True)
class Programme:
    """One programme; what it leaves out it has not.

    - `own`: what its cases have beside all others, for the dossier.
    - `authority`: who decides, by its own part and the law of the day.
    - `amount`: what the family's facts come to today, given the parameters of the law day. `amount_title` is what its card is called.
    - `due_at`: the instant its hours end, by its own part; None where none are counted.
    - `missing`: what the next step of a case still lacks. `stages`: the circles of its stepper.
    - `next_step`: by kind, state and progress. `closed_steps`: steps of the table this case has no use for now.
    - `open_facts`: by case what its open cases have beside all others; `work`: a case's line in today's work of it.
    - `without_case`: what falls due though no case is open: the rows that are shown and how many there are in all.
    - `deliver`: the act that records how its decision reached the household.
    - `rows`: of its list, one query; only the cases that are late where those are given.
    - `monthly`: what it pays by a list of each month; None where it has no roll.
    - `reworking`: its roll worked out anew under the law of each month; None where it has none.
    - `reviews`: what its households on the roll are looked at again for; None where it has no roll.
    - `chapters`: what reports count of it.
    - `terms`: by the parameters. `words`: the names of its tables, fields and acts in the history.
    """

    id: str
    title: str
    own: Callable[[Session, Case, Parameters], object] = nothing_own
    authority: Callable[[Parameters, object], str]
    amount: Callable[[Session, Case, Family, Parameters, object], Calculation]
    amount_title: str
    due_at: Callable[[object], datetime | None] = no_hours
    missing: Callable[[Reading], list[Problem]]
    stages: Callable[[Reading], tuple[Stage, ...]]
    next_step: Callable[[str, str, Progress, date], NextStep]
    closed_steps: Callable[[Dossier], frozenset[str]]
    open_facts: Callable[[Session], Mapping[str, object]] = no_facts
    work: Callable[[OpenCase, Town, RollEntry | None], WorkFacts]
    without_case: Callable[[Session, Town, Actor, set[str]], tuple[list[WorkRow], int]] = nothing_due
    deliver: Callable[[Work, str, DeliveryRecord], str]
    rows: Callable[[Session, CaseFilter, frozenset[str] | None], tuple[Any, ...]]
    terms: Callable[[Parameters], Terms]
    words: Words
    reviews: Reviews | None = None
    chapters: tuple[Chapter, ...]
    monthly: Monthly | None = None
    reworking: Reworking | None = None
