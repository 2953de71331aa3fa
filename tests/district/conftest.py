"""One PostgreSQL and one server for all tests of a process; each test has towns of its own in them."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.district.server import Server, new_town
from zqdesk.district.records import postgres
from zqdesk.district.records.postgres import Running

QUICK = ("fsync=off", "full_page_writes=off", "shared_buffers=16MB", "autovacuum=off", "jit=off")
"""Nothing here is to outlive the machine; a process that is killed loses nothing either way."""


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    # Not in pytest's own folder: PostgreSQL never runs as root, and nobody else may look in there.
    with tempfile.TemporaryDirectory(prefix="zqdesk-postgres-") as folder:
        started = postgres.start(Path(folder), options=QUICK)
        yield started
        started.stop()


@pytest.fixture(scope="session")
def server(running: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server as a process of its own, over a database that was set up."""
    made = Server.made(running, tmp_path_factory.mktemp("server"), "district")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def town(server: Server) -> str:
    return new_town(server)


@pytest.fixture
def other_town(server: Server) -> str:
    return new_town(server)
