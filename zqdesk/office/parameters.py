"""Dated values and working days as the district publishes them: entered by the administrator, never changed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.records.register import Work
from zqdesk.rules.parameters import Content


@dataclass(frozen=True, slots=True)
class ParameterEntry:
    """One published value. Money in fen, percentages as whole numbers."""

    key: str
    value: Content
    valid_from: date
    published_on: date
    source: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """A value as listed; `in_force` is the one that holds on the day asked for."""

    id: str
    key: str
    title: str
    unit: str
    scope: str
    value: Content
    valid_from: date
    published_on: date
    source: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """The holiday arrangement of a year: free days and the days worked instead."""

    year: int
    holidays: tuple[date, ...]
    make_up: tuple[date, ...]
    source: str


def record_parameter(work: Work, entry: ParameterEntry) -> str:
    raise NotImplementedError


def record_calendar_year(work: Work, entry: CalendarEntry) -> None:
    raise NotImplementedError


def listing(session: Session, on: date) -> tuple[ParameterLine, ...]:
    """Every value of the hall's place, by key and then by day; the newest first within a key."""
    raise NotImplementedError


def calendar_years(session: Session) -> tuple[CalendarEntry, ...]:
    raise NotImplementedError
