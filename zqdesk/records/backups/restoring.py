"""Putting a backup in place of a vault: what was there is moved aside, never overwritten or deleted."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from zqdesk.records import anchor, attachments, keys, replacing, schema, vault
from zqdesk.records.backups.backup import BackupInfo, Progress, check_copy, ignore_progress, unsound
from zqdesk.records.faults import Known, told, translate
from zqdesk.records.files import copy_durably, free_name, make_folder, move_durably
from zqdesk.records.register import CHINA


def restore(
    folder: Path,
    backup: BackupInfo,
    key: bytes,
    now: datetime,
    record: Callable[[Engine], object],
    *,
    with_keys: bool,
    progress: Progress = ignore_progress,
) -> Path | None:
    """Put a backup in place of the present files, which are moved into `replaced-<time>` and never deleted.

    The vault must be closed, its folder held. `record` writes the act of restoring into the copy, once it is checked
    and of the newest schema. The keys in place stay, so that who had none any more gets none back; `with_keys` the
    backup's come too. Works when the present files are missing or damaged; everything is copied and checked before
    the first of them moves, and a cut at any moment leaves all of the old or all of the new. Returns where the
    replaced files are, or None where there were none.
    """
    fresh = folder / replacing.READY
    aside = free_name(folder, f"replaced-{now.astimezone(CHINA):%Y%m%d-%H%M%S}")
    with told():
        make_folder(folder)
        shutil.rmtree(fresh, ignore_errors=True)
        make_folder(fresh)
        try:
            if with_keys:
                copy_durably(backup.path / keys.KEYS, fresh / keys.KEYS)
            digests = _prepare(backup, fresh / vault.DATABASE, key, record)
            for done, digest in enumerate(digests, 1):
                _bring_attachment(digest, folder, backup.path.parent, aside, key)
                progress(done, len(digests))
            replacing.replace(folder, aside)
        except OSError as error:
            if (folder / replacing.COMING).exists():
                raise _begun(error) from error
            raise
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return aside if aside.exists() else None


def _begun(error: OSError) -> Known:
    cause = translate(error)
    return Known(
        "restore.unfinished",
        f"备份已经检查无误，放到位时出了错：{cause.happened if cause else '文件移动不了。'}",
        "原来的文件和备份都在，没有删除任何文件。",
        "请排除故障后退出，重新打开工作台：恢复会自动做完。",
        cause.code if cause else f"errno {error.errno}",
    )


def _prepare(backup: BackupInfo, database: Path, key: bytes, record: Callable[[Engine], object]) -> list[str]:
    """Copy a backup's database beside the vault, check it, bring it up to date, and list its attachments."""
    copy_durably(backup.path / vault.DATABASE, database)
    if check_copy(database, key, None).head != backup.state.head:
        raise unsound()
    engine = vault.open_engine(database, key)
    try:
        schema.upgrade(engine)
        record(engine)
        with vault.in_hand(engine) as db:
            anchor.Keeper(database.parent, key).begin(db)
            digests = [row[0] for row in db.execute("SELECT DISTINCT digest FROM attachments")]
    finally:
        engine.dispose()
    vault.fold(database, key)
    return digests


def _bring_attachment(digest: str, folder: Path, backups: Path, aside: Path, key: bytes) -> None:
    here, there = attachments.place(folder, digest), attachments.place(backups, digest)
    if there.exists() and any(attachments.verify_all(folder, key, [digest])):
        if here.exists():
            move_durably(here, attachments.place(aside, digest))
        copy_durably(there, here)
