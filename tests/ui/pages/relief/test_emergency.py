"""The page of an emergency (F4): what it proposes, whom it knows, what it keeps, and who signs on the spot."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.relief import relief_course
from zqdesk.office.hall import staff
from zqdesk.office.hall.staff import AccountEntry
from zqdesk.office.relief.applying import emergencies
from zqdesk.office.relief.file import file_of
from zqdesk.records import keys
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.staff import Account
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.relief.emergency import EmergencyPage
from zqdesk.ui.pages.relief.payment import PaymentPage
from zqdesk.ui.widgets.second_person import SecondPersonDialog

STORY = "今晨房屋起火，没有住处"


@pytest.fixture
def page(clerk: Clerk, register: Register) -> EmergencyPage:
    """F4, as the clerk opens it."""
    clerk.clock.set(register.clock().date())
    clerk.press("F4")
    return clerk.front(EmergencyPage)


def enter(clerk: Clerk, name: str = "张𬭎某", number: str = "", persons: str = "3") -> None:
    """Name, number, phone, village, cause, persons, story: Enter after each but the last."""
    clerk.fill([name, number, "", "示例东村", "1", persons])
    clerk.write(STORY)


def amount(page: EmergencyPage) -> int:
    return page.form.record().amount_fen


def words(page: EmergencyPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def kept(register: Register) -> list[str]:
    return [each.number for each in register.read(lambda s: s.query(Case).all())]


def dismissed(clerk: Clerk) -> None:
    clerk.dialog(SecondPersonDialog).reject()
    clerk.settle()


def test_the_page_fits_the_usual_screen_without_scrolling(page: EmergencyPage) -> None:
    page.window().resize(1366, 768)
    page._boxes["amount_reason"].show()
    page._boxes["goods"].show()
    area = page.area
    inside = area.widget()
    assert inside is not None
    assert inside.heightForWidth(area.viewport().width()) <= area.viewport().height()
    assert page._widgets["name"].hasFocus()


def test_the_amount_follows_what_is_typed(clerk: Clerk, page: EmergencyPage) -> None:
    assert "选好困难原因后" in page.side.trace.words()
    enter(clerk, persons="1")
    clerk.wait_until(lambda: amount(page) == 160_800)
    page._widgets["person_count"].setFocus()
    clerk.press("Ctrl+A")
    clerk.write("3")
    clerk.wait_until(lambda: amount(page) == 300_000)
    assert "4,824.00" in page.side.trace.words()
    assert "先在限额以内救助" in words(page)


def test_an_amount_of_ones_own_stays_and_asks_why(clerk: Clerk, page: EmergencyPage) -> None:
    enter(clerk, persons="1")
    clerk.wait_until(lambda: amount(page) == 160_800)
    page._widgets["amount_fen"].setFocus()
    clerk.press("Ctrl+A")
    clerk.write("2000")
    clerk.wait_until(page._boxes["amount_reason"].isVisible)
    clerk.press("F10")
    assert amount(page) == 200_000
    assert "请写明理由" in words(page)


def test_f10_waits_for_the_amount_of_what_was_typed_last(
    clerk: Clerk, page: EmergencyPage, register: Register
) -> None:
    enter(clerk, persons="1")
    clerk.wait_until(lambda: amount(page) == 160_800)
    page._widgets["person_count"].setFocus()
    clerk.press("Ctrl+A")
    clerk.write("2")
    page.submit()
    clerk.wait_until(lambda: page.case_id)
    dismissed(clerk)
    assert register.read(emergencies.emergency_of, page.case_id).amount_fen == 300_000


def test_a_namesake_on_file_is_taken_over_by_one_key(
    clerk: Clerk, register: Register, page: EmergencyPage
) -> None:
    register.do(town.add_household, "李某某", "370114190001010014")
    clerk.write("李某某")
    clerk.wait_until(page.side.known_card.isVisible)
    assert "370114********0014" in words(page)
    clerk.press("Alt+1")
    clerk.wait_until(lambda: page._widgets["id_number"].raw() == "370114190001010014")
    assert page.form.record().village_id
    assert "已有档案" in words(page)
    page._widgets["cause"].setFocus()
    clerk.fill(["1", ""])
    clerk.write(STORY)
    clerk.press("F10")
    clerk.wait_until(lambda: page.case_id)
    dismissed(clerk)
    number = register.read(emergencies.emergency_of, page.case_id).id_number
    assert number == "370114190001010014"


def test_a_number_on_file_under_another_name_is_said_at_once(
    clerk: Clerk, register: Register, page: EmergencyPage
) -> None:
    register.do(town.add_household, "李某某", "370114190001010014")
    clerk.fill(["王某某", "370114190001010014"])
    clerk.wait_until(lambda: "档案中这个身份证号是“李某某”" in words(page))


@pytest.mark.usefixtures("funded")
def test_earlier_relief_is_shown_and_the_approver_must_write_why(
    clerk: Clerk, register: Register, page: EmergencyPage
) -> None:
    before = relief_course.closed(register, replace(relief_course.FIRE, amount_fen=50_000))
    enter(clerk, "张某某", "370114190001010014")
    clerk.wait_until(lambda: "一年内已有救助" in words(page))
    clerk.press("F10")
    case = clerk.front(CasePage)
    assert case.place.panel is not None
    form = case.place.panel.form
    form.widget("amount_fen").set_value(250_000)  # type: ignore[attr-defined]
    form.widget(f"verdict_{before}").set_value("same")  # type: ignore[attr-defined]
    form.widget(f"why_{before}").setFocus()
    clerk.write("夜里复燃，确无其他来源")
    clerk.press("Ctrl+Return")
    clerk.signed_by("03")
    assert case.seen is not None
    assert case.seen.dossier.case.state == "agreed"


def test_what_was_typed_survives_and_can_be_cleared(clerk: Clerk, page: EmergencyPage) -> None:
    enter(clerk)
    clerk.wait_until(lambda: amount(page) == 300_000)
    clerk.press("Esc", "F4")
    assert clerk.front(EmergencyPage) is not page
    clerk.click("接着录")
    again = clerk.front(EmergencyPage)
    assert again.form.record().name == "张𬭎某"
    assert again.form.record().situation == STORY
    assert "已恢复" in words(again)
    clerk.answer_question("丢弃")
    clerk.press("F7")
    assert again.form.record().name == ""
    clerk.press("Esc", "F4")
    assert clerk.front(EmergencyPage).form.record().name == ""


def test_a_proposed_amount_is_still_proposed_after_a_power_cut(clerk: Clerk, page: EmergencyPage) -> None:
    enter(clerk, persons="1")
    clerk.wait_until(lambda: amount(page) == 160_800)
    clerk.press("Esc", "F4")
    clerk.click("接着录")
    again = clerk.front(EmergencyPage)
    again._widgets["person_count"].setFocus()
    clerk.press("Ctrl+A")
    clerk.write("3")
    clerk.wait_until(lambda: amount(again) == 300_000)


def test_what_is_missing_is_said_at_its_field(clerk: Clerk, page: EmergencyPage, register: Register) -> None:
    clerk.write("张某某")
    clerk.press("F10")
    clerk.wait_until(lambda: "请选择事发地" in words(page))
    assert "困难情况" in words(page)
    assert kept(register) == []


@pytest.mark.usefixtures("page")
def test_nobody_signs_the_case_waits_for_the_approver(clerk: Clerk) -> None:
    enter(clerk)
    clerk.press("F10")
    clerk.dialog(SecondPersonDialog)
    dismissed(clerk)
    case = clerk.front(CasePage)
    assert case.seen is not None
    assert case.seen.dossier.case.state == "reported"
    assert case.main_button.text().startswith("同意先行救助")


@pytest.mark.parametrize(
    ("login", "passphrase", "said"),
    [
        ("03", "wrong-passphrase", "账号或口令不对"),
        ("01", town.PASSPHRASE, "须由另一个人签字"),
        ("04", town.PASSPHRASE, "不是审批人"),
        ("99", town.PASSPHRASE, "账号或口令不对"),
    ],
)
@pytest.mark.usefixtures("page")
def test_only_a_colleague_of_the_role_signs(clerk: Clerk, login: str, passphrase: str, said: str) -> None:
    enter(clerk)
    clerk.press("F10")
    dialog = clerk.signed_by(login, passphrase)
    assert dialog.isVisible()
    shown = " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    assert said in shown
    assert dialog.passphrase.text() == ""
    dialog.login.clear()
    dialog.passphrase.clear()
    clerk.signed_by("03")
    case = clerk.front(CasePage)
    assert case.seen is not None
    assert case.seen.dossier.case.state == "agreed"
    assert clerk.program.desk.actor.id == town.CLERK.id


@pytest.mark.usefixtures("page")
def test_wrong_passphrases_are_counted_as_at_the_sign_in(clerk: Clerk) -> None:
    enter(clerk)
    clerk.press("F10")
    dialog = clerk.dialog(SecondPersonDialog)
    for _ in range(4):
        dialog.login.clear()
        clerk.signed_by("03", "wrong-passphrase")
    assert "连续输错" in dialog.passphrase_box.message.text()
    dismissed(clerk)


@pytest.mark.usefixtures("page")
def test_the_only_approver_need_not_type_the_login(clerk: Clerk) -> None:
    enter(clerk)
    clerk.press("F10")
    dialog = clerk.dialog(SecondPersonDialog)
    assert f"{town.APPROVER.name}（03）" in dialog.who.text()
    dialog.activateWindow()
    dialog.passphrase.setFocus()
    clerk.write(town.PASSPHRASE)
    clerk.press("Return")
    clerk.settle()
    case = clerk.front(CasePage)
    assert case.seen is not None
    grant = file_of(case.seen.dossier).grant
    assert grant is not None
    assert grant.agreed_by_name == town.APPROVER.name


def test_a_clerk_who_is_cashier_too_goes_on_to_the_payment(clerk: Clerk, register: Register) -> None:
    def both(work: Work) -> None:
        work.session.get_one(Account, town.CLERK.id).roles = ["clerk", "cashier"]

    register.do(both)
    clerk.hand_over("01")
    clerk.press("F4")
    enter(clerk)
    clerk.press("F10")
    clerk.signed_by("03")
    clerk.front(PaymentPage)


@pytest.mark.usefixtures("page")
def test_a_closed_account_signs_nothing(clerk: Clerk, register: Register) -> None:
    chief = register.acting_as(town.ADMINISTRATOR)
    chief.do(staff.open_account, AccountEntry("06", "另一审批人", ("approver",)))
    chief.do(staff.close_account, town.APPROVER.id, "调离")
    enter(clerk)
    clerk.press("F10")
    dialog = clerk.signed_by("03")
    assert "已停用" in dialog.login_box.message.text()
    dismissed(clerk)


@pytest.mark.usefixtures("page")
def test_keys_of_another_vault_prove_nothing(clerk: Clerk, data: town.Vault) -> None:
    forged, _, _ = keys.new("03", "forged-passphrase", town.CHEAP)
    enter(clerk)
    clerk.press("F10")
    clerk.dialog(SecondPersonDialog)
    keys.save(data.folder, forged)
    dialog = clerk.signed_by("03", "forged-passphrase")
    assert "口令文件与本机数据不符" in dialog.passphrase_box.message.text()
    dismissed(clerk)


def test_who_is_only_sent_on_gets_no_money_here(clerk: Clerk, page: EmergencyPage) -> None:
    enter(clerk)
    clerk.wait_until(lambda: amount(page) == 300_000)
    page._widgets["form"].setFocus()
    clerk.press("Ctrl+A")
    clerk.write("4")
    clerk.press("Return")
    clerk.wait_until(lambda: amount(page) == 0)
    clerk.press("F10")
    case = clerk.front(CasePage)
    assert case.place.panel is not None
    assert case.place.panel.title == "转介其他救助"


def test_a_desk_locked_while_typing_goes_on_where_it_was(
    clerk: Clerk, page: EmergencyPage, register: Register
) -> None:
    enter(clerk, persons="1")
    clerk.wait_until(lambda: amount(page) == 160_800)
    page._widgets["person_count"].set_value(2)
    clerk.press("Ctrl+L")
    clerk.wait_until(lambda: clerk.window.gate is not None)
    page._ask_beside()
    clerk.write(town.PASSPHRASE)
    clerk.press("Return")
    clerk.wait_until(lambda: clerk.window.gate is None)
    clerk.press("F10")
    clerk.wait_until(lambda: page.case_id)
    dismissed(clerk)
    assert register.read(emergencies.emergency_of, page.case_id).amount_fen == 300_000
