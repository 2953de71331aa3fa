"""What the district gave down: which standard from when, by which paper, and what still waits for the cashier."""

from zqdesk.office.across.exchange import from_district
from zqdesk.office.across.exchange.from_district import FromDistrict
from zqdesk.records.register import CHINA
from zqdesk.ui.pages.hall.settings import value_words
from zqdesk.ui.pages.hall.settings.kept_card import KeptCard
from zqdesk.ui.widgets.tables.rows import Column

STATES = {"waiting": ("等待登记", "warn"), "ahead": ("未到日期", "plain"), "done": ("", None)}


def words(row: FromDistrict) -> str:
    """`农村低保标准 1,208.00 元/人·年，从2026年7月1日起`."""
    line = row.line
    if line is None:
        return row.words
    day = f"{line.valid_from.year}年{line.valid_from.month}月{line.valid_from.day}日"
    return f"{value_words.name(line)} {value_words.shown(line)} {value_words.unit(line)}，从{day}起"


COLUMNS = (
    Column("收到", lambda r: f"{r.at.astimezone(CHINA):%Y-%m-%d}", 100, key=lambda r: r.at),
    Column("事项", lambda r: r.kind, 100),
    Column("内容", words, 260, stretch=True, tip=words),
    Column("依据", lambda r: r.source, 180, tip=lambda r: r.source),
    Column("经办", lambda r: r.by, 90, tip=lambda r: r.by),
    Column("情况", lambda r: STATES[r.state][0], 90, chip=lambda r: STATES[r.state][1]),
)


class FromDistrictCard(KeptCard):
    """From the first time on that the district gave something."""

    heading, beside = "区里公布和下达的", "按执行日期自动生效，本机不能修改。"
    columns, most_rows, name = COLUMNS, 6, "settings.from_district"

    def reload(self) -> None:
        self.desk.read(from_district.given, self.desk.today(), then=self.show_rows)
