"""The roll of a month (在册名单): one query, rows of plain values, in the order they came onto it."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry


class RollRow(NamedTuple):
    """A household on the roll in a month."""

    roll_id: str
    household_id: str
    case_id: str
    head: str
    id_number: str
    village_id: str
    village_name: str
    standard_kind: str
    person_count: int
    allowance_fen: int
    uplift_fen: int
    total_fen: int
    from_month: str
    to_month: str
    certificate_number: str
    review_by: date | None
    phase_out: bool


def roll(session: Session, programme: str, month: str, limit: int = 0) -> tuple[RollRow, ...]:
    """Everyone on a programme's roll in a month (`2026-12`), in the order they came onto it."""
    query = (
        select(
            RollEntry.id,
            RollEntry.household_id,
            func.coalesce(RollEntry.case_id, ""),
            Person.name,
            Person.id_number,
            Household.village_id,
            Household.village_name,
            Household.standard_kind,
            RollEntry.person_count,
            RollEntry.allowance_fen,
            RollEntry.uplift_fen,
            RollEntry.allowance_fen + RollEntry.uplift_fen,
            RollEntry.from_month,
            RollEntry.to_month,
            RollEntry.certificate_number,
            RollEntry.review_by,
            RollEntry.phase_out,
        )
        .join(Household, Household.id == RollEntry.household_id)
        .join(Person, Person.id == func.coalesce(RollEntry.person_id, Household.head_id))
        .where(RollEntry.programme == programme, RollEntry.from_month <= month)
        .where((RollEntry.to_month == "") | (RollEntry.to_month >= month))
        .order_by(literal_column("roll_entries.rowid"))
        .limit(limit or None)
    )
    return tuple(RollRow._make(row) for row in plain_rows(session, query))
