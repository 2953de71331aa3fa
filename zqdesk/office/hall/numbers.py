"""Running numbers of cases and papers: no gaps, no reuse, also after a restore."""

from collections.abc import Mapping

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from zqdesk.records.register import Work
from zqdesk.records.tables.paper import NumberSeries
from zqdesk.records.tables.reserve import Entry


def give_number(work: Work, series: str) -> int:
    """The next number of a series such as `370114001-2026-DB`, from 1 on.

    Given inside the act that uses it: an act that is refused takes no number, so there are no gaps.
    """
    row = _row(work, series)
    row.last += 1
    return row.last


def handed_out(session: Session) -> dict[str, int]:
    """The last number given out in each series, those of the journal included."""
    given = {row.series: row.last for row in session.execute(select(NumberSeries.series, NumberSeries.last))}
    if inspect(session.connection()).has_table(Entry.__tablename__):  # not in a database of the first version
        booked = session.execute(select(Entry.year, func.max(Entry.serial)).group_by(Entry.year))
        for year, serial in booked:
            given[journal_series(year)] = max(serial, given.get(journal_series(year), 0))
    return given


def carry_on(work: Work, given: Mapping[str, int]) -> None:
    """Go on after the numbers that were given out elsewhere: by the database that a restore replaces."""
    own = handed_out(work.session)
    for series, last in given.items():
        if last > own.get(series, 0):
            _row(work, series).last = last


def journal_series(year: int) -> str:
    """The series that says after which voucher number a restored journal goes on; without a restore there is none."""
    return f"journal-{year}"


def last_of(session: Session, series: str) -> int:
    """The last number that the series itself holds; 0 where there is none."""
    return session.scalar(select(NumberSeries.last).where(NumberSeries.series == series)) or 0


def _row(work: Work, series: str) -> NumberSeries:
    row = work.session.scalars(select(NumberSeries).where(NumberSeries.series == series)).first()
    if row is None:
        row = NumberSeries(series=series, last=0)
        work.session.add(row)
    return row


def full_number(series: str, number: int) -> str:
    """`370114001-2026-DB-00137`."""
    return f"{series}-{number:05d}"
