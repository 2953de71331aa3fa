"""The room of figures: a figure leads to its list with one key, and from there to the household."""

from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.shell.hands import Hands
from zqdesk.office.figures.chapters import FIGURES
from zqdesk.ui.pages.figures.page import LISTED, OTHERWISE, SHOWN, FiguresPage
from zqdesk.ui.pages.people.household import HouseholdPage


def opened(busy: Hands, period: str) -> FiguresPage:
    busy.window.open_room("figures")
    busy.settle()
    page = busy.front(FiguresPage)
    page.period.setCurrentIndex(page.period.findData(period))
    page.compared.setCurrentIndex(1)
    page.reload()
    busy.settle()
    return page


def choose(page: FiguresPage, figure_id: str) -> None:
    rows = page.table.rows.rows
    page.table.selectRow(next(at for at, row in enumerate(rows) if row.figure.id == figure_id))


def test_from_a_figure_to_its_list_to_a_household(busy: Hands) -> None:
    page = opened(busy, "2026-10")
    assert len(page.table.rows.rows) == len(FIGURES)
    choose(page, "allowance.end.households")
    row = page.table.current()
    assert row is not None
    assert len(page.list_table.rows.rows) == row.value > 0
    busy.press(Qt.Key.Key_Return, page.table)
    assert busy.window.focusWidget() is page.list_table
    busy.press(Qt.Key.Key_Return, page.list_table)
    busy.settle()
    busy.front(HouseholdPage)


def test_the_parts_are_a_table_and_painted_and_make_the_figure(busy: Hands) -> None:
    page = opened(busy, "2026-10")
    choose(page, "allowance.end.persons")
    row = page.table.current()
    assert row is not None
    for _, way in SHOWN:
        page.shown.choose(way)
        page.shown.changed.emit()
        if way not in (LISTED, OTHERWISE):
            assert sum(part.value for part in page.parts_table.rows.rows) == row.value
            assert page.chart.accessibleName().startswith(page.parts_table.rows.rows[0].name)


def test_a_period_is_closed_and_exported(busy: Hands, tmp_path: Path) -> None:
    page = opened(busy, "2026-10")
    page.close_period()
    assert page.place.panel is not None
    page.place.panel.submit()
    busy.settle()
    assert page.seen is not None
    assert page.seen.closed is not None
    assert "定稿" in page.state.text()
    page.export_to(tmp_path / "统计.xlsx")
    busy.settle()
    assert (tmp_path / "统计.xlsx").read_bytes().startswith(b"PK")
