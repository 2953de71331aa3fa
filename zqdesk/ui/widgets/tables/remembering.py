"""How a person likes a list: widths, order and sorting of its columns, kept on this desk for each login.

No personal data: the file says how wide columns are, under the id of an account.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QTableView

from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme

QUIET_MS = 300


class Layout(QObject):
    """Brings a table back as it was left, and keeps it whenever a heading is dragged or clicked."""

    def __init__(self, table: QTableView, titles: Sequence[str], desk: Desk, name: str) -> None:
        super().__init__(table)
        self._table, self._desk = table, desk
        # Other columns or another size of text make widths of no use: they are asked for under another name.
        signature = "|".join(titles)
        self._key = f"lists/{desk.actor.id}/{name}"
        self._stamp = f"{theme.pixels(100)}/{signature}"
        header = table.horizontalHeader()
        header.setSectionsMovable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._menu)
        self._first = header.saveState()
        self._restore()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self.keep)
        for changed in (header.sectionResized, header.sectionMoved, header.sortIndicatorChanged):
            changed.connect(lambda *_: self._quiet.start())

    def keep(self) -> None:
        """Write down how the headings stand now."""
        state = bytes(self._table.horizontalHeader().saveState().data())
        self._desk.layout.setValue(self._key, [self._stamp, b64encode(state).decode()])

    def as_at_first(self) -> None:
        """The widths, order and sorting that the list came with."""
        self._desk.layout.remove(self._key)
        self._show(self._first)

    def _restore(self) -> None:
        kept = self._desk.layout.value(self._key)
        if isinstance(kept, list) and len(kept) == 2 and kept[0] == self._stamp:
            self._show(QByteArray(b64decode(str(kept[1]))))

    def _show(self, state: QByteArray) -> None:
        header = self._table.horizontalHeader()
        header.restoreState(state)
        self._table.model().sort(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def _menu(self, at: QPoint) -> None:
        header = self._table.horizontalHeader()
        menu = QMenu(header)
        menu.addAction("恢复原来的列宽、次序和排序").triggered.connect(lambda _=False: self.as_at_first())
        menu.popup(header.mapToGlobal(at))
