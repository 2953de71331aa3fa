"""Scans that nothing names: stored before the act that would have named them, and the power went in between.

They are encrypted like all others and harm nobody, but fill the disk. What is young stays, for its act may still be on
its way; what any act, draft or row ever named stays too.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from zqdesk.records.attachments import FOLDER
from zqdesk.records.faults import told
from zqdesk.records.files import sync_folder

AGE_DAYS = 7
_A_DAY = 86_400
_NAME = re.compile(r"[0-9a-f]{64}(\.part)?")
_NAMED_BY = (
    "SELECT 1 FROM attachments WHERE digest = ?",
    "SELECT 1 FROM drafts WHERE instr(content, ?) LIMIT 1",
    "SELECT 1 FROM changes WHERE instr(fields, ?) LIMIT 1",
)


def unused(folder: Path, db: sqlite3.Connection) -> Iterator[Path]:
    """Every file of a scan that neither a row nor an act nor a draft names; what else lies there is not ours."""
    with told():
        found = sorted(path for path in (folder / FOLDER).glob("*") if _NAME.fullmatch(path.name))
        known = {row[0] for row in db.execute("SELECT digest FROM attachments")}
        for path in found:
            name = path.name[:64]
            whole = path.suffix == ""
            if not whole or (
                name not in known and not any(db.execute(each, (name,)).fetchone() for each in _NAMED_BY)
            ):
                yield path


def sweep(folder: Path, db: sqlite3.Connection, backup: Path) -> int:
    """Remove those that were there days before this backup was made; returns how many.

    Ages are told by the files themselves, of the folder and of the backup, and not by the clock of today.
    """
    gone = 0
    with told():
        made = backup.stat().st_mtime
    for path in list(unused(folder, db)):
        with suppress(OSError):  # the next backup comes by again
            if made - path.stat().st_mtime > AGE_DAYS * _A_DAY:
                path.unlink()
                gone += 1
    if gone:
        with suppress(OSError):
            sync_folder(folder / FOLDER)
    return gone
