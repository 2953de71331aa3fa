"""The sign on top of every window that says how this desk stands with the district; pressed, it opens the page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from zqdesk.ui.desk import exchange_words
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.exchange_words import Said
from zqdesk.ui.desk.look import theme

MOST_PARTS = 2


class ExchangeSign(QPushButton):
    """Not there while this desk works alone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.said: Said | None = None
        self._short = False
        self.setProperty("role", "sign")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        desk.exchanger.changed.connect(self._show)

    def be_short(self, short: bool) -> None:
        """In a narrow window only what is most pressing, in one word."""
        self._short = short
        self._write()

    def _show(self) -> None:
        exchanger = self.desk.exchanger
        found = exchanger.overview
        self.setVisible(found is not None)
        self.said = (
            None
            if found is None
            else exchange_words.said(found, exchanger.fault, exchanger.since, self.desk.today())
        )
        self._write()

    def _write(self) -> None:
        if self.said is None:
            return
        whole = "，".join(self.said.parts)
        self.setText(self.said.short if self._short else " · ".join(self.said.parts[:MOST_PARTS]))
        self.setToolTip(f"{whole}。按一下看与区里交换的情况。")
        self.setAccessibleName(f"与区里交换：{whole}")
        theme.mark(self, "chip", self.said.kind)
