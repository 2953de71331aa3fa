"""The way in: right and wrong passphrases, locking, roles, and a start that does not wait for the database layer."""

import subprocess
import sys
from datetime import date

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import town
from tests.ui.shell.hands import Hands
from zqdesk import paths
from zqdesk.records import vault
from zqdesk.records.changes import changes
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.place import CalendarYear
from zqdesk.ui.entrance.recovery import RecoveryPage
from zqdesk.ui.entrance.sign_in import SignInPage
from zqdesk.ui.pages.across.today import TodayPage
from zqdesk.ui.pages.allowance.case_list import CasesPage
from zqdesk.ui.pages.hall.settings.page import SettingsPage
from zqdesk.ui.shell.passphrase_dialog import PassphraseDialog

LAZY = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import zqdesk.ui.shell.application
heavy = ["sqlalchemy", "alembic", "reportlab", "pypinyin", "cryptography", "sqlcipher3", "zqdesk.records"]
print([name for name in heavy if name in sys.modules])
"""


def test_the_window_shows_before_the_database_layer_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", LAZY], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_right_passphrase_opens_todays_work(hands: Hands) -> None:
    hands.sign_in("01")
    hands.front(TodayPage)
    assert hands.window.top.person.text() == "经办人  王小某"
    assert hands.window.bar.hall.text() == "示例街道便民服务大厅"


def test_a_newer_program_brings_its_calendar_at_the_first_sign_in(hands: Hands, data: town.Vault) -> None:
    engine = data.open()
    Register(engine, town.ADMINISTRATOR, town.DESK_ID, town.Clock()).do(_without_this_year)
    engine.dispose()
    hands.sign_in("01")
    register = hands.desk.register
    assert town.OPENING.year in register.read(
        lambda session: session.scalars(select(CalendarYear.year)).all()
    )
    assert register.read(_acts)[-2:] == ["staff.record_sign_in", "parameters.seed"]
    hands.window.signing_out.emit()
    hands.sign_in("01")
    assert hands.desk.register.read(_acts)[-1] == "staff.record_sign_in", "nothing is missing any more"


def _without_this_year(work: Work) -> None:
    year = work.session.scalars(select(CalendarYear).filter_by(year=town.OPENING.year)).one()
    work.session.delete(year)


def _acts(session: Session) -> list[str]:
    return list(session.execute(select(changes.c.act).order_by(changes.c.seq)).scalars())


def test_the_keyboard_goes_from_login_to_passphrase_to_the_desk(hands: Hands) -> None:
    page = hands.gate(SignInPage)
    hands.write(page.login, "01")
    hands.press(Qt.Key.Key_Return, page.login)
    assert hands.window.focusWidget() is page.passphrase
    hands.write(page.passphrase, town.PASSPHRASE)
    hands.press(Qt.Key.Key_Return, page.passphrase)
    hands.settle()
    hands.front(TodayPage)


def test_a_wrong_passphrase_is_told_at_the_field(hands: Hands) -> None:
    hands.sign_in("01", "not the one")
    page = hands.gate(SignInPage)
    assert page.passphrase_box.message.text() == "账号或口令不对，请重新输入。"
    assert page.passphrase.text() == ""
    assert page.enter.isEnabled()


def test_many_wrong_passphrases_are_counted_down(hands: Hands, clock: town.Clock) -> None:
    for _ in range(4):
        hands.sign_in("01", "not the one")
    page = hands.gate(SignInPage)
    assert "秒后再试" in page.passphrase_box.message.text()
    assert not page.enter.isEnabled()
    hands.bot.waitUntil(page.enter.isEnabled, timeout=6000)
    clock.forward(minutes=10)
    hands.sign_in("01")
    hands.front(TodayPage)


def test_locking_drops_the_key_and_keeps_the_pages(hands: Hands) -> None:
    hands.sign_in("01")
    hands.window.open_room("cases")
    page = hands.front(CasesPage)
    page.filters.text.setText("张")
    hands.settle()
    hands.press(Qt.Key.Key_L, ctrl=True)
    hands.settle()
    assert hands.desk.opened is None
    assert not hands.gate(SignInPage).login_box.isVisible()
    hands.sign_in()
    assert hands.front(CasesPage) is page
    assert page.filters.text.text() == "张"


def test_a_locked_desk_does_nothing_by_key(hands: Hands) -> None:
    hands.sign_in("01")
    hands.program.entrance.lock()
    hands.settle()
    hands.window.perform("room.2")
    hands.press(Qt.Key.Key_F2)
    hands.gate(SignInPage)


def test_idle_minutes_lock_the_desk(hands: Hands) -> None:
    hands.sign_in("01")
    hands.program.somebody_is_here()
    assert hands.program._idle.isActive()
    assert hands.program._idle.interval() == hands.desk.settings.idle_lock_minutes * 60_000
    hands.program._idle.timeout.emit()
    hands.settle()
    assert hands.desk.opened is None


def test_an_administrator_sees_no_case(hands: Hands) -> None:
    hands.sign_in("05")
    hands.front(SettingsPage)
    assert hands.window.bar.rooms() == ("settings", "help")
    assert not hands.window.search.isVisible()
    for command in ("room.3", "intake.new", "search"):
        hands.window.perform(command)
    hands.window.open_room("cases")
    assert hands.window.room in {"settings", "help"}


def test_the_next_person_finds_nothing_of_the_one_before(hands: Hands) -> None:
    hands.sign_in("01")
    hands.window.open_room("cases")
    hands.settle()
    hands.window.signing_out.emit()
    hands.settle()
    assert hands.window.open_pages() == []
    hands.sign_in("03")
    hands.front(TodayPage)
    assert hands.window.top.person.text() == "审批人  李大某"


def test_the_recovery_code_gives_an_account_a_new_passphrase(hands: Hands, data: town.Vault) -> None:
    hands.click(hands.gate(SignInPage).others[0])
    page = hands.gate(RecoveryPage)
    hands.write(page.code, data.recovery_code.lower().replace("-", " "))
    hands.click(page.go_on)
    hands.settle()
    page.account.setCurrentIndex(page.account.findData("02"))
    hands.write(page.passphrase, "a quite new one 7")
    hands.write(page.again, "a quite new one 7")
    hands.click(page.go_on)
    hands.settle()
    assert hands.window.top.person.text() == "经办人  赵小某"


def test_a_day_that_hardly_can_be_is_asked_about(hands: Hands, clock: town.Clock) -> None:
    clock.set(date(2031, 1, 1))
    hands.answer_question("日期不对，先去改")
    hands.sign_in("01")
    assert "把电脑的日期改对" in hands.gate(SignInPage).passphrase_box.message.text()
    hands.answer_question("日期无误，继续")
    hands.sign_in("01")
    hands.front(TodayPage)
    acts = hands.desk.register.read(lambda session: list(session.execute(select(changes.c.act)).scalars()))
    assert acts[-2:] == ["clock.confirm_day", "staff.record_sign_in"]


def test_a_wrong_recovery_code_is_told_at_its_field(hands: Hands) -> None:
    hands.click(hands.gate(SignInPage).others[0])
    page = hands.gate(RecoveryPage)
    hands.write(page.code, "AAAAA-BBBBB")
    hands.click(page.go_on)
    hands.settle()
    assert "恢复码不对" in page.code_box.message.text()


def test_a_person_changes_their_own_passphrase(hands: Hands) -> None:
    hands.sign_in("01")
    hands.window.changing_passphrase.emit()
    dialog = hands.window.findChild(PassphraseDialog)
    assert isinstance(dialog, PassphraseDialog)
    for box, text in zip(
        (dialog.old, dialog.new, dialog.again),
        (town.PASSPHRASE, "another 1 now", "another 1 now"),
        strict=True,
    ):
        hands.write(box.widget, text)
    hands.click(dialog.keep)
    hands.settle()
    hands.window.signing_out.emit()
    hands.sign_in("01", "another 1 now")
    hands.front(TodayPage)


@pytest.mark.parametrize("name", ["zqdesk.db", "keys.json"])
def test_either_file_means_a_desk_was_set_up(data: town.Vault, name: str) -> None:
    (data.folder / name).unlink()
    assert paths.holds_vault(data.folder) is vault.exists(data.folder) is True
