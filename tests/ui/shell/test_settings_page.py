"""Settings: what an administrator keeps, each refusal at its field, values in the clerk's words."""

from datetime import date

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from sqlalchemy import select

from tests import town
from tests.ui.shell.hands import Hands
from zqdesk import settings
from zqdesk.office.across.history import act_titles
from zqdesk.office.hall import parameters, setup, staff
from zqdesk.office.hall.parameters import ParameterLine
from zqdesk.records import keys
from zqdesk.records.changes import changes
from zqdesk.rules.parameters import Content
from zqdesk.rules.problem import Refused
from zqdesk.ui.entrance.recovery_code import RecoveryCodePage
from zqdesk.ui.pages.hall.settings import value_words
from zqdesk.ui.pages.hall.settings.accounts import AccountsPanel
from zqdesk.ui.pages.hall.settings.backups import BackupsPanel
from zqdesk.ui.pages.hall.settings.calendar import CalendarPanel, days_in
from zqdesk.ui.pages.hall.settings.desk_panel import DeskPanel
from zqdesk.ui.pages.hall.settings.hall import HallPanel
from zqdesk.ui.pages.hall.settings.page import PANELS, SettingsPage
from zqdesk.ui.pages.hall.settings.panel import Panel
from zqdesk.ui.pages.hall.settings.values import ValuesPanel


def _panel(hands: Hands, kind: type[Panel]) -> Panel:
    page = hands.front(SettingsPage)
    number = next(n for n, panel in enumerate(page.panels) if isinstance(panel, kind))
    page.tabs.setCurrentIndex(number)
    hands.settle()
    return page.panels[number]


def _answer(words: str) -> None:
    """Press the button of these words in the question that is open."""
    box = QApplication.activeModalWidget()
    if not isinstance(box, QMessageBox):
        QTimer.singleShot(50, lambda: _answer(words))
        return
    next(button for button in box.buttons() if button.text() == words).click()


@pytest.fixture
def administrator(hands: Hands) -> Hands:
    hands.sign_in("05")
    return hands


def test_a_clerk_sees_no_accounts(hands: Hands) -> None:
    hands.sign_in("01")
    hands.window.open_room("settings")
    titles = {title for title, _, only in PANELS if not only}
    page = hands.front(SettingsPage)
    assert {page.tabs.tabText(n) for n in range(page.tabs.count())} == titles


def test_settings_of_the_desk_are_kept_in_their_file(administrator: Hands) -> None:
    panel = _panel(administrator, DeskPanel)
    assert isinstance(panel, DeskPanel)
    panel.form.widget("idle_lock_minutes").setText("5")  # type: ignore[attr-defined]
    administrator.window.perform("save")
    administrator.settle()
    assert settings.load(administrator.desk.folder / settings.FILE).settings.idle_lock_minutes == 5
    assert administrator.desk.settings.idle_lock_minutes == 5


def test_a_setting_out_of_its_limits_is_told_at_its_field(administrator: Hands) -> None:
    panel = _panel(administrator, DeskPanel)
    assert isinstance(panel, DeskPanel)
    panel.form.widget("idle_lock_minutes").setText("999")  # type: ignore[attr-defined]
    panel.save()
    assert "1 到 120" in panel.form.widget("idle_lock_minutes").accessibleDescription()
    assert not (administrator.desk.folder / settings.FILE).exists()


def test_the_hall_changes_and_villages_come(administrator: Hands) -> None:
    panel = _panel(administrator, HallPanel)
    assert isinstance(panel, HallPanel)
    administrator.write(panel.form.widget("address"), "新址")
    panel.save()
    administrator.write(panel.village.widget("id"), "370114001203")
    administrator.write(panel.village.widget("name"), "示例新村")
    panel._open_village()
    administrator.settle()
    register = administrator.desk.register
    assert "新址" in register.read(setup.hall).address
    assert "示例新村" in [each.name for each in register.read(setup.villages, administrator.desk.today())]
    administrator.write(panel.village.widget("id"), "999")
    panel._open_village()
    administrator.settle()
    assert "12位数字" in panel.village.widget("id").accessibleDescription()
    assert "请填写" in panel.village.widget("name").accessibleDescription()


def test_a_new_account_can_sign_in(administrator: Hands) -> None:
    panel = _panel(administrator, AccountsPanel)
    assert isinstance(panel, AccountsPanel)
    for field, text in (("login", "06"), ("name", "孙某"), ("passphrase", "the first one 6")):
        administrator.write(panel.form.widget(field), text)
    panel.save()
    administrator.settle()
    assert panel.form.widget("clerk").accessibleDescription()
    panel.form.widget("clerk").click()  # type: ignore[attr-defined]
    panel.save()
    administrator.settle()
    assert "孙某" in [each.name for each in administrator.desk.register.read(staff.accounts)]
    administrator.window.signing_out.emit()
    administrator.sign_in("06", "the first one 6")
    assert administrator.window.top.person.text() == "经办人  孙某"


def test_an_account_keeps_its_name_and_so_its_passphrase(administrator: Hands) -> None:
    panel = _panel(administrator, AccountsPanel)
    assert isinstance(panel, AccountsPanel)
    panel.table.selectRow(next(n for n, row in enumerate(panel.table.rows.rows) if row.login == "02"))
    panel.form.widget("login").clear()  # type: ignore[attr-defined]
    administrator.write(panel.form.widget("login"), "12")
    administrator.write(panel.form.widget("passphrase"), "the new one 12")
    panel.save()
    administrator.settle()
    assert "不能改名" in panel.form.widget("login").accessibleDescription()
    administrator.window.signing_out.emit()
    administrator.sign_in("02")
    assert administrator.window.top.person.text() == "经办人  赵小某"


def test_a_closed_account_opens_nothing_any_more(administrator: Hands) -> None:
    panel = _panel(administrator, AccountsPanel)
    assert isinstance(panel, AccountsPanel)
    panel.table.selectRow(next(n for n, row in enumerate(panel.table.rows.rows) if row.login == "02"))
    QTimer.singleShot(50, lambda: _answer("停用"))
    administrator.click(panel.close_it)
    administrator.settle()
    assert [row.active for row in panel.table.rows.rows if row.login == "02"] == [False]
    with pytest.raises(Refused):
        keys.unlock(administrator.desk.folder, "02", town.PASSPHRASE, administrator.desk.clock())


def _new_code(hands: Hands) -> RecoveryCodePage:
    panel = _panel(hands, AccountsPanel)
    assert isinstance(panel, AccountsPanel)
    QTimer.singleShot(50, lambda: _answer("更换"))
    hands.click(panel.renew)
    hands.settle()
    return hands.gate(RecoveryCodePage)


def _groups(page: RecoveryCodePage) -> list[str]:
    return [part[:5] for part in page.paper().split("　")[1:]]


def test_a_new_recovery_code_counts_once_it_is_proved(administrator: Hands, data: town.Vault) -> None:
    page = _new_code(administrator)
    groups, now = _groups(page), administrator.desk.clock()
    administrator.click(page.go_on)
    administrator.settle()
    assert keys.unlock_with_recovery(data.folder, data.recovery_code, now) == data.key, "not proved yet"
    for number, box in zip(page.asked, page.boxes, strict=True):
        administrator.write(box.widget, groups[number])
    administrator.click(page.go_on)
    administrator.settle()
    administrator.front(SettingsPage)
    assert keys.unlock_with_recovery(data.folder, "-".join(groups), now) == data.key
    with pytest.raises(Refused):
        keys.unlock_with_recovery(data.folder, data.recovery_code, now)
    last = administrator.desk.register.read(
        lambda session: session.execute(select(changes).order_by(changes.c.seq.desc())).first()
    )
    assert last is not None
    assert act_titles.title_of(last.act) == "更换恢复码"
    assert not any(group in str(tuple(last)) for group in groups)


def test_a_new_recovery_code_given_up_or_locked_away_leaves_the_old_one(
    administrator: Hands, data: town.Vault
) -> None:
    administrator.click(_new_code(administrator).give_up)
    administrator.front(SettingsPage)
    _new_code(administrator)
    administrator.window.locking.emit()
    administrator.settle()
    administrator.sign_in("05")
    administrator.front(SettingsPage)
    now = administrator.desk.clock()
    assert keys.unlock_with_recovery(data.folder, data.recovery_code, now) == data.key


def test_a_published_value_is_entered_in_yuan(administrator: Hands) -> None:
    panel = _panel(administrator, ValuesPanel)
    assert isinstance(panel, ValuesPanel)
    rows = panel.table.rows.rows
    panel.table.selectRow(next(n for n, row in enumerate(rows) if row.key == "standard.rural"))
    for box, text in (
        (panel.value, "866.5"), (panel.valid_from, "2026-07-01"),
        (panel.published_on, "2026-11-20"), (panel.source, "示例民〔2026〕1号"),
    ):  # fmt: skip
        administrator.write(box.widget, text)
    panel.save()
    administrator.settle()
    lines = administrator.desk.register.read(parameters.listing, administrator.desk.today())
    assert [x.value for x in lines if x.key == "standard.rural" and x.in_force] == [86_650]
    panel.save()
    assert panel.value.message.text()


def test_a_year_of_holidays_is_entered_as_it_is_written(administrator: Hands) -> None:
    panel = _panel(administrator, CalendarPanel)
    assert isinstance(panel, CalendarPanel)
    panel.year.set_value(2027)
    administrator.write(panel.holidays.widget, "1月1日、10月1日至10月7日")
    administrator.write(panel.make_up.widget, "9月26日")
    panel.save()
    administrator.settle()
    assert panel.source.message.text()
    administrator.write(panel.source.widget, "国办发明电〔2026〕1号")
    panel.save()
    administrator.settle()
    years = administrator.desk.register.read(parameters.calendar_years)
    entered = next(each for each in years if each.year == 2027)
    assert len(entered.holidays) == 8
    assert entered.make_up == (date(2027, 9, 26),)


def test_a_backup_is_made_on_demand(administrator: Hands) -> None:
    panel = _panel(administrator, BackupsPanel)
    assert isinstance(panel, BackupsPanel)
    administrator.click(panel.make)
    administrator.settle()
    assert sorted(row.kind for row in panel.table.rows.rows) == ["手动", "每日自动"]
    assert panel.make.isEnabled()


def _line(value: Content, unit: str, title: str = "") -> ParameterLine:
    day = date(2026, 1, 1)
    return ParameterLine("i", "k", title, unit, "", value, day, day, "s", in_force=True)


CHOICE = _line("gap", "gap | tiers", "低保金计算方式（gap 补差，tiers 分档）")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (_line(80_400, "分/人/月"), "804.00"), (_line(20, "工作日"), "20"), (_line(value=True, unit="是/否"), "是"),
        (_line([2, 3], "分数（分子、分母）"), "2/3"), (CHOICE, "补差"),
    ],
)  # fmt: skip
def test_a_value_is_typed_as_it_is_shown(line: ParameterLine, words: str) -> None:
    assert value_words.shown(line) == words
    assert value_words.understood(words, line) == line.value


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        (_line(80_400, "分/人/月"), "804.005"), (_line(20, "工作日"), "2.5"), (_line(value=True, unit="是/否"), "y"),
        (_line([2, 3], "分数（分子、分母）"), "2/0"), (CHOICE, "gap"), (_line(20, "工作日"), ""),
    ],
)  # fmt: skip
def test_what_is_no_such_value_is_refused(line: ParameterLine, typed: str) -> None:
    with pytest.raises(Refused):
        value_words.understood(typed, line)


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refused):
        days_in("2月30日", 2027, "holidays")
