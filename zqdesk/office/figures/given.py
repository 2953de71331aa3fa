"""Goods that were handed out, and what charities gave (the seed: 4,420 masks and 221 cases of milk; 3,700 persons)."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.figures import (
    HOUSEHOLDS,
    PERSONS,
    PIECES,
    YUAN,
    Chapter,
    Figure,
    Item,
    Lists,
    Span,
)
from zqdesk.records.tables.donations import Donation, DonationSpending
from zqdesk.records.tables.goods import (
    CharityHelp,
    GoodsHandout,
    GoodsItem,
    GoodsLine,
    GoodsList,
    GoodsReceipt,
)
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person

HANDED, SERVED, DONATED, CHARITY = "goods.handed", "goods.served", "goods.donated", "charity.granted"
GIFTS, SPENT, LEFT = "donation.came", "donation.spent", "donation.left"
SUMMARY = (
    "本期向{goods.served.households}户发放物资：{goods.handed.pieces|kind}；接受捐赠物资价值{goods.donated.fen}元。"
    "经转介由慈善组织救助{charity.granted.persons}人次，{charity.granted.fen}元。"
    "收到捐赠资金{donation.came.fen}元，用于救助{donation.spent.persons}人次{donation.spent.fen}元，期末结余{donation.left.fen}元。"
)
TITLES = {HANDED: "发放的物资", SERVED: "领到物资的家庭", DONATED: "接受的捐赠", CHARITY: "慈善救助"}
TITLES |= {GIFTS: "收到的捐赠资金", SPENT: "捐赠资金支出", LEFT: "捐赠资金结余"}
FIGURES = tuple(
    Figure(id=f"{list_id}.{name}", list_id=list_id, title=title, unit=unit, words=words)
    for list_id, name, title, unit, words in (
        (HANDED, "pieces", "发放物资数量", PIECES, "发放日期在本期的各种物资数量相加，冲销的从中减去；各品种见“按类别”。"),
        (SERVED, "households", "领到物资户数", HOUSEHOLDS, "本期领到任何物资、扣除冲销后仍有的家庭，一户计一次。"),
        (DONATED, "fen", "接受捐赠价值", YUAN, "入库日期在本期、来源为捐赠的物资价值，冲销的从中减去。"),
        (CHARITY, "persons", "慈善救助人次", PERSONS, "答复日期在本期、结果为已救助的转介人数。"),
        (CHARITY, "fen", "慈善救助金额", YUAN, "答复日期在本期、结果为已救助的金额，实物折价。"),
        (GIFTS, "fen", "收到捐赠资金", YUAN, "收到日期在本期的捐赠资金，冲销的从中减去；不含备用金。"),
        (SPENT, "persons", "捐赠资金救助人次", PERSONS, "支出日期在本期的人数，冲销的从中减去。"),
        (SPENT, "fen", "捐赠资金支出", YUAN, "支出日期在本期的金额，冲销的从中减去。"),
        (LEFT, "fen", "捐赠资金结余", YUAN, "期末以前收到的捐赠资金减去支出，按捐赠逐笔列出。"),
    )
)  # fmt: skip


def _read(session: Session, span: Span) -> Lists:
    handed = _handed(session, span)
    return {
        HANDED: handed,
        SERVED: _served(handed),
        DONATED: _donated(session, span),
        CHARITY: _charity(session, span),
        GIFTS: _gifts(session, span),
        SPENT: _spent(session, span),
        LEFT: _left(session, span),
    }


def _handed(session: Session, span: Span) -> list[Item]:
    """A line for each item and each line of a list: what of it was handed out in the period."""
    query = (
        select(GoodsLine, GoodsItem, GoodsList.title, Household.village_id)
        .add_columns(func.sum(GoodsHandout.quantity).label("pieces"), func.max(GoodsHandout.handed_on).label("last"))
        .join(GoodsLine, GoodsLine.id == GoodsHandout.line_id)
        .join(GoodsItem, GoodsItem.id == GoodsHandout.item_id)
        .join(GoodsList, GoodsList.id == GoodsLine.list_id)
        .join(Household, Household.id == GoodsLine.home_id)
        .where(GoodsHandout.handed_on.between(span.first, span.last))
        .group_by(GoodsHandout.line_id, GoodsHandout.item_id)
        .order_by(GoodsLine.list_id, GoodsLine.position)
    )  # fmt: skip
    return [
        Item(
            key=f"{line.id} {item.id}",
            household_id=line.home_id,
            case_id="",
            name=line.name,
            id_number=line.id_number,
            village_id=village,
            village_name=line.village_name,
            kind=f"{item.name}（{item.unit}）",
            when=last.isoformat(),
            persons=line.persons,
            pieces=int(pieces),
            note=title,
        )
        for line, item, title, village, pieces, last in session.execute(query)
    ]


def _served(handed: list[Item]) -> list[Item]:
    found: dict[str, Item] = {}
    for item in handed:
        if item.pieces > 0:
            found.setdefault(item.household_id, item._replace(key=item.household_id, kind="", pieces=0))
    return list(found.values())


def _donated(session: Session, span: Span) -> list[Item]:
    query = (
        select(GoodsReceipt, GoodsItem)
        .join(GoodsItem, GoodsItem.id == GoodsReceipt.item_id)
        .where(GoodsReceipt.way == "donated", GoodsReceipt.received_on.between(span.first, span.last))
    )
    return [
        Item(
            key=row.id,
            household_id="",
            case_id="",
            name=row.source,
            id_number="",
            village_id="",
            village_name="",
            kind=item.name,
            when=row.received_on.isoformat(),
            fen=row.worth_fen,
            pieces=row.quantity,
            note=row.reason or row.voucher,
        )
        for row, item in session.execute(query.order_by(GoodsReceipt.id))
    ]


def _charity(session: Session, span: Span) -> list[Item]:
    query = (
        select(CharityHelp, Household, Person)
        .join(Household, Household.id == CharityHelp.household_id)
        .join(Person, Person.id == Household.head_id)
        .where(CharityHelp.outcome == "granted", CharityHelp.answered_on.between(span.first, span.last))
    )
    return [
        Item(
            key=row.id,
            household_id=home.id,
            case_id="",
            name=head.name,
            id_number=head.id_number,
            village_id=home.village_id,
            village_name=home.village_name,
            kind=row.charity,
            when=str(row.answered_on),
            persons=row.persons,
            fen=row.granted_fen,
            note=row.matter,
        )
        for row, home, head in session.execute(query.order_by(CharityHelp.id))
    ]


def _gifts(session: Session, span: Span) -> list[Item]:
    query = select(Donation).where(Donation.received_on.between(span.first, span.last))
    return [_of_gift(row, row.id, row.amount_fen) for row in session.scalars(query.order_by(Donation.id))]


def _left(session: Session, span: Span) -> list[Item]:
    """Of every donation what was left at the period's end; a reversal ends the one it reverses."""
    of = func.coalesce(Donation.reverses_id, Donation.id)
    came = select(of, func.sum(Donation.amount_fen)).where(Donation.received_on <= span.last).group_by(of)
    went = (
        select(DonationSpending.donation_id, func.sum(DonationSpending.amount_fen))
        .where(DonationSpending.spent_on <= span.last)
        .group_by(DonationSpending.donation_id)
    )
    left = {row[0]: int(row[1]) for row in session.execute(came)}
    for donation_id, fen in session.execute(went):
        left[donation_id] = left.get(donation_id, 0) - int(fen)
    rows = session.scalars(select(Donation).where(Donation.id.in_([key for key, fen in left.items() if fen])))
    return [_of_gift(row, row.id, left[row.id]) for row in rows]


def _of_gift(row: Donation, key: str, fen: int) -> Item:
    return Item(
        key=key,
        household_id="",
        case_id="",
        name=row.donor,
        id_number="",
        village_id="",
        village_name="",
        kind=row.purpose,
        when=row.received_on.isoformat(),
        fen=fen,
        note=row.reason or row.kept_at,
    )


def _spent(session: Session, span: Span) -> list[Item]:
    query = (
        select(DonationSpending, Donation.purpose, Household, Person)
        .join(Donation, Donation.id == DonationSpending.donation_id)
        .join(Household, Household.id == DonationSpending.household_id)
        .join(Person, Person.id == Household.head_id)
        .where(DonationSpending.spent_on.between(span.first, span.last))
    )
    return [
        Item(
            key=row.id,
            household_id=home.id,
            case_id="",
            name=head.name,
            id_number=head.id_number,
            village_id=home.village_id,
            village_name=home.village_name,
            kind=purpose,
            when=row.spent_on.isoformat(),
            persons=row.persons if row.amount_fen > 0 else -row.persons,
            fen=row.amount_fen,
            note=row.reason or row.matter,
        )
        for row, purpose, home, head in session.execute(query.order_by(DonationSpending.id))
    ]


CHAPTER = Chapter("物资与慈善", TITLES, _read, FIGURES, SUMMARY)
