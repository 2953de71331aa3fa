"""When the data cannot be opened: a page in plain Chinese with the ways out, and never a new database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests import town
from tests.ui.shell.hands import Hands
from zqdesk.records import keys, replacing, vault
from zqdesk.records.backups import backup
from zqdesk.records.changes import changes
from zqdesk.ui.entrance.accept import AcceptPage
from zqdesk.ui.entrance.recovery_code import RecoveryCodePage
from zqdesk.ui.entrance.restore import RestorePage
from zqdesk.ui.entrance.sign_in import SignInPage
from zqdesk.ui.entrance.trouble import TroublePage
from zqdesk.ui.pages.across.today import TodayPage
from zqdesk.ui.shell import application
from zqdesk.ui.shell.application import Program
from zqdesk.ui.shell.window import NO_BACKUP

DATABASE = "zqdesk.db"


def _remove(folder: Path) -> None:
    (folder / DATABASE).unlink()


def _empty(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"")


def _damage(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"not a database at all" * 1000)


@pytest.mark.parametrize(
    ("harm", "code"),
    [(_remove, "database.missing"), (_empty, "database.damaged"), (_damage, "database.unreadable")],
)
def test_a_database_that_cannot_be_opened_has_its_page(
    hands: Hands, harm: Callable[[Path], None], code: str
) -> None:
    harm(hands.desk.folder)
    before = sorted(path.name for path in hands.desk.folder.glob("zqdesk.db"))
    hands.sign_in("01")
    assert hands.gate(TroublePage).code == code
    assert sorted(path.name for path in hands.desk.folder.glob("zqdesk.db")) == before


def test_an_older_database_is_gone_on_with_as_an_act(hands: Hands) -> None:
    older = (hands.desk.folder / DATABASE).read_bytes()
    hands.sign_in("01")
    hands.window.signing_out.emit()
    hands.settle()
    (hands.desk.folder / DATABASE).write_bytes(older)
    hands.sign_in("01")
    trouble = hands.gate(TroublePage)
    assert trouble.code == "anchor.behind"
    trouble.accepting.emit()
    page = hands.gate(AcceptPage)
    for login, said in (("01", "只有管理员"), ("05", "")):
        page.login.setText(login)
        page.secret.setText(town.PASSPHRASE)
        hands.click(page.go_on)
        hands.settle()
        assert not said or said in page.secret_box.message.text()
    assert hands.gate(SignInPage).text.text().startswith("接着用现有的数据文件")
    hands.sign_in("01")
    hands.front(TodayPage)


def test_after_a_fault_at_unlocking_nothing_of_the_person_before_is_left(hands: Hands) -> None:
    hands.sign_in("01")
    hands.window.open_room("cases")
    hands.program.entrance.lock()
    hands.settle()
    database, elsewhere = hands.desk.folder / DATABASE, hands.desk.folder / "elsewhere"
    database.rename(elsewhere)
    hands.sign_in("01")
    page = hands.gate(TroublePage)
    elsewhere.rename(database)
    page.trying_again.emit()
    hands.settle()
    assert hands.window.open_pages() == []
    hands.sign_in("03")
    hands.front(TodayPage)
    assert hands.window.top.person.text() == "审批人  李大某"


def test_a_second_program_is_told_so(
    hands: Hands, qapp: QApplication, qtbot: QtBot, clock: town.Clock
) -> None:
    application.prepare()
    second = Hands(qtbot, Program(qapp, hands.desk.folder, clock))
    second.program.start()
    qtbot.waitUntil(lambda: isinstance(second.window.gate, TroublePage), timeout=20_000)
    assert second.gate(TroublePage).code == "vault.in_use"
    second.window.close()
    second.window.deleteLater()


def test_a_backup_is_put_in_place_of_a_damaged_database(hands: Hands, data: town.Vault) -> None:
    back_up(data)
    _damage(data.folder)
    hands.sign_in("01")
    hands.gate(TroublePage).restoring.emit()
    hands.settle()
    page = hands.gate(RestorePage)
    assert len(page.list.rows.rows) == 1
    hands.write(page.login, "05")
    hands.write(page.secret, town.PASSPHRASE)
    hands.click(page.go_on)
    hands.settle()
    assert "现在的数据库打不开" in page.secret_box.message.text()
    page.login.clear()
    page.secret.setText(data.recovery_code)
    hands.click(page.go_on)
    hands.settle()
    told = hands.gate(SignInPage).text.text()
    assert "备份已恢复" in told
    assert "对照纸面" in told
    assert [path for path in data.folder.glob("replaced-*") if (path / vault.DATABASE).exists()]
    hands.sign_in("01")
    hands.front(TodayPage)


def test_an_administrator_restores_from_the_sign_in_page_and_the_log_says_so(
    hands: Hands, data: town.Vault
) -> None:
    back_up(data)
    hands.click(hands.gate(SignInPage).others[1])
    hands.settle()
    page = hands.gate(RestorePage)
    assert [row.whose for row in page.list.rows.rows] == ["示例街道便民服务大厅 1号窗口"]
    for login, said in (("01", "只有管理员能恢复备份"), ("05", "")):
        page.login.setText(login)
        page.secret.setText(town.PASSPHRASE)
        hands.click(page.go_on)
        hands.settle()
        if said:
            assert said in page.secret_box.message.text()
    assert "恢复前变更记录到第" in hands.gate(SignInPage).text.text()
    hands.sign_in("01")
    acts = hands.desk.register.read(lambda session: list(session.execute(select(changes.c.act)).scalars()))
    assert acts[-2:] == ["restoration.restored", "staff.record_sign_in"]


def test_a_restore_that_was_cut_off_is_finished_before_anybody_signs_in(
    qapp: QApplication, qtbot: QtBot, data: town.Vault, clock: town.Clock
) -> None:
    """Nobody is offered to set up a new hall, though nothing else is in place."""
    coming = data.folder / replacing.COMING
    coming.mkdir()
    for name in (vault.DATABASE, keys.KEYS):
        (data.folder / name).rename(coming / name)
    (coming / replacing.ASIDE).write_text("replaced-x")
    application.prepare()
    hands = Hands(qtbot, Program(qapp, data.folder, clock))
    hands.program.start()
    hands.settle()
    hands.sign_in("01")
    hands.front(TodayPage)
    hands.window.close()
    hands.window.deleteLater()


def back_up(data: town.Vault) -> None:
    engine = data.open()
    backup.make(data.folder, data.key, engine, "manual", town.OPENING)
    engine.dispose()


@pytest.mark.parametrize("place", ["file/x", "x" * 300])
def test_a_backup_folder_that_cannot_be_is_told_and_the_bar_says_that_there_is_no_backup(
    hands: Hands, tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").write_text("no folder")
    hands.desk.settings = replace(hands.desk.settings, backup_folder=str(tmp_path / place))
    hands.sign_in("01")
    assert hands.window.top.state.text() == NO_BACKUP
    assert hands.window.banner.text.text().startswith("✕  备份没有做成：“")
    hands.window.signing_out.emit()
    hands.click(hands.gate(SignInPage).others[1])
    hands.settle()
    page = hands.gate(RestorePage)
    assert "“" in page.where.text()
    assert not page.go_on.isEnabled()


def test_another_desks_backup_of_today_is_not_ones_own(hands: Hands, tmp_path: Path) -> None:
    other = town.build(tmp_path / "other")
    engine = other.open()
    shared = tmp_path / "shared"
    backup.make(other.folder, other.key, engine, "daily", town.OPENING + timedelta(minutes=5), into=shared)
    engine.dispose()
    hands.desk.settings = replace(hands.desk.settings, backup_folder=str(shared))
    hands.sign_in("01")
    assert "上次备份 今天 09:00" in hands.window.top.state.text()
    assert len(backup.listing(shared)) == 2


def test_the_recovery_code_is_kept_or_it_is_told_why_not(qtbot: QtBot, tmp_path: Path) -> None:
    page = RecoveryCodePage("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG-HHHHH", "示例街道便民服务大厅")
    qtbot.addWidget(page)
    (tmp_path / "file").write_text("no folder")
    page.save_to(tmp_path / "file" / "x.txt")
    assert page.text.text().startswith("恢复码没有存下来。“")
    page.save_to(tmp_path / "x.txt")
    assert "第 8 组　HHHHH" in (tmp_path / "x.txt").read_text(encoding="utf-8")
    assert page.text.text() == "恢复码已存到 x.txt。"


def test_a_day_begins_with_a_backup_and_says_so(hands: Hands) -> None:
    hands.sign_in("01")
    assert "上次备份 今天 09:00" in hands.window.top.state.text()
    assert len(backup.listing(hands.desk.folder / "backups")) == 1


def test_a_fault_while_working_is_a_sentence(hands: Hands) -> None:
    hands.sign_in("01")

    def write() -> None:
        raise OSError(28, "No space left on device")

    hands.desk.background.run(write)
    hands.settle()
    assert hands.window.banner.isVisible()
    assert "磁盘已满" in hands.window.banner.text.text()
    assert "草稿" not in hands.window.banner.text.text()
