"""What is wrong with an entry: all of it in one list, each line leads to its field, and what is mended goes."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys.clerk import Clerk
from tests.journeys.errands import name_applicant
from zqdesk.ui.desk.page import Page
from zqdesk.ui.pages.cases.intake import IntakePage
from zqdesk.ui.pages.relief.emergency import EmergencyPage
from zqdesk.ui.widgets.shown.error_list import ErrorList

ENTRIES: dict[str, type[Page]] = {"F2": IntakePage, "F3": IntakePage, "F4": EmergencyPage}


def errors_of(page: QWidget) -> ErrorList:
    found = page.findChild(ErrorList)
    assert found is not None
    return found


def listed(page: QWidget) -> list[str]:
    return [each.words() for each in errors_of(page).listed()]


def at() -> str:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus.accessibleName()


@pytest.mark.parametrize("key", ENTRIES)
def test_each_line_leads_to_its_field(clerk: Clerk, key: str) -> None:
    clerk.press(key, "F10")
    page = clerk.front(ENTRIES[key])
    errors = errors_of(page)
    if isinstance(page, IntakePage):
        page.entry.members.rows[0].widgets["id_number"].set_raw("3701")
        clerk.press("F10")
    assert len(errors.listed()) > 3
    assert errors.heading.text() == f"还有 {len(errors.listed())} 处要更正"
    for number, each in enumerate(errors.listed()):
        errors.list.setCurrentRow(number - 1)
        clerk.press("F12")
        focus = QApplication.focusWidget()
        assert focus is not None
        assert page.isAncestorOf(focus)
        assert errors.list.currentRow() == number
        assert each.place, each
        field = focus.accessibleName().partition("，")[0].rpartition("·")[2]
        assert field in each.place or each.place == "材料", (each, field)


def test_texts_that_cannot_be_read_and_what_is_missing_are_told_at_once(clerk: Clerk) -> None:
    page = name_applicant(clerk, "37011419000101001")
    clerk.go_on_to("收入·成员")
    clerk.fill(["张三某", "养老金", "", "12abc"])
    clerk.press("F10")
    told = "\n".join(listed(page))
    assert "张三某·公民身份证号码：身份证号应为18位" in told
    assert "收入第1行·金额（元）：“12abc”不是金额" in told
    assert "村（居）：请填写村（居）" in told
    assert "材料：还缺“低保申请书”" in told
    assert "出生日期" not in told, "the number will tell it"
    assert not page.case_id


def test_what_is_mended_goes_and_the_rest_is_counted(clerk: Clerk) -> None:
    clerk.press("F4", "F10")
    page = clerk.front(EmergencyPage)
    before = listed(page)
    assert before[0] == "姓名：请填写姓名"
    clerk.write("𬭎某")
    clerk.wait_until(lambda: len(listed(page)) == len(before) - 1)
    assert not any(words.startswith("姓名") for words in listed(page))
    clerk.press("F12")
    assert at() == "村（居）", "the next one has taken the place of what was mended"
    clerk.press("Shift+F12")
    assert at() == "先行救助金额（元）", "round at the beginning"


def test_a_mended_text_goes_from_the_list_of_an_application(clerk: Clerk) -> None:
    page = name_applicant(clerk, "37011419000101001")
    clerk.press("F10")
    count = len(listed(page))
    clerk.press("F12")
    while "身份证" not in at():
        clerk.press("F12")
    clerk.press("End")
    clerk.write("4")
    clerk.wait_until(lambda: len(listed(page)) == count - 1)
    assert page.state.text().startswith(f"有 {count - 1} 处")


def test_a_removed_line_takes_its_errors_along(clerk: Clerk) -> None:
    page = name_applicant(clerk, "370114190001010014")
    clerk.press("Ins")
    clerk.fill(["李四某", "3701"])
    clerk.press("F10")
    assert any(words.startswith("李四某") for words in listed(page))
    page.entry.members.go_to(1, "name")
    clerk.press("Ctrl+Del", "Ctrl+Del")
    clerk.wait_until(lambda: not any(words.startswith("李四某") for words in listed(page)))
    assert listed(page), "the rest still stands against it"
