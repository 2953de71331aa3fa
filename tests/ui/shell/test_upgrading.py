"""The backup before an upgrade lies where the other backups do, or at least where it can."""

from pathlib import Path

from tests import town
from zqdesk import settings
from zqdesk.records import search
from zqdesk.records.backups import backup
from zqdesk.records.register import Register
from zqdesk.settings import Settings
from zqdesk.ui.desk import opening


def _keep_at(data: town.Vault, place: Path) -> None:
    settings.save(data.folder / settings.FILE, Settings(backup_folder=str(place)))


def test_it_goes_to_the_folder_of_the_settings(data: town.Vault, tmp_path: Path) -> None:
    _keep_at(data, tmp_path / "other disk")
    made = opening.back_up_before_upgrade(data.folder, data.key, town.OPENING)
    assert made.parent == tmp_path / "other disk"
    assert [each.kind for each in backup.listing(made.parent)] == ["migration"]
    assert not (data.folder / backup.FOLDER).exists()


def test_without_a_setting_it_stays_in_the_data_folder(data: town.Vault) -> None:
    made = opening.back_up_before_upgrade(data.folder, data.key, town.OPENING)
    assert made.parent == data.folder / backup.FOLDER


def test_an_index_that_an_older_program_made_is_renewed_on_opening(
    data: town.Vault, register: Register, clock: town.Clock
) -> None:
    register.do(town.add_household, "单家乐")
    with register.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE search_index SET words = 'm53555bb64e50'")
        connection.exec_driver_sql("PRAGMA user_version = 0")
    assert register.read(search.find, "sjl") == []
    opened = opening.enter(data.folder, data.key, "01", clock)
    assert [hit.title for hit in opened.register.read(search.find, "sjl")] == ["单家乐", "单家乐"]
    opening.close(opened)


def test_a_missing_disk_does_not_stop_the_upgrade(data: town.Vault, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder can be made below a file", encoding="utf-8")
    _keep_at(data, tmp_path / "file" / "backups")
    made = opening.back_up_before_upgrade(data.folder, data.key, town.OPENING)
    assert made.parent == data.folder / backup.FOLDER
