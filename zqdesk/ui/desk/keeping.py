"""Backups for the windows: the daily one, one on demand, the list, and restoring; runs off the UI thread."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from zqdesk import log
from zqdesk.frozen import frozen
from zqdesk.settings import Settings
from zqdesk.ui.desk.desk import CHINA, Opened

if TYPE_CHECKING:
    from zqdesk.office.hall.restoration import Restored
    from zqdesk.records.backups.backup import BackupInfo, Progress

KINDS = {"daily": "每日自动", "migration": "升级前", "manual": "手动"}


@frozen
class BackupRow:
    """One backup as listed; `whose` names hall and desk, and says so where it is another desk's."""

    path: Path
    whose: str
    kind: str
    made_at: datetime
    size: int
    households: int
    cases: int


def folder_of(folder: Path, settings: Settings) -> Path:
    """Where backups go: the folder of the settings, else one inside the data folder."""
    return Path(settings.backup_folder) if settings.backup_folder else folder / "backups"


def destroy_keys(folder: Path, settings: Settings, now: datetime) -> None:
    """This desk is lost to its district: its database and its own backups are never opened again."""
    from zqdesk.records import keys
    from zqdesk.records.backups import backup

    mine = keys.vault_mark(folder)
    places = dict.fromkeys((folder / "backups", folder_of(folder, settings)))
    copies = [info.path for each in places for info in backup.own(each, mine)]
    keys.destroy(folder, copies, now)


def listing(folder: Path, backups: Path) -> tuple[BackupRow, ...]:
    """Every complete backup there, those of the desk in `folder` first, the newest by its log first."""
    from zqdesk.office.hall import restoration

    return tuple(_row(info, whose) for info, whose in restoration.backups_in(folder, backups))


def daily(folder: Path, opened: Opened, settings: Settings, now: datetime) -> BackupRow | None:
    """Back up once a day and thin out old ones; returns the newest of this desk's backups."""
    from zqdesk.office.hall.restoration import whose
    from zqdesk.records import anchor, keys, sweeping, vault
    from zqdesk.records.backups import backup

    backups, mine = folder_of(folder, settings), keys.vault_mark(folder)
    with vault.in_hand(opened.register.engine) as db:
        acts = anchor.end_of(db).seq
    if backup.due(backups, mine, now, acts):
        made = backup.make(folder, opened.key, opened.register.engine, "daily", now, into=backups)
        keep = settings.backup_keep_daily, settings.backup_keep_weekly
        backup.thin_out(backups, mine, *keep, just_made=made.path)
        with vault.in_hand(opened.register.engine) as db:
            swept = sweeping.sweep(folder, db, made.path)
        if swept:
            log.event("attachments.swept", count=swept)
    found = backup.own(backups, mine)
    return _row(found[0], whose(found[0], mine)) if found else None


def by_hand(
    folder: Path, opened: Opened, settings: Settings, now: datetime, *, progress: "Progress"
) -> BackupRow:
    """A backup now."""
    from zqdesk.office.hall.restoration import whose
    from zqdesk.records.backups import backup

    into = folder_of(folder, settings)
    made = backup.make(
        folder, opened.key, opened.register.engine, "manual", now, into=into, progress=progress
    )
    return _row(made, whose(made, made.owner.vault))


def restore(
    folder: Path,
    path: Path,
    who: tuple[str, str],
    clock: Callable[[], datetime],
    *,
    progress: "Progress",
) -> "Restored":
    """Put a backup in place; `who` is an administrator's (login, passphrase), or ("", recovery code)."""
    from zqdesk.office.hall import restoration

    return restoration.restore(folder, path, who, clock, progress=progress)


def accept(folder: Path, settings: Settings, who: tuple[str, str], clock: Callable[[], datetime]) -> str:
    """Go on with a database that is not the one used last; `who` as for a restore. Returns what was noted."""
    from zqdesk.office.hall import restoration

    return restoration.accept(folder, folder_of(folder, settings), who, clock)


def when(at: datetime, today: date) -> str:
    """今天 08:12, 昨天 17:30, 11月20日."""
    local = at.astimezone(CHINA)
    days = (today - local.date()).days
    if days in (0, 1):
        return f"{'今天' if days == 0 else '昨天'} {local:%H:%M}"
    same_year = local.year == today.year
    return f"{local.month}月{local.day}日" if same_year else f"{local.year}年{local.month}月{local.day}日"


def size_text(size: int) -> str:
    return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(1, size // 1024)} KB"


def _row(info: "BackupInfo", whose: str) -> BackupRow:
    counts = info.state.counts
    return BackupRow(
        info.path,
        whose,
        KINDS[info.kind],
        info.made_at,
        info.size,
        counts.get("households", 0),
        counts.get("cases", 0),
    )
