"""Parked entries: several at once, each comes back as it was typed, to its own author, and can be thrown away."""

import pytest
from PySide6.QtWidgets import QPushButton

from tests import town
from tests.journeys.clerk import Clerk
from tests.journeys.errands import name_applicant
from zqdesk.office.hall import drafts
from zqdesk.records.register import Register
from zqdesk.ui.pages.across.today import TodayPage
from zqdesk.ui.pages.cases.intake import IntakePage
from zqdesk.ui.pages.cases.parked import ParkedBar
from zqdesk.ui.pages.relief.emergency import EmergencyPage

RARE = "𬭎某"


def bar(clerk: Clerk) -> ParkedBar:
    clerk.enter("today")
    return clerk.front(TodayPage).parked


def names(clerk: Clerk) -> list[str]:
    return [row.name for row in bar(clerk).rows]


def park(clerk: Clerk, key: str, name: str) -> None:
    clerk.press(key)
    if key != "F4":
        clerk.go_on_to("姓名")
    clerk.write(name)
    clerk.press("Esc")


def test_several_are_parked_side_by_side_and_each_comes_back(clerk: Clerk) -> None:
    park(clerk, "F2", "张三某")
    park(clerk, "F2", RARE)
    park(clerk, "F3", "李四某")
    park(clerk, "F4", "王五某")
    assert names(clerk) == ["王五某", "李四某", RARE, "张三某"]
    assert bar(clerk).isVisible()
    bar(clerk).resumed.emit(bar(clerk).rows[2])
    page = clerk.front(IntakePage)
    assert page.entry.members.names() == [RARE]
    clerk.press("Esc")
    bar(clerk).resumed.emit(bar(clerk).rows[0])
    assert clerk.front(EmergencyPage).form.record().name == "王五某"


def test_a_new_entry_is_empty_and_offers_those_of_its_kind(clerk: Clerk) -> None:
    park(clerk, "F2", "张三某")
    park(clerk, "F4", "王五某")
    clerk.press("F2")
    page = clerk.front(IntakePage)
    assert page.entry.members.names() == ["第1人"]
    assert [row.name for row in page.parked.rows] == ["张三某"]
    clerk.click("接着录")
    again = clerk.front(IntakePage)
    assert again.entry.members.names() == ["张三某"]
    clerk.press("Esc")
    assert names(clerk).count("张三某") == 1


def test_a_text_that_cannot_be_read_does_not_refuse_the_draft(clerk: Clerk) -> None:
    page = name_applicant(clerk, "3701 not a number")
    clerk.go_on_to("收入·成员")
    clerk.fill(["张三某", "", "", "12abc"])
    clerk.press("Ctrl+S")
    assert not page.errors.listed()
    assert not page.case_id
    clerk.press("Esc")
    (row,) = bar(clerk).rows
    assert row.far == "成员 1 人、收入 1 笔"
    bar(clerk).resumed.emit(row)
    again = clerk.front(IntakePage)
    assert again.entry.members.rows[0].widgets["id_number"].text().startswith("3701")
    assert again.entry.incomes.rows()[0].widgets["amount_fen"].text() == "12abc"


def test_throwing_away_asks_and_can_be_taken_back(clerk: Clerk) -> None:
    park(clerk, "F2", "张三某")
    park(clerk, "F2", "李四某")
    shown = bar(clerk)
    clerk.answer_question("取消")
    shown.ask_to_discard(shown.rows[0])
    clerk.settle()
    assert names(clerk) == ["李四某", "张三某"]
    clerk.answer_question("丢弃")
    shown.ask_to_discard(shown.rows[0])
    clerk.settle()
    assert [row.name for row in shown.rows] == ["张三某"]
    clerk.press("F11")
    assert sorted(row.name for row in shown.rows) == ["张三某", "李四某"]


def test_what_is_typed_can_be_thrown_away_from_its_own_page(clerk: Clerk) -> None:
    for key, field in (("F2", "姓名"), ("F4", "姓名")):
        clerk.press(key)
        clerk.go_on_to(field)
        clerk.write("张三某")
        clerk.answer_question("丢弃")
        clerk.press("F7")
        clerk.press("Esc")
        assert names(clerk) == [], key


def test_nobody_sees_what_another_has_parked(clerk: Clerk, register: Register) -> None:
    park(clerk, "F2", "张三某")
    for login in ("02", "03"):
        clerk.hand_over(login)
        assert not bar(clerk).rows, login
    clerk.hand_over("01")
    assert names(clerk) == ["张三某"]
    assert len(register.read(drafts.listing, town.CLERK.id)) == 1


def test_it_stands_through_the_lock_and_a_crash(clerk: Clerk) -> None:
    clerk.press("F2")
    clerk.go_on_to("姓名")
    clerk.write("张三某")
    clerk.press("Ctrl+L")
    clerk.wait_until(lambda: clerk.window.gate is not None)
    clerk.write(town.PASSPHRASE)
    clerk.press("Return")
    clerk.wait_until(lambda: clerk.window.gate is None)
    assert clerk.front(IntakePage).entry.members.names() == ["张三某"]
    clerk.window.close_desk()
    assert names(clerk) == ["张三某"]


def test_what_was_recorded_is_parked_no_more(clerk: Clerk) -> None:
    park(clerk, "F2", "张三某")
    bar(clerk).resumed.emit(bar(clerk).rows[0])
    page = clerk.front(IntakePage)
    page.entry.members.go_to(0, "id_number")
    clerk.write("370114190001010014")
    clerk.press("Ctrl+S")
    assert page.case_id
    clerk.press("Esc")
    assert names(clerk) == []
    page_of_case = clerk.program.desk.shell
    page_of_case.open_entry("intake.new", page.case_id)
    clerk.front(IntakePage).entry.form.widget("address").setFocus()
    clerk.write("新址")
    clerk.press("Esc")
    (row,) = bar(clerk).rows
    assert (row.case_id, row.words("").startswith("张三某 · 修改低保申请")) == (page.case_id, True)


@pytest.mark.parametrize("size", [(1024, 600), (1366, 768)])
def test_many_parked_leave_room_for_the_work(clerk: Clerk, size: tuple[int, int]) -> None:
    for number in range(6):
        park(clerk, "F4", f"{'阿卜杜热合曼·买买提依明'}{number}")
    clerk.window.resize(*size)
    shown = bar(clerk)
    assert shown.height() < clerk.window.height() // 3
    assert all(button.accessibleName() for button in shown.findChildren(QPushButton))
