"""From one case of a list to the next and back, in the order and choice of the list it was opened from."""

import pytest

from tests.journeys.clerk import Clerk
from tests.office.course import Course
from tests.office.village import EAST, WEST, family
from zqdesk.ui.desk.among import among
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.allowance.case_list import CasesPage


@pytest.fixture
def cases(course: Course) -> list[str]:
    """Three of the east and one of the west village, as they came in."""
    villages = (EAST, WEST, EAST, EAST)
    return [course.accepted(family(place, village_id=village)) for place, village in enumerate(villages)]


def test_the_keys_walk_the_list_as_it_was_filtered(clerk: Clerk, cases: list[str]) -> None:
    clerk.enter("cases")
    page = clerk.front(CasesPage)
    page.village.setCurrentIndex(page.village.findData(EAST))
    page.village.activated.emit(page.village.currentIndex())
    clerk.settle()
    clerk.press("Return")
    newest_first = [cases[3], cases[2], cases[0]]
    seen = []
    for place, case_id in enumerate(newest_first, 1):
        case = clerk.front(CasePage)
        assert case.case_id == case_id
        seen.append(case.beside.place.text())
        assert case.beside.following.isEnabled() is (place < len(newest_first))
        clerk.press("Alt+PgDown")
    assert seen == [f"第 {place}/3 件 · 来自 低保申请 · 在办" for place in (1, 2, 3)]
    assert clerk.front(CasePage).case_id == cases[0], "past the end the last one stays"
    clerk.press("Alt+PgUp")
    assert clerk.front(CasePage).case_id == cases[2]
    clerk.press("Esc")
    assert clerk.front(CasesPage), "one press leads back to the list, however far one walked"


def test_an_act_that_takes_a_case_out_of_the_list_moves_nobody_on(clerk: Clerk, cases: list[str]) -> None:
    clerk.press("F5", "Return")
    first = clerk.front(CasePage)
    order = first.among
    assert order is not None
    assert set(order.case_ids) == set(cases)
    assert first.seen is not None
    first.open_step(first.seen.dossier.process.step("withdraw"))
    clerk.settle()
    clerk.write("申请人不再申请")
    clerk.press("Ctrl+Return")
    assert first.seen.dossier.case.state == "withdrawn"
    clerk.press("Alt+PgDown")
    second = clerk.front(CasePage)
    assert second.case_id == order.case_ids[1]
    assert second.beside.place.text().startswith("第 2/4 件 · 来自 今日工作")
    clerk.press("Alt+PgUp")
    assert clerk.front(CasePage).case_id == order.case_ids[0]


def test_what_is_typed_in_a_step_is_there_when_one_comes_back(clerk: Clerk, cases: list[str]) -> None:
    clerk.press("F5", "Return")
    page = clerk.front(CasePage)
    assert page.seen is not None
    page.open_step(page.seen.dossier.process.step("withdraw"))
    clerk.settle()
    clerk.write("家人来电")
    clerk.press("Alt+PgDown", "Alt+PgUp")
    page = clerk.front(CasePage)
    assert page.seen is not None
    assert page.case_id in cases
    page.open_step(page.seen.dossier.process.step("withdraw"))
    clerk.settle()
    assert page.place.panel is not None
    assert page.place.panel.form.record().reason == "家人来电"


def test_a_case_that_was_not_opened_from_a_list_has_nothing_beside_it(clerk: Clerk, cases: list[str]) -> None:
    clerk.window.open_case(cases[0])
    page = clerk.front(CasePage)
    assert not page.beside.isVisible()
    clerk.press("Alt+PgDown")
    assert clerk.front(CasePage) is page


def test_lines_without_a_case_and_second_lines_of_one_do_not_count() -> None:
    found = among("今日工作", ("a", "", "b", "a", "c"))
    assert found.case_ids == ("a", "b", "c")
    assert (found.place("c"), found.place("gone")) == (3, 0)
    assert (found.beside("b", 1), found.beside("c", 1), found.beside("gone", 1)) == ("c", "", "")
