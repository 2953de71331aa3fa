"""The long lists: cases, households, the roll; one query each, rows of plain values.

They are read in the order rows were stored (`rowid`), which costs no sorting and is the order they came in.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Executable, and_, func, literal_column, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from zqdesk.office import worklist
from zqdesk.office.duplicates import OPEN_STATES
from zqdesk.records import search
from zqdesk.records.case import Case, CaseMember
from zqdesk.records.household import Household, Membership
from zqdesk.records.person import Person
from zqdesk.records.relief import Relief
from zqdesk.records.staff import Account
from zqdesk.records.steps import RollEntry
from zqdesk.rules.processes import tables
from zqdesk.rules.processes.allowance import BEFORE_ACCEPTANCE


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What to list. `group`: open, draft, running, closed or empty for all; `text` matches name,
    village (both also as pinyin), ID number or case number; `limit` (0: none) gives the first rows at once, before the rest is read. `late_on` a day:
    only open cases whose legal limit has passed on it.
    """

    group: str = "open"
    kind: str = ""
    village_id: str = ""
    state: str = ""
    clerk_id: str = ""
    text: str = ""
    relatives_only: bool = False
    late_on: date | None = None
    limit: int = 0
    programme: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdFilter:
    """What to list; `on_roll` None: all, True: on the roll now, False: not; `limit` as with cases."""

    village_id: str = ""
    standard_kind: str = ""
    on_roll: bool | None = None
    text: str = ""
    limit: int = 0


class CaseRow(NamedTuple):
    """A case in a list; `relative` where a relative of staff was registered (S2 art. 11)."""

    case_id: str
    number: str
    kind: str
    state: str
    household_id: str
    applicant: str
    id_number: str
    village_name: str
    person_count: int
    clerk_name: str
    applied_on: date
    accepted_on: date | None
    ended_on: date | None
    relative: bool
    business: str
    state_title: str


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


def cases(session: Session, wanted: CaseFilter) -> tuple[CaseRow, ...]:
    """The cases that fit, the newest first."""
    people = (
        select(func.count())
        .where(CaseMember.case_id == Case.id, CaseMember.counted, CaseMember.left_on.is_(None))
        .scalar_subquery()
    )
    helped = select(Relief.person_count).where(Relief.case_id == Case.id).scalar_subquery()
    query = (
        select(
            Case.id,
            Case.number,
            Case.kind,
            Case.state,
            Case.household_id,
            Person.name,
            Person.id_number,
            Household.village_name,
            func.coalesce(helped, people),
            Account.name,
            Case.applied_on,
            Case.accepted_on,
            Case.ended_on,
            (Case.relative_name != "").label("relative"),
        )
        .join(Person, Person.id == Case.applicant_id)
        .join(Household, Household.id == Case.household_id)
        .join(Account, Account.id == Case.clerk_id)
        .where(*case_conditions(wanted))
        .order_by(literal_column("cases.rowid").desc())
        .limit(wanted.limit or None)
    )
    if wanted.late_on is not None:
        query = query.where(Case.id.in_(worklist.overdue(session, wanted.late_on)))
    titles = _titles()
    return tuple(CaseRow._make((*row, *titles[row[2], row[3]])) for row in _rows(session, query))


def households(session: Session, wanted: HouseholdFilter) -> tuple[HouseholdRow, ...]:
    """The households that fit, by village and then as they came in; drafts' households are not yet listed."""
    people = (
        select(func.count())
        .where(Membership.household_id == Household.id, Membership.left_on.is_(None))
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
            func.coalesce(RollEntry.allowance_fen + RollEntry.uplift_fen, 0),
            RollEntry.review_by,
        )
        .join(Person, Person.id == Household.head_id)
        .outerjoin(RollEntry, (RollEntry.household_id == Household.id) & (RollEntry.to_month == ""))
        .where(*_household_conditions(wanted))
        .order_by(Household.village_id, literal_column("households.rowid"))
        .limit(wanted.limit or None)
    )
    rows = (HouseholdRow._make(row) for row in _rows(session, query))
    return tuple(row for row in rows if row.person_count)


def roll(session: Session, month: str, limit: int = 0) -> tuple[RollRow, ...]:
    """Everyone on the roll in a month (`2026-12`), in the order they came onto it."""
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
        .join(Person, Person.id == Household.head_id)
        .where(RollEntry.from_month <= month)
        .where((RollEntry.to_month == "") | (RollEntry.to_month >= month))
        .order_by(literal_column("roll_entries.rowid"))
        .limit(limit or None)
    )
    return tuple(RollRow._make(row) for row in _rows(session, query))


Column = InstrumentedAttribute[str]


def _rows(session: Session, query: Executable) -> Iterable[Any]:
    """The rows without the session's own handling of results, which takes a third of the time of a list."""
    return session.connection().execute(query)


def _titles() -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (process.kind, state.id): (process.title, state.title)
        for process in tables()
        for state in process.states
    }


def case_conditions(wanted: CaseFilter) -> Iterator[ColumnElement[bool]]:
    drafts = and_(Case.kind.in_(("application", "expenditure")), Case.state.in_(BEFORE_ACCEPTANCE))
    groups = {
        "open": Case.state.in_(OPEN_STATES),
        "draft": drafts,
        "running": and_(Case.state.in_(OPEN_STATES), ~drafts),
        "closed": Case.state.not_in(OPEN_STATES),
    }
    if wanted.group:
        yield groups[wanted.group]
    for column, value in (
        (Case.programme, wanted.programme),
        (Case.kind, wanted.kind),
        (Case.state, wanted.state),
        (Case.clerk_id, wanted.clerk_id),
        (Household.village_id, wanted.village_id),
    ):
        if value:
            yield column == value
    if wanted.relatives_only:
        yield Case.relative_name != ""
    if wanted.text.strip():
        shown = Person.name, Person.id_number, Case.number, Household.village_name
        yield _named("case", Case.id, wanted.text, *shown)


def _household_conditions(wanted: HouseholdFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.village_id:
        yield Household.village_id == wanted.village_id
    if wanted.standard_kind:
        yield Household.standard_kind == wanted.standard_kind
    if wanted.on_roll is not None:
        yield RollEntry.id.is_not(None) if wanted.on_roll else RollEntry.id.is_(None)
    if wanted.text.strip():
        shown = Person.name, Person.id_number, Household.village_name, Household.address, Household.phone
        yield _named("household", Household.id, wanted.text, *shown)


def _named(kind: str, record_id: Column, typed: str, *shown: Column) -> ColumnElement[bool]:
    """Whether a row shows what was typed (also in full-width forms), or its name or village is read so."""
    texts = dict.fromkeys((typed.strip(), unicodedata.normalize("NFKC", typed).strip()))
    conditions = [column.contains(text, autoescape=True) for column in shown for text in texts]
    read_so = search.lettered(kind, typed)
    return or_(*conditions, *([] if read_so is None else [record_id.in_(read_so)]))
