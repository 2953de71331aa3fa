"""When the data cannot be opened: a page in plain Chinese with the ways out, and never a new database."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import town
from tests.ui.shell.hands import Hands
from zqdesk.records import backup, vault
from zqdesk.ui import application
from zqdesk.ui.application import Program
from zqdesk.ui.pages.restore import RestorePage
from zqdesk.ui.pages.sign_in import SignInPage
from zqdesk.ui.pages.today import TodayPage
from zqdesk.ui.pages.trouble import TroublePage

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
    engine = data.open()
    backup.make(data.folder, data.key, engine, "manual", town.OPENING)
    engine.dispose()
    _damage(data.folder)
    hands.sign_in("01")
    hands.gate(TroublePage).restoring.emit()
    hands.settle()
    page = hands.gate(RestorePage)
    assert len(page.list.rows.rows) == 1
    hands.write(page.login, "01")
    hands.write(page.secret, "wrong")
    hands.click(page.go_on)
    hands.settle()
    assert "账号或口令不对" in page.secret_box.message.text()
    page.secret.setText(town.PASSPHRASE)
    hands.click(page.go_on)
    hands.settle()
    assert "备份已恢复" in hands.gate(SignInPage).text.text()
    assert [path for path in data.folder.glob("replaced-*") if (path / vault.DATABASE).exists()]
    hands.sign_in("01")
    hands.front(TodayPage)


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
