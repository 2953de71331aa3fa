"""Any list into an .xlsx file: what stands in its rows, in full where the screen shows only a part."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from zqdesk.office.hall.spreadsheets.writing import Column as Heading
from zqdesk.office.hall.spreadsheets.writing import Value, workbook
from zqdesk.records.faults import told
from zqdesk.records.files import write_durably
from zqdesk.records.register import CHINA
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.widgets.tables.rows import Column

PIXELS_A_CHARACTER = 8
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NOTHING_ELSE = re.compile(r"[\d\-:.年月日 ]+")


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


def cell(column: Column, row: Any) -> Value:
    """Money and counts as numbers that can be summed, days as days, everything else as the text of the row."""
    value = column.key(row) if column.key is not None else None
    if column.right and isinstance(value, int):
        return value
    if column.money:
        return None
    text = column.text(row) if column.full is None else column.full(row)
    if isinstance(value, date):
        return _dated(text, value)
    return date.fromisoformat(text) if A_DAY.fullmatch(text) else text


def _dated(text: str, value: date) -> Value:
    """What the screen shortens to month and day has its year in a file; words beside the day stay words."""
    if isinstance(value, datetime):
        value = value.astimezone(CHINA).replace(tzinfo=None)
    if not text.strip() or not NOTHING_ELSE.fullmatch(text):
        short = f"{value:%m-%d}"
        whole = f"{value:%Y-%m-%d}"
        return text if whole in text else text.replace(short, whole, 1)
    if ":" not in text and isinstance(value, datetime):
        return value.date()
    return value


def _written(desk: Desk, path: Path, _nothing: None) -> None:
    desk.shell.say(f"已导出到 {path.name}。")
