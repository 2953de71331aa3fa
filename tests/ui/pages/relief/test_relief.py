"""Relief cases in the windows: the list, the case page, the entry of an application, every step's form."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.relief import relief_course
from zqdesk.office.cases.acts import referrals
from zqdesk.office.cases.acts.referrals import ReferralEntry
from zqdesk.office.relief.decisions import agree_help
from zqdesk.office.relief.entries import Agreement
from zqdesk.records.register import Register
from zqdesk.records.tables.case import Case
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.allowance.case_list import CasesPage
from zqdesk.ui.pages.cases.intake import IntakePage
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.programmes import FACES
from zqdesk.ui.pages.relief.card import ReliefCard
from zqdesk.ui.pages.relief.case_list import ReliefPage
from zqdesk.ui.pages.relief.emergency import EmergencyPage
from zqdesk.ui.pages.relief.intake import ReliefIntakePage
from zqdesk.ui.pages.relief.payment import PaymentPage
from zqdesk.ui.widgets.tables.struct_rows import StructRows

LONG = "阿卜杜热合曼·阿卜杜克热木𬭎"


@pytest.fixture(autouse=True)
def _day(clerk: Clerk, register: Register) -> None:
    """The person at the desk and the acts of a test live on the same day."""
    clerk.clock.set(register.clock().date())


def opened(clerk: Clerk, case_id: str) -> CasePage:
    clerk.window.open_case(case_id)
    return clerk.front(CasePage)


def words(page: QWidget) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def own_words(page: CasePage) -> str:
    assert isinstance(page.own, ReliefCard)
    return page.own.words()


def state(register: Register, case_id: str) -> str:
    return register.read(lambda s: s.get_one(Case, case_id)).state


def test_every_form_of_both_kinds_opens(clerk: Clerk, register: Register) -> None:
    for case_id in (relief_course.emergency(register), relief_course.application(register)):
        page = opened(clerk, case_id)
        assert page.seen is not None
        dossier = page.seen.dossier
        for act in {step.act for step in dossier.process.steps} & set(FACES["relief"].forms):
            assert FACES["relief"].forms[act](page.desk, dossier).act.__name__ == act


@pytest.mark.usefixtures("funded")
def test_the_list_shows_what_was_granted_and_paid(clerk: Clerk, register: Register) -> None:
    relief_course.helped(register)
    relief_course.application(register)
    clerk.enter("relief")
    page = clerk.front(ReliefPage)
    clerk.wait_until(lambda: len(page.table.rows.rows) == 2)
    model = page.table.model()
    lines = [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    (paid,) = [line for line in lines if line[4] == "急难型"]
    assert paid[0] == "2026-LS-00001"
    assert paid[2] == "370114********0014"
    assert paid[6:9] == ["待补齐手续", "3,000.00", "3,000.00"]
    page.kind.setCurrentIndex(page.kind.findData("expenditure"))
    page.filters.changed.emit()
    clerk.wait_until(lambda: [row.kind for row in page.table.rows.rows] == ["expenditure"])


def test_the_list_opens_the_case_by_enter(clerk: Clerk, register: Register) -> None:
    relief_course.emergency(register)
    clerk.enter("relief")
    page = clerk.front(ReliefPage)
    clerk.wait_until(lambda: page.table.rows.rows)
    clerk.press("Return")
    assert clerk.front(CasePage).kind.text() == "临时救助 · 急难型"


@pytest.mark.usefixtures("funded")
def test_the_case_page_tells_money_and_minute(clerk: Clerk, register: Register) -> None:
    case_id = relief_course.emergency(register)
    page = opened(clerk, case_id)
    assert "先行救助须在 11月24日 09:00 前发放" in words(page.reminders)
    assert "申请 3,000.00 元" in own_words(page)
    assert "4,824.00 元" in page.trace.words()
    register.acting_as(town.APPROVER).do(agree_help, case_id, Agreement(300_000))
    relief_course.pay(register, case_id, relief_course.payment(100_000))
    page.reload()
    clerk.settle()
    assert "批准 3,000.00 元 · 已发 1,000.00 元 · 未发 2,000.00 元" in own_words(page)
    assert f"先行救助，{town.APPROVER.name}" in own_words(page)
    assert "领款单 LK-00001" in own_words(page)


@pytest.mark.usefixtures("funded")
def test_no_card_is_squeezed_with_long_names(clerk: Clerk, register: Register) -> None:
    story = "凌晨厨房电线短路起火，三间住房和全部粮食、被褥烧毁，" * 4
    entry = replace(relief_course.FIRE, name=LONG, situation=story)
    case_id = relief_course.helped(register, entry)
    page = opened(clerk, case_id)
    page.window().resize(1366, 768)
    clerk.settle()
    assert page.own is not None
    for card in (page.own, page.reminders, page.trace, page.materials):
        assert card.height() >= card.heightForWidth(card.width()), type(card).__name__
    assert page.area.viewport().width() >= page.minimumSizeHint().width() - 40
    assert LONG in page.heading.text()


def test_a_part_of_an_approval_is_deleted_by_two_presses(clerk: Clerk, register: Register) -> None:
    page = opened(clerk, relief_course.application(register))
    assert page.seen is not None
    form = FACES["relief"].forms["approve_relief"](page.desk, page.seen.dossier)
    page.place.open(StepPanel(page.desk, page.case_id, "审批", form))
    (parts,) = page.place.findChildren(StructRows)
    parts.set_raws([{"amount_fen": "100"}, {"amount_fen": "200"}])
    clerk.settle()
    parts.rows()[0].widgets["amount_fen"].setFocus()
    clerk.press("Ctrl+Del", "Ctrl+Del")
    assert [row.widgets["amount_fen"].raw() for row in parts.rows()] == ["200"]
    clerk.press("F11")
    assert [row.widgets["amount_fen"].raw() for row in parts.rows()] == ["100.00", "200"]


def test_the_approver_signs_the_help_at_the_clerks_desk(clerk: Clerk, register: Register) -> None:
    case_id = relief_course.emergency(register)
    page = opened(clerk, case_id)
    clerk.press("Ctrl+Return")
    assert page.place.panel is not None
    assert not page.place.panel.submit_button.isVisible()
    clerk.press("Ctrl+Return")
    clerk.signed_by("03")
    assert state(register, case_id) == "agreed"
    assert page.main_button.isHidden()
    assert "发放" in words(page.reminders)


def test_the_approver_agrees_under_the_own_sign_in(clerk: Clerk, register: Register) -> None:
    case_id = relief_course.emergency(register)
    clerk.hand_over("03")
    page = opened(clerk, case_id)
    clerk.press("Ctrl+Return")
    assert page.place.panel is not None
    assert "按标准测算 4,824.00 元" in words(page.place.panel)
    clerk.press("Ctrl+Return")
    assert state(register, case_id) == "agreed"


@pytest.mark.usefixtures("funded")
def test_for_a_cashier_the_next_step_is_the_payment_page(clerk: Clerk, register: Register) -> None:
    case_id = relief_course.agreed(register)
    clerk.hand_over("04")
    page = opened(clerk, case_id)
    assert page.main_button.text().startswith("发放")
    clerk.press("Ctrl+Return")
    assert clerk.front(PaymentPage).case_id == case_id


@pytest.mark.usefixtures("funded")
def test_what_the_papers_lack_stands_before_the_step(clerk: Clerk, register: Register) -> None:
    case_id = relief_course.helped(register)
    page = opened(clerk, case_id)
    assert "还没有登记两人以上的入户核实" in words(page.reminders)
    assert page.seen is not None
    page.open_step(page.seen.dossier.process.step("complete_papers"))
    clerk.settle()
    assert page.place.panel is not None
    assert "还缺：" in words(page.place.panel)
    clerk.press("Ctrl+Return")
    assert state(register, case_id) == "helped"


def test_f6_opens_the_page_a_case_was_entered_on(clerk: Clerk, register: Register) -> None:
    opened(clerk, relief_course.emergency(register))
    clerk.press("F6")
    page = clerk.front(EmergencyPage)
    assert page.form.record().name == "张某某"
    page._widgets["place"].setFocus()
    clerk.press("Ctrl+A")
    clerk.write("示例东村晒场")
    clerk.press("F10")
    case = clerk.front(CasePage)
    assert "示例东村晒场" in own_words(case)
    opened(clerk, relief_course.application(register))
    clerk.press("F6")
    assert clerk.front(ReliefIntakePage).entry.facts.record().cause == "medical"


def test_an_application_is_typed_saved_and_accepted(clerk: Clerk, register: Register) -> None:
    case_id = relief_course.application(register)
    clerk.press("F3")
    page = clerk.front(ReliefIntakePage)
    assert page.title == "新建临时救助申请"
    assert not page.entry.form.widget("single_reason").isVisible()
    clerk.write("医疗")
    clerk.press("Return")
    clerk.wait_until(lambda: "804.00" in page.trace.words())
    assert "2,412.00 元" in page.trace.words()
    clerk.press("F10")
    clerk.wait_until(lambda: "需要更正" in page.state.text())
    clerk.press("Esc")
    clerk.window.open_entry("relief.new", case_id)
    page = clerk.front(ReliefIntakePage)
    assert page.entry.facts.record().spending_fen == 8_600_000
    clerk.press("F10")
    clerk.front(CasePage)
    assert state(register, case_id) == "accepted"


def test_a_half_typed_application_comes_back(clerk: Clerk) -> None:
    clerk.press("F3")
    page = clerk.front(ReliefIntakePage)
    page.entry._facts["situation"].setFocus()
    clerk.write("孩子上学缴费困难")
    clerk.press("Esc", "F3")
    clerk.click("接着录")
    again = clerk.front(ReliefIntakePage)
    assert again.entry.facts.record().situation == "孩子上学缴费困难"
    assert "已恢复" in again.state.text()


def test_a_referral_goes_its_way(clerk: Clerk, register: Register) -> None:
    case_id = relief_course.emergency(register)
    page = opened(clerk, case_id)
    assert page.seen is not None
    page.open_step(page.seen.dossier.process.step("refer"))
    clerk.settle()
    clerk.fill(["最低生活保障"])
    clerk.write("房屋烧毁，无收入来源")
    clerk.press("Ctrl+Return")
    assert "转介 最低生活保障：等待办理" in own_words(page)
    (row,) = register.read(referrals.open_referrals)
    assert row.note == "房屋烧毁，无收入来源"


def test_a_cashier_reads_cases_and_changes_none(clerk: Clerk, register: Register) -> None:
    case_id = relief_course.emergency(register)
    clerk.hand_over("04")
    page = opened(clerk, case_id)
    assert not page.edit_button.isVisible()
    clerk.press("F6", "F4", "F3", "F2")
    assert clerk.front(CasePage) is page
    assert set(clerk.window.bar.rooms()) >= {"today", "relief", "reserve", "households"}


def referred(register: Register) -> str:
    """A family sent from an emergency to 低保; returns its household."""
    case_id = relief_course.emergency(register)
    register.do(referrals.refer, case_id, ReferralEntry("allowance", "房屋烧毁，无收入来源"))
    return register.read(lambda s: s.get_one(Case, case_id)).household_id


def test_the_list_of_allowance_leads_to_the_application_of_a_referred_family(
    clerk: Clerk, register: Register
) -> None:
    referred(register)
    clerk.enter("cases")
    page = clerk.front(CasesPage)
    clerk.wait_until(page.referred.isVisible)
    assert "房屋烧毁，无收入来源" in words(page)
    clerk.click("为这户申请低保")
    entry = clerk.front(IntakePage)
    assert entry.entry.record().members[0].person.name == "张某某"
    clerk.wait_until(entry.referred.isVisible)
    assert "由临时救助转介" in words(entry.referred)


def test_a_referred_person_is_known_at_the_counter_by_number(clerk: Clerk, register: Register) -> None:
    referred(register)
    clerk.press("F2")
    entry = clerk.front(IntakePage)
    row = entry.entry.members.rows[0]
    row.widgets["id_number"].setFocus()
    clerk.write("370114190001010014")
    clerk.press("Return")
    clerk.wait_until(entry.referred.isVisible)


def test_an_application_of_a_referred_family_takes_the_referral_up(clerk: Clerk, register: Register) -> None:
    household_id = referred(register)
    clerk.window.open_entry("intake.new", None, household_id)
    clerk.front(IntakePage)
    clerk.press("Ctrl+S")
    clerk.wait_until(lambda: register.read(referrals.open_referrals) == ())


def test_the_amount_of_an_application_is_proposed_until_another_is_typed(clerk: Clerk) -> None:
    clerk.press("F3")
    page = clerk.front(ReliefIntakePage)
    clerk.write("医疗")
    clerk.press("Return")
    clerk.wait_until(lambda: page.entry.facts.record().amount_fen == 241_200)
    page.entry._facts["person_count"].setFocus()
    clerk.write("2")
    clerk.wait_until(lambda: page.entry.facts.record().amount_fen == 482_400)
    page.entry._facts["amount_fen"].setFocus()
    clerk.press("Ctrl+A")
    clerk.write("2000")
    page.entry._facts["person_count"].setFocus()
    clerk.press("Ctrl+A")
    clerk.write("3")
    clerk.wait_until(lambda: "7,236.00" in page.trace.words())
    assert page.entry.facts.record().amount_fen == 200_000


def test_a_sum_other_than_the_rules_is_said_beside_it(clerk: Clerk, register: Register) -> None:
    page = opened(clerk, relief_course.proposed(register))
    assert "7,236.00 元" in page.trace.words()
    assert "核定 2,412.00 元（贰仟肆佰壹拾贰元整）" in page.trace.words()
