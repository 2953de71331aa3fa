"""A backup is complete, checked and opened by its own passphrases; restoring loses nothing that was there."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from tests import town
from tests.town import OPENING, PASSPHRASE
from zqdesk.records import attachments, backup, check, keys, restoring, vault
from zqdesk.records.case import Attachment, Case
from zqdesk.records.faults import Known
from zqdesk.records.household import Household
from zqdesk.records.person import Person
from zqdesk.records.register import Register, Work

PDF = b"%PDF-1.7 scan"


class Cancelled(Exception):  # noqa: N818 - not an error
    pass


@pytest.fixture
def backups(data: town.Vault) -> Path:
    return data.folder / backup.FOLDER


@pytest.fixture
def digest(data: town.Vault, register: Register) -> str:
    """A case with one scan."""
    stored = attachments.store(data.folder, data.key, PDF)

    def act(work: Work) -> None:
        household = town.add_household(work, "张三丰")
        case = Case(
            household_id=household.id,
            applicant_id=household.head_id,
            clerk_id=town.CLERK.id,
            applied_on=work.today,
        )
        work.session.add(case)
        work.session.add(
            Attachment(digest=stored, title="身份证", media_type="application/pdf", size=9, case_id=case.id)
        )

    register.do(act)
    return stored


def make(data: town.Vault, engine: Engine, kind: backup.Kind = "daily", days: int = 0) -> backup.BackupInfo:
    return backup.make(data.folder, data.key, engine, kind, OPENING + timedelta(days=days))


def names(folder: Path, key: bytes) -> list[str]:
    engine = vault.open_engine(folder / vault.DATABASE, key)
    with engine.connect() as connection:
        found = list(connection.scalars(select(Person.name).order_by(Person.name)))
    engine.dispose()
    return found


def test_a_backup_holds_what_was_there_and_opens_by_its_own_passphrase(
    data: town.Vault, engine: Engine, register: Register, digest: str
) -> None:
    made = make(data, engine)
    register.do(town.add_household, "后来某")
    keys.set_passphrase(data.folder, data.key, "01", "another horse 2", town.CHEAP)
    key = keys.unlock(made.path, "01", PASSPHRASE, OPENING)
    assert names(made.path, key) == ["张三丰"]
    assert made.state.counts["persons"] == 1
    assert made.lost == 0
    assert attachments.load(made.path.parent, key, digest) == PDF
    assert backup.listing(made.path.parent) == [made]


def test_acts_go_on_while_a_backup_is_made_and_are_not_in_it(
    data: town.Vault, engine: Engine, register: Register
) -> None:
    register.do(town.add_household, "先来某")
    once = iter([None])

    def write_once(_done: int, _total: int) -> None:
        for _ in once:
            register.do(town.add_household, "后来某")

    made = backup.make(data.folder, data.key, engine, "daily", OPENING, progress=write_once)
    assert names(made.path, data.key) == ["先来某"]
    assert sorted(names(data.folder, data.key)) == sorted(["先来某", "后来某"])


def test_a_cancelled_backup_leaves_nothing(data: town.Vault, engine: Engine, backups: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backup.make(data.folder, data.key, engine, "daily", OPENING, progress=cancel)
    assert list(backups.iterdir()) == []
    assert make(data, engine).path.exists()


def test_leftovers_of_a_crash_are_no_backups_and_are_cleared(
    data: town.Vault, engine: Engine, backups: Path
) -> None:
    left = backups / f"{backup.UNFINISHED}20261122-090000-daily"
    left.mkdir(parents=True)
    (left / backup.MANIFEST).write_bytes(b"{}")
    assert backup.listing(backups) == []
    made = make(data, engine)
    assert list(backups.iterdir()) == [made.path]


def test_two_backups_in_one_second_both_stay(data: town.Vault, engine: Engine, backups: Path) -> None:
    assert make(data, engine).path != make(data, engine).path
    assert len(backup.listing(backups)) == 2


def test_a_lost_scan_does_not_stop_the_backup_but_is_counted(
    data: town.Vault, engine: Engine, digest: str
) -> None:
    attachments.place(data.folder, digest).unlink()
    assert make(data, engine).lost == 1


def test_a_backup_that_differs_is_refused(data: town.Vault, engine: Engine) -> None:
    made = make(data, engine)
    other = backup.State("0001", "0" * 64, made.state.counts)
    with pytest.raises(Known) as fault:
        backup.check_copy(made.path / vault.DATABASE, data.key, other)
    assert fault.value.code == "backup.unsound"


def test_one_is_due_each_day_of_the_hall(data: town.Vault, engine: Engine, backups: Path) -> None:
    assert backup.due(backups, OPENING)
    make(data, engine)
    assert not backup.due(backups, OPENING + timedelta(hours=14, minutes=59))
    assert backup.due(backups, OPENING + timedelta(hours=15))


def test_old_ones_are_thinned_out_by_day_and_week(backups: Path) -> None:
    for day in range(100):
        for hour in (0, 1):
            place_backup(backups, "daily", day, hour)
    place_backup(backups, "manual", 0, 3)
    for day in (1, 2, 3, 4):
        place_backup(backups, "migration", day, 3)
    backup.thin_out(backups, daily=14, weekly=3)
    kept = backup.listing(backups)
    daily = [info.made_at for info in kept if info.kind == "daily"]
    newest = [OPENING + timedelta(days=day, hours=1) for day in range(99, 85, -1)]
    assert daily[:14] == newest
    sundays = [day.date() for day in daily[14:]]
    assert sundays == [date(2027, 2, 16), date(2027, 2, 14), date(2027, 2, 7)]
    assert [info.made_at.day for info in kept if info.kind == "migration"] == [27, 26, 25]
    assert len([info for info in kept if info.kind == "manual"]) == 1
    assert backup.thin_out(backups, daily=14, weekly=3) == []


def place_backup(backups: Path, kind: str, day: int, hour: int) -> None:
    at = OPENING + timedelta(days=day, hours=hour)
    folder = backups / f"{at:%Y%m%d-%H%M%S}-{kind}"
    folder.mkdir(parents=True)
    state = '{"revision": "0001", "head": "", "counts": {}}'
    text = f'{{"kind": "{kind}", "made_at": "{at.isoformat()}", "state": {state}, "size": 1, "lost": 0}}'
    (folder / backup.MANIFEST).write_text(text)


@pytest.mark.parametrize("harm", ["nothing", "damaged", "missing", "keys", "all"])
def test_restoring_brings_the_backup_back_and_keeps_what_was_there(
    data: town.Vault, engine: Engine, register: Register, digest: str, harm: str
) -> None:
    made = make(data, engine)
    register.do(town.add_household, "后来某")
    engine.dispose()
    database = data.folder / vault.DATABASE
    before = database.read_bytes()
    if harm == "damaged":
        database.write_bytes(b"x" * 5000)
    if harm in {"missing", "all"}:
        database.unlink()
    if harm in {"keys", "all"}:
        (data.folder / keys.KEYS).unlink()
        attachments.place(data.folder, digest).write_bytes(b"torn")
    key = keys.unlock(made.path, "01", PASSPHRASE, OPENING)
    aside = restoring.restore(data.folder, made.path, key, OPENING)
    assert names(data.folder, key) == ["张三丰"]
    restored = vault.open_engine(database, key)
    assert check.run(data.folder, key, restored) == []
    restored.dispose()
    if harm == "nothing":
        assert aside is not None
        assert (aside / vault.DATABASE).read_bytes() == before
        assert len(names(aside, key)) == 2
    assert not list(data.folder.glob(f"{backup.UNFINISHED}*"))
    assert keys.unlock(data.folder, "01", PASSPHRASE, OPENING) == key


def test_a_log_left_by_a_crash_goes_aside_with_its_database(
    data: town.Vault, engine: Engine, register: Register
) -> None:
    made = make(data, engine)
    register.do(town.add_household, "后来某")
    log = data.folder / f"{vault.DATABASE}-wal"
    database, written = (data.folder / vault.DATABASE).read_bytes(), log.read_bytes()
    assert written
    engine.dispose()
    (data.folder / vault.DATABASE).write_bytes(database)
    log.write_bytes(written)
    aside = restoring.restore(data.folder, made.path, data.key, OPENING)
    assert aside is not None
    assert names(data.folder, data.key) == []
    assert names(aside, data.key) == ["后来某"]


def test_a_damaged_backup_is_refused_before_anything_moves(
    data: town.Vault, engine: Engine, register: Register
) -> None:
    register.do(town.add_household, "先来某")
    made = make(data, engine)
    engine.dispose()
    content = bytearray((made.path / vault.DATABASE).read_bytes())
    content[-2000] ^= 1
    (made.path / vault.DATABASE).write_bytes(content)
    with pytest.raises(Known):
        restoring.restore(data.folder, made.path, data.key, OPENING)
    assert names(data.folder, data.key) == ["先来某"]
    assert not list(data.folder.glob("replaced-*"))


def test_a_backup_before_a_migration_needs_no_register(data: town.Vault) -> None:
    assert backup.before_migration(data.folder, data.key, OPENING).kind == "migration"


def test_a_household_table_is_counted() -> None:
    assert Household.__tablename__ in backup.COUNTED
