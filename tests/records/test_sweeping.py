"""Scans that no act ever named go after a week and a backup; whatever anything names, or is young, stays."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import town
from zqdesk.office.hall import drafts
from zqdesk.records import attachments, sweeping, vault
from zqdesk.records.backups import backup
from zqdesk.records.checks import check
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.household import ImportBatch

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


def scan(data: town.Vault, text: bytes, days: int = 8) -> Path:
    """A stored scan, so many days older than any backup made now."""
    path = attachments.place(data.folder, attachments.store(data.folder, data.key, b"%PDF-" + text))
    grow_old(path, days)
    return path


def grow_old(path: Path, days: int) -> None:
    born = path.stat().st_mtime - days * 86_400
    os.utime(path, (born, born))


def swept(data: town.Vault, register: Register) -> int:
    made = backup.make(data.folder, data.key, register.engine, "manual", NOW)
    with vault.in_hand(register.engine) as db:
        return sweeping.sweep(data.folder, db, made.path)


def test_an_old_scan_that_nothing_names_goes(data: town.Vault, register: Register) -> None:
    lost, half = scan(data, b"lost"), attachments.place(data.folder, "0" * 64 + ".part")
    half.write_bytes(b"half")
    grow_old(half, 8)
    assert swept(data, register) == 2
    assert not lost.exists()
    assert not half.exists()
    assert check.run(data.folder, data.key, register.engine) == []


def test_a_young_one_stays_and_one_stored_anew_is_young(data: town.Vault, register: Register) -> None:
    young, anew = scan(data, b"young", 6), scan(data, b"anew", 30)
    assert scan(data, b"anew", 0) == anew
    assert swept(data, register) == 0
    assert young.exists()
    assert anew.exists()


def test_what_a_draft_or_an_act_of_the_past_names_stays(data: town.Vault, register: Register) -> None:
    in_draft, named = scan(data, b"draft"), scan(data, b"named")
    register.do(drafts.save, "visit", "case", {"photos": [in_draft.name]})

    def add(work: Work) -> None:
        work.session.add(ImportBatch(
            file_name="名册.xlsx", digest=named.name, household_count=0, person_count=0, imported_on=work.today,
        ))  # fmt: skip

    register.do(add)
    assert swept(data, register) == 0
    assert in_draft.exists()
    assert named.exists()


@pytest.mark.parametrize("name", ["notes.txt", "0" * 63, "backup-2026"])
def test_what_is_not_ours_is_not_touched(data: town.Vault, register: Register, name: str) -> None:
    scan(data, b"any", 0)
    other = data.folder / attachments.FOLDER / name
    other.write_bytes(b"something")
    grow_old(other, 400)
    assert swept(data, register) == 0
    assert other.exists()


def test_the_check_counts_them_without_calling_them_a_fault(data: town.Vault, register: Register) -> None:
    scan(data, b"lost")
    told: list[str] = []
    assert check.run(data.folder, data.key, register.engine, told.append) == []
    assert told[-1] == "附件（另有 1 个没有用到的文件，一周后随备份清除）"
