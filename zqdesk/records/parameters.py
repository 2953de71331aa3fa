"""The dated values and working days in force: shipped defaults as rows, rows as what `rules` asks."""

import json
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import Session

from zqdesk.paths import shipped
from zqdesk.records.register import Work
from zqdesk.records.tables.place import CalendarYear, ParameterRow
from zqdesk.rules.calendar import WorkCalendar, festivals_of
from zqdesk.rules.parameters import Parameters, Value, parse_document


def seed(work: Work, *, update: bool = False) -> int:
    """Bring in every shipped value and calendar year that is not there yet; returns how many.

    With `update`, after a newer program came: of a key that the hall has already only what holds for the
    whole nation. What the district published is entered at the hall and never overtaken by a sample.
    """
    fresh = list(_missing(work.session, update=update))
    work.session.add_all(fresh)
    if fresh and update:
        work.note("随程序更新")
    return len(fresh)


def is_outdated(session: Session) -> bool:
    """Whether the program ships a value or a calendar year that a `seed` with `update` would bring in."""
    return any(True for _ in _missing(session, update=True))


def _missing(session: Session, *, update: bool) -> Iterator[ParameterRow | CalendarYear]:
    columns = (ParameterRow.key, ParameterRow.scope, ParameterRow.valid_from, ParameterRow.published_on)
    known = {tuple(row) for row in session.execute(select(*columns))}
    held = {key for key, *_ in known} if update else set()
    for value in shipped_values():
        if value.key in held and value.scope:
            continue
        if (value.key, value.scope, value.valid_from, value.published_on) not in known:
            yield ParameterRow(
                key=value.key,
                scope=value.scope,
                valid_from=value.valid_from,
                published_on=value.published_on,
                value=value.value,
                title=value.title,
                unit=value.unit,
                source=value.source,
            )
    years = set(session.scalars(select(CalendarYear.year)))
    for document in _documents("calendar"):
        if document["year"] not in years:
            yield CalendarYear(year=document["year"], days=_days(document), source=document["source"])


def shipped_values() -> list[Value]:
    """Every value that comes with the program."""
    return [value for document in _documents("parameters") for value in parse_document(document)]


@cache
def keys_read() -> frozenset[str]:
    """The keys that the program reads: those it comes with."""
    return frozenset(value.key for value in shipped_values())


def scopes(division_id: str) -> tuple[str, ...]:
    """A division and all above it, the most specific first: village, town, district, city, province, nation."""
    lengths = (12, 9, 6, 4, 2, 0)
    return tuple(division_id[:length] for length in lengths if length <= len(division_id))


def parameters(session: Session, scopes: Sequence[str], on: date, known: date) -> Parameters:
    """What was in force `on` a day, as published by the day `known`, in the place named by `scopes`."""
    columns = (
        ParameterRow.key,
        ParameterRow.scope,
        type_coerce(ParameterRow.valid_from, Text),
        type_coerce(ParameterRow.published_on, Text),
        type_coerce(ParameterRow.value, Text),
        ParameterRow.unit,
        ParameterRow.source,
        ParameterRow.title,
    )
    rows = session.execute(select(*columns).where(ParameterRow.scope.in_(scopes)))
    return _of_rows(tuple(tuple(row) for row in rows), tuple(scopes)).at(on, known)


@lru_cache(maxsize=8)
def _of_rows(rows: tuple[tuple[Any, ...], ...], scopes: tuple[str, ...]) -> Parameters:
    """What stands in the rows, as SQLite has them: every act and look asks, and they hardly ever change."""
    values = (
        Value(key, scope, date.fromisoformat(begins), date.fromisoformat(told), json.loads(str(value)), *rest)
        for key, scope, begins, told, value, *rest in rows
    )
    return Parameters(values, date.max, date.max, scopes)


def calendar(session: Session) -> WorkCalendar:
    """Working days: the arrangements in the database, for other years weekends and the law's own holidays."""
    years = session.execute(select(CalendarYear.year, CalendarYear.days)).all()
    days = {date.fromisoformat(day): bool(works) for row in years for day, works in row.days.items()}
    return WorkCalendar(days, frozenset(row.year for row in years), _festivals())


@cache
def _festivals() -> frozenset[date]:
    """Read once: the table comes with the program and every reading of the work list needs it."""
    return festivals_of(_document(shipped("resources") / "lunar.toml"))


def _documents(folder: str) -> Iterator[dict[str, Any]]:
    for path in sorted((shipped("resources") / folder).glob("*.toml")):
        yield _document(path)


def _document(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _days(document: dict[str, Any]) -> dict[str, bool]:
    holidays = {day.isoformat(): False for day in document["holidays"]}
    return holidays | {day.isoformat(): True for day in document["make_up"]}
