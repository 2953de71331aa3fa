"""What stands beside the rows: the search index, the scans, and the backups, which know how the log went."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from zqdesk.records import attachments, changes, indexing, keys, vault
from zqdesk.records.backups import backup
from zqdesk.records.checks.finding import Finding, driver
from zqdesk.records.faults import Known, told
from zqdesk.records.tables.case import Attachment
from zqdesk.records.tables.exchange import exchange_state
from zqdesk.records.tables.staff import Account


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


def district(session: Session) -> Iterator[Finding]:
    """The log still holds the last own act that the district has, as it sent it; nothing is asked while the two look
    for a common point, nor at a desk of no district.
    """
    state = session.execute(select(exchange_state)).one_or_none()
    if state is None or not state.received or state.phase:
        return
    table = changes.changes
    own = select(table.c.hash).where(table.c.desk_id == state.desk_id, table.c.number == state.received)
    if state.received_hash.hex() not in session.scalars(own).all():
        text = f"区里收到的本机第 {state.received} 条与现在的不同：报送以后变更记录被重写或截短过，请联系区里对照。"
        yield Finding("changes.rewritten", f"变更记录本机第 {state.received} 条", text)


def _opens(newest: backup.BackupInfo, key: bytes) -> Iterator[Finding]:
    """The newest backup as a restore would need it: database, keys and every scan."""
    try:
        with told():
            backup.check_copy(newest.path / vault.DATABASE, key, newest.state)
            yield from _keys(newest)
            engine = vault.open_engine(newest.path / vault.DATABASE, key)
            try:
                with vault.in_hand(engine) as db:
                    digests = [row[0] for row in db.execute("SELECT DISTINCT digest FROM attachments")]
            finally:
                engine.dispose()
            harmed = len(list(attachments.verify_all(newest.path.parent, key, digests)))
    except Known as fault:
        text = f"最近的这份备份打不开或已损坏，请马上重新备份。（{fault.happened}）"
        yield Finding("backup.unsound", newest.path.name, text)
        return
    if harmed > newest.lost:
        text = f"最近的这份备份里有 {harmed} 个附件缺失或损坏，请检查备份所在的磁盘，把坏的附件文件删掉后重新备份。"
        yield Finding("backup.scans", newest.path.name, text)


def _keys(newest: backup.BackupInfo) -> Iterator[Finding]:
    if not keys.has_recovery(keys.load(newest.path)):
        text = "最近的这份备份里没有恢复码的钥匙，keys.json 丢了时打不开它，请更换恢复码后重新备份。"
        yield Finding("backup.unsound", newest.path.name, text)


def key_file(folder: Path, session: Session) -> Iterator[Finding]:
    """The key file opens for the accounts in use and the recovery code, and for nobody else."""
    held = keys.load(folder)
    if not keys.has_recovery(held):
        text = "里面没有恢复码的钥匙，口令都忘了就打不开数据。请管理员更换一份恢复码。"
        yield Finding("keys.no_recovery", keys.KEYS, text)
    logins = list(session.scalars(select(Account.login).where(Account.active)))
    missing, strange = keys.unsettled(held, logins)
    for login in missing:
        yield Finding("keys.no_passphrase", f"账号 {login}", "这个账号没有口令，请管理员给它设一个。")
    if strange:
        text = (
            f"里面有 {strange} 把钥匙不属于任何在用的账号；下次登录时会自动删掉，反复出现请联系管理员查明。"
        )
        yield Finding("keys.of_nobody", keys.KEYS, text)
