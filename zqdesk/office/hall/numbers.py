"""Running numbers of cases and papers: no gaps, no reuse."""

from sqlalchemy import select

from zqdesk.records.paper import NumberSeries
from zqdesk.records.register import Work


def give_number(work: Work, series: str) -> int:
    """The next number of a series such as `370114001-2026-DB`, from 1 on.

    Given inside the act that uses it: an act that is refused takes no number, so there are no gaps.
    """
    row = work.session.scalars(select(NumberSeries).where(NumberSeries.series == series)).first()
    if row is None:
        row = NumberSeries(series=series)
        work.session.add(row)
    row.last += 1
    return row.last


def full_number(series: str, number: int) -> str:
    """`370114001-2026-DB-00137`."""
    return f"{series}-{number:05d}"
