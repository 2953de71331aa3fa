"""A list stands as its reader left it: widths, order and sorting, for each login on this desk."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.clerk import Clerk
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.people.households import HouseholdsPage
from zqdesk.ui.shell import place
from zqdesk.ui.widgets.tables.rows import Column, Table, table

COLUMNS = (
    Column("姓名", str, 120),
    Column("号", lambda row: row[-1:], 80),
    Column("地址", str, 200, stretch=True),
)
ROWS = ["阿2", "单家乐10", "钱1"]


def made(desk: Desk, bot: QtBot) -> Table:
    found = table("名单", COLUMNS)
    bot.addWidget(found)
    found.resize(600, 300)
    found.remember(desk, "test")
    found.show_rows(ROWS)
    return found


def test_widths_order_and_sorting_come_back_to_the_same_person_only(clerk: Clerk, qtbot: QtBot) -> None:
    desk = clerk.program.desk
    first = made(desk, qtbot)
    header = first.horizontalHeader()
    first.setColumnWidth(0, 177)
    header.moveSection(1, 0)
    first.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert first.layout_kept is not None
    first.layout_kept.keep()
    again = made(desk, qtbot)
    assert again.columnWidth(0) == 177
    assert [each.title for each in again.columns_shown()] == ["号", "姓名", "地址"]
    assert again.rows.rows == first.rows.rows == ["单家乐10", "钱1", "阿2"]
    clerk.hand_over("02")
    other = made(desk, qtbot)
    assert other.columnWidth(0) != 177
    assert other.rows.rows == ROWS


def test_as_at_first_again(clerk: Clerk, qtbot: QtBot) -> None:
    shown = made(clerk.program.desk, qtbot)
    width = shown.columnWidth(0)
    shown.setColumnWidth(0, 177)
    shown.horizontalHeader().moveSection(1, 0)
    assert shown.layout_kept is not None
    shown.layout_kept.keep()
    shown.layout_kept.as_at_first()
    assert shown.columnWidth(0) == width
    assert [each.title for each in shown.columns_shown()] == ["姓名", "号", "地址"]


def test_the_file_names_nobody(clerk: Clerk, qtbot: QtBot) -> None:
    shown = made(clerk.program.desk, qtbot)
    shown.setColumnWidth(0, 177)
    assert shown.layout_kept is not None
    shown.layout_kept.keep()
    clerk.program.desk.layout.sync()
    written = (clerk.program.desk.folder / "window.ini").read_text(encoding="utf-8")
    assert "lists" in written
    assert not any(each in written for each in (*ROWS, clerk.program.desk.actor.name))


def test_every_list_of_the_rooms_is_kept(clerk: Clerk) -> None:
    for room in clerk.window.bar.rooms():
        clerk.window.open_room(room)
        clerk.settle()
    front = clerk.window.open_pages()
    lists = [each for page in front for each in page.findChildren(Table)]
    assert len(lists) > 10
    forgotten = [each.rows.columns[0].title for each in lists if each.layout_kept is None]
    assert forgotten == []
    assert any(isinstance(page, HouseholdsPage) for page in front)


def layout(path: Path) -> QSettings:
    return QSettings(str(path / "window.ini"), QSettings.Format.IniFormat)


def test_the_window_is_maximised_first_and_then_where_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    first = QWidget()
    qtbot.addWidget(first)
    place.show(first, layout(tmp_path))
    assert first.isMaximized()
    first.showNormal()
    first.setGeometry(60, 70, 500, 400)
    place.keep(first, layout(tmp_path))
    again = QWidget()
    qtbot.addWidget(again)
    place.show(again, layout(tmp_path))
    assert not again.isMaximized()
    assert again.size() == first.size()


@pytest.mark.parametrize("at", [(5000, 100), (-3000, -2000), (100, 5000)])
def test_a_window_of_a_screen_that_is_gone_comes_back(qtbot: QtBot, at: tuple[int, int]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 400)
    window.show()
    window.move(*at)
    place.bring_back(window)
    QApplication.processEvents()
    screen = window.screen().availableGeometry()
    assert screen.contains(window.geometry())
