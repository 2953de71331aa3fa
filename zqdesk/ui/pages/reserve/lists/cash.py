"""The lists of the cash: their columns, and the look behind them."""

from datetime import date
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.reserve import lists, position
from zqdesk.office.reserve.lists import Choices
from zqdesk.office.reserve.position import CountRow, HandoverRow, TillRow
from zqdesk.records.register import CHINA
from zqdesk.ui.pages.reserve.overview_words import till_state
from zqdesk.ui.widgets.tables.rows import Column, yuan


def count_words(row: CountRow) -> str:
    """作废, 相符, or by how much too much or too little."""
    if row.set_aside:
        return "作废"
    difference = row.counted_fen - row.book_fen
    if not difference:
        return "相符"
    return f"{'长' if difference > 0 else '短'} {yuan(abs(difference))}"


TILLS = (
    Column("名称", lambda r: r.name, 160, stretch=True),
    Column("工作台", lambda r: r.desk_name, 110),
    Column("保管人", lambda r: r.holder_name, 100),
    Column("账面(元)", lambda r: yuan(r.held_fen), 116, key=lambda r: r.held_fen, right=True, money=True),
    Column("限额(元)", lambda r: yuan(r.ceiling_fen), 116, key=lambda r: r.ceiling_fen, right=True, money=True),
    Column("盘点", lambda r: till_state(r)[0], 150, chip=lambda r: till_state(r)[1], tip=lambda r: r.wrong),
)  # fmt: skip
COUNTS = (
    Column(
        "盘点时间", lambda r: f"{r.counted_at.astimezone(CHINA):%m-%d %H:%M}", 96, key=lambda r: r.counted_at
    ),
    Column("处所", lambda r: r.till_name, 110, stretch=True),
    Column(
        "实点(元)", lambda r: yuan(r.counted_fen), 96, key=lambda r: r.counted_fen, right=True, money=True
    ),
    Column("账面(元)", lambda r: yuan(r.book_fen), 96, key=lambda r: r.book_fen, right=True, money=True),
    Column(
        "结果",
        count_words,
        100,
        chip=lambda r: None if r.set_aside else "good" if r.counted_fen == r.book_fen else "bad",
        tip=lambda r: r.set_aside or r.explanation,
    ),
    Column("盘点人", lambda r: f"{r.by_name}（突击）" if r.surprise else r.by_name, 90),
    Column(
        "监盘人",
        lambda r: r.signed_by_name or "未签字",
        86,
        chip=lambda r: None if r.signed_by_name else "warn",
    ),
)
HANDOVERS = (
    Column("交接", lambda r: r.words, 170, stretch=True),
    Column("金额(元)", lambda r: yuan(r.amount_fen), 96, key=lambda r: r.amount_fen, right=True, money=True),
    Column("交", lambda r: r.from_name, 70),
    Column("接", lambda r: r.to_name, 70),
)


@frozen
class Cash:
    """What the tab reads at once."""

    tills: tuple[TillRow, ...]
    counts: tuple[CountRow, ...]
    handovers: tuple[HandoverRow, ...]
    known: Choices


def cash(session: Any, today: date) -> Cash:
    """Tills, counts and hand-overs as they stand."""
    return Cash(
        position.position(session, today).tills,
        position.counts(session),
        position.open_handovers(session),
        lists.choices(session),
    )
