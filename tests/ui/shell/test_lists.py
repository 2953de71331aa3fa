"""The lists of a busy hall: sorted by limit, filtered, counted, opened by keyboard; and search over everything."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests import town
from tests.ui.shell.hands import Hands
from zqdesk.office.across.today.worklist import WorkRow
from zqdesk.office.cases.letters import printouts
from zqdesk.records.tables.paper import Paper
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.across.today import TodayPage, limit_kind, limit_text
from zqdesk.ui.pages.allowance.case_list import CasesPage
from zqdesk.ui.pages.allowance.roll import RollPage, months_around
from zqdesk.ui.pages.cases.listing import masked
from zqdesk.ui.pages.people.households import HouseholdsPage
from zqdesk.ui.widgets.tables.rows import yuan

ROW = WorkRow(
    "c", date(2026, 11, 23), 0, provisional=False, applicant="张某", business="低保 · 新申请", next_step="审核",
    act="give_opinion", basis="", person_count=1, amount_fen=None, mine=True, programme="allowance",
)  # fmt: skip


@pytest.mark.parametrize(
    ("days", "provisional", "text", "kind"),
    [
        (-1, False, "逾期 1 天", "bad"), (0, False, "今天", "bad"), (3, False, "剩 3 天", "warn"),
        (4, False, "剩 4 天", "good"), (30, True, "约剩 30 天", "good"), (None, False, "不限", "plain"),
    ],
)  # fmt: skip
def test_a_limit_says_in_words_what_its_colour_says(
    days: int | None, provisional: bool, text: str, kind: str
) -> None:
    row = replace(ROW, days_left=days, provisional=provisional)
    assert (limit_text(row), limit_kind(row)) == (text, kind)


@pytest.mark.parametrize(
    ("hours", "text", "kind"),
    [
        (23, "剩 23 小时", "warn"), (5, "剩 5 小时", "bad"), (0, "不到 1 小时", "bad"),
        (-1, "逾期 1 小时", "bad"), (-47, "逾期 47 小时", "bad"), (-48, "逾期 2 天", "bad"),
    ],
)  # fmt: skip
def test_an_emergency_counts_its_hours(hours: int, text: str, kind: str) -> None:
    row = replace(ROW, hours_left=hours, days_left=1)
    assert (limit_text(row), limit_kind(row)) == (text, kind)


def test_today_is_sorted_by_legal_limit_and_knows_whose_work_it_is(busy: Hands) -> None:
    page = busy.front(TodayPage)
    assert page.list is not None
    days = [row.due_on for row in page.table.rows.rows if row.due_on]
    assert days == sorted(days)
    assert page.day.text() == "2026年11月23日 星期一"
    busy.click(page.mine)
    mine = page.table.rows.rows
    assert mine
    assert all(row.mine for row in mine)
    assert page.mine.text() == f"我的 {len(mine)}"
    assert page.on_roll.number.text() == f"{page.list.on_roll_households:,}"


def test_an_empty_hall_says_what_to_do(hands: Hands) -> None:
    hands.sign_in("01")
    page = hands.front(TodayPage)
    assert page.nothing.isVisible()
    assert page.nothing.text() == "没有待办事项。按 F2 新建低保申请。"


def test_cases_are_filtered_and_counted(busy: Hands) -> None:
    busy.press(Qt.Key.Key_2, ctrl=True)
    busy.settle()
    page = busy.front(CasesPage)
    running = len(page.table.rows.rows)
    assert page.count.text() == f"{running} 件"
    page.groups.choose("")
    page.filters.changed.emit()
    busy.settle()
    everything = page.table.rows.rows
    assert len(everything) > running
    wanted = next(row for row in everything if row.number)
    busy.press(Qt.Key.Key_F, ctrl=True)
    busy.write(page.filters.text, wanted.number)
    busy.bot.waitUntil(lambda: len(page.table.rows.rows) == 1)
    assert page.table.rows.rows[0].case_id == wanted.case_id


def test_households_are_those_on_the_roll_and_those_who_ask(busy: Hands) -> None:
    busy.window.open_room("households")
    busy.settle()
    page = busy.front(HouseholdsPage)
    everybody = len(page.table.rows.rows)
    page.on_roll.choose("on")
    page.filters.changed.emit()
    busy.settle()
    assert 0 < len(page.table.rows.rows) < everybody
    assert all(row.on_roll for row in page.table.rows.rows)


def test_first_rows_come_before_the_rest_and_are_never_taken_for_the_whole(busy: Hands) -> None:
    busy.window.open_room("households")
    page = busy.front(HouseholdsPage)
    shown: list[int] = []
    page.table.rows.modelReset.connect(lambda: shown.append(page.table.rows.rowCount()))
    busy.settle()
    assert len(shown) == 2
    assert page.card.whole
    page.card.show_first(page.table.rows.rows[:1], lambda row: row.household_id)
    page.export()
    assert "还没有读完" in busy.window.banner.text.text()
    page.reload()
    busy.settle()
    assert page.card.whole
    assert page.table.rows.rowCount() == shown[-1] > 1


def test_overdue_cases_are_those_of_todays_work(busy: Hands, clock: town.Clock) -> None:
    clock.forward(days=14)
    busy.window.perform("reload")
    busy.settle()
    today = busy.front(TodayPage)
    assert today.list is not None
    late = {row.case_id for row in today.list.rows if (row.days_left or 0) < 0 and row.case_id}
    busy.window.open_room("cases")
    busy.settle()
    page = busy.front(CasesPage)
    assert late < {row.case_id for row in page.table.rows.rows}
    page.groups.choose("late")
    page.groups.changed.emit()
    busy.settle()
    assert {row.case_id for row in page.table.rows.rows} == late != set()


def test_the_sum_of_the_roll_follows_its_filters(busy: Hands) -> None:
    busy.window.open_room("roll")
    busy.settle()
    page = busy.front(RollPage)
    rows = page.table.rows.rows
    assert page.sum.text() == f"{yuan(sum(row.total_fen for row in rows))} 元"
    page.village.setCurrentIndex(1)
    page.filters.changed.emit()
    fewer = page.table.rows.rows
    assert 0 < len(fewer) < len(rows)
    assert page.sum.text() == f"{yuan(sum(row.total_fen for row in fewer))} 元"


def test_months_run_over_the_turn_of_the_year() -> None:
    months = months_around(date(2026, 11, 23))
    assert months[:4] == ["2027-01", "2026-12", "2026-11", "2026-10"]


def test_lists_show_no_whole_id_number() -> None:
    assert masked("370114190001010014") == "370114********0014"


def test_search_finds_and_escape_gives_up(busy: Hands) -> None:
    page = busy.front(TodayPage)
    assert page.list is not None
    name = page.list.rows[0].applicant
    busy.press(Qt.Key.Key_K, ctrl=True)
    assert busy.window.search.hasFocus()
    busy.write(busy.window.search, name)
    results = busy.window.search.results
    busy.bot.waitUntil(results.isVisible)
    assert results.list.item(0).data(Qt.ItemDataRole.UserRole).title == name
    busy.press(Qt.Key.Key_Escape, busy.window.search)
    assert not results.isVisible()
    assert busy.window.search.text() == ""


def test_search_says_when_there_is_nothing(busy: Hands) -> None:
    busy.press(Qt.Key.Key_K, ctrl=True)
    busy.write(busy.window.search, "没有这个人")
    results = busy.window.search.results
    busy.bot.waitUntil(results.isVisible)
    assert results.list.item(0).text().startswith("没有找到")


def test_enter_opens_what_was_found_and_escape_comes_back(busy: Hands) -> None:
    first = busy.front(TodayPage)
    assert first.list is not None
    number = next(row.number for row in first.list.rows if row.number)
    busy.press(Qt.Key.Key_K, ctrl=True)
    busy.write(busy.window.search, number)
    busy.bot.waitUntil(busy.window.search.results.isVisible)
    busy.press(Qt.Key.Key_Return, busy.window.search)
    busy.settle()
    assert busy.window.front() is not first
    busy.press(Qt.Key.Key_Escape)
    busy.settle()
    assert busy.window.front() is first


def test_the_code_on_a_sheet_leads_to_its_case(busy: Hands) -> None:
    page = busy.front(TodayPage)
    assert page.list is not None
    case_id = next(row.case_id for row in page.list.rows if row.case_id)
    issued = busy.desk.register.do(
        printouts.issue_paper, case_id, "approval", {}, digest="ab" * 32, page_count=1
    )
    code = busy.desk.register.read(lambda session: session.get_one(Paper, issued.result).sheet_code)
    busy.press(Qt.Key.Key_K, ctrl=True)
    busy.write(busy.window.search, code.lower())
    results = busy.window.search.results
    busy.bot.waitUntil(results.isVisible)
    spoken = results.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("文书 审核确认表")
    busy.press(Qt.Key.Key_Return, busy.window.search)
    busy.settle()
    assert busy.front(CasePage).case_id == case_id
