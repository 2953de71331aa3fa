"""A backup is restored to be believed; after a restore desks find out by themselves and bring back what it had forgotten."""

import shutil
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from tests.district.carried import Carried, carried
from tests.district.server import NOW, Server, alone, new_town
from zqdesk.district.administration import backups
from zqdesk.district.records import database
from zqdesk.district.records.postgres import Running
from zqdesk.records.chain import next_head
from zqdesk.records.faults import Known
from zqdesk.sync.wire import Cursor, Exchanged, Point


@pytest.fixture(scope="module")
def own(running: Running, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A district whose database may be lost."""
    return Server.made(running, tmp_path_factory.mktemp("backed-up"), "backed_up")


@pytest.fixture(scope="module")
def desk(own: Server) -> Carried:
    """A desk that sent two acts before the backup."""
    with carried(own) as post:
        enrolled = Carried.enrolled(own, new_town(own), post)
        enrolled.account("甲")
        enrolled.account("乙")
        enrolled.exchange(enrolled.asking())
    return enrolled


@pytest.fixture(scope="module")
def file(own: Server, desk: Carried, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup that was checked."""
    assert backups.last(own.settings.data) is None
    assert len(desk.acts) == 2
    access = database.access(own.settings.data)
    folder = tmp_path_factory.mktemp("backups")
    return backups.make(own.settings.data, own.settings.database, access.backup, folder, NOW).file


def _restored(own: Server, running: Running, data: Path, file: Path) -> Server:
    """The backup in a database of its own; the keys come from where they are kept apart."""
    alone(running.url(), "CREATE DATABASE restored")
    shutil.copytree(own.settings.data / "keys", data / "keys")
    restored = Server(replace(own.settings, data=data, database=running.url("restored")))
    assert backups.restore(data, restored.settings.database, file, NOW) == 2
    return restored


def _end(told: Exchanged) -> Cursor:
    head = bytes(32)
    for entry in told.entries:
        head = next_head(head, entry.position, entry.hash, entry.answer)
    return Cursor(generation=told.generation, position=told.entries[-1].position, head=head)


def test_what_a_restore_forgot_a_desk_brings_back(
    own: Server, running: Running, desk: Carried, file: Path, tmp_path: Path
) -> None:
    with carried(own) as post:
        desk.post = post
        known = _end(desk.exchange(desk.asking(most=0)))
        desk.account("丙")
        desk.exchange(desk.asking(after=2))
        end = _end(desk.exchange(desk.asking(most=0)))
    restored = _restored(own, running, tmp_path / "again", file)
    with carried(restored) as post:
        desk.post = post
        told = desk.exchange(desk.asking(end, after=3, anchors=[_point(end), _point(known)]))
        assert (told.diverged, told.received.number, told.common) == (True, 2, _point(known))
        assert told.generation != end.generation
        again = msgspec.structs.replace(known, generation=told.generation)
        came = desk.exchange(desk.asking(again, after=2)).entries
        assert [entry.hash for entry in came] == [desk.acts[2].hash]


def _point(cursor: Cursor) -> Point:
    return Point(number=cursor.position, hash=cursor.head)


def test_the_last_backup_that_was_checked_is_noted(own: Server, file: Path) -> None:
    noted = backups.last(own.settings.data)
    assert noted is not None
    assert (noted.file, noted.entries) == (file, 2)
    assert not file.stat().st_mode & 0o077
    with own.owner() as connection:
        query = text("SELECT datname FROM pg_database WHERE datname LIKE 'backed_up_check%'")
        assert list(connection.execute(query)) == []


def test_a_backup_that_is_cut_is_not_believed(own: Server, file: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.dump"
    cut.write_bytes(file.read_bytes()[:-2_000])
    with pytest.raises(Known, match=r"backup\."):
        backups.check(own.settings.database, cut)


def test_nothing_is_restored_over_a_database_in_use(own: Server, file: Path) -> None:
    with pytest.raises(Known, match=r"restore\.not_empty"):
        backups.restore(own.settings.data, own.settings.database, file, NOW)
