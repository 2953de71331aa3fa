"""What the overview says about the reserve: where the money lies, the identity, and everything that needs a hand."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.reserve.ledger.journal import till_account
from zqdesk.office.reserve.position import Position, TillRow
from zqdesk.records.register import CHINA
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.reserve import BANK
from zqdesk.ui.widgets.tables.rows import yuan

ALLOCATION = "allocation"
"""No tab but the form in which an allocation is received."""


@frozen
class Place:
    """A line of where the money lies: an account of the books."""

    account: str
    name: str
    holder: str
    fen: int
    limit: str
    state: str
    kind: str


def places(found: Position) -> list[Place]:
    """The bank, then every till."""
    bank = Place(BANK, "银行存款", "", found.bank_fen, "", "", "plain")
    return [bank, *map(_place, found.tills)]


def identity_words(found: Position) -> str:
    """Domain §5's identity with today's figures."""
    sign = "✓" if found.balanced else "≠ 不符！"
    return (
        f"拨入 {yuan(found.district_fen)} = 银行 {yuan(found.bank_fen)} + 现金 {yuan(found.cash_fen)}"
        f" + 未核销 {yuan(found.unsettled_fen)} + 待补足 {yuan(found.settled_fen)}  {sign}"
    )


def warnings(found: Position) -> list[tuple[str, str, str, str]]:
    """Kind of chip, its word, the sentence, and the tab that has the cause."""
    said = [("bad", "账实", words, "cash") for words in found.wrong]
    if found.overdue_papers:
        words = f"{found.overdue_papers} 件先行救助手续已逾期，补齐前不能报核销"
        said.append(("bad", "逾期", words, "papers"))
    for money in found.sent:
        words = f"区里下达 {yuan(money.amount_fen)} 元（{money.notice_number}），到账后请登记"
        said.append(("warn", "拨款", words, ALLOCATION))
    for answer in found.answers:
        words = f"区里已批复批次 {answer.number}（{answer.document_number}），请登记"
        said.append(("warn", "批复", words, "settling"))
    if found.is_low:
        words = f"账面余额低于提醒线 {yuan(found.low_water_fen)} 元"
        said.append(("bad", "余额", words, "settling"))
    for till in found.tills:
        if till.held_fen > till.ceiling_fen:
            words = f"{till.name}超过限额 {yuan(till.ceiling_fen)} 元，请存入银行"
            said.append(("warn", "限额", words, "cash"))
    stale = [till.name for till in found.tills if not till.fresh and till.held_fen and not till.wrong]
    if stale:
        said.append(("warn", "盘点", f"最近收付后待盘点：{'、'.join(stale)}", "cash"))
    if found.surprise_since is not None:
        said.append(("warn", "突击", f"{surprise_words(found.surprise_since)}，由不经手现金的人办理", "cash"))
    if not said:
        said.append(("good", "正常", "账实相符，没有要处理的事项", "cash"))
    return said


def surprise_words(since: date) -> str:
    """`自2026年8月1日起没有突击盘点`."""
    return f"自{chinese_day(since)}起没有突击盘点"


def _place(till: TillRow) -> Place:
    state, kind = till_state(till)
    return Place(
        till_account(till.id), till.name, till.holder_name, till.held_fen, yuan(till.ceiling_fen), state, kind
    )


def till_state(till: TillRow) -> tuple[str, str]:
    """How a till stands since its last signed count, and the kind of chip."""
    if till.wrong:
        return "账实不符，待查清", "bad"
    if till.counted_at is None:
        return ("还没有盘点", "warn") if till.held_fen else ("空", "plain")
    day = f"{till.counted_at.astimezone(CHINA):%m-%d}"
    return (f"相符 {day}", "good") if till.fresh else (f"{day} 后有收付", "warn")
