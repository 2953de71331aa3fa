"""Running numbers of cases and papers: no gaps, no reuse, also after a restore."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.records.paper import NumberSeries
from zqdesk.records.register import Work


def give_number(work: Work, series: str) -> int:
    """The next number of a series such as `370114001-2026-DB`, from 1 on.

    Given inside the act that uses it: an act that is refused takes no number, so there are no gaps.
    """
    row = _row(work, series)
    row.last += 1
    return row.last


def handed_out(session: Session) -> dict[str, int]:
    """The last number given out in each series."""
    return {row.series: row.last for row in session.execute(select(NumberSeries.series, NumberSeries.last))}


def carry_on(work: Work, given: Mapping[str, int]) -> None:
    """Go on after the numbers that were given out elsewhere: by the database that a restore replaces."""
    for series, last in given.items():
        row = _row(work, series)
        row.last = max(row.last, last)


def _row(work: Work, series: str) -> NumberSeries:
    row = work.session.scalars(select(NumberSeries).where(NumberSeries.series == series)).first()
    if row is None:
        row = NumberSeries(series=series, last=0)
        work.session.add(row)
    return row


def full_number(series: str, number: int) -> str:
    """`370114001-2026-DB-00137`."""
    return f"{series}-{number:05d}"
