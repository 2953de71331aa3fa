"""An exchange with a district's server over its own line: the first push, a second desk's first pull, a few changes, nothing new."""

import http.client
import os
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import psycopg
from sqlalchemy import Engine

from bench.table import Figure, median
from zqdesk.district import enrolment, keys
from zqdesk.district.administration import setting_up
from zqdesk.district.enrolment import Order
from zqdesk.district.records import database, postgres
from zqdesk.records import schema, vault
from zqdesk.records.register import Actor, Register, Work
from zqdesk.records.tables.base import new_id
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.place import Desk
from zqdesk.sync import client
from zqdesk.sync.client import Leave, Line
from zqdesk.sync.wire import Invitation

TOWN = "370114001"
FEW = 10
PUSH_AIM, PULL_AIM = 5, 1.2
FEW_MS, NOTHING_MS, NOTHING_KB = 10, 3, 1
UP_SHARE_AIM = 0.45
FILL = "某县某镇某村某组某号，原住某街某巷，" * 12
"""So that an act weighs about a kilobyte."""


class CountedLine(Line):
    """A line that knows what went up."""

    sent = 0

    def post(self, framed: bytes) -> bytes:
        self.sent += len(framed)
        return super().post(framed)


def measure(acts: int, rounds: int) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="zqdesk-bench-") as name, server(Path(name)) as invite:
        folder = Path(name)
        first = _desk(folder / "first.db", acts)
        client.enrol(first, invite(), "1号窗口", Leave())
        line = _line(first)
        pushed = timed(lambda: _all(first, line))
        packed, contents = _contents(first)
        floor = _posted(packed) + _copied(invite.owner, contents)
        figures = [
            Figure(
                f"first push of {acts:,} acts", pushed, floor,
                "the same bytes by one POST, and one COPY into PostgreSQL", ratio_aim=PUSH_AIM,
            ),
            Figure(
                "bytes up of it", line.sent / 1e6, len(packed) / 1e6,
                "the acts packed by zlib at once", unit="MB", limit=UP_SHARE_AIM * sum(map(len, contents)) / 1e6,
            ),
        ]  # fmt: skip
        second = _desk(folder / "second.db", 0)
        client.enrol(second, invite(), "2号窗口", Leave())
        pulled = timed(lambda: _all(second, _line(second)))
        note = "inserting the same rows into SQLCipher"
        figures.append(
            Figure("first pull by a second desk", pulled, _inserted(folder, first), note, ratio_aim=PULL_AIM)
        )
        figures += _small(first, line, rounds)
        for each in (first, second):
            each.dispose()
        return figures


def _small(desk: Engine, line: CountedLine, rounds: int) -> list[Figure]:
    """A few changes and nothing at all, in turn with the server's own sign of life."""
    few: list[float] = []
    nothing: list[float] = []
    bare: list[float] = []
    weight = 0
    register = _register(desk)
    for _ in range(max(3, rounds)):
        for _ in range(FEW):
            register.do(enter)
        few.append(timed(lambda: _all(desk, line)))
        before = line.sent
        nothing.append(timed(lambda: client.step(desk, line, now, Leave())))
        weight = line.sent - before
        bare.append(timed(lambda: _asked(line)))
    note = "a connection and a question that asks the database one"
    return [
        Figure(f"{FEW} changes up", median(few), median(bare), note, limit=FEW_MS),
        Figure("nothing new", median(nothing), median(bare), note, limit=NOTHING_MS),
        Figure("bytes up of nothing", weight / 1e3, NOTHING_KB, "a kilobyte", unit="KB", limit=NOTHING_KB),
    ]


class Invites:
    """Opens the door for one desk more, and knows the owner's database."""

    def __init__(self, data: Path, owner: str, pid: int) -> None:
        self.data, self.owner, self.pid = data, owner, pid
        self._towns = 1

    def town(self) -> str:
        """One town more."""
        self._towns += 1
        code = f"{int(TOWN) + self._towns}"
        engine = database.engine(database.access(self.data).console)
        with engine.begin() as connection:
            enrolment.add_town(connection, code, "某某镇", Order("bench", now(), "bench"))
        engine.dispose()
        return code

    def peak_mb(self) -> float:
        """The most memory the server has had; 1 where the system does not tell."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return 1.0
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def __call__(self, town: str = TOWN) -> Invitation:
        engine = database.engine(database.access(self.data).console)
        try:
            with engine.begin() as connection:
                return enrolment.invite(
                    connection, keys.load(self.data), town, "", Order("bench", now(), "bench")
                )
        finally:
            engine.dispose()


@contextmanager
def server(folder: Path) -> Iterator[Invites]:
    """A PostgreSQL that writes as durably as a hall's, and the server as a process of its own."""
    data = folder / "server"
    folder.chmod(0o755)
    running = postgres.start(folder / "postgres")
    owner = running.url("district")
    with psycopg.connect(running.url().replace("+psycopg", ""), autocommit=True) as db:
        db.execute("CREATE DATABASE district")
    port = postgres.free_port()
    setting_up.set_up(data, owner, "370114", f"https://127.0.0.1:{port}", now())
    engine = database.engine(database.access(data).console)
    with engine.begin() as connection:
        enrolment.add_town(connection, TOWN, "示例街道", Order("bench", now(), "bench"))
    engine.dispose()
    said = {"ZQDESK_DISTRICT_DATA": str(data), "ZQDESK_DISTRICT_PORT": str(port)}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "zqdesk.district", "serve"], env=os.environ | said, stderr=log
        )
    try:
        _wait(port, process)
        yield Invites(data, owner, process.pid)
    finally:
        process.terminate()
        process.wait(30)
        running.stop()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")


def _desk(file: Path, acts: int) -> Engine:
    engine = vault.open_engine(file, bytes(32), create_file=True)
    schema.upgrade(engine)
    if acts:
        _register(engine).do(found)
        register = _register(engine)
        for _ in range(acts - 1):
            register.do(enter)
    return engine


def found(work: Work) -> None:
    """The first desk of its town knows itself before the district does."""
    work.session.add(Desk(id=work.desk_id, name="1号窗口"))


def enter(work: Work) -> None:
    """An act of about a kilobyte."""
    work.session.add(Person(name="丁𬭎", hukou_address=FILL * 2))


def _register(engine: Engine) -> Register:
    state = engine_desk(engine)
    return Register(engine, Actor("a" * 32, "张经办", frozenset()), state, now)


def engine_desk(engine: Engine) -> str:
    """The id of the desk of this database; before it is enrolled one of its own."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT desk_id FROM exchange_state").scalar()
        known = connection.exec_driver_sql("SELECT id FROM desks").scalar()
    return str(found or known or new_id())


def _line(engine: Engine) -> CountedLine:
    state = client.state_of(engine)
    return CountedLine(state.address, state.fingerprint)


def _all(engine: Engine, line: Line) -> None:
    while client.step(engine, line, now, Leave()).again:
        pass


def _contents(engine: Engine) -> tuple[bytes, list[bytes]]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT fields FROM changes").scalars().all()
    contents = [str(row).encode() for row in rows]
    return zlib.compress(b"".join(contents), 6), contents


def _posted(content: bytes) -> float:
    """One POST on loopback to somebody who only reads."""

    class Reader(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Reader)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        return timed(lambda: _post(server.server_port, content))
    finally:
        server.shutdown()
        server.server_close()


def _post(port: int, content: bytes) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.request("POST", "/", content)
    line.getresponse().read()
    line.close()


def _copied(owner: str, contents: list[bytes]) -> float:
    with psycopg.connect(owner.replace("+psycopg", ""), autocommit=True) as db:
        db.execute("CREATE TABLE bench_copy (n bigint PRIMARY KEY, act text NOT NULL)")

        def copy() -> None:
            with db.cursor() as cursor, cursor.copy("COPY bench_copy FROM STDIN") as into:
                for number, content in enumerate(contents):
                    into.write_row((number, content.decode()))

        took = timed(copy)
        db.execute("DROP TABLE bench_copy")
    return took


def _inserted(folder: Path, desk: Engine) -> float:
    """The rows that a pull makes, by bare statements in one transaction: persons and the log."""
    with desk.connect() as connection:
        tables = {
            name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in ("persons", "changes")
        }
    engine = vault.open_engine(folder / "bare.db", bytes(32), create_file=True)
    schema.upgrade(engine)
    try:
        with vault.in_hand(engine) as db:

            def insert() -> None:
                db.execute("BEGIN IMMEDIATE")
                for name, rows in tables.items():
                    marks = ", ".join("?" * len(rows[0]))
                    db.executemany(f"INSERT INTO {name} VALUES ({marks})", [tuple(row) for row in rows])
                db.execute("COMMIT")

            return timed(insert)
    finally:
        engine.dispose()


def _asked(line: Line) -> None:
    """As far as any question goes: connected, one statement to the database, answered."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    other = http.client.HTTPSConnection(line.host, line.port, context=context)
    other.request("GET", "/health")
    other.getresponse().read()
    other.close()


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def now() -> datetime:
    return datetime.now(UTC)
