"""Deleting a member or a row: only where it is chosen, and back again for ten seconds."""

from dataclasses import replace
from typing import Any

import pytest

from tests.journeys.clerk import Clerk
from tests.office.course import FOUR
from zqdesk.office.cases.entry.values import AssetEntry
from zqdesk.ui.pages.cases.intake import IntakePage

FAMILY = replace(
    FOUR,
    applicant=2,
    members=(
        FOUR.members[0],
        replace(FOUR.members[2], expenses=FOUR.members[2].expenses * 2),
        FOUR.members[1],
    ),
    assets=(AssetEntry("house.only", "老房"), AssetEntry("financial.deposit", "存款", amount_fen=120_000)),
    supporters=FOUR.supporters * 2,
)
TABLES = ("incomes", "expenses", "assets", "supporters")


@pytest.fixture
def page(clerk: Clerk) -> IntakePage:
    """An application with somebody or something in every table."""
    clerk.press("F2")
    found = clerk.front(IntakePage)
    found.entry.show(FAMILY)
    clerk.settle()
    return found


def written(page: IntakePage) -> Any:
    """What stands on the page, but for the papers: which of them are needed follows by itself."""
    return replace(page.entry.record(), materials=())


def test_a_key_in_another_field_removes_nobody(clerk: Clerk, page: IntakePage) -> None:
    before = written(page)
    for name, field in page.entry._single.items():
        if field.isEnabled():
            field.setFocus()
            clerk.press("Ctrl+Del", "Ctrl+Del")
            assert written(page).members == before.members, name


def test_a_key_in_a_field_under_the_table_removes_nobody(clerk: Clerk, page: IntakePage) -> None:
    before = written(page)
    for name, field in page.entry.members.more.widgets.items():
        field.setFocus()
        clerk.press("Ctrl+Del", "Ctrl+Del")
        assert written(page).members == before.members, name


@pytest.mark.parametrize("line", range(3))
def test_a_member_is_chosen_first_then_removed_and_comes_back(
    clerk: Clerk, page: IntakePage, line: int
) -> None:
    before = written(page)
    row = page.entry.members.rows[line]
    row.widgets["id_number"].setFocus()
    clerk.hold("Ctrl+Del")
    assert written(page) == before
    assert row.remove.hasFocus()
    clerk.press("Ctrl+Del")
    left = [member for at, member in enumerate(before.members) if at != line]
    assert [member.person.name for member in written(page).members] == [m.person.name for m in left]
    assert [member.incomes for member in written(page).members] == [m.incomes for m in left]
    assert clerk.window.focusWidget() is page.entry.members.rows[min(line, 1)].widgets["name"]
    assert before.members[line].person.name in clerk.window.banner.text.text()
    if line != before.applicant:
        named = written(page).members[written(page).applicant]
        assert named.person.name == before.members[before.applicant].person.name
    clerk.press("F11")
    assert written(page) == before
    assert page.entry.members.rows[line].widgets["name"].hasFocus()
    assert not clerk.window.banner.isVisible()


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("at", range(2))
def test_a_row_is_chosen_first_then_deleted_and_comes_back(
    clerk: Clerk, page: IntakePage, name: str, at: int
) -> None:
    table = page.entry.tables()[name]
    before = [row.raws() for row in table.rows()]
    row = table.rows()[at]
    list(row.widgets.values())[1].setFocus()
    clerk.hold("Ctrl+Del")
    assert [each.raws() for each in table.rows()] == before
    clerk.press("Ctrl+Del")
    assert [each.raws() for each in table.rows()] == [*before[:at], *before[at + 1 :]]
    now = table.every_row()[at]
    assert clerk.window.focusWidget() is next(iter(now.widgets.values()))
    clerk.click("撤销")
    assert [each.raws() for each in table.rows()] == before


def test_what_was_typed_meanwhile_stays(clerk: Clerk, page: IntakePage) -> None:
    page.entry.members.rows[1].remove.click()
    address = page.entry._single["address"]
    address.setFocus()
    clerk.press("End")
    clerk.write("1")
    clerk.press("F11")
    assert written(page).address == "7号1"
    assert written(page).members == FAMILY.members


def test_the_only_member_is_emptied_and_comes_back(clerk: Clerk, page: IntakePage) -> None:
    page.entry.show(replace(FAMILY, members=FAMILY.members[:1], applicant=0))
    before = written(page)
    page.entry.members.rows[0].remove.click()
    assert [member.person.name for member in written(page).members] == [""]
    clerk.press("F11")
    assert written(page) == before


def test_the_undo_goes_after_ten_seconds(clerk: Clerk, page: IntakePage) -> None:
    page.entry.members.rows[1].remove.click()
    timer = clerk.window.banner._timer
    assert timer.isActive()
    assert timer.interval() == 10_000
    timer.timeout.emit()
    assert not clerk.window.banner.isVisible()
    clerk.press("F11")
    assert len(written(page).members) == 2


def test_the_undo_goes_with_saving(clerk: Clerk, page: IntakePage) -> None:
    clerk.press("Ctrl+S")
    page.entry.members.rows[1].remove.click()
    clerk.press("Ctrl+S", "F11", "Ctrl+S")
    assert len(written(page).members) == 2
    assert page.state.text() == "已保存"
