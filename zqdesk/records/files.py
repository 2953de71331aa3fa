"""Writing files of the vault: for their owner only, and whole or not at all, also through a power cut."""

import os
import shutil
from pathlib import Path
from typing import TypeVar

import msgspec

from zqdesk.records.faults import told

T = TypeVar("T")


def make_folder(folder: Path) -> None:
    """A folder that only its owner can look into."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def make_private(path: Path) -> None:
    """An empty file that only its owner can read; one that is there already is kept as it is."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


LARGEST_NOTE = 1 << 20


def read_note(path: Path, kind: type[T]) -> T | None:
    """What a small JSON file of our own says; None where it is missing, damaged, impossible or made to do harm.

    One that is there and cannot be read is a known fault.
    """
    with told():
        try:
            with path.open("rb") as stream:
                content = stream.read(LARGEST_NOTE + 1)
        except FileNotFoundError:
            return None
    try:
        return None if len(content) > LARGEST_NOTE else msgspec.json.decode(content, type=kind)
    except (ValueError, RecursionError, msgspec.MsgspecError):
        return None


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file at once or not at all; a full or read-only disk is a known fault."""
    part = path.with_name(path.name + ".part")
    with told():
        # A part left by a crash may have been made by anybody; it must not hand its permissions on.
        part.unlink(missing_ok=True)
        make_private(part)
        try:
            with part.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)  # what could not be finished must not fill the disk up
            raise
        sync_folder(path.parent)


def write_private(path: Path, content: bytes) -> None:
    """Write over a small file in place, without waiting for the disk."""
    make_private(path)
    with path.open("rb+", buffering=0) as stream:
        stream.write(content)


def overwrite_durably(path: Path, place: int, content: bytes) -> None:
    """Write over a part of a file that is there, so small that a disk writes it at once."""
    with path.open("rb+", buffering=0) as stream:
        stream.seek(place)
        stream.write(content)
        os.fsync(stream.fileno())


def sync_file(path: Path) -> None:
    """Wait until the content of a file is on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows keeps them by itself."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file so that its new name never stands for half of it."""
    if not target.parent.exists():
        make_folder(target.parent)
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    make_private(part)
    with source.open("rb") as reading, part.open("wb") as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)
    sync_file(part)
    part.replace(target)
    sync_folder(target.parent)


def move_durably(source: Path, target: Path) -> None:
    """Move a file within a disk, making the folder it goes to."""
    make_folder(target.parent)
    source.rename(target)
    sync_folder(target.parent)
    sync_folder(source.parent)


def free_name(parent: Path, name: str) -> Path:
    """A folder name that is not taken, also when two fall into the same second or the clock was set back."""
    path, number = parent / name, 2
    while path.exists():
        path, number = parent / f"{name}-{number}", number + 1
    return path
