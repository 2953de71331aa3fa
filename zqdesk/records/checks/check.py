"""Whether everything kept is as it was written: the file, its guards, the log, the rows, the index, scans, backups."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import msgspec
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from zqdesk.records import anchor, sweeping, vault
from zqdesk.records.backups import backup
from zqdesk.records.checks import beside, log, numbers, structure
from zqdesk.records.checks.finding import MOST, Finding
from zqdesk.records.faults import Known, told

Progress = Callable[[str], object]


def run(
    folder: Path,
    key: bytes,
    engine: Engine,
    progress: Progress = lambda _title: None,
    backups: Path | None = None,
) -> list[Finding]:
    """Check the whole vault; an empty list means all is well. Reads everything, changes nothing.

    `backups` is the folder of its backups, by default its own.
    """
    kept = backups or folder / backup.FOLDER
    with suppress(Known), vault.in_hand(engine) as db:
        # What a cut has torn in the file lies whole in its log: the seals are those of the file.
        db.execute("PRAGMA wal_checkpoint(PASSIVE)")
    findings: list[Finding] = []
    for title, part in (
        ("数据文件", structure.sealed),
        ("数据库结构", structure.sound),
        ("触发器和索引", structure.guards),
        ("变更记录", log.chain),
        ("最后一次办理", lambda session: log.end(session, anchor.Keeper(folder, key))),
        ("变更记录的归档", log.subjects),
        ("数据与变更记录的一致", log.rows),
        ("检索目录", beside.search_index),
        ("编号", numbers.numbers),
        ("钥匙文件", lambda session: beside.key_file(folder, session)),
        ("区里收到的记录", beside.district),
        ("备份", lambda session: beside.backups(folder, key, session, kept)),
    ):
        progress(title)
        try:
            with told(), Session(engine) as session:
                _add(findings, part(session))
        except Known as fault:
            findings.append(Finding(fault.code, title, f"{fault.happened}{fault.todo}"))
        except (ValueError, msgspec.MsgspecError):
            # A damaged page may come back as garbage instead of an error.
            findings.append(Finding("database.damaged", title, "有内容无法解读，请从备份恢复。"))
    progress(f"附件{_unused(folder, engine)}")
    _add(findings, beside.scans(folder, key, engine))
    return findings


def _unused(folder: Path, engine: Engine) -> str:
    """How many files no row names: no fault, the next backup but a few sweeps them."""
    with suppress(Known), vault.in_hand(engine) as db:
        count = sum(1 for _ in sweeping.unused(folder, db))
        return f"（另有 {count} 个没有用到的文件，一周后随备份清除）" if count else ""
    return ""


def _add(findings: list[Finding], found: Iterator[Finding]) -> None:
    # One by one: what was found before the file could be read no further counts most.
    findings.extend(islice(found, MOST))
