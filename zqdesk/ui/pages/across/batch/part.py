"""What the lists of the room share: rows that are ticked, a panel for what all of them need, who cannot and why."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from zqdesk.office.cases.acts.notice_sheets import WaitingSheet
from zqdesk.office.cases.acts.together import SomeRefused
from zqdesk.ui.desk.among import among
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.listing import ListCard
from zqdesk.ui.pages.cases.steps.form import StepForm
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, yuan
from zqdesk.ui.widgets.tables.tick_table import TickTable

NAME = Column("申请人", lambda r: r.name, 170, stretch=True)
VILLAGE = Column("村（居）", lambda r: r.village_name, 130)
NUMBER = Column("编号", lambda r: r.number, 208)
PERSONS = Column("人数", lambda r: str(r.person_count), 56, key=lambda r: r.person_count, right=True)
AMOUNT = Column(
    "金额(元)", lambda r: yuan(r.amount_fen), 104, key=lambda r: r.amount_fen, right=True, money=True
)


class RoomPart(QWidget):
    """One tab. `main` is what Ctrl+Enter does, `print_out` what Ctrl+P does."""

    id: ClassVar[str]
    title: ClassVar[str]

    def reload(self) -> None:
        """Read what this list alone shows."""

    def filter(self) -> None:
        """Put the cursor in the filter, where there is one."""

    def main(self) -> None:
        raise NotImplementedError

    def print_out(self) -> None:
        raise NotImplementedError

    def export(self) -> None:
        raise NotImplementedError

    def make_room(self, *, panel: bool) -> None:
        """A panel came above the list, or went."""


class BatchPart(RoomPart):
    """A list of which many are ticked."""

    nothing: ClassVar[str]

    def __init__(self, desk: Desk, place: PanelPlace, columns: Sequence[Column]) -> None:
        super().__init__()
        self.desk, self.place = desk, place
        self.refused: dict[str, str] = {}
        why = Column("情况", self._standing, 210, chip=self._chip, tip=self._standing)
        self.table = TickTable(self.title, (*columns, why), self.key, lambda row: row.why_not)
        self.table.remember(desk, f"batch.{self.id}")
        self.table.opened.connect(self.open_row)
        self.table.ticked.connect(self._ticks_changed)
        self.count = theme.label("", "small")
        self.all_button = theme.button("全选  Ctrl+A", self.table.choose_all)
        self.setFocusProxy(self.table)

    @staticmethod
    def key(row: Any) -> str:
        """What a row is known by."""
        return str(row.case_id)

    def build(self, head: QWidget, *buttons: QWidget | None) -> None:
        """The filters, then what can be done, over the list."""
        self.card = ListCard(self.table, head)
        self._buttons = [each for each in buttons if each is not None]
        column = theme.column(spacing=10)
        column.addLayout(theme.head(self.count, None, self.all_button, *buttons))
        column.addWidget(self.card, 1)
        self.setLayout(column)

    def make_room(self, *, panel: bool) -> None:
        """While a panel asks about what is ticked, its own button is the one that counts."""
        for button in self._buttons:
            button.setVisible(not panel)

    def show_count(self) -> None:
        """How many rows there are, how many are ticked, and how many of them were refused."""
        ticked = len(self.table.chosen_rows())
        cannot = f"；{len(self.refused)} 户办不了，没有勾选" if self.refused else ""
        self.count.setText(f"{len(self.table.rows.rows):,} 户，已勾选 {ticked:,} 户{cannot}{self.more()}")

    def more(self) -> str:
        """What else is to be said beside the count."""
        return ""

    def show_list(self, rows: Sequence[Any]) -> None:
        self.refused = {key: why for key, why in self.refused.items() if key in map(self.key, rows)}
        self.card.show_rows(rows, self.key, self.nothing)
        self.show_count()

    def chosen(self) -> tuple[Any, ...]:
        """The ticked rows; none is said so."""
        rows = self.table.chosen_rows()
        if not rows:
            self.desk.shell.say("请先用空格键勾选要办理的户。", "warn")
        return rows

    def act(self, form: StepForm, title: str, subject_id: str = "") -> None:
        """Open the panel of what is done for all that are ticked."""
        panel = StepPanel(self.desk, subject_id, title, form)
        panel.refused.connect(self.take_refusal)
        self.place.open(panel)

    def _ticks_changed(self) -> None:
        """What is asked is about what was ticked then: another choice is asked anew."""
        if self.place.panel is not None and self.isVisible() and not self.place.panel.busy:
            self.place.take()
        self.show_count()

    def take_refusal(self, error: Exception) -> None:
        """Who cannot is left out and says why; what is asked next is about the others."""
        if isinstance(error, SomeRefused) and error.why:
            self.refused = dict(error.why)
            self.table.leave_out(self.refused)
            self.place.take()
            if self.table.chosen_rows():
                self.ask_again()
            self.desk.shell.show_problems(error.problems)

    def ask_again(self) -> None:
        """Open the panel for those who are left."""
        self.main()

    def open_row(self, row: Any) -> None:
        """Its case, with the ways to those beside it."""
        found = among(f"批量办理 · {self.title}", (each.case_id for each in self.table.rows.rows))
        self.desk.shell.open_case(row.case_id, among=found)

    def export(self) -> None:
        exporting.export(self.desk, self, self.title, self.table.rows.columns[1:], self.table.rows.rows)

    def _standing(self, row: Any) -> str:
        return self.refused.get(self.key(row)) or row.why_not or row.said

    def _chip(self, row: Any) -> str:
        return "bad" if self.key(row) in self.refused else "plain" if row.why_not else "good"


def sheet_of(sheets: Iterable[WaitingSheet], case_ids: Iterable[str]) -> WaitingSheet | None:
    """The printed notice on which exactly these stand, the newest."""
    wanted = set(case_ids)
    return next((sheet for sheet in sheets if set(sheet.case_ids) == wanted), None)
