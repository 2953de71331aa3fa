"""A desk's own side: what it knows of the exchange, its log with the answers, and the transaction in which acts are done."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from sqlalchemy import Connection, Engine, Select, or_, select

from zqdesk.frozen import frozen
from zqdesk.records import anchor, indexing
from zqdesk.records.changes import change_subjects, changes
from zqdesk.records.faults import told
from zqdesk.records.tables.exchange import DEAD, RENUMBERED, exchange_state, log_answers
from zqdesk.sync import apply
from zqdesk.sync.apply import Fields, Place, Values
from zqdesk.sync.wire import Act, Cursor, Point

Effect = Literal["whole", "none", "part"]
Phase = Literal["", "log", "own", "recover"]
TABLES = apply.replicated()


@frozen
class State:
    """The row of `exchange_state`."""

    desk_id: str
    town: str
    digit: int
    standing: str
    district: str
    address: str
    fingerprint: bytes
    district_signing: bytes
    district_sealing: bytes
    signing_secret: bytes
    sealing_secret: bytes
    generation: str
    position: int
    head: bytes
    turn: int
    received: int
    received_hash: bytes
    phase: Phase
    request: bytes
    published: int
    exchanged_at: str
    ahead_seconds: int
    trouble: str

    @property
    def cursor(self) -> Cursor:
        return Cursor(generation=self.generation, position=self.position, head=self.head)


@frozen
class LogRow:
    """An act in this desk's log, of whatever desk, and what became of it."""

    seq: int
    act: Act
    position: int | None
    kind: str
    effect: Effect
    done: str
    rank: int = 0

    @property
    def fields(self) -> Fields:
        return apply.decoded(self.act.fields)

    @property
    def standing(self) -> Fields:
        """What stands of it in the rows here."""
        if self.effect == "none":
            return []
        return apply.decoded(self.done) if self.effect == "part" else self.fields


@dataclass(slots=True)
class Local:
    """An open transaction of the exchange: nothing of it is seen before it ends."""

    connection: Connection
    touched: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    @property
    def db(self) -> sqlite3.Connection:
        return cast("sqlite3.Connection", self.connection.connection.driver_connection)

    @property
    def place(self) -> Place:
        return Place(self.connection, TABLES)

    def state(self) -> State | None:
        """None before the desk is enrolled."""
        row = self.connection.execute(select(exchange_state)).mappings().first()
        if row is None:
            return None
        return State(**{name: row[name] for name in State.__annotations__})

    def keep(self, **values: Any) -> None:
        """Change what the desk knows of the exchange."""
        self.connection.execute(exchange_state.update().values(**values))

    def answer(self, seq: int, **values: Any) -> None:
        self.connection.execute(log_answers.update().where(log_answers.c.seq == seq).values(**values))

    def file(self, seq: int, subjects: Iterable[str]) -> None:
        """File an act under more than it was."""
        db = self.db
        db.executemany(
            "INSERT OR IGNORE INTO change_subjects VALUES (?, ?)", [(each, seq) for each in subjects]
        )

    def pending(self) -> list[LogRow]:
        """Every act without an answer, in the order in which their effects lie on each other."""
        query = _rows().where(log_answers.c.position.is_(None), log_answers.c.kind != RENUMBERED)
        query = query.order_by(log_answers.c.rank, changes.c.seq)
        return [_row(each) for each in self.connection.execute(query).mappings()]

    def undermost(self) -> int | None:
        """The first of `pending`."""
        query = select(log_answers.c.seq).where(
            log_answers.c.position.is_(None), log_answers.c.kind != RENUMBERED
        )
        found: int | None = self.connection.scalar(
            query.order_by(log_answers.c.rank, log_answers.c.seq).limit(1)
        )
        return found

    def twin(self, act: Act, own: str) -> LogRow | None:
        """The same act as it waits here under the number it had before, which no longer counts: of this desk restored from a backup,
        or of another desk, which has said it again itself or through a third (docs/protocol.md §6).
        """
        query = _rows().where(
            log_answers.c.position.is_(None),
            or_(
                log_answers.c.kind == DEAD,
                (log_answers.c.kind != RENUMBERED) & (changes.c.desk_id != own),
            ),
            *(
                changes.c[name] == getattr(act, name)
                for name in ("act", "actor_id", "at", "reason", "fields")
            ),
        )
        found = self.connection.execute(query).mappings().first()
        return None if found is None else _row(found)

    def put_away(self, act: Act) -> int | None:
        """Where this very act lies that lives on under another number, if it does."""
        query = select(changes.c.seq).join(log_answers, log_answers.c.seq == changes.c.seq)
        mine = (changes.c.desk_id == act.desk) & (changes.c.number == act.number)
        query = query.where(mine, changes.c.hash == act.hash.hex(), log_answers.c.kind == RENUMBERED)
        return self.connection.scalar(query)

    def find(self, desk: str, number: int, digest: bytes) -> LogRow | None:
        """An act by its place in its desk's chain; None where this desk does not have it."""
        query = _rows().where(
            changes.c.desk_id == desk,
            changes.c.number == number,
            changes.c.hash == digest.hex(),
            log_answers.c.kind != RENUMBERED,
        )
        found = self.connection.execute(query).mappings().first()
        return None if found is None else _row(found)

    def own(self, desk: str, number: int) -> Point | None:
        """The living act of this number in the chain of this desk."""
        if number == 0:
            return Point(number=0, hash=bytes(32))
        query = (
            select(changes.c.hash)
            .join(log_answers, log_answers.c.seq == changes.c.seq)
            .where(changes.c.desk_id == desk, changes.c.number == number)
            .where(log_answers.c.kind.not_in((RENUMBERED, DEAD)))
        )
        found = self.connection.scalar(query)
        return None if found is None else Point(number=number, hash=bytes.fromhex(found))

    def answered_end(self, desk: str) -> Point:
        """The last act of a desk's chain that the district's log has, as far as it was followed here."""
        query = (
            select(changes.c.number, changes.c.hash)
            .join(log_answers, log_answers.c.seq == changes.c.seq)
            .where(changes.c.desk_id == desk, log_answers.c.position.is_not(None))
            .order_by(changes.c.number.desc())
            .limit(1)
        )
        found = self.connection.execute(query).first()
        if found is None:
            return Point(number=0, hash=bytes(32))
        return Point(number=found.number, hash=bytes.fromhex(found.hash))

    def head_at(self, position: int) -> Point | None:
        """The town's log behind an entry."""
        if position == 0:
            return Point(number=0, hash=bytes(32))
        found = self.connection.scalar(select(log_answers.c.head).where(log_answers.c.position == position))
        return None if found is None else Point(number=position, hash=found)

    def began(self, table: str, row_id: str) -> Values | None:
        """The values a row was first given by any act of this log, whatever became of that act."""
        query = (
            select(changes.c.fields)
            .join(change_subjects, change_subjects.c.seq == changes.c.seq)
            .where(change_subjects.c.subject_id == row_id)
            .order_by(changes.c.seq)
        )
        for text in self.connection.scalars(query):
            values = apply.beginning(apply.decoded(text), table, row_id)
            if values is not None:
                return values
        return None

    def touch(self, done: Fields) -> None:
        """Note what was changed, for the index and for the windows."""
        for table, row_id, changed in done:
            self.touched.setdefault((table, row_id), {}).update(changed)
            if table == "memberships" and "person_id" in changed:
                for person in filter(None, changed["person_id"]):
                    self.touched.setdefault(("persons", person), {}).setdefault("name", None)


@contextmanager
def transaction(engine: Engine) -> Iterator[Local]:
    """One transaction in which acts of others may be done; the guards of this desk are silent in it."""
    writer = engine.execution_options(begin="BEGIN IMMEDIATE")
    with told(), writer.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("INSERT INTO applying (id) VALUES (1)")
        local = Local(connection)
        yield local
        connection.exec_driver_sql("DELETE FROM applying")
        indexing.refresh(local.db, local.touched)
        end = anchor.end_of(local.db)
    keeper: anchor.Keeper | None = engine.get_execution_options().get("anchor")
    if keeper is not None and end.seq:
        keeper.keep(end)


@contextmanager
def looking(engine: Engine) -> Iterator[Local]:
    """One consistent look, without writing."""
    with told(), engine.connect() as connection:
        yield Local(connection)


def _rows() -> Select[Any]:
    return select(
        changes,
        log_answers.c.position,
        log_answers.c.kind,
        log_answers.c.effect,
        log_answers.c.done,
        log_answers.c.rank,
        log_answers.c.signature,
    ).join(log_answers, log_answers.c.seq == changes.c.seq)


def _row(row: Any) -> LogRow:
    act = Act(
        desk=row["desk_id"],
        number=row["number"],
        id=row["id"],
        act=row["act"],
        actor_id=row["actor_id"],
        actor_name=row["actor_name"],
        at=row["at"],
        reason=row["reason"],
        fields=row["fields"],
        previous=bytes.fromhex(row["previous_hash"]),
        hash=bytes.fromhex(row["hash"]),
        schema=row["schema"],
        signature=row["signature"],
    )
    return LogRow(
        seq=row["seq"],
        act=act,
        position=row["position"],
        kind=row["kind"],
        effect=row["effect"],
        done=row["done"],
        rank=row["rank"],
    )
