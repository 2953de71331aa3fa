"""A bar in today's work: what the district published these days, and the money it sent that the cashier has not booked."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from zqdesk.office.across.exchange import from_district
from zqdesk.office.across.exchange.from_district import FromDistrict
from zqdesk.office.reserve.position import Position
from zqdesk.rules.process import Role
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.hall.settings.from_district import words
from zqdesk.ui.widgets.tables.rows import yuan

MOST_LINES = 3


class FromDistrictBar(QFrame):
    """Not there where nothing came, and asks nothing where this desk works alone. Money is told to the cashier."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._published: tuple[FromDistrict, ...] = ()
        self._money: list[str] = []
        self.setProperty("role", "card")
        self.sign = theme.chip("", "warn")
        self.told = theme.label("", wrap=True, selectable=True)
        self.book = theme.button("去登记", lambda: desk.shell.open_reserve("overview"))
        self.look = theme.button("看全部", desk.shell.open_exchange)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(14, 8, 10, 8)
        inside.addWidget(self.sign)
        inside.addWidget(self.told, 1)
        inside.addWidget(self.book)
        inside.addWidget(self.look)
        self.hide()
        desk.exchanger.changed.connect(self.read)

    def read(self) -> None:
        """Ask again what was published; the money comes with the reserve's position."""
        if self.desk.exchanger.overview is None:
            self.hide()
            return
        self.desk.read(from_district.news, self.desk.clock(), self.desk.today(), then=self._show_news)

    def show_money(self, found: Position) -> None:
        """What waits for the cashier, if it is the cashier who sits here."""
        if Role.CASHIER.value not in self.desk.actor.roles:
            return
        self._money = [f"区里下达 {yuan(each.amount_fen)} 元（{each.notice_number}）" for each in found.sent]
        self._money += [f"区里批复了批次 {each.number}（{each.document_number}）" for each in found.answers]
        self._show()

    def _show_news(self, found: tuple[FromDistrict, ...]) -> None:
        self._published = found
        self._show()

    def _show(self) -> None:
        lines = [f"{each}，请登记" for each in self._money]
        lines += [
            f"{words(each)}（{each.source}）" if each.source else words(each) for each in self._published
        ]
        more = [f"另有 {len(lines) - MOST_LINES} 项"] if len(lines) > MOST_LINES else []
        theme.set_chip(
            self.sign, "等待登记" if self._money else "区里公布", "warn" if self._money else "plain"
        )
        self.told.setText("\n".join(lines[:MOST_LINES] + more))
        self.book.setVisible(bool(self._money))
        self.look.setVisible(bool(self._published))
        self.setVisible(bool(lines))
