"""What can be begun at a household: no second application beside one that is running."""

from tests.journeys.clerk import Clerk
from tests.office.course import FOUR, Course
from zqdesk.office import intake
from zqdesk.ui.pages.household import HouseholdPage


def _page(clerk: Clerk, course: Course, case_id: str) -> HouseholdPage:
    clerk.window.open_household(course.dossier(case_id).household.id)
    clerk.settle()
    return clerk.front(HouseholdPage)


def test_a_household_with_a_running_case_is_led_to_that_case(clerk: Clerk, course: Course) -> None:
    case_id = course.register.do(intake.record_application, FOUR).result
    page = _page(clerk, course, case_id)
    assert not page.apply_button.isEnabled()
    assert "未受理" in page.apply_button.toolTip()
    number = course.register.do(intake.accept_application, case_id).result
    page.reload()
    clerk.settle()
    assert not page.apply_button.isEnabled()
    assert number in page.apply_button.toolTip()


def test_a_household_whose_application_was_withdrawn_may_apply_again(clerk: Clerk, course: Course) -> None:
    case_id = course.accepted()
    course.register.do(intake.withdraw, case_id, "不再需要")
    page = _page(clerk, course, case_id)
    assert page.apply_button.isEnabled()
    assert page.apply_button.toolTip() == ""
