"""The server as it runs in a district: a process of its own, set up over a database of the tests' PostgreSQL."""

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

from tests.district.desk import Desk
from zqdesk.district import enrolment, keys
from zqdesk.district.administration import setting_up
from zqdesk.district.configuration import Configuration
from zqdesk.district.enrolment import Order
from zqdesk.district.records import database
from zqdesk.district.records.postgres import Running, free_port
from zqdesk.sync.wire import Enrolled, Invitation

DISTRICT = "370114"
NOW = datetime.now(UTC)
"""The server reads the clock of the machine, so an invitation must be of today."""
_towns = itertools.count(1)
ORDER = Order(by="admin", at=NOW, reason="试")


@dataclass
class Server:
    """A data folder, its database, and the process while it runs."""

    settings: Configuration
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def made(cls, running: Running, data: Path, name: str) -> "Server":
        """A new database of that name, set up."""
        alone(running.url(), f"CREATE DATABASE {name}")
        port = free_port()
        settings = Configuration(
            data=data, database=running.url(name), port=port, address=f"https://127.0.0.1:{port}"
        )
        setting_up.set_up(data, settings.database, DISTRICT, settings.told_address, NOW)
        return cls(settings)

    @property
    def environment(self) -> dict[str, str]:
        said = {"DATA": str(self.settings.data), "PORT": str(self.settings.port)}
        said |= {"ADDRESS": self.settings.address, "DATABASE": self.settings.database}
        return os.environ | {f"ZQDESK_DISTRICT_{name}": value for name, value in said.items()}

    @property
    def log(self) -> str:
        return (self.settings.data / "log").read_text()

    def start(self) -> None:
        with (self.settings.data / "log").open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "zqdesk.district", "serve"], stderr=said, env=self.environment
            )
        listening(self.settings.port, self.process)

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)

    @contextmanager
    def role(self, purpose: str, town: str | None = None) -> Iterator[Connection]:
        """A transaction of one of the roles, in a town if one is named."""
        engine: Engine = database.engine(getattr(database.access(self.settings.data), purpose))
        try:
            with (database.of_town(engine, town) if town else engine).begin() as connection:
                yield connection
        finally:
            engine.dispose()

    @contextmanager
    def owner(self) -> Iterator[Connection]:
        engine = database.engine(self.settings.database)
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()

    def invite(self, town: str, name: str = "") -> Invitation:
        identity = keys.load(self.settings.data)
        with self.role("console") as connection:
            return enrolment.invite(connection, identity, town, name, ORDER)

    def stranger(self, town: str) -> Desk:
        """A desk that holds an invitation and has not used it."""
        return Desk(self.invite(town), keys.load(self.settings.data).certificate)

    def desk(self, town: str) -> Desk:
        """A desk that was taken in."""
        desk = self.stranger(town)
        assert isinstance(desk.say(desk.enrolling()), Enrolled)
        return desk


def new_town(server: Server) -> str:
    code = f"370114{next(_towns):03}"
    with server.role("console") as connection:
        enrolment.add_town(connection, code, "某街道", ORDER)
    return code


def alone(address: str, statement: str) -> None:
    """A statement that PostgreSQL takes outside a transaction only."""
    engine = database.engine(address)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
    engine.dispose()


def listening(port: int, process: subprocess.Popen[Any]) -> None:
    """Wait until something listens there."""
    import socket
    import time

    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert process.poll() is None, "the server ended"
            assert time.monotonic() < until
            process_wait(process)
        else:
            return


def process_wait(process: subprocess.Popen[Any]) -> None:
    """A moment, unless the process ends in it."""
    try:
        process.wait(0.05)
    except subprocess.TimeoutExpired:
        return
