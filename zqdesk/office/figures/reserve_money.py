"""The reserve in a period: what the district gave, what went to families, what is left; from its books."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.figures import YUAN, Chapter, Figure, Item, Lists, Span
from zqdesk.office.reserve.ledger.journal import voucher_number
from zqdesk.office.reserve.ledger.set_asides import booked
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.reserve import Entry
from zqdesk.rules.reserve import BANK, KINDS, UNSETTLED, is_till

CAME, USED, LEFT = "reserve.came", "reserve.used", "reserve.left"
GIVEN = frozenset({"allocation", "replenishment", "return"})
SPENT = frozenset({"disbursement", "refund"})
TITLES = {CAME: "区级拨付、补足和上缴", USED: "发放、退回和冲销", LEFT: "全部资金收付"}
_SAID = (
    (CAME, "allocation", "备用金拨付", "本期登记的区级拨付；不含期初登记。"),
    (CAME, "replenishment", "备用金补足", "本期登记的区级补足拨款。"),
    (CAME, "return", "备用金上缴", "本期上缴区级，以负数表示。"),
    (USED, "", "备用金发放", "本期由备用金发放，减退回和冲销。"),
    (LEFT, "", "备用金结存", "期末银行存款加库存现金：到期末为止全部收付相加。"),
)
FIGURES = tuple(
    Figure(
        id=f"{list_id}.{mark or 'all'}.fen",
        list_id=list_id,
        title=title,
        unit=YUAN,
        words=words,
        marks=frozenset({mark} if mark else ()),
    )
    for list_id, mark, title, words in _SAID
)


SUMMARY = (
    "区级拨付备用金{reserve.came.allocation.fen}元、补足{reserve.came.replenishment.fen}元，"
    "本期发放{reserve.used.all.fen}元，期末结存{reserve.left.all.fen}元。"
)


def _read(session: Session, span: Span) -> Lists:
    query = select(Entry).where(booked(), Entry.booked_on <= span.last).order_by(Entry.year, Entry.serial)
    homes = _homes(session)
    found: dict[str, list[Item]] = {CAME: [], USED: [], LEFT: []}
    for entry in session.scalars(query):
        home = homes.get(entry.case_id or "")
        fen = _money(entry.debit, entry.amount_fen) - _money(entry.credit, entry.amount_fen)
        if fen:
            found[LEFT].append(_item(entry, home, fen))
        if entry.booked_on < span.first:
            continue
        if entry.kind in GIVEN:
            found[CAME].append(_item(entry, home, fen))
        elif entry.kind in SPENT:
            spent = entry.amount_fen if entry.debit == UNSETTLED else -entry.amount_fen
            found[USED].append(_item(entry, home, spent))
    return found


def _money(account: str, fen: int) -> int:
    """What an entry puts into bank or cash by this side of it."""
    return fen if account == BANK or is_till(account) else 0


def _homes(session: Session) -> Mapping[str, Household]:
    query = select(Case.id, Household).join(Household, Household.id == Case.household_id)
    paid = query.where(Case.id.in_(select(Entry.case_id).where(Entry.case_id.is_not(None))))
    return {row.id: row.Household for row in session.execute(paid)}


def _item(entry: Entry, home: Household | None, fen: int) -> Item:
    return Item(
        key=entry.id,
        household_id=home.id if home else "",
        case_id=entry.case_id or "",
        name=entry.text,
        id_number="",
        village_id=home.village_id if home else "",
        village_name=home.village_name if home else "",
        kind=KINDS[entry.kind].title,
        when=entry.booked_on.isoformat(),
        fen=fen,
        note=voucher_number(entry),
        marks=(entry.kind,),
    )


CHAPTER = Chapter("备用金", TITLES, _read, FIGURES, SUMMARY)
