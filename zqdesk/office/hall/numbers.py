"""Running numbers of cases and papers: no gaps, no reuse, also after a restore."""

from collections.abc import Mapping

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from zqdesk.records.checks.numbers import SERIES_OF_DESK
from zqdesk.records.register import Work
from zqdesk.records.tables.exchange import exchange_state
from zqdesk.records.tables.paper import NumberSeries
from zqdesk.records.tables.reserve import Entry

JOURNAL_OF_DESK = 1_000_000
"""So many voucher numbers a year has each desk of a town; the triggers count so too (migration 0015)."""


def give_number(work: Work, series: str) -> int:
    """The next number of a series such as `370114001-2026-DB`, from 1 on.

    Given inside the act that uses it: an act that is refused takes no number, so there are no gaps. Each desk of a town has a
    series of its own, a second desk from 20001 on, so that two without a line never give one number twice.
    """
    here = digit(work.session)
    row = _row(work, series if here == 1 else f"{series}/{here}")
    row.last += 1
    return row.last if here == 1 else here * SERIES_OF_DESK + row.last


def digit(session: Session) -> int:
    """The digit this desk's numbers carry; 1 where it is a town's first, or works alone."""
    return session.scalar(select(exchange_state.c.digit)) or 1


def first_serial(here: int) -> int:
    """Where a desk's vouchers begin: the first desk's at 0, the second's at 2,000,000."""
    return 0 if here == 1 else here * JOURNAL_OF_DESK


def handed_out(session: Session) -> dict[str, int]:
    """The last number given out in each series, those of the journal included."""
    given = {row.series: row.last for row in session.execute(select(NumberSeries.series, NumberSeries.last))}
    if inspect(session.connection()).has_table(Entry.__tablename__):  # not in a database of the first version
        block = Entry.serial // JOURNAL_OF_DESK
        booked = session.execute(
            select(Entry.year, block, func.max(Entry.serial)).group_by(Entry.year, block)
        )
        for year, here, serial in booked:
            series = journal_series(year, here or 1)
            given[series] = max(serial, given.get(series, 0))
    return given


def carry_on(work: Work, given: Mapping[str, int]) -> None:
    """Go on after the numbers that were given out elsewhere: by the database that a restore replaces."""
    own = handed_out(work.session)
    for series, last in given.items():
        if last > own.get(series, 0):
            _row(work, series).last = last


def journal_series(year: int, here: int = 1) -> str:
    """The series that says after which voucher number a restored journal goes on; without a restore there is none."""
    return f"journal-{year}" if here == 1 else f"journal-{year}-{here}"


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
