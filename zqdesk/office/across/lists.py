"""The long lists: cases of a programme and households; one query each, rows of plain values.

They are read in the order rows were stored (`rowid`), which costs no sorting and is the order they came in.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session, aliased

from zqdesk.frozen import frozen
from zqdesk.office.across.today import worklist
from zqdesk.office.cases.looks.listing import CaseFilter, named, plain_rows
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry


@frozen
class HouseholdFilter:
    """What to list; `on_roll` None: all, True: on the roll now, False: not; `limit` as with cases."""

    village_id: str = ""
    standard_kind: str = ""
    on_roll: bool | None = None
    text: str = ""
    limit: int = 0


class HouseholdRow(NamedTuple):
    """A household in a list; sums are 0 where it is not on the roll."""

    household_id: str
    head: str
    id_number: str
    village_name: str
    address: str
    phone: str
    standard_kind: str
    person_count: int
    registered_poor: bool
    on_roll: bool
    total_fen: int
    review_by: date | None


def cases(session: Session, wanted: CaseFilter) -> tuple[Any, ...]:
    """The cases that fit, the newest first, in the rows of their programme's list."""
    late = worklist.overdue(session, wanted.late_on) if wanted.late_on else None
    return PROGRAMMES[wanted.programme].rows(session, wanted, late)


def households(session: Session, wanted: HouseholdFilter) -> tuple[HouseholdRow, ...]:
    """The households that fit, by village and then as they came in; drafts' households are not yet listed."""
    people = (
        select(func.count())
        .where(Membership.household_id == Household.id, Membership.left_on.is_(None))
        .scalar_subquery()
    )
    # Two who applied alone out of one household are two entries: shown is the first, with the sum of all.
    every = aliased(RollEntry)
    paid = (
        select(func.sum(every.allowance_fen + every.uplift_fen))
        .where(every.household_id == Household.id, every.to_month == "")
        .scalar_subquery()
    )
    query = (
        select(
            Household.id,
            Person.name,
            Person.id_number,
            Household.village_name,
            Household.address,
            Household.phone,
            Household.standard_kind,
            people,
            Household.registered_poor,
            RollEntry.id.is_not(None),
            func.coalesce(paid, 0),
            RollEntry.review_by,
        )
        .join(Person, Person.id == Household.head_id)
        .outerjoin(RollEntry, (RollEntry.household_id == Household.id) & (RollEntry.to_month == ""))
        .where(*_household_conditions(wanted))
        .group_by(Household.id)
        .order_by(Household.village_id, literal_column("households.rowid"))
        .limit(wanted.limit or None)
    )
    rows = (HouseholdRow._make(row) for row in plain_rows(session, query))
    return tuple(row for row in rows if row.person_count)


def _household_conditions(wanted: HouseholdFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.village_id:
        yield Household.village_id == wanted.village_id
    if wanted.standard_kind:
        yield Household.standard_kind == wanted.standard_kind
    if wanted.on_roll is not None:
        yield RollEntry.id.is_not(None) if wanted.on_roll else RollEntry.id.is_(None)
    if wanted.text.strip():
        shown = Person.name, Person.id_number, Household.village_name, Household.address, Household.phone
        yield named("household", Household.id, wanted.text, *shown)
