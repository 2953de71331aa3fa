"""A card with a short table of what was kept, not there while nothing is."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QFrame, QVBoxLayout

from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.tables.rows import Column, table


class KeptCard(QFrame):
    """Whoever derives from it says its heading, what is said beside it, its columns and how many rows it is high at most."""

    heading: ClassVar[str]
    beside: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    most_rows: ClassVar[int]
    name: ClassVar[str]
    """Under which its columns are remembered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("role", "card")
        self.table = table(self.heading, self.columns)
        self.table.remember(desk, self.name)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 14)
        box.setSpacing(8)
        told = theme.label(self.beside, "small", wrap=True)
        box.addLayout(theme.head(theme.label(self.heading, "section"), told, None))
        box.addWidget(self.table)
        self.hide()

    def show_rows(self, found: Sequence[Any]) -> None:
        self.setVisible(bool(found))
        self.table.show_rows(found, identity=lambda row: row.id)
        self.table.be_high_for(max(3, min(len(found), self.most_rows)))
        self.table.choose_first()
