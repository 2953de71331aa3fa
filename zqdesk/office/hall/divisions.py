"""The town and its villages as they are, and those that were: with what became of each."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.setup import TOWN_DIGITS, hall
from zqdesk.records.tables.place import Division


@frozen
class DivisionRow:
    """A division; `valid_to` and what it became are empty while it stands."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    became: str

    @property
    def is_town(self) -> bool:
        return len(self.code) == TOWN_DIGITS


def divisions(session: Session) -> tuple[DivisionRow, ...]:
    """The town first, then its villages by code; those that are gone stand behind."""
    every = {row.id: row for row in session.scalars(select(Division))}
    town = hall(session).town_id
    query = (
        select(Division)
        .where(func.length(Division.id) >= TOWN_DIGITS)
        .order_by(Division.valid_to.is_not(None), Division.id != town, Division.id)
    )
    return tuple(
        DivisionRow(row.id, row.name, row.valid_from, row.valid_to, _became(every, row))
        for row in session.scalars(query)
    )


def _became(every: dict[str, Division], row: Division) -> str:
    after = every.get(row.successor_id)
    return f"{after.name}（{after.id}）" if after else ""
