"""What a hurried hand types at the counter: short years, old numbers, names longer than their field."""

from datetime import date

import pytest

from tests.journeys.clerk import Clerk
from zqdesk.ui.pages.cases.intake import IntakePage
from zqdesk.ui.widgets.fields.date_edit import read_day

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [("26.11.3", date(2026, 11, 3)), ("58-3-11", date(1958, 3, 11)), ("27.1.1", date(1927, 1, 1))],
)
def test_a_short_year_is_never_one_of_antiquity(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


def test_the_remark_about_an_old_number_goes_with_it(clerk: Clerk) -> None:
    clerk.press("F2")
    page = clerk.front(IntakePage)
    clerk.go_on_to("姓名")
    clerk.fill(["张三某", "370122600822002"])
    row = page.entry.members.rows[0]
    assert row.message.text() == "15 位旧号码已换算为 18 位：37012219600822002X"
    row.widgets["id_number"].setFocus()
    clerk.press("Ctrl+A")
    clerk.write("370114190001010014")
    assert row.message.text() == ""


def test_a_long_name_shows_its_beginning_again(clerk: Clerk) -> None:
    clerk.press("F2")
    page = clerk.front(IntakePage)
    clerk.go_on_to("姓名")
    clerk.fill(["阿卜杜热合曼·买买提依明·吐尔逊"])
    assert page.entry.members.rows[0].widgets["name"].cursorPosition() == 0
