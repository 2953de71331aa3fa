"""A database that is older than it was, or lost the end of its log, is noticed, whoever or whatever did it."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests import town
from tests.town import PASSPHRASE
from zqdesk import paths
from zqdesk.office.hall import restoration
from zqdesk.records import anchor, files, vault
from zqdesk.records.anchor import PLACE_BYTES, Anchor, Keeper
from zqdesk.records.backups import backup
from zqdesk.records.checks import check
from zqdesk.records.faults import Known
from zqdesk.records.register import Register
from zqdesk.rules.problem import Refused

Harm = Callable[[Path], None]
WAL = f"{vault.DATABASE}-wal"


def said(data: town.Vault) -> str:
    """What signing in says to the database that is there."""
    engine = data.open()
    fault: Known | None = None
    try:
        vault.refuse_other(data.folder, data.key, engine)
    except Known as known:
        fault = known
    finally:
        engine.dispose()
    assert fault is None or (fault.happened and "接着用这一份" in fault.todo)
    return fault.code if fault else "same"


def keeper(data: town.Vault) -> Keeper:
    return Keeper(data.folder, data.key)


def killed_after(data: town.Vault, acts: int) -> None:
    """A desk that saves so many acts and dies with all of them in the write-ahead log."""
    child = os.fork()
    if child == 0:
        register = Register(data.open(), town.CLERK, town.DESK_ID, town.Clock())
        for _ in range(acts):
            register.do(town.add_household, "李某")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert (data.folder / WAL).stat().st_size > 0


def test_the_anchor_goes_with_every_act(data: town.Vault, engine: Engine, register: Register) -> None:
    for _ in range(3):
        register.do(town.add_household)
        with vault.in_hand(engine) as db:
            assert keeper(data).held() == anchor.end_of(db)
    with pytest.raises(Refused):
        register.do(_refuse)
    with vault.in_hand(engine) as db:
        assert keeper(data).held() == anchor.end_of(db)


def _refuse(_work: object) -> None:
    raise Refused


def test_an_older_copy_is_noticed(data: town.Vault, engine: Engine, register: Register) -> None:
    register.do(town.add_household)
    engine.dispose()
    older = (data.folder / vault.DATABASE).read_bytes()
    register.do(town.add_household)
    engine.dispose()
    assert said(data) == "same"
    (data.folder / vault.DATABASE).write_bytes(older)
    assert said(data) == "anchor.behind"
    assert "anchor.behind" in {each.code for each in check.run(data.folder, data.key, engine)}


def _gone(log: Path) -> None:
    log.unlink()


def _zeroed(log: Path) -> None:
    log.write_bytes(bytes(log.stat().st_size))


def _one_byte(log: Path) -> None:
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 1
    log.write_bytes(content)


def _cut(log: Path) -> None:
    log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])


@pytest.mark.parametrize("harm", [_gone, _zeroed, _one_byte, _cut])
def test_a_log_that_lost_its_end_is_noticed(data: town.Vault, harm: Harm) -> None:
    killed_after(data, 4)
    harm(data.folder / WAL)
    assert said(data) == "anchor.behind"


def test_a_crash_alone_is_no_difference(data: town.Vault) -> None:
    killed_after(data, 4)
    assert said(data) == "same"


def test_another_course_of_the_same_town_is_noticed(data: town.Vault, tmp_path: Path) -> None:
    other = town.copied(data, tmp_path / "other")
    for each, name in ((data, "张某"), (other, "李某")):
        engine = each.open()
        Register(engine, town.CLERK, town.DESK_ID, town.Clock()).do(town.add_household, name)
        engine.dispose()
    shutil.copy(other.folder / vault.DATABASE, data.folder / vault.DATABASE)
    assert said(data) == "anchor.other"


@pytest.mark.parametrize("place", range(0, 2 * PLACE_BYTES, 101))
def test_a_damaged_anchor_is_told_or_does_no_harm(data: town.Vault, place: int) -> None:
    path = data.folder / anchor.FILE
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    assert said(data) == "same"  # one of the two places is enough
    path.write_bytes(content[:place])
    assert said(data) in ("anchor.damaged", "same")


@pytest.mark.parametrize("content", [b"", b"x", bytes(2 * PLACE_BYTES), os.urandom(5000)])
def test_an_anchor_that_is_none_is_told(data: town.Vault, content: bytes) -> None:
    (data.folder / anchor.FILE).write_bytes(content)
    assert said(data) == "anchor.damaged"


def test_an_anchor_that_was_taken_away_is_told(data: town.Vault) -> None:
    (data.folder / anchor.FILE).unlink()
    assert said(data) == "anchor.missing"


def test_a_vault_of_before_gets_its_anchor(data: town.Vault, engine: Engine) -> None:
    (data.folder / anchor.FILE).unlink()
    with vault.in_hand(engine) as db:
        db.execute("PRAGMA application_id = 0")
    assert said(data) == "same"
    assert keeper(data).held() is not None
    (data.folder / anchor.FILE).unlink()
    assert said(data) == "anchor.missing"


def test_an_anchor_that_cannot_be_written_stops_no_act(data: town.Vault, register: Register) -> None:
    path = data.folder / anchor.FILE
    held = path.read_bytes()
    path.unlink()
    path.mkdir()
    register.do(town.add_household)
    path.rmdir()
    path.write_bytes(held)
    assert said(data) == "same"


def test_the_anchor_never_goes_back(data: town.Vault) -> None:
    held = keeper(data).held()
    assert held is not None
    keeper(data).keep(Anchor(0, held.seq - 1, "a" * 64))
    assert keeper(data).held() == held
    keeper(data).keep(Anchor(1, 1, "a" * 64))
    keeper(data).keep(Anchor(0, held.seq + 9, "b" * 64))
    assert keeper(data).held() == Anchor(1, 1, "a" * 64)


def test_a_torn_write_leaves_the_anchor_before(data: town.Vault) -> None:
    held = keeper(data).held()
    assert held is not None
    path = data.folder / anchor.FILE
    before = path.read_bytes()
    for n in (1, 2):
        keeper(data).keep(Anchor(0, held.seq + n, "a" * 64))
    after = path.read_bytes()
    for cut in (1, 40, 79):
        torn = before[:PLACE_BYTES] + after[PLACE_BYTES : PLACE_BYTES + cut] + before[PLACE_BYTES + cut :]
        path.write_bytes(torn)
        assert keeper(data).held() == held
    files.overwrite_durably(path, 0, after)
    assert keeper(data).held() == Anchor(0, held.seq + 2, "a" * 64)


def older_in_place(data: town.Vault) -> None:
    """Put a database in place that is two acts behind."""
    older = (data.folder / vault.DATABASE).read_bytes()
    engine = data.open()
    for _ in range(2):
        Register(engine, town.CLERK, town.DESK_ID, town.Clock()).do(town.add_household)
    engine.dispose()
    (data.folder / vault.DATABASE).write_bytes(older)


@pytest.mark.parametrize("who", [("05", PASSPHRASE), ("", "code")])
def test_it_is_gone_on_with_as_an_act_of_a_new_epoch(data: town.Vault, who: tuple[str, str]) -> None:
    older_in_place(data)
    who = who if who[0] else ("", data.recovery_code)
    backups = data.folder / backup.FOLDER
    text = restoration.accept(data.folder, backups, who, town.Clock())
    assert "办到过第 3 条，这里只到第 1 条" in text
    assert said(data) == "same"
    held = keeper(data).held()
    assert held is not None
    assert (held.epoch, held.seq) == (1, 2)
    engine = data.open()
    assert check.run(data.folder, data.key, engine) == []
    engine.dispose()
    with pytest.raises(Refused) as refused:
        restoration.accept(data.folder, backups, who, town.Clock())
    assert refused.value.problems[0].code == "accept.same"


@pytest.mark.parametrize("login", ["01", "03", "04"])
def test_only_an_administrator_goes_on_with_it(data: town.Vault, login: str) -> None:
    older_in_place(data)
    with pytest.raises(Refused) as refused:
        restoration.accept(data.folder, data.folder / backup.FOLDER, (login, PASSPHRASE), town.Clock())
    assert refused.value.problems[0].code == "restore.administrator"
    assert said(data) == "anchor.behind"


def test_a_restore_tells_what_the_anchor_knows(data: town.Vault, engine: Engine) -> None:
    made = backup.make(data.folder, data.key, engine, "manual", town.OPENING)
    engine.dispose()
    older_in_place(data)
    with vault.sole_use(data.folder):
        done = restoration.restore(data.folder, made.path, ("05", PASSPHRASE), town.Clock())
    assert "办到过第 3 条" in done.text
    assert said(data) == "same"
    held = keeper(data).held()
    assert held is not None
    assert held.epoch == 1


def older_folder_in_place(data: town.Vault, tmp_path: Path) -> None:
    """A day's work at the desk, and the whole folder of the evening before put back."""
    assert said(data) == "same"
    evening = town.copied(data, tmp_path / "evening")
    engine = data.open()
    for _ in range(2):
        Register(engine, town.CLERK, town.DESK_ID, town.Clock()).do(town.add_household)
    engine.dispose()
    shutil.rmtree(data.folder)
    evening.folder.rename(data.folder)


def memory() -> list[Path]:
    return list(paths.user_dir().iterdir())


def test_a_whole_older_folder_is_noticed_without_any_backup(
    data: town.Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZQDESK_USER", str(tmp_path / "user"))
    older_folder_in_place(data, tmp_path)
    assert said(data) == "anchor.behind_memory"
    with pytest.raises(Refused) as refused:
        restoration.accept(data.folder, data.folder / backup.FOLDER, ("03", PASSPHRASE), town.Clock())
    assert refused.value.problems[0].code == "restore.administrator"
    text = restoration.accept(data.folder, data.folder / backup.FOLDER, ("05", PASSPHRASE), town.Clock())
    assert "办到过第 3 条变更记录，这里只到第 1 条" in text
    assert "对照纸面补录" in text
    assert said(data) == "same"


def test_another_course_of_the_whole_folder_is_noticed(
    data: town.Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder went on elsewhere from an older day, and has come further than this PC did."""
    monkeypatch.setenv("ZQDESK_USER", str(tmp_path / "user"))
    older_folder_in_place(data, tmp_path)
    monkeypatch.setenv("ZQDESK_USER", str(tmp_path / "elsewhere"))
    engine = data.open()
    for _ in range(4):
        Register(engine, town.CLERK, town.DESK_ID, town.Clock()).do(town.add_household, "李某")
    engine.dispose()
    assert said(data) == "same"
    monkeypatch.setenv("ZQDESK_USER", str(tmp_path / "user"))
    assert said(data) == "anchor.other"


def test_a_memory_that_is_gone_or_damaged_stops_nothing(
    data: town.Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZQDESK_USER", str(tmp_path / "user"))
    older_folder_in_place(data, tmp_path)
    (path,) = memory()
    for harmed in (b"", path.read_bytes()[:40], bytes(PLACE_BYTES), os.urandom(PLACE_BYTES)):
        path.write_bytes(harmed)
        assert said(data) == "same"
        assert len(path.read_bytes()) == PLACE_BYTES
    path.unlink()
    path.mkdir()
    assert said(data) == "same"
    (tmp_path / "file").touch()
    monkeypatch.setenv("ZQDESK_USER", str(tmp_path / "file" / "user"))
    assert said(data) == "same"


def test_a_copy_elsewhere_and_a_restore_are_no_difference(
    data: town.Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZQDESK_USER", str(tmp_path / "user"))
    engine = data.open()
    made = backup.make(data.folder, data.key, engine, "manual", town.OPENING)
    engine.dispose()
    assert said(data) == "same"
    copy = town.copied(data, tmp_path / "copy")
    engine = data.open()
    Register(engine, town.CLERK, town.DESK_ID, town.Clock()).do(town.add_household)
    engine.dispose()
    assert said(copy) == "same"
    with vault.sole_use(data.folder):
        restoration.restore(data.folder, made.path, ("05", PASSPHRASE), town.Clock())
    assert said(data) == "same"
    assert len(memory()) == 2
