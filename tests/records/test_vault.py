"""The data folder: nothing in it can be read, only its owner may open it, and only one program at a time."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests import town
from tests.town import CHEAP, PASSPHRASE
from zqdesk.records import anchor, attachments, keys, schema, vault
from zqdesk.records.backups import backup
from zqdesk.records.faults import Known
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.household import Household

NAMES = ("欧阳春花", "𬭎某某")
ID_NUMBER = "370114190001010014"


def write_secrets(work: Work) -> None:
    for name in NAMES:
        household = town.add_household(work, name, ID_NUMBER if name == NAMES[0] else "")
        household.phone = "13000009999"
    work.note("因李四某举报")


def test_nothing_plain_lies_on_the_disk(
    data: town.Vault, engine: Engine, register: Register, clock: town.Clock
) -> None:
    register.do(write_secrets)
    attachments.store(data.folder, data.key, b"%PDF-1.7 " + NAMES[0].encode() * 20)
    backup.make(data.folder, data.key, engine, "daily", clock())
    held = [path for path in data.folder.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in held)  # the log is open and looked into as well
    secrets = [
        *NAMES,
        ID_NUMBER,
        "13000009999",
        "李四某",
        "示例街道",
        "王小某",
        "SQLite format",
        "CREATE TABLE",
    ]
    for path in held:
        content = path.read_bytes()
        # Which hall a backup is of stands in its manifest, for who must choose one without a key.
        named = {"示例街道"} if path.name == backup.MANIFEST else set()
        for secret in (each for each in secrets if each not in named):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
                assert secret.encode(encoding) not in content, (path.name, secret)


def test_every_file_is_for_its_owner_only(
    data: town.Vault, engine: Engine, register: Register, clock: town.Clock
) -> None:
    with vault.sole_use(data.folder):
        register.do(write_secrets)
        attachments.store(data.folder, data.key, b"%PDF-1.7")
        with pytest.raises(Exception):  # noqa: B017, PT011 - only to have attempts written
            keys.unlock(data.folder, "01", "wrong horse 1", clock())
        backup.make(data.folder, data.key, engine, "daily", clock())
        for path in data.folder.rglob("*"):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_fresh_vault_is_for_its_owner_only_whatever_the_umask(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        made = town.build(tmp_path / "fresh")
    finally:
        os.umask(old)
    for path in (made.folder, *made.folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@pytest.mark.usefixtures("durable")
def test_temporary_tables_stay_in_memory(data: town.Vault) -> None:
    engine = data.open()
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("temp_store", "synchronous", "foreign_keys", "journal_mode")
        }
    engine.dispose()
    assert pragmas == {"temp_store": 2, "synchronous": 2, "foreign_keys": 1, "journal_mode": "wal"}


def test_a_second_instance_is_told_so(data: town.Vault) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from zqdesk.records import vault; from zqdesk.records.faults import Known\n"
        "try:\n  vault.sole_use(Path(sys.argv[1])).__enter__()\n"
        "except Known as fault: print(fault.code)\n"
    )
    with vault.sole_use(data.folder):
        said = subprocess.run(
            [sys.executable, "-c", program, str(data.folder)], capture_output=True, text=True, check=True
        )
    assert said.stdout.strip() == "vault.in_use"
    with vault.sole_use(data.folder):
        pass


def test_a_missing_database_is_not_made_anew(data: town.Vault) -> None:
    (data.folder / vault.DATABASE).unlink()
    with pytest.raises(Known) as fault:
        data.open()
    assert fault.value.code == "database.missing"
    assert not (data.folder / vault.DATABASE).exists()


def test_an_empty_file_is_not_taken_for_a_new_database(data: town.Vault) -> None:
    (data.folder / vault.DATABASE).write_bytes(b"")
    with pytest.raises(Known) as fault:
        data.open()
    assert fault.value.code == "database.damaged"


def test_another_key_opens_nothing(data: town.Vault) -> None:
    engine = vault.open_engine(data.folder / vault.DATABASE, bytes(32))
    with pytest.raises(Known) as fault:
        schema.current(engine)
    assert fault.value.code == "database.unreadable"
    engine.dispose()


def test_a_set_up_that_was_cut_off_does_not_stand_in_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / f"{vault.DATABASE}.new").write_bytes(b"half")
    (folder / f"{vault.DATABASE}.new-wal").write_bytes(b"half")
    assert not vault.exists(folder)
    key, _ = vault.create(folder, "01", PASSPHRASE, CHEAP)
    engine = vault.open_engine(folder / vault.DATABASE, key)
    assert schema.current(engine) == schema.NEWEST
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"SELECT count(*) FROM {Household.__tablename__}").scalar() == 0
    engine.dispose()
    assert sorted(path.name for path in folder.iterdir()) == [anchor.FILE, keys.KEYS, vault.DATABASE]
