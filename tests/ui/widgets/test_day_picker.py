"""The month at a field for a day: by keyboard alone, with holidays and make-up days, and the working days counted."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zqdesk.rules.calendar import WorkCalendar
from zqdesk.ui.shell import application
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.day_picker import DayPicker
from zqdesk.ui.widgets.fields.workdays import HALL, Workdays

TODAY = date(2026, 9, 25)
HOLIDAYS = {date(2026, 10, day): False for day in range(1, 8)} | {
    date(2026, 9, 20): True,
    date(2026, 10, 10): True,
}


@pytest.fixture(autouse=True)
def hall() -> Iterator[Workdays]:
    HALL.take(WorkCalendar(HOLIDAYS, frozenset({2026})))
    yield HALL
    HALL.take(None)


@pytest.fixture
def field(qtbot: QtBot) -> DateEdit:
    application.prepare()
    made = DateEdit(lambda: TODAY)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def opened(field: DateEdit) -> DayPicker:
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()
    (picker,) = (each for each in field.findChildren(DayPicker) if each.isVisible())
    return picker


def test_a_day_is_chosen_by_keyboard_alone(field: DateEdit, qtbot: QtBot) -> None:
    edits: list[bool] = []
    field.edited.connect(lambda: edits.append(True))
    picker = opened(field)
    assert picker.day() == TODAY
    target = picker.month.focusProxy() or picker.month
    QTest.keyClick(target, Qt.Key.Key_Right)
    QTest.keyClick(target, Qt.Key.Key_Down)
    assert picker.day() == date(2026, 10, 3)
    assert picker.words.text().startswith("10月3日 星期六")
    QTest.keyClick(target, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.value() == date(2026, 10, 3))
    assert edits == [True]


def test_escape_leaves_the_day_as_it_was(field: DateEdit, qtbot: QtBot) -> None:
    field.set_value(date(2026, 9, 1))
    picker = opened(field)
    target = picker.month.focusProxy() or picker.month
    QTest.keyClick(target, Qt.Key.Key_Right)
    QTest.keyClick(target, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in field.findChildren(DayPicker)))
    assert field.value() == date(2026, 9, 1)


def test_typing_goes_on_as_ever(field: DateEdit) -> None:
    QTest.keyClicks(field, "20261008")
    assert field.value() == date(2026, 10, 8)
    assert field.toolTip() == "10月8日 星期四 · 工作日 · 从今天起第 4 个工作日"
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.value() == date(2026, 10, 7)
    assert "放假" in field.toolTip()


def test_working_days_are_counted_as_the_rules_count_them(hall: Workdays) -> None:
    assert hall.calendar is not None
    for number in range(1, 40):
        last = hall.calendar.add_working_days(TODAY, number).day
        assert hall.count(TODAY, last, "今天") == f"从今天起第 {number} 个工作日"
    assert hall.words(date(2026, 10, 10), TODAY, (date(2026, 9, 21), "受理")).startswith(
        "10月10日 星期六 · 调休上班 · 从受理起第 "
    )
    assert hall.sign(date(2026, 10, 1)) == "休"
    assert hall.sign(date(2026, 10, 10)) == "班"
    assert hall.sign(date(2026, 9, 26)) == ""
    assert hall.count(TODAY, date(2027, 1, 4), "今天").startswith("从今天起约第 "), "2027 is not published"


def test_the_month_stands_on_the_screen_wherever_the_field_is(field: DateEdit) -> None:
    screen = field.screen().availableGeometry()
    for x, y in ((0, 0), (screen.right() - 40, screen.bottom() - 20)):
        field.move(x, y)
        picker = opened(field)
        assert screen.contains(picker.frameGeometry())
        picker.close()


def test_it_has_names_for_a_screen_reader(field: DateEdit) -> None:
    picker = opened(field)
    assert picker.month.accessibleName() == "选择日期"
    assert "星期五" in picker.month.accessibleDescription()


@pytest.mark.parametrize("wide", range(100, 180, 5))
def test_a_day_is_whole_however_narrow_its_field(field: DateEdit, wide: int) -> None:
    """The sign for the month gives way to the day."""
    field.set_value(date(2026, 12, 28))
    field.setFixedWidth(wide)
    ends = []
    for go in (field.end, field.home):
        go(False)
        QApplication.processEvents()  # the text is shifted only when it is painted
        ends.append(field.cursorRect().center().x())
    shown = ends[0] - ends[1]
    assert shown >= field.fontMetrics().horizontalAdvance("2026-12-28") - 2
