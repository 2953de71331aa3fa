"""What is searched of which record: turns changed rows into search entries, inside the act's transaction."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Engine

from zqdesk.records.faults import told
from zqdesk.records.search import VERSION, Entry, write

SHOWN: Mapping[str, frozenset[str]] = {
    "persons": frozenset({"name", "id_number", "born_on", "phone"}),
    "households": frozenset({"head_id", "village_name", "address", "phone"}),
    "cases": frozenset({"number", "household_id", "applicant_id"}),
    "memberships": frozenset({"household_id", "person_id", "left_on"}),
}
"""The fields that make up an entry; any other change leaves the index alone."""


def refresh(db: sqlite3.Connection, rows: Mapping[tuple[str, str], Mapping[str, Any]]) -> None:
    """Bring the index up to what an act has changed: (table, id) → changed fields."""
    found = {
        (table, row_id): "id" in fields
        for (table, row_id), fields in rows.items()
        if table in SHOWN and not SHOWN[table].isdisjoint(fields)
    }
    if not found:
        return
    ids = {table: [row_id for name, row_id in found if name == table] for table in SHOWN}
    # A new row is not named by any older one, so only changed rows carry on to others.
    changed = {table: [r for name, r in found if name == table and not found[name, r]] for table in SHOWN}
    people = {
        *ids["persons"],
        *_ids(db, "SELECT person_id FROM memberships WHERE id IN {}", ids["memberships"]),
    }
    heads = _ids(db, "SELECT id FROM households WHERE head_id IN {}", changed["persons"])
    cases = {
        *ids["cases"],
        *_ids(db, "SELECT id FROM cases WHERE applicant_id IN {}", changed["persons"]),
        *_ids(db, "SELECT id FROM cases WHERE household_id IN {}", changed["households"]),
    }
    rebuild(db, people, {*ids["households"], *heads}, cases)


def rebuild(
    db: sqlite3.Connection, people: Iterable[str], households: Iterable[str], cases: Iterable[str]
) -> None:
    """Index these records anew; ids of rows that are gone drop out of the index."""
    entries: list[Entry] = []
    wanted: set[str] = set()
    for ids, statement, entry in (
        (people, _PERSONS, _person),
        (households, _HOUSEHOLDS, _household),
        (cases, _CASES, _case),
    ):
        listed = list(ids)
        wanted.update(listed)
        entries += _made(db, statement, entry, listed)
    write(db, entries, wanted - {entry.record_id for entry in entries})


def everything(db: sqlite3.Connection) -> Iterator[Entry]:
    """Every entry there should be, as the rows say now."""
    for table, statement, entry in (
        ("persons", _PERSONS, _person),
        ("households", _HOUSEHOLDS, _household),
        ("cases", _CASES, _case),
    ):
        for row in db.execute(statement.format(f"(SELECT id FROM {table})")):  # noqa: S608
            yield entry(row)


def renew(engine: Engine) -> None:
    """Make the whole index again from the rows; it is no record of its own and may be made at any time."""
    with told(), engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        db = cast("sqlite3.Connection", connection.connection.driver_connection)
        db.execute("DELETE FROM search_entries")
        db.execute("DELETE FROM search_numbers")
        db.execute("INSERT INTO search_index(search_index) VALUES ('delete-all')")
        write(db, everything(db))
        db.execute(f"PRAGMA user_version = {VERSION}")


def renew_if_other(engine: Engine) -> bool:
    """Make the index again once if another version of the program made it; True if it was.

    The mark stands in the header of the file and changes with the index or not at all.
    """
    with told(), engine.connect() as connection:
        made_by = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if made_by == VERSION:
        return False
    renew(engine)
    return True


_PERSONS = """SELECT p.id, p.name, p.id_number, p.born_on, p.phone, (
    SELECT m.household_id FROM memberships m WHERE m.person_id = p.id
    ORDER BY m.left_on IS NULL DESC, m.left_on DESC, m.id DESC LIMIT 1)
    FROM persons p WHERE p.id IN {}"""
_HOUSEHOLDS = """SELECT h.id, p.name, h.village_name, h.address, h.phone
    FROM households h LEFT JOIN persons p ON p.id = h.head_id WHERE h.id IN {}"""
_CASES = """SELECT c.id, p.name, c.number, h.village_name, c.household_id
    FROM cases c LEFT JOIN persons p ON p.id = c.applicant_id LEFT JOIN households h ON h.id = c.household_id
    WHERE c.id IN {}"""


def _person(row: Sequence[Any]) -> Entry:
    record_id, name, id_number, born_on, phone, household_id = row
    tail = f"尾号{id_number[-4:]}" if id_number else "无身份证号"
    detail = f"{tail} {born_on or ''}".strip()
    return Entry("person", record_id, name, detail, household_id or "", (id_number, phone))


def _household(row: Sequence[Any]) -> Entry:
    record_id, head, village, address, phone = row
    place = f"{village} {address}".strip()
    return Entry("household", record_id, head or "", place, record_id, (phone,), place, village)


def _case(row: Sequence[Any]) -> Entry:
    record_id, applicant, number, village, household_id = row
    detail = f"{number or '草稿'} {village or ''}".strip()
    numbers = (number, number.rpartition("-")[2])
    return Entry(
        "case", record_id, applicant or "", detail, household_id, numbers, village or "", village or ""
    )


def _made(
    db: sqlite3.Connection, statement: str, entry: Callable[[Sequence[Any]], Entry], ids: list[str]
) -> Iterator[Entry]:
    if ids:
        listed = statement.format("(SELECT value FROM json_each(?))")
        for row in db.execute(listed, (json.dumps(ids),)):
            yield entry(row)


def _ids(db: sqlite3.Connection, statement: str, ids: list[str]) -> list[str]:
    if not ids:
        return []
    listed = statement.format("(SELECT value FROM json_each(?))")
    return [row[0] for row in db.execute(listed, (json.dumps(ids),))]
