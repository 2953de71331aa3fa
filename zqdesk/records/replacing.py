"""Putting files in place of others so that a cut at any moment leaves the old or the new ones, and all of them.

What is to come is made ready in a folder, which is named `restoring` once it is complete. From then on the files in
place are old: they move aside, the new ones follow, and the folder goes last. `finish` goes on wherever it was cut,
before anybody opens the database.
"""

import shutil
from pathlib import Path

from zqdesk.records.files import move_durably, sync_folder, write_durably

READY, COMING = ".unfinished-restore", "restoring"
ASIDE = "aside"
"""In the folder of what is to come: the name of the folder that takes the old files."""
COMPANIONS = ("-wal", "-shm", "")
"""The write-ahead log belongs to its database: beside another one it would be played into that."""


def replace(folder: Path, aside: Path) -> None:
    """Put every file in `READY` in place; what had its name, and its log, moves into `aside`, a name in `folder`.

    Nobody holds the files open.
    """
    write_durably(folder / READY / ASIDE, aside.name.encode())
    (folder / READY).rename(folder / COMING)
    sync_folder(folder)
    finish(folder)


def finish(folder: Path) -> None:
    """Go on with what was cut off, and throw away what never became complete; does nothing where nothing was cut."""
    shutil.rmtree(folder / READY, ignore_errors=True)
    coming = folder / COMING
    if not coming.exists():
        return
    marker = coming / ASIDE
    for new in sorted(coming.iterdir()):
        if new == marker:
            continue
        aside = folder / marker.read_text()
        for name in (f"{new.name}{suffix}" for suffix in COMPANIONS):
            if (folder / name).exists():
                move_durably(folder / name, aside / name)
        move_durably(new, folder / new.name)
    marker.unlink(missing_ok=True)
    coming.rmdir()
    sync_folder(folder)
