"""Lists: what a row shows, how it sorts, what stays chosen, and that a broken cell stays one cell."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from zqdesk.ui.widgets.tables.rows import Column, RowsModel, table, yuan


@dataclass(frozen=True)
class Row:
    name: str
    fen: int | None


ROWS = (
    Row("张某", 90_000),
    Row("阿卜杜热合曼·买买提依明·吐尔逊", None),
    Row("𬭎某", 1_164_00),
    Row("李某", 500),
)
COLUMNS = (
    Column("姓名", lambda r: r.name),
    Column("金额", lambda r: yuan(r.fen), key=lambda r: r.fen, right=True),
)


def as_text(model: RowsModel) -> list[str]:
    cells = [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    return [" | ".join(line) for line in cells]


@pytest.mark.usefixtures("qapp")
def test_rows_are_shown_as_they_came() -> None:
    model = RowsModel(COLUMNS)
    model.show(ROWS)
    assert as_text(model) == [
        "张某 | 900.00", "阿卜杜热合曼·买买提依明·吐尔逊 | —", "𬭎某 | 1,164.00", "李某 | 5.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Qt.SortOrder.AscendingOrder, [500, 90_000, 116_400, None]),
        (Qt.SortOrder.DescendingOrder, [None, 116_400, 90_000, 500]),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_money_sorts_as_money(order: Qt.SortOrder, expected: list[int | None]) -> None:
    model = RowsModel(COLUMNS)
    model.show(ROWS)
    model.sort(1, order)
    assert [row.fen for row in model.rows] == expected
    model.show(ROWS)
    assert [row.fen for row in model.rows] == expected


def test_the_chosen_row_stays_chosen_when_rows_come_again(qtbot: QtBot) -> None:
    view = table("人员", COLUMNS)
    qtbot.addWidget(view)
    view.show_rows(ROWS, identity=lambda r: r.name)
    view.selectRow(2)
    view.show_rows(ROWS[1:], identity=lambda r: r.name)
    current = view.current()
    assert current is not None
    assert current.name == "𬭎某"


def test_enter_and_double_click_open_a_row(qtbot: QtBot) -> None:
    opened: list[Row] = []
    view = table("人员", COLUMNS, opened.append)
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    view.show_rows(ROWS)
    view.choose_first()
    QTest.keyClick(view, Qt.Key.Key_Return)
    place = view.visualRect(view.rows.index(3, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [row.name for row in opened] == ["张某", "李某"]


@pytest.mark.usefixtures("qapp")
def test_a_broken_cell_is_one_cell() -> None:
    model = RowsModel((Column("姓名", lambda r: r.name), Column("坏", lambda r: r.missing)))
    model.show(ROWS[:1])
    assert as_text(model) == ["张某 | ？"]


@pytest.mark.parametrize(
    ("fen", "text"), [(0, "0.00"), (5, "0.05"), (116_400, "1,164.00"), (-64_100, "-641.00"), (None, "—")]
)
def test_money_is_shown_in_yuan(fen: int | None, text: str) -> None:
    assert yuan(fen) == text


@pytest.mark.usefixtures("qapp")
def test_words_are_sorted_as_a_dictionary_has_them() -> None:
    model = RowsModel(COLUMNS)
    model.show(
        [Row(name, None) for name in ("钱某", "单某", "阿某", "\U0003106c某", "𬭎某", "孙某", "10号", "2号")]
    )
    model.sort(0)
    first = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert first == ["2号", "10号", "阿某", "𬭎某", "钱某", "单某", "孙某", "\U0003106c某"]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert [str(model.index(row, 0).data()) for row in range(model.rowCount())] == first[::-1]
