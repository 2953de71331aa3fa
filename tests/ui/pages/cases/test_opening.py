"""How an entry opens: what stands in the first field is replaced by typing, and an empty one is always of today."""

from datetime import date

import pytest

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.course import Course
from zqdesk.ui.pages.across.case_looks import offered
from zqdesk.ui.pages.cases.intake import IntakePage
from zqdesk.ui.pages.relief.emergency import EmergencyPage

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)


def overnight(clerk: Clerk) -> None:
    """The desk is locked in the evening and opened again in the morning."""
    clerk.press("Ctrl+L")
    clerk.wait_until(lambda: clerk.window.gate is not None)
    clerk.clock.set(TOMORROW)
    clerk.write(town.PASSPHRASE)
    clerk.press("Return")
    clerk.wait_until(lambda: clerk.window.gate is None)
    clerk.settle()


def test_typing_replaces_the_day_that_stands_in_the_first_field(clerk: Clerk) -> None:
    clerk.press("F2")
    page = clerk.front(IntakePage)
    clerk.write("11-20")
    clerk.press("Return")
    assert page.entry.record().applied_on == date(2026, 11, 20)


@pytest.mark.parametrize("key", ["F2", "F3", "F4"])
def test_an_empty_entry_left_open_overnight_is_of_the_new_day(clerk: Clerk, key: str) -> None:
    clerk.press(key)
    overnight(clerk)
    page = clerk.window.front()
    if isinstance(page, IntakePage):
        assert page.entry.record().applied_on == TOMORROW
    assert isinstance(page, IntakePage | EmergencyPage)
    if isinstance(page, EmergencyPage):
        assert page.form.record().happened_on == TOMORROW


def test_what_was_typed_yesterday_keeps_its_day(clerk: Clerk) -> None:
    clerk.press("F2")
    clerk.go_on_to("姓名")
    clerk.write("张三某")
    overnight(clerk)
    assert clerk.front(IntakePage).entry.record().applied_on == TODAY


def test_the_end_of_a_notice_is_not_offered_while_it_hangs(clerk: Clerk, course: Course) -> None:
    from zqdesk.office.across.dossier import of_case

    case_id = course.posted()
    register = clerk.program.desk.register
    for day, there in ((0, False), (6, False), (7, False), (8, True)):
        seen = register.read(of_case, case_id, clerk.program.desk.today())
        last = seen.notices[-1].to_on
        clerk.clock.set(date.fromordinal(last.toordinal() - 7 + day))
        seen = register.read(of_case, case_id, clerk.program.desk.today())
        steps = offered(seen, clerk.program.desk.actor)
        acts = {step.act for step in (*steps.others, steps.main) if step is not None}
        assert ("close_notice" in acts) == there, day
