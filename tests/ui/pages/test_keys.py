"""One press, one act: held keys, and presses that come too early or too often."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.course import ACCEPTED_ON, Course
from tests.office.relief import relief_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.reserve import position
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import Case
from zqdesk.ui.desk import commands
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.page import Page
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.cases.intake import IntakePage
from zqdesk.ui.pages.cases.steps.form import StepForm
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.programmes import FACES
from zqdesk.ui.pages.relief.emergency import EmergencyPage
from zqdesk.ui.pages.relief.payment import PaymentPage
from zqdesk.ui.pages.reserve.forms import bank, cash
from zqdesk.ui.pages.reserve.page import ReservePage
from zqdesk.ui.widgets.second_person import SecondPersonDialog

TOLD = pytest.mark.parametrize("told", [True, False], ids=["repeats that are told", "repeats that are not"])


class Everything(Page):
    """A page that answers every command and counts how often it was asked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.asked: list[str] = []

    def commands(self) -> Mapping[str, Callable[[], object]]:
        return {each.id: partial(self.asked.append, each.id) for each in commands.ALL}


@pytest.fixture
def everything(clerk: Clerk) -> Everything:
    page = Everything(clerk.program.desk)
    clerk.window._open(lambda: page)
    clerk.settle()
    return page


class Counted:
    """An act that does nothing but be done; a rehearsal of it counts for nothing."""

    __name__ = "counted"

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, work: Work, *_: Any) -> None:
        event.listen(work.session, "after_commit", self._done)

    def _done(self, _session: Session) -> None:
        self.times += 1


def counted(form: StepForm) -> tuple[Counted, StepForm]:
    """The same form with an act that only counts, and without fields that have to be filled in first."""
    act = Counted()
    fields = [each for each in form.fields if each[2].problem() is None]
    return act, replace(form, act=act, fields=fields, arguments=lambda _: (), colleague=())


@TOLD
def test_a_held_key_carries_its_command_out_once(clerk: Clerk, everything: Everything, told: bool) -> None:
    for each in commands.ALL:
        everything.asked.clear()
        clerk.hold(each.key, told=told)
        assert everything.asked == [each.id]


def test_a_page_that_just_came_takes_no_order(clerk: Clerk, everything: Everything) -> None:
    carrying = [each for each in commands.ALL if each.carries_out]
    assert {"submit", "save", "case.next"} <= {each.id for each in carrying}
    clerk.watch.held = True
    everything.rest.begin()
    for each in carrying:
        clerk.press(each.key)
    assert everything.asked == []
    clerk.watch.now += 0.5
    for each in carrying:
        clerk.press(each.key)
    assert everything.asked == [each.id for each in carrying]


def test_a_dialog_that_just_came_takes_no_enter(clerk: Clerk) -> None:
    clerk.watch.held = True
    box = QMessageBox(
        QMessageBox.Icon.Question, "确认", "可以吗？", QMessageBox.StandardButton.Yes, clerk.window
    )
    box.open()
    clerk.wait_until(box.isActiveWindow)
    clerk.press("Return")
    assert box.isVisible()
    clerk.watch.now += 0.5
    clerk.press("Return")
    assert not box.isVisible()


def try_panel(person: Clerk, page: Any, title: str, form: StepForm, key: str, *, told: bool) -> None:
    """The key that is held while a panel opens does not do its act, a press of its own does it, and once."""
    act, harmless = counted(form)
    page.place.open(StepPanel(page.desk, "", title, harmless))
    panel = page.place.panel
    panel.rest()
    person.watch.now -= 1  # `hold` begins a second later
    person.hold(key, told=told)
    assert act.times == 0, title
    assert page.place.panel is panel, title
    person.press(key)
    assert act.times == 1, title
    person.hold(key, told=told)
    assert act.times == 1, title
    page.place.take()


@TOLD
def test_no_step_is_done_by_the_press_that_opened_it(
    clerk: Clerk, course: Course, register: Register, told: bool
) -> None:
    tried = set()
    fire = replace(relief_course.FIRE, happened_on=ACCEPTED_ON)
    for case_id in (course.accepted(), relief_course.emergency(register, fire)):
        clerk.window.open_case(case_id)
        page = clerk.front(CasePage)
        assert page.seen is not None
        dossier: Dossier = page.seen.dossier
        forms = FACES[dossier.case.programme].forms
        for act in sorted({step.act for step in dossier.process.steps} & set(forms)):
            form = forms[act](page.desk, dossier)
            try_panel(clerk, page, act, form, "Ctrl+Return", told=told)
            tried.add(act)
    assert tried >= {"confirm", "refuse", "agree_help", "approve_relief", "close_relief"}


@TOLD
@pytest.mark.usefixtures("funded")
def test_no_movement_of_money_is_done_by_the_press_that_opened_it(
    cashier: Clerk, register: Register, told: bool
) -> None:
    cashier.window.open_reserve()
    page = cashier.front(ReservePage)
    found = register.read(position.position, cashier.clock.now.date())
    forms = [make(page.desk, found) for _, make in bank.FORMS]
    forms += [make(till) for till in found.tills for make in (cash.count, cash.close_till)]
    for form in forms:
        try_panel(cashier, page, form.submit, form, "Ctrl+Return", told=told)


def test_enter_that_is_held_does_not_press_the_button_it_walks_to(clerk: Clerk, course: Course) -> None:
    clerk.window.open_case(course.accepted())
    page = clerk.front(CasePage)
    assert page.seen is not None
    form = page.face.forms["tell_supplement"](page.desk, page.seen.dossier)
    act, harmless = counted(form)
    page.place.open(StepPanel(page.desk, "", "补正", harmless))
    panel = page.place.panel
    assert panel is not None
    clerk.settle()
    panel.submit_button.setFocus()
    panel.rest()
    clerk.watch.now -= 1
    clerk.hold("Return")
    assert act.times == 0
    clerk.press("Return")
    assert act.times == 1


def test_a_panel_is_not_closed_while_its_act_is_being_done(clerk: Clerk, course: Course) -> None:
    clerk.window.open_case(course.accepted())
    page = clerk.front(CasePage)
    assert page.seen is not None
    act, form = counted(page.face.forms["visit_home"](page.desk, page.seen.dossier))
    page.place.open(StepPanel(page.desk, "", "入户", form))
    panel = page.place.panel
    assert panel is not None
    panel.submit()
    panel.submit()
    panel.close_panel()
    assert page.place.panel is panel
    clerk.settle()
    assert act.times == 1
    assert not page.place.isVisible()


@TOLD
def test_ctrl_enter_held_on_a_case_that_waits_for_confirmation_confirms_nothing(
    approver: Clerk, course: Course, told: bool
) -> None:
    case_id = course.deciding()
    before = course.state(case_id)
    approver.window.open_case(case_id)
    page = approver.front(CasePage)
    approver.hold("Ctrl+Return", told=told)
    assert page.place.panel is not None
    assert page.place.panel.title == "确认"
    assert course.state(case_id) == before
    approver.press("Ctrl+Return")
    assert course.state(case_id) != before
    assert page.place.panel is None


def paid(funded: Reserve, clock: town.Clock) -> int:
    return funded.register.read(position.position, clock.now.date()).unsettled_fen


def ready_to_pay(cashier: Clerk, case_id: str, amount: str) -> PaymentPage:
    """1,000.00 of 3,000.00, with a witness."""
    cashier.window.open_payment(case_id)
    page = cashier.front(PaymentPage)
    for field, text in (("amount_fen", amount), ("second_payer", town.CLERK.name)):
        page.form.widget(field).setFocus()
        cashier.press("Ctrl+A")
        cashier.write(text)
        cashier.press("Tab")
    return page


@TOLD
def test_f10_held_pays_once_and_the_page_is_of_that_payment(
    cashier: Clerk, funded: Reserve, clock: town.Clock, told: bool
) -> None:
    page = ready_to_pay(cashier, relief_course.agreed(funded.register), "1000")
    cashier.hold("F10", told=told)
    assert paid(funded, clock) == 0
    cashier.signed_by("01")
    assert paid(funded, clock) == 100_000
    cashier.press("F10", "F10")
    assert paid(funded, clock) == 100_000
    assert not page.form_card.isVisible()
    assert page.made.print_button.hasFocus()
    assert not page.side.warning_card.isVisible()
    assert page.side.money.text() == "本窗口现金 7,000.00 元"
    assert [made.amount_fen for made in page.made.table.rows.rows] == [100_000]


def test_the_next_payment_is_begun_on_purpose_and_from_the_beginning(
    cashier: Clerk, funded: Reserve, clock: town.Clock
) -> None:
    page = ready_to_pay(cashier, relief_course.agreed(funded.register), "1000")
    cashier.press("F10")
    cashier.signed_by("01")
    cashier.press("Ctrl+N")
    assert page.form_card.isVisible()
    assert not page.next_button.isVisible()
    assert page.side.warning_card.isVisible()
    assert page.form.record().amount_fen == 200_000
    assert page.form.record().second_payer == ""
    cashier.press("F10")
    assert paid(funded, clock) == 100_000
    page.form.widget("second_payer").setFocus()
    cashier.write(town.CLERK.name)
    cashier.press("F10")
    cashier.signed_by("01")
    assert paid(funded, clock) == 300_000
    assert not page.next_button.isVisible()


def test_a_click_too_many_on_the_next_payment_pays_nothing(
    cashier: Clerk, funded: Reserve, clock: town.Clock
) -> None:
    page = ready_to_pay(cashier, relief_course.agreed(funded.register), "1000")
    cashier.press("F10")
    cashier.signed_by("01")
    cashier.watch.held = True
    cashier.click("发放下一笔")
    page.form.widget("way").set_value("transfer")  # type: ignore[attr-defined]
    cashier.click("发放  F10")
    assert paid(funded, clock) == 100_000


@TOLD
def test_f10_held_registers_one_emergency(clerk: Clerk, register: Register, told: bool) -> None:
    clerk.press("F4")
    page = clerk.front(EmergencyPage)
    clerk.write("张某某")
    page.form.widget("village_id").set_value("370114001201")  # type: ignore[attr-defined]
    page.form.widget("cause").set_value("fire")  # type: ignore[attr-defined]
    page.form.widget("situation").set_value("房屋起火")  # type: ignore[attr-defined]
    page.form.widget("amount_fen").set_value(100_000)  # type: ignore[attr-defined]
    page._edited("amount_fen")
    clerk.hold("F10", told=told)
    clerk.dialog(SecondPersonDialog).close()
    clerk.settle()
    clerk.press("F10")
    assert count_of_cases(register) == 1


@TOLD
def test_f10_held_records_one_application(clerk: Clerk, register: Register, told: bool) -> None:
    clerk.press("F2")
    clerk.front(IntakePage)
    clerk.go_on_to("姓名")
    clerk.fill(["张三某"])
    clerk.hold("F10", told=told)
    clerk.press("F10", "Ctrl+S")
    assert count_of_cases(register) == 1


def count_of_cases(register: Register) -> int:
    return register.read(lambda session: session.query(Case).count())


def test_the_same_act_is_not_begun_twice_at_once(clerk: Clerk) -> None:
    desk, act = clerk.program.desk, Counted()
    desk.do(act, "甲")
    desk.do(act, "甲")
    desk.do(act, "乙")
    clerk.settle()
    assert act.times == 2
    desk.do(act, "甲")
    clerk.settle()
    assert act.times == 3


def test_a_step_just_done_is_not_opened_again_before_the_case_is_read(clerk: Clerk, course: Course) -> None:
    clerk.window.open_case(course.accepted())
    page = clerk.front(CasePage)
    page.place.done.emit("登记入户调查", None)
    page.next_step()
    assert not page.place.isVisible()
    clerk.settle()
    page.next_step()
    assert page.place.isVisible()


def test_money_just_moved_is_not_proposed_again_before_the_books_are_read(
    cashier: Clerk, funded: Reserve
) -> None:
    assert funded.box_id
    for part, open_panel in (("settling", "replenish"), ("settling", "request"), ("cash", "open_till")):
        cashier.window.open_reserve(part)
        page = cashier.front(ReservePage)
        page.place.done.emit("登记", None)
        getattr(page.front, open_panel)()
        assert not page.place.isVisible(), open_panel
        cashier.settle()
        getattr(page.front, open_panel)()
        assert page.place.isVisible(), open_panel
        page.place.take()
