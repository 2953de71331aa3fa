"""What went and what came, exchange by exchange."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from zqdesk.records.register import CHINA
from zqdesk.ui.desk import exchange_words
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.tables.rows import Column, table

WAYS = {"line": "网络", "stick": "U 盘"}
MOST_ROWS = 5


def _trouble(key: str) -> str:
    return exchange_words.TROUBLES[key][0] if key in exchange_words.TROUBLES else ""


COLUMNS = (
    Column("时间", lambda r: f"{r.at.astimezone(CHINA):%m-%d %H:%M}", 110, key=lambda r: r.at),
    Column("方式", lambda r: WAYS.get(r.way, r.way), 80),
    Column("区里收下", lambda r: f"{r.sent:,} 件" if r.sent else "", 100, key=lambda r: r.sent, right=True),
    Column("传来", lambda r: f"{r.taken:,} 件" if r.taken else "", 100, key=lambda r: r.taken, right=True),
    Column("情况", lambda r: _trouble(r.trouble), 200, stretch=True),
)


class ExchangeLogCard(QFrame):
    """Not there before the first exchange in which something was said."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("role", "card")
        self.table = table("交换记录", COLUMNS)
        self.table.remember(desk, "settings.exchange_log")
        told = theme.label("什么也没有传的不列；最近 100 次。", "small", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 14)
        box.setSpacing(8)
        box.addLayout(theme.head(theme.label("交换记录", "section"), told, None))
        box.addWidget(self.table)
        self.hide()

    def reload(self) -> None:
        from zqdesk.sync.overview import rounds

        self.desk.read(rounds, then=self._show)

    def _show(self, found: tuple[object, ...]) -> None:
        self.setVisible(bool(found))
        self.table.show_rows(found, identity=lambda r: r.seq)
        self.table.be_high_for(max(3, min(len(found), MOST_ROWS)))
        self.table.choose_first()
