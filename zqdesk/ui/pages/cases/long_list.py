"""A room that is one long list: its first rows at once, the rest once they are painted, filtered and exported."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QComboBox

from zqdesk.office.hall import setup
from zqdesk.office.hall.setup import Village
from zqdesk.ui.desk.among import among
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.listing import FIRST_ROWS, Filters, ListCard, fill, first_rows_wanted
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, Table


class LongListPage(Page):
    """Made of a table, its filters (one of them the village) and the card around both, by whoever derives from it.

    `look` reads the rows a filter asks for, `columns` are what is shown and exported, `touching` the tables
    whose changes make it read again.
    """

    look: Callable[[Any, Any], tuple[Any, ...]]
    columns: Sequence[Column]
    touching: frozenset[str]
    table: Table
    filters: Filters
    village: QComboBox
    card: ListCard

    def wanted(self) -> Any:
        """What the filters ask for: a frozen record with a `limit`."""
        raise NotImplementedError

    def identity(self, row: Any) -> Any:
        """What a row is known by when the list is read again."""
        raise NotImplementedError

    def show_whole(self, rows: tuple[Any, ...]) -> None:
        """All rows have come."""
        raise NotImplementedError

    def list_title(self) -> str:
        """What the list is called as it is filtered now."""
        return self.title

    def open_case(self, row: Any) -> None:
        """The case of a row, with the ways to those that stand beside it in the list as it is filtered and sorted now."""
        found = among(self.list_title(), (each.case_id for each in self.table.rows.rows))
        self.desk.shell.open_case(row.case_id, among=found)

    def reload(self) -> None:
        self.desk.read(setup.villages, self.desk.today(), then=self._show_villages)
        self._read()

    def concerns(self, touched: Touched) -> bool:
        return any(kind in self.touching for kind, _ in touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        return {"filter": self.filters.text.setFocus, "export": self.export}

    def whole(self) -> bool:
        return self.card.whole

    def export(self) -> None:
        """The list as it is filtered now, with ID numbers in full, into an .xlsx file."""
        if not self.card.whole:
            self.desk.shell.say("名单还没有读完，请稍候再导出。", "warn")
            return
        exporting.export(self.desk, self, self.title, self.columns, self.table.rows.rows)

    def read_anew(self) -> None:
        """The filters changed."""
        self._read(anew=True)

    def _read(self, *, anew: bool = False) -> None:
        if first_rows_wanted(self.table, anew=anew):
            self.desk.read(self.look, replace(self.wanted(), limit=FIRST_ROWS), then=self._show_first)
        else:
            self._read_whole()

    def _show_first(self, rows: tuple[Any, ...]) -> None:
        self.card.show_first(rows, self.identity)
        # Not before: a thread that reads takes time from the one that paints.
        self.desk.background.when_painted(self._read_whole)

    def _read_whole(self) -> None:
        self.desk.read(self.look, self.wanted(), then=self.show_whole)

    def _show_villages(self, villages: tuple[Village, ...]) -> None:
        fill(self.village, "全部村（居）", [(each.name, each.id) for each in villages])
