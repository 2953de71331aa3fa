"""Putting a backup in place of a vault: what was there is moved aside, never overwritten or deleted."""

import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import cast

from zqdesk.records import attachments, keys, schema, vault
from zqdesk.records.backup import UNFINISHED, Progress, check_copy, ignore_progress
from zqdesk.records.faults import told
from zqdesk.records.files import copy_durably, free_name, make_folder, move_durably, sync_folder
from zqdesk.records.register import CHINA


def restore(
    folder: Path, backup: Path, key: bytes, now: datetime, *, progress: Progress = ignore_progress
) -> Path | None:
    """Put a backup in place of the present files, which are moved into `replaced-<time>` and never deleted.

    `key` is the key in the backup's own keys.json. The vault must be closed. Works when the present files
    are missing or damaged; everything is copied and checked before the first of them moves. Returns where
    the replaced files are, or None where there were none.
    """
    fresh = folder / f"{UNFINISHED}restore"
    aside = free_name(folder, f"replaced-{now.astimezone(CHINA):%Y%m%d-%H%M%S}")
    with told():
        make_folder(folder)
        shutil.rmtree(fresh, ignore_errors=True)
        make_folder(fresh)
        try:
            digests = _prepare(backup, fresh, key)
            for done, digest in enumerate(digests, 1):
                _bring_attachment(digest, folder, backup.parent, aside, key)
                progress(done, len(digests))
            _swap(folder, fresh, aside)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return aside if aside.exists() else None


def _prepare(backup: Path, fresh: Path, key: bytes) -> list[str]:
    """Copy database and keys of a backup beside the vault, check the copy, and list its attachments."""
    for name in (vault.DATABASE, keys.KEYS):
        copy_durably(backup / name, fresh / name)
    check_copy(fresh / vault.DATABASE, key, None)
    engine = vault.open_engine(fresh / vault.DATABASE, key)
    try:
        schema.refuse_newer(engine)
        pooled = engine.raw_connection()
        db = cast("sqlite3.Connection", pooled.driver_connection)
        digests = [row[0] for row in db.execute("SELECT DISTINCT digest FROM attachments")]
        pooled.close()
    finally:
        engine.dispose()
    return digests


def _bring_attachment(digest: str, folder: Path, backups: Path, aside: Path, key: bytes) -> None:
    here, there = attachments.place(folder, digest), attachments.place(backups, digest)
    if there.exists() and any(attachments.verify_all(folder, key, [digest])):
        if here.exists():
            move_durably(here, attachments.place(aside, digest))
        copy_durably(there, here)


def _swap(folder: Path, fresh: Path, aside: Path) -> None:
    # The write-ahead log goes first: left beside another database it would be played into that one. At every
    # moment the database or its keys are in place, so that nobody is offered to set up an empty desk.
    for name in (f"{vault.DATABASE}-wal", f"{vault.DATABASE}-shm", vault.DATABASE):
        if (folder / name).exists():
            move_durably(folder / name, aside / name)
    (fresh / vault.DATABASE).rename(folder / vault.DATABASE)
    if (folder / keys.KEYS).exists():
        copy_durably(folder / keys.KEYS, aside / keys.KEYS)
    (fresh / keys.KEYS).replace(folder / keys.KEYS)
    sync_folder(folder)
