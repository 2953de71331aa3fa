"""What can be begun at a household: no second application beside one that is running."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QPushButton

from tests.journeys.clerk import Clerk
from tests.office.course import FOUR, Course
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE
from zqdesk.office.across import files
from zqdesk.office.allowance.applying import intake
from zqdesk.office.cases.acts import ending, referrals
from zqdesk.office.cases.acts.referrals import ReferralEntry
from zqdesk.ui.pages.people.household import HouseholdPage
from zqdesk.ui.widgets.tables.rows import Table


def apply_button(page: HouseholdPage) -> QPushButton:
    return page.applying["allowance"]


def _page(clerk: Clerk, course: Course, case_id: str) -> HouseholdPage:
    clerk.window.open_household(course.dossier(case_id).household.id)
    clerk.settle()
    return clerk.front(HouseholdPage)


def test_a_household_with_a_running_case_is_led_to_that_case(clerk: Clerk, course: Course) -> None:
    case_id = course.register.do(intake.record_application, FOUR).result
    page = _page(clerk, course, case_id)
    assert not apply_button(page).isEnabled()
    assert "未受理" in apply_button(page).toolTip()
    number = course.register.do(intake.accept_application, case_id).result
    page.reload()
    clerk.settle()
    assert not apply_button(page).isEnabled()
    assert number in apply_button(page).toolTip()


def test_a_household_whose_application_was_withdrawn_may_apply_again(clerk: Clerk, course: Course) -> None:
    case_id = course.accepted()
    course.register.do(ending.withdraw, case_id, "不再需要")
    page = _page(clerk, course, case_id)
    assert apply_button(page).isEnabled()
    assert apply_button(page).toolTip() == ""


def test_a_household_sent_on_from_relief_waits_to_be_dealt_with(clerk: Clerk, course: Course) -> None:
    course.clock.set(date(2026, 11, 23))
    known = course.register.do(intake.record_application, FOUR).result
    home = course.dossier(known).household
    course.register.do(ending.withdraw, known, "改日再来")
    fire = replace(FIRE, household_id=home.id, person_id=home.head_id, name="李某", id_number="")
    case_id = relief_course.emergency(course.register, fire)
    entry = ReferralEntry("charity", "房屋重建需要慈善资金")
    course.register.do(referrals.refer, case_id, entry)
    page = _page(clerk, course, known)
    assert page.referrals.isVisible()
    assert apply_button(page).isEnabled(), "an emergency keeps nobody from applying"
    (waiting,) = course.register.read(files.household, home.id).referrals
    page._answer(waiting)
    assert page.place.panel is not None
    page.place.panel.submit()
    clerk.settle()
    assert page.referrals.isVisible(), "an answer is needed"
    course.register.do(referrals.take_up_referral, waiting.referral_id, "区慈善会已受理")
    page.reload()
    clerk.settle()
    assert not page.referrals.isVisible()


def test_the_lists_of_a_household_show_all_their_rows(clerk: Clerk, course: Course) -> None:
    """They stand among other cards: a bar of their own would scroll nothing but two pixels."""
    page = _page(clerk, course, course.accepted())
    lists = [each for each in page.findChildren(Table) if each.isVisible()]
    assert len(lists) > 2
    assert [each.verticalScrollBar().maximum() for each in lists] == [0] * len(lists)
