"""kill -9 of the server and of PostgreSQL in the middle of exchanges: every act is there once, and the log is whole."""

import random
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.district.conftest import QUICK
from tests.district.desk import Desk
from tests.district.server import Server, new_town
from zqdesk.district.records import postgres
from zqdesk.records.chain import next_head
from zqdesk.sync.wire import Entry, Exchanged

KILLS = 1
ACTS = 40


@pytest.fixture
def own(tmp_path: Path) -> Iterator["Mortal"]:
    """A PostgreSQL and a server that nobody else needs."""
    with tempfile.TemporaryDirectory(prefix="zqdesk-postgres-") as folder:
        mortal = Mortal(Path(folder), tmp_path / "server")
        yield mortal
        mortal.server.stop()
        mortal.postgres.stop()


class Mortal:
    def __init__(self, folder: Path, data: Path) -> None:
        self._folder = folder
        self.postgres = postgres.start(folder, options=QUICK)
        self.server = Server.made(self.postgres, data, "district")
        self.server.start()

    def kill_server(self) -> None:
        self.server.kill()
        self.server.start()

    def kill_postgres(self) -> None:
        port = self.postgres.port
        self.postgres.kill()
        self.postgres = postgres.start(self._folder, port=port, options=QUICK)


def test_every_act_is_there_once(own: Mortal) -> None:
    """While desks send, both are killed at moments that only chance knows; then the desks send once more."""
    town = new_town(own.server)
    desks = [own.server.desk(town), own.server.desk(town)]
    for desk in desks:
        for number in range(ACTS):
            desk.account(f"甲{number}")
    done = threading.Event()
    senders = [threading.Thread(target=_send_on, args=(desk, done)) for desk in desks]
    for sender in senders:
        sender.start()
    chosen = random.Random(2)
    for kill in (own.kill_server, own.kill_postgres) * KILLS:
        done.wait(chosen.random() * 0.4)
        kill()
    done.set()
    for sender in senders:
        sender.join()
    for desk in desks:
        received = desk.exchange(desk.asking(most=0)).received.number
        desk.exchange(desk.asking(after=received))
    for desk in desks:
        _must_be_whole(desk.exchange(desk.asking(most=0)).entries, desks)


def _send_on(desk: Desk, done: threading.Event) -> None:
    """A few acts at a time, again and again, whatever is heard or not."""
    after = 0
    while not done.is_set():
        try:
            told = desk.say(desk.asking(after=after % ACTS, most=5))
        except (OSError, AssertionError):
            continue
        if isinstance(told, Exchanged):
            after = told.received.number


def _must_be_whole(entries: list[Entry], desks: list[Desk]) -> None:
    assert [entry.position for entry in entries] == list(range(1, 2 * ACTS + 1))
    for desk in desks:
        assert [each.hash for each in entries if each.desk == desk.signer.id] == [
            each.hash for each in desk.acts
        ]
    head = bytes(32)
    for entry in entries:
        assert '"applied"' in entry.answer
        head = next_head(head, entry.position, entry.hash, entry.answer)
