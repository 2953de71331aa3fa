"""How far the change log had come, kept beside the database: an older file, or one that lost its end, is noticed.

The chain of the log says that nothing inside it was changed, not that its end is there. So the last act (epoch, number,
hash) stands in the file `anchor` too, under a seal of the database key, and is written again after every act that was
committed. The anchor is never ahead of the log: a database that does not hold the act it names is not the one that
was used last. The epoch counts how often a database was put in place of another; (epoch, number) only ever rises.

The file has two places, used in turn: a write that is torn leaves the other. An anchor that could not be written is an
older one, which still holds.

A whole folder of last month agrees with itself, anchor and all. So the user's own folder on this PC remembers the same of
every data folder that was opened for work: the memory. It proves nothing by being absent, unreadable or older.
"""

import hashlib
import hmac
import os
import sqlite3
import struct
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zqdesk import log, paths
from zqdesk.records.chain import GENESIS
from zqdesk.records.faults import Known, told
from zqdesk.records.files import make_folder, overwrite_durably, write_durably, write_private

FILE = "anchor"
RESTORES = "restores"
"""The series of numbers that counts how often a database was put in place of another: the epoch. A desk of a town has one of its own."""
ANCHORED = 0x7A716131
"""`application_id` of a database that has an anchor: a file that is gone then was taken away."""
PLACE_BYTES = 512
_FACTS = struct.Struct(">QQ32s")


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """The last act of a log: how often the database was replaced before it, its number and its hash."""

    epoch: int = 0
    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True)
class Keeper:
    """Keeps the anchor of one data folder."""

    folder: Path
    key: bytes
    _one_at_a_time: Lock = field(default_factory=Lock, compare=False)

    def held(self) -> Anchor | None:
        """The anchor as it stands in the file; None where there is no file. A damaged one is a known fault."""
        places = self._places()
        if places is None:
            return None
        if not any(places):
            raise fault(
                "anchor.damaged",
                "记着最后一次办理的文件 anchor 已损坏，不能确认数据文件是不是最后用的那一份。",
            )
        return max(filter(None, places))

    def furthest(self) -> Anchor | None:
        """The last act that is known of, by the anchor or by the memory, whatever became of either."""
        try:
            held = self.held()
        except Known:
            held = None
        return max(filter(None, (held, self._remembered())), default=None)

    def begin(self, db: sqlite3.Connection) -> None:
        """Anchor a database for the first time, or anew where it has taken another's place."""
        content = self._sealed(end_of(db))
        write_durably(self.folder / FILE, content + content)
        if db.execute("PRAGMA application_id").fetchone()[0] != ANCHORED:
            db.execute(f"PRAGMA application_id = {ANCHORED}")

    def keep(self, anchor: Anchor) -> None:
        """Move the anchor on to an act that was committed. Never fails: the act is kept, and an older anchor holds too."""
        try:
            with self._one_at_a_time:
                places = self._places()
                if places is None or anchor <= max(filter(None, places), default=Anchor()):
                    return
                older = min((0, 1), key=lambda n: places[n] or Anchor())
                overwrite_durably(self.folder / FILE, older * PLACE_BYTES, self._sealed(anchor))
                remembered = self._remembered()
                if remembered is not None and remembered < anchor:
                    self._remember(anchor)
        except (OSError, Known) as error:
            log.failure("anchor.not_kept", error)

    def difference(self, db: sqlite3.Connection) -> Known | None:
        """Why a database is not the one that was used last, as a known fault; None where it is."""
        try:
            anchor = self.held()
        except Known as unreadable:
            return unreadable
        if anchor is None:
            anchored = db.execute("PRAGMA application_id").fetchone()[0] == ANCHORED
            return fault("anchor.missing", "记着最后一次办理的文件 anchor 不见了。") if anchored else None
        last = end_of(db)
        if anchor.seq == 0 or _hash_of(db, anchor.seq) == anchor.hash:
            return self._forgotten(db, last)
        if last.seq < anchor.seq:
            return fault(
                "anchor.behind",
                f"这份数据文件不是最后用的那一份：变更记录办到过第 {anchor.seq} 条，这里只到第 {last.seq} 条。"
                "它被换成了以前的一份，或在断电、磁盘出错时丢了最后的几条。",
            )
        return fault(
            "anchor.other",
            f"这份数据文件不是最后用的那一份：变更记录第 {anchor.seq} 条与办理时的不同，从那里或更早起被换过或重写过。",
        )

    def refuse_other(self, db: sqlite3.Connection) -> None:
        """Refuse a database that is not the one used last; one from before there were anchors gets its first."""
        different = self.difference(db)
        if different is not None:
            raise different
        if self._places() is None:
            with told():
                self.begin(db)
        last = end_of(db)
        if self._remembered() != last:
            self._remember(last)

    def _forgotten(self, db: sqlite3.Connection, last: Anchor) -> Known | None:
        """What this PC remembers of a folder that agrees with itself and is not what it was; an older epoch was given up."""
        remembered = self._remembered()
        if remembered is None or remembered.epoch < last.epoch or remembered.seq == 0:
            return None
        if remembered > last:
            return fault(
                "anchor.behind_memory",
                f"这个数据文件夹不是最后用的那一份：这台电脑上办到过第 {remembered.seq} 条变更记录，"
                f"这里只到第 {last.seq} 条。整个文件夹（连同 anchor）可能被换成了以前的一份。",
            )
        if _hash_of(db, remembered.seq) == remembered.hash:
            return None
        return fault(
            "anchor.other",
            f"这个数据文件夹不是这台电脑上用的那一份：变更记录第 {remembered.seq} 条与当时办的不同，从那里或更早起被换过或重写过。",
        )

    def _remembered(self) -> Anchor | None:
        try:
            return self._opened(self._memory.read_bytes())
        except OSError:
            return None

    def _remember(self, anchor: Anchor) -> None:
        # Not waited for: what a power cut takes of it leaves an older memory or none, and either does no harm.
        try:
            make_folder(self._memory.parent)
            write_private(self._memory, self._sealed(anchor))
        except OSError as error:
            log.failure("anchor.not_remembered", error)

    @cached_property
    def _memory(self) -> Path:
        """One file for each vault at each place: a copy that is looked at elsewhere is not this one."""
        where = os.path.normcase(self.folder.resolve()).encode("utf-8", "surrogateescape")
        name = hmac.new(self._secret, b"memory " + where, hashlib.sha256).hexdigest()
        return paths.user_dir() / f"known-{name[:32]}"

    def _places(self) -> list[Anchor | None] | None:
        """What stands in the two places, None for one that was torn; None altogether where there is no file."""
        with told():
            try:
                content = (self.folder / FILE).read_bytes()
            except FileNotFoundError:
                return None
        return [self._opened(content[n * PLACE_BYTES : (n + 1) * PLACE_BYTES]) for n in (0, 1)]

    def _sealed(self, anchor: Anchor) -> bytes:
        facts = _FACTS.pack(anchor.epoch, anchor.seq, bytes.fromhex(anchor.hash))
        return (facts + self._seal(facts)).ljust(PLACE_BYTES, b"\0")

    def _opened(self, place: bytes) -> Anchor | None:
        facts, seal = place[: _FACTS.size], place[_FACTS.size : _FACTS.size + 32]
        if not hmac.compare_digest(self._seal(facts), seal):
            return None
        epoch, seq, digest = _FACTS.unpack(facts)
        return Anchor(epoch, seq, digest.hex())

    def _seal(self, facts: bytes) -> bytes:
        return hmac.new(self._secret, facts, hashlib.sha256).digest()

    @cached_property
    def _secret(self) -> bytes:
        return HKDF(SHA256(), 32, salt=None, info=b"zqdesk anchor").derive(self.key)


def end_of(db: sqlite3.Connection) -> Anchor:
    """Where the log of an open database ends."""
    last = db.execute("SELECT seq, hash FROM changes ORDER BY seq DESC LIMIT 1").fetchone()
    return Anchor(epoch_of(db), *(last or (0, GENESIS)))


def epoch_of(db: sqlite3.Connection) -> int:
    """How often an open database was put in place of another; what other desks of the town did counts for nothing."""
    row = db.execute(
        "SELECT max(last) FROM number_series WHERE series IN (?, ?)", (RESTORES, restores(_desk_of(db)))
    ).fetchone()
    return int(row[0] or 0)


def restores(desk_id: str) -> str:
    """The series of a desk that is enrolled; one that works alone counts in the plain one."""
    return f"{RESTORES}/{desk_id}" if desk_id else RESTORES


def _desk_of(db: sqlite3.Connection) -> str:
    """The id of an enrolled desk; empty where it works alone, or is of a program before there were districts."""
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'exchange_state'").fetchone() is None:
        return ""
    row = db.execute("SELECT desk_id FROM exchange_state").fetchone()
    return str(row[0]) if row else ""


def _hash_of(db: sqlite3.Connection, seq: int) -> str:
    row = db.execute("SELECT hash FROM changes WHERE seq = ?", (seq,)).fetchone()
    return str(row[0]) if row else ""


def fault(code: str, happened: str) -> Known:
    """That a database is not the one used last, with what can be done about it."""
    return Known(
        code,
        happened,
        "没有改动任何文件，备份也都在。",
        "请先停止办理。有原来的数据文件的，把它和 anchor 一起放回；没有的，从最近的备份恢复。"
        "核对以后确实要接着用这一份的，由管理员或用恢复码在“接着用这一份…”里办，会记入变更记录。",
    )
