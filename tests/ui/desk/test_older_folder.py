"""A whole data folder of an older day, anchor and all, agrees with itself: the desk's own backups elsewhere do not."""

import shutil
from pathlib import Path

import pytest

from tests import town
from zqdesk import paths, settings
from zqdesk.office.hall import restoration
from zqdesk.records.backups import backup
from zqdesk.records.faults import Known
from zqdesk.records.register import Register
from zqdesk.ui.desk import opening


@pytest.fixture
def elsewhere(data: town.Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the backups of this desk go: another disk."""
    monkeypatch.setenv("ZQDESK_USER", str(tmp_path / "user"))
    into = tmp_path / "disk"
    into.mkdir()
    (data.folder / settings.FILE).write_text(f'backup_folder = "{into.as_posix()}"\n', encoding="utf-8")
    return into


def enter(data: town.Vault) -> str:
    """`same`, or why the folder is not opened."""
    try:
        opened = opening.sign_in(data.folder, "01", town.PASSPHRASE, town.Clock())
    except Known as fault:
        return fault.code
    opening.close(opened)
    return "same"


def act_and_back_up(data: town.Vault, into: Path) -> None:
    engine = data.open()
    Register(engine, town.CLERK, town.DESK_ID, town.Clock()).do(town.add_household)
    backup.make(data.folder, data.key, engine, "daily", town.OPENING, into=into)
    engine.dispose()


def put_back(data: town.Vault, older: Path) -> None:
    """The folder, and what the user's own folder remembers of it is gone too."""
    shutil.rmtree(paths.user_dir(), ignore_errors=True)
    shutil.rmtree(data.folder)
    shutil.copytree(older, data.folder)


def test_it_is_noticed_and_gone_on_with_only_by_an_act(
    data: town.Vault, elsewhere: Path, tmp_path: Path
) -> None:
    act_and_back_up(data, elsewhere)
    older = Path(shutil.copytree(data.folder, tmp_path / "older"))
    assert enter(data) == "same"
    act_and_back_up(data, elsewhere)
    assert enter(data) == "same"
    put_back(data, older)
    assert enter(data) == "anchor.behind_backup"
    who = ("05", town.PASSPHRASE)
    assert "这里只到第" in restoration.accept(data.folder, elsewhere, who, town.Clock())
    assert enter(data) == "same"


def test_one_that_was_worked_on_meanwhile_is_another(
    data: town.Vault, elsewhere: Path, tmp_path: Path
) -> None:
    """Somebody goes on with the old folder before anybody looks at the backups: the logs have parted."""
    older = Path(shutil.copytree(data.folder, tmp_path / "older"))
    act_and_back_up(data, elsewhere)
    (elsewhere / "aside").mkdir()
    put_back(data, older)
    engine = data.open()
    for _ in range(3):
        Register(engine, town.CLERK, town.DESK_ID, town.Clock()).do(town.add_household)
    engine.dispose()
    assert enter(data) == "anchor.other"


@pytest.mark.parametrize("trouble", ["gone", "another's", "none yet"])
def test_backups_that_say_nothing_keep_nobody_out(data: town.Vault, elsewhere: Path, trouble: str) -> None:
    act_and_back_up(data, elsewhere)
    if trouble == "gone":
        shutil.rmtree(elsewhere)
    elif trouble == "none yet":
        shutil.rmtree(elsewhere)
        elsewhere.mkdir()
    else:
        for manifest in elsewhere.glob(f"*/{backup.MANIFEST}"):
            text = manifest.read_text(encoding="utf-8")
            manifest.write_text(text.replace('"vault":"', '"vault":"x'), encoding="utf-8")
    assert enter(data) == "same"
