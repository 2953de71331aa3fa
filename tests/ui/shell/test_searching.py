"""The search box opens what was typed: never a hit of another text, never another number; lists filter alike."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests import town
from tests.ui.shell.hands import Hands
from zqdesk.office.across.lists import HouseholdFilter, cases, households
from zqdesk.office.allowance.case_list import CaseRow
from zqdesk.office.cases.looks.listing import CaseFilter
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.allowance.roll import RollPage
from zqdesk.ui.pages.cases.listing import Filters
from zqdesk.ui.shell.search_box import LIMIT, MORE, Results, SearchBox


def _everything(busy: Hands) -> tuple[CaseRow, ...]:
    return tuple(
        row
        for row in busy.desk.register.read(cases, CaseFilter(group="", programme="allowance"))
        if row.number
    )


def _box(busy: Hands) -> SearchBox:
    busy.press(Qt.Key.Key_K, ctrl=True)
    assert busy.window.search.hasFocus()
    return busy.window.search


def _hits(results: Results) -> list[str]:
    return [
        str(results.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(results.list.count())
    ]


def _twins(busy: Hands) -> None:
    """For each number one that differs in its letters only."""
    register = busy.desk.register

    def act(work: Work) -> None:
        for row in _everything(busy):
            case = work.session.get_one(Case, row.case_id)
            unit, year, kind, serial = row.number.split("-")
            other = "LS" if kind == "DB" else "DB"
            work.session.add(
                Case(
                    household_id=case.household_id,
                    applicant_id=case.applicant_id,
                    clerk_id=case.clerk_id,
                    applied_on=work.today,
                    number=f"{unit}-{year}-{other}-{serial}",
                )
            )

    register.do(act)


def test_every_case_number_opens_its_own_case(busy: Hands) -> None:
    rows = _everything(busy)
    _twins(busy)
    assert len(rows) >= 5
    for row in rows:
        box = _box(busy)
        QTest.keyClicks(box, row.number)
        QTest.keyClick(box, Qt.Key.Key_Return)  # no waiting: a scanner does not wait either
        busy.settle()
        assert busy.front(CasePage).case_id == row.case_id, row.number


def test_enter_never_opens_the_answer_to_another_text(busy: Hands) -> None:
    first, second = _everything(busy)[:2]
    before = busy.window.front()
    box = _box(busy)
    busy.write(box, first.number)
    busy.settle()
    assert box.results.isVisible()
    box.selectAll()
    busy.write(box, "没有这个人")
    QTest.keyClick(box, Qt.Key.Key_Return)
    busy.settle()
    assert busy.window.front() is before
    box.selectAll()
    busy.write(box, second.number)
    QTest.keyClick(box, Qt.Key.Key_Return)
    busy.settle()
    assert busy.front(CasePage).case_id == second.case_id


def test_enter_pressed_early_opens_none_of_several(busy: Hands) -> None:
    before = busy.window.front()
    box = _box(busy)
    busy.write(box, "3")
    QTest.keyClick(box, Qt.Key.Key_Return)
    busy.settle()
    assert busy.window.front() is before
    assert box.results.list.count() > 1
    QTest.keyClick(box, Qt.Key.Key_Return)
    busy.settle()
    assert busy.window.front() is not before


def test_more_than_fit_is_said_and_cannot_be_chosen(busy: Hands) -> None:
    box = _box(busy)
    busy.write(box, "3")
    busy.settle()
    results = box.results
    assert results.list.count() == LIMIT + 1
    assert results.list.item(LIMIT).text() == MORE
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert results.list.currentRow() == LIMIT - 1
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert results.list.currentRow() == 0


def test_a_hit_says_what_of_it_fits(busy: Hands) -> None:
    row = _everything(busy)[0]
    box = _box(busy)
    for typed, why in (
        (row.number, "受理编号相同"),
        (row.number[-5:], "受理编号末尾"),
        (row.applicant, "姓名"),
    ):
        box.selectAll()
        busy.write(box, typed)
        busy.settle()
        assert any(said.endswith(why) for said in _hits(box.results)), typed


@pytest.mark.parametrize("typed", ["sjl", "shanjl", "ＳＪＬ", "单家", "sldc", "dongcun", "东村", "370114190001010014",
                                   "３７０１１４１９０００１０１００１４"])  # fmt: skip
def test_lists_are_filtered_like_the_search(busy: Hands, typed: str) -> None:
    register = busy.desk.register

    def act(work: Work) -> Household:
        home = town.add_household(work, "单家乐", "370114190001010014")
        work.session.add(
            Case(
                household_id=home.id,
                applicant_id=home.head_id,
                clerk_id=busy.desk.actor.id,
                applied_on=work.today,
                programme="allowance",
                kind="application",
                state="draft",
            )
        )
        return home

    home = register.do(act).result
    listed = register.read(households, HouseholdFilter(text=typed))
    assert home.id in [row.household_id for row in listed]
    assert len(listed) < len(register.read(households, HouseholdFilter()))
    running = register.read(cases, CaseFilter(text=typed, programme="allowance"))
    assert home.id in [row.household_id for row in running]


def test_the_roll_is_filtered_by_pinyin(busy: Hands) -> None:
    busy.window.open_room("roll")
    busy.settle()
    page = busy.front(RollPage)
    row = page._rows[0]._replace(head="单家乐")
    page._rows = (row, *page._rows[1:])
    for typed in ("sjl", "shanjiale", "单家"):
        page.filters.text.setText(typed)
        page.filters.changed.emit()
        assert [each.head for each in page.table.rows.rows] == ["单家乐"]


def test_letters_choose_a_village_of_a_filter(busy: Hands) -> None:
    choice = Filters("筛选").add_choice(
        "全部村（居）", [("示例东村", "1"), ("示例西村", "2"), ("单家村", "3")]
    )
    busy.bot.addWidget(choice)
    QApplication.setKeyboardInputInterval(60_000)  # a busy machine is no slow typist
    heard: list[int] = []
    choice.activated.connect(heard.append)
    for typed, value in (("sjc", "3"), ("slx", "2"), ("shilid", "1"), ("zzz", "1")):
        choice.begin_anew()
        QTest.keyClicks(choice, typed)
        assert choice.currentData() == value, typed
    assert heard
    choice.begin_anew()
    choice.showPopup()
    QTest.keyClicks(choice.view(), "shanj")
    assert choice.view().currentIndex().data() == "单家村"
    choice.hidePopup()
    QApplication.setKeyboardInputInterval(-1)
