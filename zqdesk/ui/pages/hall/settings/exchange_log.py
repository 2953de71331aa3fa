"""What went and what came, exchange by exchange."""

from zqdesk.records.register import CHINA
from zqdesk.ui.desk import exchange_words
from zqdesk.ui.pages.hall.settings.kept_card import KeptCard
from zqdesk.ui.widgets.tables.rows import Column

WAYS = {"line": "网络", "stick": "U 盘"}


def _trouble(key: str) -> str:
    return exchange_words.TROUBLES[key][0] if key in exchange_words.TROUBLES else ""


COLUMNS = (
    Column("时间", lambda r: f"{r.at.astimezone(CHINA):%m-%d %H:%M}", 110, key=lambda r: r.at),
    Column("方式", lambda r: WAYS.get(r.way, r.way), 80),
    Column("区里收下", lambda r: f"{r.sent:,} 件" if r.sent else "", 100, key=lambda r: r.sent, right=True),
    Column("传来", lambda r: f"{r.taken:,} 件" if r.taken else "", 100, key=lambda r: r.taken, right=True),
    Column("情况", lambda r: _trouble(r.trouble), 200, stretch=True),
)


class ExchangeLogCard(KeptCard):
    """From the first exchange on in which something was said."""

    heading, beside = "交换记录", "什么也没有传的不列；最近 100 次。"
    columns, most_rows, name = COLUMNS, 5, "settings.exchange_log"

    def reload(self) -> None:
        from zqdesk.sync.overview import rounds

        self.desk.read(rounds, then=self.show_rows)
