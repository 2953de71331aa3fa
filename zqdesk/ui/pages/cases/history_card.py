"""The card that tells what has happened, newest first."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from zqdesk.office.across.history.lines import HistoryLine
from zqdesk.records.register import CHINA
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.tables.rows import Column, Table

ROW = 36


class HistoryCard(QFrame):
    """The change log as people read it; the chosen line shows every old and new value under the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.rows = Table(
            "经过",
            [
                Column("时间", _when, 110, key=lambda line: line.seq),
                Column("经办", lambda line: line.actor, 90),
                Column("事项", _what, 300, stretch=True, tip=_what),
            ],
            row_height=ROW,
        )
        self.rows.setMinimumHeight(theme.pixels(38) * 3 + 4)
        self.rows.selectionModel().currentChanged.connect(lambda *_: self._show_details())
        self.details = theme.label("", "small", wrap=True, selectable=True)
        self.details.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 12)
        box.setSpacing(8)
        box.addLayout(theme.row(theme.label("经过", "section"), None))
        box.addWidget(self.rows, 1)
        box.addWidget(self.details)

    def show_history(self, lines: tuple[HistoryLine, ...]) -> None:
        self.rows.show_rows(lines, identity=lambda line: line.seq)
        self._show_details()

    def _show_details(self) -> None:
        line: HistoryLine | None = self.rows.current()
        details = line.details if line is not None else ()
        self.details.setText(
            "\n".join(f"{title}：{old or '空'} → {new or '空'}" for title, old, new in details)
        )
        self.details.setVisible(bool(details))


def _when(line: HistoryLine) -> str:
    return f"{line.at.astimezone(CHINA):%m-%d %H:%M}"


def _what(line: HistoryLine) -> str:
    said = "：".join(part for part in (line.title, line.text) if part)
    return f"（没有作数）{said}" if line.taken_back else said
