"""What stands beside the rows: the search index, the scans, and the backups, which know how the log went."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from zqdesk.records import attachments, backup, changes, indexing, keys, vault
from zqdesk.records.checks.finding import Finding, driver
from zqdesk.records.faults import Known, told
from zqdesk.records.tables.case import Attachment


def search_index(session: Session) -> Iterator[Finding]:
    db = driver(session)
    held = {
        row[0]: row[1:] for row in db.execute("SELECT record_id, kind, title, detail FROM search_entries")
    }
    wrong = 0
    for entry in indexing.everything(db):
        wrong += held.pop(entry.record_id, None) != (entry.kind, entry.title, entry.detail)
    indexed = db.execute("SELECT count(*) FROM search_index").fetchone()[0]
    entries = db.execute("SELECT count(*) FROM search_entries").fetchone()[0]
    wrong += len(held) + abs(indexed - entries)
    if wrong:
        text = f"有 {wrong} 条与数据不符，可能搜不到；数据本身没有问题，重建检索目录即可。"
        yield Finding("search.incomplete", "检索目录", text)


def scans(folder: Path, key: bytes, engine: Engine) -> Iterator[Finding]:
    try:
        with told(), Session(engine) as session:
            rows = session.execute(select(Attachment.digest, Attachment.id, Attachment.case_id)).all()
    except Known:
        return  # the file's own findings say why
    where = {digest: f"attachments {row_id}（cases {case_id}）" for digest, row_id, case_id in rows}
    for fault in attachments.verify_all(folder, key, where):
        yield Finding(fault.code, where.get(fault.detail, fault.detail), f"{fault.happened}{fault.todo}")


def backups(folder: Path, key: bytes, session: Session, kept: Path) -> Iterator[Finding]:
    """The log still holds every act as the backups in `kept` have it, and the newest backup can be opened.

    Whoever has the key can write the log anew from some act on, chain and all; not so in a copy on another disk.
    Backups of before the last restore are left out: what came after them there was given up by that act.
    """
    mine = backup.own(kept, keys.vault_mark(folder))
    if mine:
        yield from _opens(mine[0], key)
    epoch = backup.state_of(driver(session)).epoch
    table = changes.changes
    for info in mine:
        state = info.state
        if state.epoch != epoch or not state.counts.get("changes"):
            continue
        seq = state.counts["changes"]
        held = session.scalar(select(table.c.hash).where(table.c.seq == seq))
        if held != state.head:
            text = f"备份“{info.path.name}”里的第 {seq} 条与现在的不同：备份以后变更记录被重写或截短过，请与它对照。"
            yield Finding("changes.rewritten", f"变更记录第 {seq} 条", text)


def _opens(newest: backup.BackupInfo, key: bytes) -> Iterator[Finding]:
    try:
        with told():
            backup.check_copy(newest.path / vault.DATABASE, key, newest.state)
    except Known as fault:
        text = f"最近的这份备份打不开或已损坏，请马上重新备份。（{fault.happened}）"
        yield Finding("backup.unsound", newest.path.name, text)
