"""Copies of the whole vault, made while it is in use; each is opened and checked before it counts.

A backup is a folder `20261124-091500-daily` with the database, its keys and a manifest that says whose it is;
the attachments of all backups lie once in `attachments` beside them. What has its final name is complete and
was checked. Several desks may share a folder: each counts, thins out and clears up its own backups only.
Backups are ordered by the change log they hold, never by the clock, which may have been wrong.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import msgspec
from msgspec import Meta
from sqlalchemy import Engine

from zqdesk.frozen import frozen
from zqdesk.records import anchor, attachments, keys, vault
from zqdesk.records.faults import Known, told, translate
from zqdesk.records.files import (
    copy_durably,
    free_name,
    make_folder,
    make_private,
    read_note,
    sync_file,
    sync_folder,
    write_durably,
)
from zqdesk.records.register import CHINA

FOLDER, MANIFEST, UNFINISHED = "backups", "manifest.json", ".unfinished-"
PAGES_A_STEP = 100
MOST_ACTS = 300
"""So many are never without a backup, whatever the clock says."""
COUNTED = ("changes", "persons", "households", "cases", "attachments")
Kind = Literal["daily", "migration", "manual"]
Progress = Callable[[int, int], object]
"""Told (done, total) from time to time; whatever it raises cancels the work and leaves no trace of it."""

_Short = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
_Count = Annotated[int, Meta(ge=0, le=1 << 52)]


@frozen
class State:
    """What a database holds, in numbers that two copies must agree on; `epoch` counts how often it was restored."""

    revision: _Short
    head: _Short
    counts: dict[_Short, _Count]
    epoch: Annotated[int, Meta(ge=0, le=1 << 20)] = 0

    @property
    def order(self) -> tuple[int, int]:
        """How far the log had come: acts after a restore come after all that was before it."""
        return self.epoch, self.counts.get("changes", 0)


@frozen
class Owner:
    """Whose a backup is: the mark of its vault (`keys.vault_mark`), its desk, and what hall and desk are called."""

    vault: _Short
    desk_id: _Short = ""
    hall: _Short = ""
    desk: _Short = ""


@frozen
class BackupInfo:
    """One backup: `path` is its folder; `lost` counts attachments that were missing or damaged already."""

    path: Path
    kind: Kind
    made_at: datetime
    state: State
    size: int
    lost: int
    owner: Owner


@frozen
class _Manifest:
    kind: Kind
    made_at: Annotated[datetime, Meta(tz=True)]
    state: State
    size: _Count
    lost: _Count
    owner: Owner | None = None


def ignore_progress(_done: int, _total: int) -> None:
    """For callers that wait in silence."""


def make(
    folder: Path,
    key: bytes,
    engine: Engine,
    kind: Kind,
    now: datetime,
    *,
    into: Path | None = None,
    progress: Progress = ignore_progress,
) -> BackupInfo:
    """Back up the vault in `folder` while it is open; `into` is the folder of backups, by default its own."""
    backups = into or folder / FOLDER
    name = f"{now.astimezone(CHINA):%Y%m%d-%H%M%S}-{kind}"
    with _told_of_backup():
        mine = keys.vault_mark(folder)
        make_folder(backups)
        _clear_unfinished(backups, mine)
        unfinished = _unfinished(backups, mine, name)
        try:
            make_folder(unfinished)
            state, owner, digests = _copy_database(engine, unfinished / vault.DATABASE, key, progress)
            owner = replace(owner, vault=mine)
            write_durably(unfinished / keys.KEYS, (folder / keys.KEYS).read_bytes())
            check_copy(unfinished / vault.DATABASE, key, state)
            lost = _copy_attachments(folder, backups, key, digests, progress)
            size = (unfinished / vault.DATABASE).stat().st_size
            manifest = _Manifest(kind, now, state, size, lost, owner)
            write_durably(unfinished / MANIFEST, msgspec.json.encode(manifest))
            final = _settle(unfinished, backups, name)
            sync_folder(backups)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    return BackupInfo(final, kind, now, state, size, lost, owner)


def before_migration(folder: Path, key: bytes, now: datetime, *, into: Path | None = None) -> BackupInfo:
    """A backup of a vault that no register has opened yet."""
    engine = vault.open_engine(folder / vault.DATABASE, key)
    try:
        return make(folder, key, engine, "migration", now, into=into)
    finally:
        engine.dispose()


def listing(backups: Path) -> list[BackupInfo]:
    """Every complete backup in a folder of backups, of whatever desk, the newest by its log first.

    A folder that is not there or cannot be read is a known fault.
    """
    with told():
        folders = [each for each in backups.iterdir() if not each.name.startswith(UNFINISHED)]
    found = [info for info in map(info_of, folders) if info is not None]
    return sorted(found, key=lambda info: (info.state.order, info.made_at, info.path.name), reverse=True)


def info_of(path: Path) -> BackupInfo | None:
    """What the manifest of a backup says; None where the folder is no complete backup.

    Manifests written before they named an owner are whose keys lie beside them.
    """
    made = _manifest_of(path)
    if made is None:
        return None
    owner = made.owner or Owner(_vault_of(path))
    return BackupInfo(path, made.kind, made.made_at, made.state, made.size, made.lost, owner)


def own(backups: Path, mine: str) -> list[BackupInfo]:
    """The backups of the vault with this mark, the newest by its log first; none in a folder not made yet."""
    with told():
        there = backups.exists()
    return [info for info in listing(backups) if info.owner.vault == mine] if there else []


def difference(backups: Path, mine: str, db: sqlite3.Connection) -> Known | None:
    """Why one's own backups say that an open database is not the one used last; None where they do not.

    A data folder of an older day agrees with itself, anchor and all; what was backed up elsewhere since knows better.
    A backup that cannot be read now says nothing.
    """
    try:
        found = own(backups, mine)
    except Known:
        return None
    here = anchor.end_of(db)
    told_of = [info for info in found if info.state.epoch >= here.epoch and info.state.counts.get("changes")]
    if not told_of:
        return None
    newest = told_of[0]
    seq = newest.state.counts["changes"]
    row = db.execute("SELECT hash FROM changes WHERE seq = ?", (seq,)).fetchone()
    if newest.state.epoch == here.epoch and row is not None and row[0] == newest.state.head:
        return None
    made = f"{newest.made_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    if newest.state.order > (here.epoch, here.seq):
        return anchor.fault(
            "anchor.behind_backup",
            f"这个数据文件夹不是最后用的那一份：{made}的备份里变更记录已到第 {seq} 条，这里只到第 {here.seq} 条。"
            "整个文件夹可能被换成了以前的一份。",
        )
    return anchor.fault(
        "anchor.other",
        f"这份数据文件与{made}的备份不是同一份：变更记录第 {seq} 条不同，从那里或更早起被换过或重写过。",
    )


def due(backups: Path, mine: str, now: datetime, acts: int = 0) -> bool:
    """Whether the newest of one's own backups is not of this day of the hall, or lies far behind a log of so many acts.

    A clock that begins each morning at the same day, or stands still, must not leave the hall without backups.
    """
    with _told_of_backup():
        found = own(backups, mine)
    if not found or _day(found[0].made_at) != _day(now):
        return True
    return acts - found[0].state.counts.get("changes", 0) >= MOST_ACTS


def thin_out(
    backups: Path, mine: str, daily: int = 14, weekly: int = 8, *, just_made: Path | None = None
) -> list[Path]:
    """Delete one's own daily backups beyond the newest `daily` days and, before these, one a week for `weekly` weeks.

    Backups made by hand stay, and the one just made, of those before a migration the newest three. Days without
    a backup do not count, so a hall that was closed for a month keeps as many as any other. Returns what was
    deleted.
    """
    found = own(backups, mine)
    routine = [info for info in found if info.kind == "daily"]
    newest = [next(group) for _, group in groupby(routine, key=lambda info: _day(info.made_at))]
    weeks = [
        next(group)
        for _, group in groupby(newest[daily:], key=lambda info: _day(info.made_at).isocalendar()[:2])
    ]
    migrations = [info for info in found if info.kind == "migration"]
    kept = {just_made, *(info.path for info in (*newest[:daily], *weeks[:weekly], *migrations[:3]))}
    gone = [info.path for info in found if info.kind != "manual" and info.path not in kept]
    for path in gone:
        # Renamed first: a backup is there as a whole or not at all.
        leaving = path.rename(_unfinished(backups, mine, path.name))
        shutil.rmtree(leaving, ignore_errors=True)
    return gone


def state_of(db: sqlite3.Connection) -> State:
    """The schema, the end of the change chain and the row counts of an open database."""
    last = db.execute("SELECT hash FROM changes ORDER BY seq DESC LIMIT 1").fetchone()
    revision = db.execute("SELECT version_num FROM alembic_version").fetchone()
    counts = {
        table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
        for table in COUNTED
    }
    return State(revision[0] if revision else "", last[0] if last else "", counts, anchor.epoch_of(db))


def _owner_of(db: sqlite3.Connection) -> Owner:
    hall = db.execute("SELECT name FROM halls").fetchone()
    desk = db.execute("SELECT id, name FROM desks ORDER BY id LIMIT 1").fetchone()
    return Owner("", desk[0] if desk else "", hall[0] if hall else "", desk[1] if desk else "")


def _copy_database(
    engine: Engine, target: Path, key: bytes, progress: Progress
) -> tuple[State, Owner, list[str]]:
    """Copy one consistent state; acts that commit meanwhile are not in it. Returns it, whose it is, its attachments."""
    from sqlcipher3 import dbapi2 as sqlcipher

    make_private(target)
    pooled = engine.raw_connection()
    source = cast("Any", pooled.driver_connection)
    copy = sqlcipher.connect(str(target), isolation_level=None)
    try:
        copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        source.execute("BEGIN")
        state, owner = state_of(source), _owner_of(source)
        digests = [row[0] for row in source.execute("SELECT DISTINCT digest FROM attachments")]
        source.backup(
            copy, pages=PAGES_A_STEP, progress=lambda _status, left, total: progress(total - left, total)
        )
    finally:
        copy.close()
        if source.in_transaction:
            source.execute("ROLLBACK")
        pooled.close()
    sync_file(target)
    return state, owner, digests


def check_copy(database: Path, key: bytes, expected: State | None) -> State:
    """Open a copy as the desk would and see that it is sound; `expected` is what it must hold."""
    from sqlcipher3 import dbapi2 as sqlcipher

    engine = vault.open_engine(database, key)
    try:
        with vault.in_hand(engine) as db:
            said = [row[0] for row in db.execute("PRAGMA quick_check")]
            sealed = db.execute("PRAGMA cipher_integrity_check").fetchall()
            state = state_of(db)
    except sqlcipher.Error as error:
        raise unsound() from error  # a database, but not one of ours
    finally:
        engine.dispose()
    if said != ["ok"] or sealed or (expected is not None and state != expected):
        raise unsound()
    return state


def unsound() -> Known:
    """The fault of a copy that is damaged, or does not hold what it says."""
    return Known(
        "backup.unsound",
        "备份没有通过检查。",
        "正在使用的数据没有受影响，其他备份也都在。",
        "请检查备份所在的磁盘，然后重新备份；恢复时请换一份备份。",
    )


def _copy_attachments(
    folder: Path, backups: Path, key: bytes, digests: Iterable[str], progress: Progress
) -> int:
    """Bring what is not there yet into the backups' own store; returns how many could not be read."""
    wanted = [digest for digest in digests if not attachments.place(backups, digest).exists()]
    lost = 0
    for done, digest in enumerate(wanted, 1):
        try:
            attachments.load(folder, key, digest)
        except Known as fault:
            if not fault.code.startswith("attachment."):
                raise
            lost += 1
        else:
            copy_durably(attachments.place(folder, digest), attachments.place(backups, digest))
        progress(done, len(wanted))
    return lost


def _unfinished(backups: Path, mine: str, name: str) -> Path:
    return backups / f"{UNFINISHED}{mine}-{name}"


def _clear_unfinished(backups: Path, mine: str) -> None:
    """What another desk has begun may be its backup under way."""
    for left in backups.glob(f"{UNFINISHED}*"):
        if left.name.startswith(f"{UNFINISHED}{mine}-") or _vault_of(left) == mine:
            shutil.rmtree(left, ignore_errors=True)


def _settle(unfinished: Path, backups: Path, name: str) -> Path:
    """Give a complete backup its name; another desk may take the same one in the same moment."""
    while True:
        final = free_name(backups, name)
        try:
            return unfinished.rename(final)
        except OSError:
            if not final.exists():
                raise


def _manifest_of(path: Path) -> _Manifest | None:
    try:
        return read_note(path / MANIFEST, _Manifest)
    except Known:
        return None


def _vault_of(path: Path) -> str:
    try:
        return keys.vault_mark(path)
    except Known:
        return ""


def _day(at: datetime) -> date:
    return at.astimezone(CHINA).date()


@contextmanager
def _told_of_backup() -> Iterator[None]:
    """Within this, a fault of the machine is one of the backup; bugs and a cancelled backup leave as they are."""
    try:
        yield
    except Exception as error:
        known = translate(error)
        if known is None:
            raise
        raise _failed(known) from error


def _failed(cause: Known) -> Known:
    return replace(
        cause,
        code=cause.code if cause.code.startswith("backup.") else "backup.failed",
        happened="备份没有做成：备份所在的磁盘空间不够。"
        if cause.code == "disk.full"
        else f"备份没有做成：{cause.happened}",
        safe="正在使用的数据没有受影响，原有的备份也都在。",
        todo="请检查备份所在磁盘的空间和权限，或在设置中换一个备份文件夹，然后再备份一次。",
        detail=cause.code,
    )
