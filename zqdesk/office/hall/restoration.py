"""Restoring a backup: who may, the act it leaves in the log, and the numbers that must not be given out again."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall import numbers, setup, staff
from zqdesk.office.hall.access import require
from zqdesk.records import anchor, keys, schema, vault
from zqdesk.records.anchor import Anchor
from zqdesk.records.backups import backup, restoring
from zqdesk.records.backups.backup import BackupInfo, Progress, ignore_progress
from zqdesk.records.changes import changes
from zqdesk.records.faults import Known, told
from zqdesk.records.register import CHINA, Actor, Register, Work
from zqdesk.records.tables.exchange import exchange_state
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role

HOLDER = Actor("", "恢复码持有人", frozenset({Role.ADMINISTRATOR}))
"""Who restores with the recovery code: nobody knows more than that they had it."""
_UNKNOWN_NUMBERS = "请先对照纸面，把那以后的申请、文书和收付逐件补录；新给出的编号可能与那些纸面上的重复，核对清楚以后再出具文书。"
_PASSING = frozenset({"disk.full", "disk.read_only", "database.locked", "memory.full"})
"""Faults that say nothing against the database they were met at."""


@frozen
class Log:
    """How far a database has come: its last change and the day of that."""

    seq: int
    on: date | None


@frozen
class Present:
    """What the database to be replaced says: its log, the numbers it has given out, who is asking."""

    log: Log
    handed_out: dict[str, int]
    actor: Actor | None


@frozen
class Restored:
    """How it ended: where the replaced files are, and what the log and the screen say of it."""

    aside: Path | None
    text: str


@frozen
class _Way:
    """The way in: the key, who comes, whether by the backup's own keys, and today's database if it can be read."""

    key: bytes
    actor: Actor
    with_keys: bool
    present: Present | None
    anchor: Anchor | None


def backups_in(folder: Path, backups: Path) -> tuple[tuple[BackupInfo, str], ...]:
    """Every backup there and whose it is, those of the vault in `folder` first, the newest by its log first.

    A folder that was chosen and is not there is a known fault; the desk's own comes with its first backup.
    """
    if backups == folder / backup.FOLDER and not backups.exists():
        return ()
    mine = mark_of(folder)
    found = sorted(backup.listing(backups), key=lambda info: info.owner.vault != mine)
    return tuple((info, whose(info, mine)) for info in found)


def whose(info: BackupInfo, mine: str) -> str:
    """`示例街道便民服务大厅 1号窗口`; of another vault than `mine` also that it is another desk's."""
    named = " ".join(filter(None, (info.owner.hall, info.owner.desk)))
    if mine and info.owner.vault != mine:
        return f"其他工作台：{named}" if named else "其他工作台"
    return named or ("本工作台" if mine else "未注明")


def mark_of(folder: Path) -> str:
    """The mark of today's vault; empty where its keys cannot be read."""
    try:
        return keys.vault_mark(folder)
    except Known as fault:
        if fault.code != "vault.keys_unreadable":
            raise
        return ""


def restore(
    folder: Path,
    path: Path,
    who: tuple[str, str],
    clock: Callable[[], datetime],
    *,
    progress: Progress = ignore_progress,
) -> Restored:
    """Put the backup at `path` in place of the vault in `folder`, which is held and closed.

    `who` is (login, passphrase) of an administrator of today, or ("", today's recovery code). Where today's keys
    cannot be read, it is ("", the recovery code of the backup). Refused: `backup.unknown`, another desk's backup
    (`restore.foreign`), an account that is closed (`sign_in.closed`) or no administrator's
    (`restore.administrator`), an account where only the recovery code can tell (`restore.recovery_only`).
    """
    source = backup.info_of(path)
    if source is None:
        raise Refused(Problem("backup.unknown", f"没有找到备份“{path.name}”。", "backup"))
    way = _way_in(folder, source, who, clock())
    epoch = max(_epoch_of(way, path.parent, source.owner.vault), source.state.epoch) + 1
    texts: list[str] = []

    def record(engine: Engine) -> None:
        register = Register(engine, way.actor, "", clock)
        register = Register(engine, way.actor, register.read(setup.desk_id), clock)
        texts.append(register.do(restored, source, way.present, way.anchor, epoch).result)

    aside = restoring.restore(
        folder, source, way.key, clock(), record, with_keys=way.with_keys, progress=progress
    )
    return Restored(aside, texts[0])


def refuse_older(folder: Path, backups: Path, engine: Engine) -> None:
    """Refuse a data folder of an older day, which agrees with itself; the desk's own backups know what came after it."""
    with vault.in_hand(engine) as db:
        different = backup.difference(backups, keys.vault_mark(folder), db)
    if different is not None:
        raise different


def accept(folder: Path, backups: Path, who: tuple[str, str], clock: Callable[[], datetime]) -> str:
    """Go on with the database in `folder` although it is not the one used last; returns what the log says of it.

    `who` as for a restore. What the anchor tells of is given up for good, so this is an act like a restore.
    """
    mine = keys.vault_mark(folder)
    way = _way_in_today(folder, who, clock())
    engine = vault.open_engine(folder / vault.DATABASE, way.key)
    try:
        schema.upgrade(engine, lambda: backup.before_migration(folder, way.key, clock()))
        keeper = anchor.Keeper(folder, way.key)
        with vault.in_hand(engine) as db:
            different = keeper.difference(db) or backup.difference(backups, mine, db)
        if different is None:
            raise Refused(Problem("accept.same", "数据文件就是最后用的那一份，直接登录即可。"))
        register = Register(engine, way.actor, "", clock)
        register = Register(engine, way.actor, register.read(setup.desk_id), clock)
        epoch = _epoch_of(way, backups, mine) + 1
        text = register.do(went_on, different, way.anchor, epoch).result
        with vault.in_hand(engine) as db:
            keeper.begin(db)
    finally:
        engine.dispose()
    return text


def went_on(work: Work, different: Known, known: Anchor | None, epoch: int) -> str:
    """Note in a database that is not the one used last that it is gone on with, and why it was noticed."""
    require(work, Role.ADMINISTRATOR)
    here = _log_of(work.session)
    numbers.carry_on(work, {_epochs(work.session): epoch})
    text = f"接着用现有的数据文件。{different.happened}现有的变更记录到第 {here.seq} 条（{_day(here)}）；"
    text += (
        "那以后录入的不在库里，请对照纸面补录。" + _UNKNOWN_NUMBERS
        if _is_ahead(known, here)
        else "请对照纸面核对。"
    )
    work.note(text)
    return text


def _is_ahead(known: Anchor | None, here: Log) -> bool:
    return known is not None and known.seq > here.seq


def _epochs(session: Session) -> str:
    """Where this desk counts how often its database was replaced: of a town's desks each by itself."""
    return anchor.restores(session.scalar(select(exchange_state.c.desk_id)) or "")


def _epoch_of(way: _Way, backups: Path, mine: str) -> int:
    """The highest epoch that today's database, its anchor and its backups know."""
    handed_out = way.present.handed_out if way.present else {}
    known = way.anchor.epoch if way.anchor else 0
    counted = [last for series, last in handed_out.items() if series.partition("/")[0] == anchor.RESTORES]
    return max([known, *counted, *(info.state.epoch for info in backup.own(backups, mine))])


def restored(
    work: Work, source: BackupInfo, present: Present | None, known: Anchor | None, epoch: int
) -> str:
    """Note in the database just brought back what it was brought back from and what was lost; returns these words.

    Numbers go on after the highest that was given out, as far as it is known. `epoch` counts the restores of this
    vault as far as its backups tell: by it the backups made from now on are newer than all before.
    """
    require(work, Role.ADMINISTRATOR)
    after = _log_of(work.session)
    numbers.carry_on(work, (present.handed_out if present else {}) | {_epochs(work.session): epoch})
    made_at = source.made_at.astimezone(CHINA)
    text = f"恢复到 {chinese_day(made_at.date())} {made_at:%H:%M} 的备份（{source.path.name}）。" + _lost(
        present, known, after
    )
    work.note(text)
    return text


def _lost(present: Present | None, known: Anchor | None, after: Log) -> str:
    here = f"库里的变更记录到第 {after.seq} 条（{_day(after)}）"
    if present is None:
        last = f"，原来办到过第 {known.seq} 条" if known else ""
        return f"{here}{last}。原来的数据库打不开，之后办过什么、发出过哪些编号都查不到：{_UNKNOWN_NUMBERS}"
    before = present.log
    if known is not None and known.seq > before.seq:
        return (
            f"{here}，恢复前的数据文件只到第 {before.seq} 条，而办到过第 {known.seq} 条，"
            f"缺的那几条查不到：{_UNKNOWN_NUMBERS}"
        )
    return (
        f"恢复前变更记录到第 {before.seq} 条（{_day(before)}），恢复后到第 {after.seq} 条（{_day(after)}）；"
        "那以后录入的不在库里，请对照纸面补录。已经发出的编号不会再次使用。"
    )


def _way_in(folder: Path, source: BackupInfo, who: tuple[str, str], now: datetime) -> _Way:
    login, secret = who
    mine = mark_of(folder)
    if not mine:
        refuse_if([_recovery_only("钥匙文件 keys.json 缺失或已损坏", "这份备份的")] if login else [])
        key = keys.unlock_with_recovery(source.path, secret, now)
        return _Way(key, HOLDER, True, None, _anchor(folder, key))
    if source.owner.vault != mine:
        text = (
            "这份备份是另一个工作台的，不能用来替换这里的数据。"
            "确实要用它的，请先把数据文件夹里的 keys.json 移到别处，再用那份备份的恢复码恢复。"
        )
        raise Refused(Problem("restore.foreign", text, "backup"))
    return _way_in_today(folder, who, now)


def _way_in_today(folder: Path, who: tuple[str, str], now: datetime) -> _Way:
    login, secret = who
    if not login:
        key = keys.unlock_with_recovery(folder, secret, now)
        return _Way(key, HOLDER, False, _present(folder, key, login), _anchor(folder, key))
    key = keys.unlock(folder, login, secret, now)
    present = _present(folder, key, login)
    if present is None:
        raise Refused(_recovery_only("现在的数据库打不开，无法核对账号是不是管理员", ""))
    return _Way(key, _administrator(present.actor), False, present, _anchor(folder, key))


def _anchor(folder: Path, key: bytes) -> Anchor | None:
    """How far the log had come as far as it is still known."""
    return anchor.Keeper(folder, key).furthest()


def _administrator(actor: Actor | None) -> Actor:
    if actor is None:
        raise Refused(Problem("sign_in.closed", "这个账号已停用，请联系管理员。", "login"))
    if Role.ADMINISTRATOR not in actor.roles:
        raise Refused(
            Problem("restore.administrator", "只有管理员能恢复备份，请用管理员账号或恢复码。", "login")
        )
    return actor


def _recovery_only(why: str, whose: str) -> Problem:
    return Problem("restore.recovery_only", f"{why}，请把账号留空，输入{whose}恢复码。", "login")


def _present(folder: Path, key: bytes, login: str) -> Present | None:
    """What today's database says, or None where it can no longer be read."""
    try:
        engine = vault.open_engine(folder / vault.DATABASE, key)
        try:
            with told(), Session(engine) as session:
                return Present(_log_of(session), numbers.handed_out(session), staff.actor_of(session, login))
        finally:
            engine.dispose()
    except DBAPIError:
        return None  # of a newer program
    except Known as fault:
        if fault.code in _PASSING:
            raise
        return None


def _log_of(session: Session) -> Log:
    last = session.execute(select(changes.c.seq, changes.c.at).order_by(changes.c.seq.desc())).first()
    return Log(last.seq, datetime.fromisoformat(last.at).astimezone(CHINA).date()) if last else Log(0, None)


def _day(log: Log) -> str:
    return chinese_day(log.on) if log.on else "尚无记录"
