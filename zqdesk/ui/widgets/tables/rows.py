"""Lists: a read-only model over frozen rows, and the table that shows them."""

import operator
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from zqdesk import log
from zqdesk.frozen import frozen
from zqdesk.rules.readings import sort_key
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.tables.remembering import Layout
from zqdesk.ui.widgets.tables.row_painting import RowPainter

EDGE = 2
"""The line around a list, seen while it has the keyboard (theme.qss)."""
READABLE = 120
"""Pixels at 100 % of which a column that gives way shows at least so many."""
Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
CHIP_ROLE = Qt.ItemDataRole.UserRole + 1


@frozen
class Column:
    """A column: its heading, what it shows of a row, and the native value it sorts by, a text in reading order.

    `chip` makes it a sign: the kind of chip (theme.CHIPS) for a row. `width` is in pixels at 100 %;
    `stretch` columns share what is left. Money and numbers stand right. A file gets `full` where the screen
    shows only a part, and fen as a number where `money` says that the key is fen; on paper `summed` money has its sum.
    """

    title: str
    text: Callable[[Any], str]
    width: int = 100
    key: Callable[[Any], Any] | None = None
    right: bool = False
    chip: Callable[[Any], str | None] | None = None
    stretch: bool = False
    tip: Callable[[Any], str] | None = None
    full: Callable[[Any], str] | None = None
    money: bool = False
    summed: bool = True


class RowsModel(QAbstractTableModel):
    """Rows of a look, as they came. Never queries, never raises, writes nothing."""

    _shown: ClassVar[dict[int, Callable[[Column, Any], Any]]] = {
        Qt.ItemDataRole.DisplayRole: lambda column, row: column.text(row),
        Qt.ItemDataRole.TextAlignmentRole: lambda column, _: int(_alignment(column)),
        Qt.ItemDataRole.ToolTipRole: lambda column, row: column.tip(row) if column.tip else None,
        CHIP_ROLE: lambda column, row: column.chip(row) if column.chip else None,
        SORT_ROLE: lambda column, row: (column.key or column.text)(row),
    }

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Any] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._noted: set[int] = set()

    def show(self, rows: Sequence[Any]) -> None:
        """Take new rows, in the order asked for by the last click on a heading."""
        self.beginResetModel()
        self.rows = list(rows)
        self._order()
        self.endResetModel()

    def row(self, index: Index) -> Any:
        return self.rows[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        shown = self._shown.get(role)
        if shown is None:
            return None
        try:
            return shown(self.columns[index.column()], self.rows[index.row()])
        except Exception as error:  # noqa: BLE001 - an error here would come back with every repaint
            self._note_once(index.column(), error)
            return "？" if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_alignment(self.columns[section]))
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by the native value of a column; -1 gives back the order of the look at the next `show`."""
        self._sorted = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        rows = [(self.rows[index.row()], index.column()) for index in kept]
        self._order()
        place = {id(row): number for number, row in enumerate(self.rows)} if kept else {}
        moved = [self.index(place[id(row)], number) for row, number in rows]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _note_once(self, column: int, error: Exception) -> None:
        if column not in self._noted:
            self._noted.add(column)
            log.failure("rows.cell", error, column=column)

    def _order(self) -> None:
        if self._sorted is not None:
            number, order = self._sorted
            wanted = self.columns[number]
            key = wanted.key or wanted.text
            self.rows.sort(key=partial(_sortable, key), reverse=order == Qt.SortOrder.DescendingOrder)


def _sortable(key: Callable[[Any], Any], row: Any) -> tuple[bool, Any]:
    value = key(row)
    return (value is None, 0 if value is None else sort_key(value) if isinstance(value, str) else value)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class Table(QTableView):
    """A list in the house's dress, with the name a reading voice says. Enter, Return or a double click opens the row."""

    opened = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column], *, row_height: int = 38) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.rows = RowsModel(columns, self)
        self.layout_kept: Layout | None = None
        self.painter = RowPainter(self, CHIP_ROLE)
        self.setModel(self.rows)
        self.setItemDelegate(self.painter)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMinimumHeight(theme.pixels(38) * 3)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.pixels(row_height))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(theme.pixels(38))
        header.setMinimumSectionSize(40)
        header.setSectionsClickable(True)
        self.setSortingEnabled(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for number, column in enumerate(columns):
            self.setColumnWidth(number, theme.pixels(column.width))
            if column.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.row(index)))

    def show_rows(self, rows: Sequence[Any], identity: Callable[[Any], Any] | None = None) -> None:
        """Show new rows; with `identity` the chosen row stays chosen and in view."""
        chosen = identity(current) if identity and (current := self.current()) is not None else None
        place = self.verticalScrollBar().value()
        self.rows.show(rows)
        if identity is None or chosen is None:
            return
        number = next((n for n, row in enumerate(self.rows.rows) if identity(row) == chosen), None)
        if number is not None:
            self.selectRow(number)
            self.verticalScrollBar().setValue(place)

    def current(self) -> Any | None:
        """The chosen row, or None."""
        index = self.currentIndex()
        return self.rows.row(index) if index.isValid() else None

    def choose_first(self) -> None:
        """Put the cursor on the first row, if nothing is chosen yet."""
        if self.current() is None and self.rows.rows:
            self.selectRow(0)

    def be_high_for(self, rows: int) -> None:
        """Just as high as its heading and so many rows: a list that stands among others and does not scroll itself."""
        inside = theme.pixels(38) + self.verticalHeader().defaultSectionSize() * rows
        self.setFixedHeight(inside + 2 * EDGE)

    def remember(self, desk: Desk, name: str) -> None:
        """Keep widths, order and sorting of the columns from one day to the next, for whoever is signed in."""
        self.layout_kept = Layout(self, [column.title for column in self.rows.columns], desk, name)

    def sorting(self) -> str:
        """By which column the rows are sorted, in words; empty where they stand as they were read."""
        header = self.horizontalHeader()
        at = header.sortIndicatorSection()
        if not 0 <= at < len(self.rows.columns):
            return ""
        rising = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        return f"按{self.rows.columns[at].title}{'由小到大' if rising else '由大到小'}排列"

    def columns_shown(self) -> list[Column]:
        """The columns in the order in which they stand."""
        header = self.horizontalHeader()
        return [self.rows.columns[header.logicalIndex(at)] for at in range(header.count())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            if (row := self.current()) is not None:
                self.opened.emit(row)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A column that takes what is left keeps a width that can be read; then the list scrolls sideways."""
        super().resizeEvent(event)
        header, columns = self.horizontalHeader(), self.rows.columns
        giving = [number for number, column in enumerate(columns) if column.stretch]
        fixed = sum(header.sectionSize(at) for at in range(len(columns)) if at not in giving)
        least = {number: self._readable(number) for number in giving}
        whole = fixed + sum(least.values()) <= self.viewport().width()
        mode = QHeaderView.ResizeMode.Stretch if whole else QHeaderView.ResizeMode.Interactive
        for number in giving:
            if header.sectionResizeMode(number) != mode:
                header.setSectionResizeMode(number, mode)
            if not whole:
                header.resizeSection(number, least[number])

    def _readable(self, number: int) -> int:
        """The least width of a column that gives way: its heading, and a few words of a row."""
        column = self.rows.columns[number]
        heading = self.horizontalHeader().fontMetrics().horizontalAdvance(column.title)
        return max(heading + theme.pixels(16), min(theme.pixels(column.width), theme.pixels(READABLE)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.painter.hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.painter.hover(-1)
        super().leaveEvent(event)


def table(name: str, columns: Sequence[Column], opened: Callable[[Any], object] | None = None) -> Table:
    """A table of the house, with what opening a row does."""
    made = Table(name, columns)
    if opened is not None:
        made.opened.connect(opened)
    return made


def yuan(fen: int | None) -> str:
    """Money as lists show it: 1,164.00; a dash where there is none yet."""
    if fen is None:
        return "—"
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{rest:02d}"


def attribute(name: str) -> Callable[[Any], Any]:
    """A column that shows a field of the row as it is."""
    return operator.attrgetter(name)
