"""Which cases a list is asked for, and what that means in a query."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Executable, Select, and_, literal_column, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from zqdesk.frozen import frozen
from zqdesk.records import search
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.staff import Account
from zqdesk.rules.programmes import DRAFTS, OPEN_STATES, tables

Column = InstrumentedAttribute[str]


HEAD = (
    *(Case.id, Case.number, Case.kind, Case.state, Person.name, Person.id_number),
    *(Household.village_name, Account.name, Case.applied_on),
)
"""What every list of cases shows, and the rows of every list begin with."""


@frozen
class CaseFilter:
    """What to list. `group`: open, draft, running, closed or empty for all; `text` matches name,
    village (both also as pinyin), ID number or case number; `limit` (0: none) gives the first rows at once, before the
    rest is read. `late_on` a day: only open cases whose legal limit has passed on it.
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
    programme: str = field(kw_only=True)


def case_conditions(wanted: CaseFilter, late: frozenset[str] | None) -> Iterator[ColumnElement[bool]]:
    """Of a query that joins cases, their applicants and households; `late` are the cases whose limit has passed."""
    drafts = Case.state.in_(DRAFTS)
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
    if late is not None:
        yield Case.id.in_(late)
    if wanted.relatives_only:
        yield Case.relative_name != ""
    if wanted.text.strip():
        shown = Person.name, Person.id_number, Case.number, Household.village_name
        yield named("case", Case.id, wanted.text, *shown)


def listed(
    query: Select[*tuple[Any, ...]], wanted: CaseFilter, late: frozenset[str] | None
) -> Select[*tuple[Any, ...]]:
    """A query of cases, joined with what every list shows of them: the ones that fit, the newest first."""
    return (
        query.join(Person, Person.id == Case.applicant_id)
        .join(Household, Household.id == Case.household_id)
        .join(Account, Account.id == Case.clerk_id)
        .where(*case_conditions(wanted, late))
        .order_by(literal_column("cases.rowid").desc())
        .limit(wanted.limit or None)
    )


def titles(programme: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The names of a programme's processes and their states, by kind and state."""
    return {
        (process.kind, state.id): (process.title, state.title)
        for process in tables()
        for state in process.states
        if process.programme == programme
    }


def named(kind: str, record_id: Column, typed: str, *shown: Column) -> ColumnElement[bool]:
    """Whether a row shows what was typed (also in full-width forms), or its name or village is read so."""
    texts = dict.fromkeys((typed.strip(), unicodedata.normalize("NFKC", typed).strip()))
    conditions = [column.contains(text, autoescape=True) for column in shown for text in texts]
    read_so = search.lettered(kind, typed)
    return or_(*conditions, *([] if read_so is None else [record_id.in_(read_so)]))


def plain_rows(session: Session, query: Executable) -> Sequence[Any]:
    """The rows without the session's own handling of results, which takes a third of the time of a list."""
    return session.connection().execute(query).all()
