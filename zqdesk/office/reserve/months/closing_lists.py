"""Which periods of the reserve have books, which are closed, and what stands in the way of closing the next."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.reserve.ledger.second_words import CLOSING
from zqdesk.office.reserve.ledger.set_asides import CLOSING_IN_LOG, booked, set_aside_words
from zqdesk.office.reserve.months.closing import last_closed, next_to_close, standing_in_the_way
from zqdesk.records.tables.reserve import Closing, Entry, SetAside
from zqdesk.rules.calendar import first_of_next_month

YEAR = 4
"""Length of the period of a year; a month has seven characters."""


@frozen
class ClosingRow:
    """A closed month (`2026-11`) or a year carried over (`2026`); `opened_again` says when, by whom and why, if so."""

    closing_id: str
    period: str
    closed_on: date
    by_name: str
    entry_count: int
    opened_again: str


@frozen
class Closings:
    """What is closed, what comes next, and what stands in its way, each as a sentence.

    `year` is the year that may be carried over now, 0 if none.
    """

    rows: tuple[ClosingRow, ...]
    month: str
    obstacles: tuple[str, ...]
    year: int


def closings(session: Session, today: date) -> Closings:
    """The closed periods, the newest first, and how it stands with the next."""
    rows = session.scalars(select(Closing).order_by(CLOSING_IN_LOG.desc())).all()
    opened_again = {
        row.subject_id: row for row in session.scalars(select(SetAside).where(SetAside.matter == CLOSING))
    }
    periods = {row.period for row in rows if row.id not in opened_again}
    decembers = [period[:YEAR] for period in periods if period.endswith("-12")]
    open_years = sorted(int(year) for year in decembers if year not in periods)
    month = next_to_close(session, today)
    last_day = date.fromordinal(first_of_next_month(date.fromisoformat(f"{month}-01")).toordinal() - 1)
    return Closings(
        rows=tuple(_row(row, opened_again.get(row.id)) for row in rows),
        month=month,
        obstacles=tuple(p.text for p in standing_in_the_way(session, month, last_day, today)),
        year=open_years[0] if open_years else 0,
    )


def _row(row: Closing, undone: SetAside | None) -> ClosingRow:
    words = set_aside_words(undone)
    return ClosingRow(row.id, row.period, row.closed_on, row.by_name, row.entry_count, words)


def months(session: Session, today: date) -> tuple[str, ...]:
    """Months with entries, this one and the closed ones, the newest first: `2026-11`."""
    found = set(session.scalars(select(func.strftime("%Y-%m", Entry.booked_on)).where(booked()).distinct()))
    closed = last_closed(session)
    found |= {f"{today:%Y-%m}"} | ({closed} if closed else set())
    return tuple(sorted(found, reverse=True))
