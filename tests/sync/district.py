"""A district over SQLite in memory, and desks of which only the chain is there: for tests of what the district answers."""

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.pool import StaticPool

from zqdesk.district.exchange.exchanging import District, exchange
from zqdesk.district.records import tables
from zqdesk.records.schema import NEWEST
from zqdesk.sync import letters, wire
from zqdesk.sync.apply import Place
from zqdesk.sync.letters import Signer

TOWN, OTHER_TOWN = "370114001", "370114002"
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


FREE_DISTRICTS: list[Engine] = []
"""Databases nobody needs any more, to be written over."""


@cache
def _empty() -> bytes:
    engine = memory()
    tables.metadata.create_all(engine)
    with engine.connect() as connection:
        return cast("bytes", cast("Any", connection.connection.driver_connection).serialize())


def memory() -> Engine:
    """Plain SQLite that goes with the test; transactions are opened by us alone."""
    if FREE_DISTRICTS:
        return FREE_DISTRICTS.pop()
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False),
        poolclass=StaticPool,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def district(*towns: str) -> District:
    """An empty district with these towns."""
    empty, engine = _empty(), memory()
    with engine.connect() as connection:
        cast("Any", connection.connection.driver_connection).deserialize(empty)
    made = District("370114", engine, lambda: NOON)
    with engine.begin() as connection:
        for town in towns or (TOWN,):
            connection.execute(tables.towns.insert(), {"town": town, "name": "示例街道"})
    return made


def enrol(district: District, desk: Signer, town: str = TOWN, digit: int = 1, number: int = 0) -> None:
    """Write a desk into the district's book, as enrolment does."""
    said = {"town": town, "desk": desk.id, "name": f"{digit}号窗口", "digit": digit, "number": number}
    keys = {"signing_key": desk.public, "sealing_key": bytes(32), "enrolled_at": "2026-11-24T00:00:00.000Z"}
    with district.engine.begin() as connection:
        connection.execute(tables.desks.insert(), said | keys)


@dataclass
class Chain:
    """A desk that only says acts: it has no rows of its own."""

    signer: Signer
    acts: list[wire.Act] = field(default_factory=list)
    cursor: wire.Cursor = field(default_factory=wire.Cursor)
    turn: int = 0

    def say(self, *fields: Any, act: str = "people.correct", schema: str = NEWEST, **more: Any) -> wire.Act:
        number = len(self.acts) + 1
        said: dict[str, Any] = {
            "desk": self.signer.id,
            "number": number,
            "id": f"{self.signer.id[:8]}{number:024}",
            "act": act,
            "actor_id": "a" * 32,
            "actor_name": "张经办",
            "at": "2026-11-24T04:00:00.000Z",
            "reason": "",
            "fields": msgspec.json.encode(fields).decode(),
            "previous": self.acts[-1].hash if self.acts else bytes(32),
            "schema": schema,
        }
        made = wire.Act(**(said | more), hash=b"")
        made = letters.signed_act(msgspec.structs.replace(made, hash=wire.hash_of(made)), self.signer)
        self.acts.append(made)
        return made

    def request(self, sent: list[wire.Act] | None = None, **more: Any) -> wire.Exchange:
        last = self.acts[-1] if self.acts else None
        head = wire.Point(number=last.number if last else 0, hash=last.hash if last else bytes(32))
        acts = self.acts if sent is None else sent
        return wire.Exchange(cursor=self.cursor, head=head, turn=self.turn, acts=acts, **more)

    def exchange(self, district: District, sent: list[wire.Act] | None = None, **more: Any) -> wire.Exchanged:
        told = exchange(district, self.signer.id, self.request(sent, **more))
        assert isinstance(told, wire.Exchanged)
        self.turn = told.turn
        return told

    def answers(self, district: District) -> list[wire.Answer]:
        """Send all acts; returns the answers to this desk's acts in their order."""
        entries = self.exchange(district).entries
        return [answer_of(entry) for entry in entries if entry.desk == self.signer.id]


def answer_of(entry: wire.Entry) -> wire.Answer:
    return msgspec.json.decode(entry.answer, type=wire.Answer)


def row(district: District, table: str, row_id: str, town: str = TOWN) -> dict[str, Any] | None:
    with district.engine.connect() as connection:
        return Place(connection, tables.RECORDS, town).row(table, row_id)


def count(district: District, table: str) -> int:
    with district.engine.connect() as connection:
        return len(connection.execute(select(tables.metadata.tables[table])).all())
