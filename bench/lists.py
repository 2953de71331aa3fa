"""Opening the long lists and sorting them, until the first screenful is painted."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

from bench import raw
from bench.desk import DrivenDesk, Painted, timed
from bench.table import Figure, median
from zqdesk.office.across.lists import HouseholdFilter, cases, households
from zqdesk.office.cases.looks.listing import CaseFilter
from zqdesk.records.register import Register

FIRST_SHOWN_MS = 100
NOTE = "all rows by the list's SQL, in a bare QTableView"


def measure(desk: DrivenDesk, rounds: int) -> list[Figure]:
    register = desk.program.desk.register
    opening, sorting, all_cases = [], [], []
    floors: list[tuple[float, float, float]] = []
    for _ in range(rounds):
        desk.window.close_desk()
        desk.window.open_room("today")
        desk.rest()
        opening.append(_shown(desk, lambda: desk.window.open_room("households"), "households"))
        desk.rest()
        sorting.append(_sorted(desk))
        desk.window.open_room("cases")
        desk.rest()
        button = desk.room("cases").groups._buttons[""]  # type: ignore[attr-defined]  # noqa: SLF001
        before = desk.table("cases").rows.rowCount()
        changed = Painted(lambda before=before: desk.table("cases").rows.rowCount() != before)  # type: ignore[misc]
        changed.watch(desk.table("cases").viewport())
        all_cases.append(timed(button.click, changed))
        desk.rest()
        took, rows = _bare(register, households, HouseholdFilter())
        floors.append(
            (
                took,
                _bare_sorting(rows),
                _bare(register, cases, CaseFilter(group="", programme="allowance"))[0],
            )
        )
    bare_households, bare_sorting, bare_cases = (median(each) for each in zip(*floors, strict=True))
    return [
        Figure("households, first shown", median(opening), bare_households, NOTE, limit=FIRST_SHOWN_MS),
        Figure(
            "households, sorted by name",
            median(sorting),
            bare_sorting,
            "sorting and showing the bare rows",
        ),
        Figure("all cases, first shown", median(all_cases), bare_cases, NOTE, limit=FIRST_SHOWN_MS),
    ]


def _shown(desk: DrivenDesk, begin: Callable[[], object], room: str) -> float:
    painted = Painted(lambda: desk.table(room).rows.rowCount() > 0)

    def opened() -> None:
        begin()
        painted.watch(desk.table(room).viewport())

    return timed(opened, painted)


def _sorted(desk: DrivenDesk) -> float:
    """As a click on the heading of the first column sorts."""
    table = desk.table("households")
    painted = Painted(lambda: True)
    painted.watch(table.viewport())
    return timed(lambda: table.sortByColumn(0, Qt.SortOrder.AscendingOrder), painted)


class BareModel(QAbstractTableModel):
    """Rows of a query as they came."""

    def __init__(self, rows: list[Any]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self.rows)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 10

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        return str(self.rows[index.row()][index.column()]) if role == 0 else None


def _bare(register: Register, look: Callable[..., Any], wanted: object) -> tuple[float, list[Any]]:
    with raw.listened(register.engine) as statements:
        register.read(look, wanted)
    pooled = register.engine.raw_connection()
    db: Any = pooled.driver_connection
    begun = time.perf_counter()
    for statement, values in statements:
        rows = db.execute(statement, values).fetchall()
    took = (time.perf_counter() - begun) * 1000 + bare_shown(rows)
    pooled.close()
    return took, rows


def bare_shown(rows: list[Any]) -> float:
    """Milliseconds until a bare table of these rows is painted."""
    view = QTableView()
    view.resize(1150, 600)
    view.setModel(BareModel(rows))
    painted = Painted(lambda: True)
    painted.watch(view.viewport())
    return timed(view.show, painted)


def _bare_sorting(rows: list[Any]) -> float:
    begun = time.perf_counter()
    ordered = sorted(rows, key=lambda row: row[1])
    return (time.perf_counter() - begun) * 1000 + bare_shown(ordered)
