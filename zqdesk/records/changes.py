"""The change log: one row per act, written by the session itself, chained by hash.

It is the audit trail, the history shown on a case, and the outbox for an exchange. A row holds who did
which act at which desk and when, and for every field touched its old and new value.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Column, Index, Integer, String, Table, Text, inspect, select, text
from sqlalchemy import insert as sql_insert
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.base import PASSIVE_NO_INITIALIZE
from sqlalchemy.sql import ColumnElement

from zqdesk.frozen import frozen
from zqdesk.records.chain import GENESIS, act_hash
from zqdesk.records.schema import NEWEST
from zqdesk.records.tables.base import New, Row, defaults, instant_text, new_id
from zqdesk.records.tables.exchange import RENUMBERED, SettledConflict, chains, log_answers
from zqdesk.rules.problem import Problem, Refused

changes = Table(
    "changes",
    Row.metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("act", Text, nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("desk_id", Text, nullable=False),
    Column("at", String(24), nullable=False),
    Column("reason", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("number", Integer, nullable=False, server_default=text("0")),
    Column("schema", Text, nullable=False, server_default=text("''")),
    Index("ix_changes_desk_id", "desk_id", "number"),
)
change_subjects = Table(
    "change_subjects",
    Row.metadata,
    Column("subject_id", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

LOCAL_TABLES = frozenset({"drafts"})
SUBJECT_FIELDS = ("case_id", "household_id", "person_id", "head_id", "applicant_id")

FieldChanges = dict[str, list[Any]]


@dataclass(slots=True)
class Gathered:
    """What an act has changed so far: (table, id) → field → [first old, last new]."""

    rows: dict[tuple[str, str], FieldChanges] = field(default_factory=dict)
    subjects: set[str] = field(default_factory=set)

    def touched(self) -> frozenset[tuple[str, str]]:
        return frozenset(self.rows)


def gather(session: Session, into: Gathered) -> None:
    """Add what this flush wrote. Called after the flush, when generated ids and defaults are known."""
    for row in session.new:
        if isinstance(row, Row):
            _note(into, row, _appeared(values_of(row)))
    for row in session.dirty:
        if isinstance(row, Row):
            _note(into, row, dict(_modified(row)))
    for row in session.deleted:
        if isinstance(row, Row):
            loaded = {name: getattr(row, name) for name in defaults(type(row))}
            _note(into, row, {name: [value, None] for name, (_, value) in _appeared(loaded).items()})


def insert(session: Session, rows: Iterable[New], into: Gathered) -> None:
    """Write new rows at once, table by table, and add them to what the act has changed."""
    by_kind: dict[type[Row], list[dict[str, Any]]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row.values)
    session.flush()  # what they refer to, and what was written before them, comes first in the log too
    for kind, values in by_kind.items():
        session.connection().execute(sql_insert(Row.metadata.tables[kind.__tablename__]), values)
        for each in values:
            _merge(into, kind, each["id"], _appeared(each))
            into.subjects.update(filter(None, map(each.get, _subject_names(kind))))


@cache
def _subject_names(kind: type[Row]) -> tuple[str, ...]:
    return tuple(name for name in SUBJECT_FIELDS if hasattr(kind, name))


def values_of(row: Row) -> dict[str, Any]:
    """Every field of a row; read past the attributes, which cost twenty times as much on a whole roll."""
    return {name: row.__dict__.get(name, default) for name, default in defaults(type(row)).items()}


def _appeared(values: dict[str, Any]) -> FieldChanges:
    """The fields of a new row that are not empty."""
    fields: FieldChanges = {}
    for name, value in values.items():
        if value is not None and value != "":
            fields[name] = [None, plain(value)]
    return fields


def _modified(row: Row) -> Iterator[tuple[str, list[Any]]]:
    touched = inspect(row).committed_state
    for name in defaults(type(row)):
        if name in touched:
            history = get_history(row, name, PASSIVE_NO_INITIALIZE)
            if history.has_changes():
                old = history.deleted[0] if history.deleted else None
                yield name, [plain(old), plain(getattr(row, name))]


def _note(into: Gathered, row: Row, fields: FieldChanges) -> None:
    if fields and row.__tablename__ not in LOCAL_TABLES:
        kind = type(row)
        _merge(into, kind, row.id, fields)
        into.subjects.update(filter(None, (getattr(row, name) for name in _subject_names(kind))))


def _merge(into: Gathered, kind: type[Row], row_id: str, fields: FieldChanges) -> None:
    place = (kind.__tablename__, row_id)
    known = into.rows.get(place)
    if known is None:
        into.rows[place] = fields
    else:
        for name, (old, new) in fields.items():
            known[name] = [known[name][0] if name in known else old, new]
    into.subjects.add(row_id)


_PLAIN = frozenset({str, int, bool, type(None)})


def plain(value: Any) -> Any:
    """A value as it stands in JSON."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


_COLUMNS = (
    "seq",
    "id",
    "act",
    "actor_id",
    "actor_name",
    "desk_id",
    "at",
    "reason",
    "fields",
    "previous_hash",
    "hash",
    "number",
    "schema",
)
_APPEND = f"INSERT INTO changes ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
_APPEND_SUBJECT = "INSERT INTO change_subjects VALUES (?, ?)"
_END_OF_CHAIN = """INSERT INTO chains (desk_id, number, hash) VALUES (?, ?, ?)
    ON CONFLICT (desk_id) DO UPDATE SET number = excluded.number, hash = excluded.hash"""


def write(
    db: sqlite3.Connection,
    gathered: Gathered,
    *,
    act: str,
    actor_id: str,
    actor_name: str,
    desk_id: str,
    at: datetime,
    reason: str,
) -> tuple[int, str]:
    """Append the one row of an act to this desk's chain; returns its place in the log here, and its hash."""
    number, previous = end_of_chain(db, desk_id)
    fields = [[table, row_id, values] for (table, row_id), values in gathered.rows.items()]
    row = {
        "id": new_id(),
        "act": act,
        "actor_id": actor_id,
        "actor_name": actor_name,
        "desk_id": desk_id,
        "at": instant_text(at),
        "reason": reason,
        "fields": msgspec.json.encode(fields).decode(),
        "previous_hash": previous,
        "number": number + 1,
        "schema": NEWEST,
    }
    _refuse_nul(row)
    row["hash"] = made = digest(row)
    return append(db, row, gathered.subjects), made


def _refuse_nul(row: dict[str, Any]) -> None:
    """SQLite keeps U+0000 in a text; the district's database cannot, and the act would wait here for ever."""
    texts = msgspec.json.encode([row["actor_name"], row["reason"]]).decode() + row["fields"]
    if "\\u0000" in texts.replace("\\\\", ""):  # a clerk may well write a backslash and these letters
        raise Refused(
            Problem("text.nul", "文字里有一个看不见的空字符（多半是粘贴来的），无法保存。请删去后重新输入。")
        )


def append(db: sqlite3.Connection, row: dict[str, Any], subjects: Iterable[str]) -> int:
    """Write a row of the log, of this desk or of another, behind all that is here; its chain ends with it now."""
    last = db.execute("SELECT MAX(seq) FROM changes").fetchone()[0] or 0
    row = row | {"seq": last + 1}
    db.execute(_APPEND, tuple(row[column] for column in _COLUMNS))
    end_chain(db, row["desk_id"], row["number"], row["hash"])
    db.executemany(_APPEND_SUBJECT, [(each, row["seq"]) for each in sorted(subjects)])
    return int(row["seq"])


def end_chain(db: sqlite3.Connection, desk_id: str, number: int, digest: str) -> None:
    """Say where a desk's chain ends: its next act follows this one."""
    db.execute(_END_OF_CHAIN, (desk_id, number, digest))


def end_of_chain(db: sqlite3.Connection, desk_id: str) -> tuple[int, str]:
    """Number and hash of a desk's last act here."""
    found = db.execute("SELECT number, hash FROM chains WHERE desk_id = ?", (desk_id,)).fetchone()
    return (found[0], found[1]) if found else (0, GENESIS)


_HASHED = (
    "number",
    "id",
    "act",
    "actor_id",
    "actor_name",
    "desk_id",
    "at",
    "reason",
    "fields",
    "previous_hash",
)


def digest(row: Any) -> str:
    """What a row must hash to."""
    return act_hash(**{name: row[name] for name in _HASHED}, schema=row["schema"])


@frozen
class Change:
    """One act as the history shows it; `fields`: (table, row id, field → (old, new))."""

    seq: int
    act: str
    actor_id: str
    actor_name: str
    at: datetime
    reason: str
    fields: tuple[tuple[str, str, FieldChanges], ...]
    stands: bool = True


def stands() -> ColumnElement[bool]:
    """The condition that an act counts: it was not taken back, or it was settled that it holds after all. Of a join with `log_answers`."""
    won = select(SettledConflict.conflict_id).where(SettledConflict.choice != "theirs")
    return (log_answers.c.effect != "none") | changes.c.id.in_(won)


def history(session: Session, subject_ids: Iterable[str], *, taken_back: bool = False) -> list[Change]:
    """Every act that touched one of these records and stands, the newest first.

    With `taken_back` also those that the district did not take or that wait because they do not fit any more; never one that
    lives on under another number.
    """
    found = select(change_subjects.c.seq).where(change_subjects.c.subject_id.in_(list(subject_ids)))
    query = (
        select(changes, stands().label("stands"))
        .join(log_answers, log_answers.c.seq == changes.c.seq)
        .where(changes.c.seq.in_(found), log_answers.c.kind != RENUMBERED)
        .order_by(changes.c.seq.desc())
    )
    rows = session.execute(query if taken_back else query.where(stands()))
    return [
        Change(
            seq=row.seq,
            act=row.act,
            actor_id=row.actor_id,
            actor_name=row.actor_name,
            at=datetime.fromisoformat(row.at),
            reason=row.reason,
            fields=tuple(
                (table, row_id, values) for table, row_id, values in msgspec.json.decode(row.fields)
            ),
            stands=row.stands,
        )
        for row in rows
    ]


def once_held(session: Session, table: type[Row], field_name: str) -> dict[str, set[str]]:
    """What a text field of these rows held before it was changed, by row; only the acts that changed it are opened."""
    of_rows = select(change_subjects.c.seq).where(change_subjects.c.subject_id.in_(select(table.id)))
    changed = changes.c.fields.contains(f'"{field_name}":["', autoescape=True)
    held: dict[str, set[str]] = {}
    for fields in session.scalars(select(changes.c.fields).where(changes.c.seq.in_(of_rows), changed)):
        for name, row_id, values in msgspec.json.decode(fields):
            if name == table.__tablename__ and values.get(field_name, [None])[0]:
                held.setdefault(row_id, set()).add(values[field_name][0])
    return held


def first_break(session: Session) -> int | None:
    """The place of the first row that does not follow from the one before in its desk's chain, or None if all is well."""
    numbers, last, expected = {GENESIS: 0}, GENESIS, 1
    ends: dict[str, tuple[int, str]] = {}
    branched: set[str] = set()
    for row in session.execute(select(changes).order_by(changes.c.seq)).yield_per(500).mappings():
        # Before desks had chains of their own, every row followed from the one before it, whoever wrote it.
        follows = row["previous_hash"] == last if not row["schema"] else row["previous_hash"] in numbers
        if (
            not follows
            or row["seq"] != expected
            or row["number"] != numbers[row["previous_hash"]] + 1
            or digest(row) != row["hash"]
        ):
            return expected
        numbers[row["hash"]], last, expected = row["number"], row["hash"], expected + 1
        if row["number"] <= ends.get(row["desk_id"], (0, ""))[0]:
            branched.add(row["desk_id"])
        ends[row["desk_id"]] = (row["number"], row["hash"])
    held = {row.desk_id: (row.number, row.hash) for row in session.execute(select(chains))}
    for desk, end in ends.items():
        number, last = held.get(desk, (0, ""))
        # A chain that went another way once (docs/protocol.md §6) may end with an act that came back after it was put away.
        if (number, last) != end and not (desk in branched and numbers.get(last) == number):
            return expected
    return None
