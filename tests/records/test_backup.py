"""A backup is complete, checked and opened by its own passphrases; restoring loses nothing that was there."""

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from tests import town
from tests.town import OPENING, PASSPHRASE
from zqdesk.records import attachments, keys, vault
from zqdesk.records.backups import backup, restoring
from zqdesk.records.checks import check
from zqdesk.records.faults import Known
from zqdesk.records.files import free_name
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import Attachment, Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person

PDF = b"%PDF-1.7 scan"


class Cancelled(Exception):  # noqa: N818 - not an error
    pass


@pytest.fixture
def backups(data: town.Vault) -> Path:
    return data.folder / backup.FOLDER


@pytest.fixture
def mine(data: town.Vault) -> str:
    return keys.vault_mark(data.folder)


@pytest.fixture
def other(tmp_path: Path) -> town.Vault:
    """Another desk of the hall, with a vault of its own."""
    return town.build(tmp_path / "other")


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


def put_back(data: town.Vault, made: backup.BackupInfo, *, with_keys: bool = False) -> Path | None:
    """Restore without an act; `tests/office/test_restoration.py` does it as people do."""
    return restoring.restore(data.folder, made, data.key, OPENING, lambda _engine: None, with_keys=with_keys)


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


def test_leftovers_of_a_crash_are_no_backups_and_are_cleared_by_their_desk(
    data: town.Vault, engine: Engine, backups: Path, mine: str
) -> None:
    marked = backups / f"{backup.UNFINISHED}{mine}-20261122-090000-daily"
    earlier = backups / f"{backup.UNFINISHED}20261122-090000-daily"  # before the name said whose it is
    theirs = backups / f"{backup.UNFINISHED}{'f' * 16}-20261122-090000-daily"
    for left in (marked, earlier, theirs):
        left.mkdir(parents=True)
        (left / backup.MANIFEST).write_bytes(b"{}")
    shutil.copy(data.folder / keys.KEYS, earlier)
    assert backup.listing(backups) == []
    made = make(data, engine)
    assert set(backups.iterdir()) == {made.path, theirs}


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


def test_one_is_due_each_day_of_the_hall(data: town.Vault, engine: Engine, backups: Path, mine: str) -> None:
    assert backup.due(backups, mine, OPENING)
    make(data, engine)
    assert not backup.due(backups, mine, OPENING + timedelta(hours=14, minutes=59))
    assert backup.due(backups, mine, OPENING + timedelta(hours=15))


def test_one_is_due_after_many_acts_though_the_clock_stands_still(backups: Path, mine: str) -> None:
    place_backup(backups, mine, "daily", 0, change=40)
    assert not backup.due(backups, mine, OPENING, 40 + backup.MOST_ACTS - 1)
    assert backup.due(backups, mine, OPENING, 40 + backup.MOST_ACTS)


def test_old_ones_are_thinned_out_by_day_and_week(backups: Path, mine: str) -> None:
    for day in range(100):
        for hour in (0, 1):
            place_backup(backups, mine, "daily", day, hour)
    place_backup(backups, mine, "manual", 0, 3)
    for day in (1, 2, 3, 4):
        place_backup(backups, mine, "migration", day, 3)
    backup.thin_out(backups, mine, daily=14, weekly=3)
    kept = backup.listing(backups)
    daily = [info.made_at for info in kept if info.kind == "daily"]
    newest = [OPENING + timedelta(days=day, hours=1) for day in range(99, 85, -1)]
    assert daily[:14] == newest
    sundays = [day.date() for day in daily[14:]]
    assert sundays == [date(2027, 2, 16), date(2027, 2, 14), date(2027, 2, 7)]
    assert [info.made_at.day for info in kept if info.kind == "migration"] == [27, 26, 25]
    assert len([info for info in kept if info.kind == "manual"]) == 1
    assert backup.thin_out(backups, mine, daily=14, weekly=3) == []


def place_backup(
    backups: Path, whose: str, kind: str, day: int, hour: int = 0, *, change: int = 0, epoch: int = 0
) -> Path:
    """The manifest of a backup, dated so many days after the town's opening, whose log has so many changes."""
    at = OPENING + timedelta(days=day, hours=hour)
    folder = free_name(backups, f"{at:%Y%m%d-%H%M%S}-{kind}")
    folder.mkdir(parents=True)
    counts = {"changes": change} if change else {}
    text = {
        "kind": kind,
        "made_at": at.isoformat(),
        "state": {"revision": "0001", "head": "", "counts": counts, "epoch": epoch},
        "size": 1,
        "lost": 0,
        "owner": {"vault": whose},
    }
    (folder / backup.MANIFEST).write_text(json.dumps(text))
    return folder


def test_a_clock_that_is_wrong_hides_and_deletes_nothing(backups: Path, mine: str) -> None:
    """Eighty mornings, then three at 2019 with new work, one at 2031, and back: the log says which is the newest."""
    for day in range(80):
        place_backup(backups, mine, "daily", day, change=100 + day)
    for morning, wrong in enumerate((-2600, -2599, -2598, 1500, 80)):
        now = OPENING + timedelta(days=wrong)
        assert backup.due(backups, mine, now)
        made = place_backup(backups, mine, "daily", wrong, change=300 + morning)
        gone = backup.thin_out(backups, mine, daily=14, weekly=8, just_made=made)
        assert made not in gone
        assert backup.own(backups, mine)[0].path == made
        assert not backup.due(backups, mine, now)
    assert [info.state.counts["changes"] for info in backup.own(backups, mine)[:6]] == [
        *(304, 303, 302, 301, 300, 179)
    ]


@given(st.lists(st.integers(-5000, 5000), min_size=1, max_size=30), st.integers(1, 3), st.integers(0, 2))
def test_whatever_the_clock_says_the_one_just_made_stays_and_is_the_newest(
    tmp_path_factory: pytest.TempPathFactory, days: list[int], daily: int, weekly: int
) -> None:
    backups = tmp_path_factory.mktemp("backups")
    for change, day in enumerate(days, 1):
        made = place_backup(backups, "me", "daily", day, change=change)
        backup.thin_out(backups, "me", daily, weekly)
        assert backup.own(backups, "me")[0].path == made


def test_after_a_restore_the_shorter_log_is_the_newer(backups: Path, mine: str) -> None:
    for change in range(100, 130):
        place_backup(backups, mine, "daily", change - 100, change=change)
    made = place_backup(backups, mine, "daily", 30, change=105, epoch=1)
    assert made not in backup.thin_out(backups, mine, daily=3, weekly=0)
    assert backup.own(backups, mine)[0].path == made


def test_the_one_just_made_stays_even_where_the_log_is_behind(backups: Path, mine: str) -> None:
    for change in range(100, 130):
        place_backup(backups, mine, "daily", change - 100, change=change)
    made = place_backup(backups, mine, "daily", 30, change=5)
    assert made not in backup.thin_out(backups, mine, daily=3, weekly=0, just_made=made)


def test_two_desks_share_a_folder_and_know_their_own(
    data: town.Vault, engine: Engine, other: town.Vault, backups: Path, mine: str
) -> None:
    """The second desk has its own backup on the same day, and neither counts or touches the other's."""
    for day in range(30):
        place_backup(backups, mine, "daily", day)
    theirs = keys.vault_mark(other.folder)
    assert backup.due(backups, theirs, OPENING + timedelta(days=29))
    second = other.open()
    made = backup.make(other.folder, other.key, second, "daily", OPENING, into=backups)
    second.dispose()
    assert [info.path for info in backup.own(backups, theirs)] == [made.path]
    assert backup.thin_out(backups, theirs, daily=1, weekly=0) == []
    assert len(backup.thin_out(backups, mine, daily=1, weekly=0)) == 29
    assert made.path.exists()
    assert (made.owner.hall, made.owner.desk, made.owner.desk_id) == (
        *("示例街道便民服务大厅", "1号窗口"),
        town.DESK_ID,
    )
    assert make(data, engine).path.exists()
    assert {info.owner.vault for info in backup.listing(backups)} == {mine, theirs}


def test_the_backup_another_desk_is_making_is_left_alone(
    data: town.Vault, engine: Engine, other: town.Vault, backups: Path
) -> None:
    second = other.open()
    meanwhile: list[backup.BackupInfo] = []

    def first_desk_backs_up(_done: int, _total: int) -> None:
        if not meanwhile:
            meanwhile.append(make(data, engine))

    made = backup.make(
        other.folder, other.key, second, "daily", OPENING, into=backups, progress=first_desk_backs_up
    )
    second.dispose()
    assert {info.path for info in backup.listing(backups)} == {made.path, meanwhile[0].path}
    for each, vault_of in ((made, other), (meanwhile[0], data)):
        backup.check_copy(each.path / vault.DATABASE, vault_of.key, each.state)


def test_a_backup_that_names_no_owner_is_whose_keys_lie_in_it(
    data: town.Vault, engine: Engine, backups: Path, mine: str
) -> None:
    """As all were before manifests named one."""
    made = make(data, engine)
    place_backup(backups, "", "daily", 0)
    for manifest in backups.glob(f"*/{backup.MANIFEST}"):
        said = json.loads(manifest.read_text())
        del said["owner"], said["state"]["epoch"]
        manifest.write_text(json.dumps(said))
    assert [info.path for info in backup.own(backups, mine)] == [made.path]
    assert {info.owner.vault for info in backup.listing(backups)} == {mine, ""}


def test_a_vault_without_its_keys_gets_no_backup(data: town.Vault, engine: Engine, backups: Path) -> None:
    (data.folder / keys.KEYS).write_bytes(b"{")
    with pytest.raises(Known) as fault:
        make(data, engine)
    assert fault.value.code == "backup.failed"
    assert "keys.json" in fault.value.happened
    assert not backups.exists()


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
    aside = put_back(data, made, with_keys=harm in {"keys", "all"})
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
    aside = put_back(data, made)
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
        put_back(data, made)
    assert names(data.folder, data.key) == ["先来某"]
    assert not list(data.folder.glob("replaced-*"))


def test_a_backup_that_is_not_what_its_manifest_says_is_refused(data: town.Vault, engine: Engine) -> None:
    made = make(data, engine)
    engine.dispose()
    with pytest.raises(Known) as fault:
        put_back(data, replace(made, state=replace(made.state, head="f" * 64)))
    assert fault.value.code == "backup.unsound"
    assert not list(data.folder.glob("replaced-*"))


def test_a_backup_before_a_migration_needs_no_register(data: town.Vault) -> None:
    assert backup.before_migration(data.folder, data.key, OPENING).kind == "migration"


def test_a_household_table_is_counted() -> None:
    assert Household.__tablename__ in backup.COUNTED
