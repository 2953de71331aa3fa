"""Any list into an .xlsx file: what stands in its rows, in full where the screen shows only a part."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from zqdesk.office.hall.spreadsheets.writing import Column as Heading
from zqdesk.office.hall.spreadsheets.writing import workbook
from zqdesk.records.faults import told
from zqdesk.records.files import write_durably
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.widgets.tables.rows import Column

PIXELS_A_CHARACTER = 8


def export(desk: Desk, page: QWidget, title: str, columns: Sequence[Column], rows: Sequence[Any]) -> None:
    """Ask where to, then write in the background; the list as it is now."""
    name, _ = QFileDialog.getSaveFileName(page, "导出", f"{title}.xlsx", "Excel 工作簿 (*.xlsx)")
    if not name:
        return
    path = Path(name if name.lower().endswith(".xlsx") else f"{name}.xlsx")
    work = partial(write, path, title, columns, rows)
    desk.background.run(work, then=partial(_written, desk, path), lane="aside")


def write(path: Path, title: str, columns: Sequence[Column], rows: Sequence[Any]) -> None:
    """Write the file at once or not at all."""
    headings = [
        Heading(column.title, max(8, column.width // PIXELS_A_CHARACTER), column.money) for column in columns
    ]
    cells = ([cell(column, row) for column in columns] for row in rows)
    with told():
        write_durably(path, workbook(title, headings, cells))


def cell(column: Column, row: Any) -> str | int | None:
    """Money and counts as numbers that can be summed, everything else as the text of the row."""
    value = column.key(row) if column.right and column.key is not None else None
    if isinstance(value, int):
        return value
    if column.money:
        return None
    return column.text(row) if column.full is None else column.full(row)


def _written(desk: Desk, path: Path, _nothing: None) -> None:
    desk.shell.say(f"已导出到 {path.name}。")
