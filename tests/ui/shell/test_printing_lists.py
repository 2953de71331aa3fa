"""Every list is printed as it stands: its columns in their order, its rows in theirs, its filter, whose it is."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from tests.papers.readback import text_of
from tests.ui.shell.hands import Hands
from zqdesk.ui.pages.allowance.case_list import CasesPage
from zqdesk.ui.printing import lists
from zqdesk.ui.printing.print_dialog import PrintDialog
from zqdesk.ui.widgets.tables.rows import Column, Table, table, yuan

LISTS = ("today", "cases", "relief", "households", "roll", "reserve")


@dataclass(frozen=True)
class Line:
    name: str
    fen: int


COLUMNS = (
    Column("姓名", lambda r: r.name, 120),
    Column("金额(元)", lambda r: yuan(r.fen), 100, key=lambda r: r.fen, right=True, money=True),
)


def preview(hands: Hands) -> PrintDialog:
    hands.settle()
    hands.settle()
    found = [each for each in hands.window.findChildren(PrintDialog) if each.isVisible()]
    assert found, hands.window.banner.text.text()
    return found[-1]


@pytest.mark.parametrize("room", LISTS)
def test_every_list_is_printed_with_all_that_stands_in_it(busy: Hands, room: str) -> None:
    busy.window.open_room(room)
    busy.settle()
    page = busy.window.front()
    assert page is not None
    shown = next((each for each in page.findChildren(Table) if each.isVisible()), None)
    if shown is None or not shown.rows.rows:
        assert room in ("relief", "reserve"), "the busy hall has rows in every other list"
        return
    busy.window.print_list()
    dialog = preview(busy)
    words = text_of(dialog.drawn.content)
    assert "打印人：" in words
    for column in shown.columns_shown():
        assert "".join(column.title.split()) in words
    for row in shown.rows.rows[:30]:
        assert "".join(shown.columns_shown()[1].text(row).split()) in words
    dialog.close()


def test_the_print_follows_filter_sorting_and_order_of_columns(busy: Hands) -> None:
    busy.window.open_room("cases")
    busy.settle()
    page = busy.window.front()
    assert isinstance(page, CasesPage)
    page.groups.choose("")
    page.filters.changed.emit()
    busy.settle()
    page.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    page.table.horizontalHeader().moveSection(1, 0)
    standing = lists.Standing.of(page.table, page.title, page.filter_words())
    assert standing.columns[0].title == "申请人"
    assert standing.filtered == "筛选：全部\u3000按申请人由大到小排列"
    names = [row.applicant for row in page.table.rows.rows]
    busy.window.print_list()
    dialog = preview(busy)
    words = text_of(dialog.drawn.content)
    places = [words.index(name) for name in dict.fromkeys(names[:5])]
    assert places == sorted(places)
    dialog.close()


def test_a_list_too_long_for_the_preview_goes_whole_into_a_file(busy: Hands, tmp_path: Path) -> None:
    made = table("名单", COLUMNS)
    made.show_rows([Line(f"𬭎某{n:05d}", 50) for n in range(lists.MOST_SHOWN + 1)])
    standing = lists.Standing.of(made, "名单", "")
    path = tmp_path / "list.pdf"
    lists.save_list(busy.desk, busy.window, standing, path)
    busy.settle()
    busy.settle()
    assert not [each for each in busy.window.findChildren(QDialog) if each.isVisible()]
    words = text_of(path.read_bytes())
    assert f"𬭎某{lists.MOST_SHOWN:05d}" in words
    assert "合计500.50" in words
    made.deleteLater()


def test_an_empty_list_is_not_printed(busy: Hands) -> None:
    made = table("名单", COLUMNS)
    lists.print_list(busy.desk, busy.window, lists.Standing.of(made, "名单", ""))
    assert "空的" in busy.window.banner.text.text()
    made.deleteLater()
