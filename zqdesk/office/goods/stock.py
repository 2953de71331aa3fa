"""What goods there are: kinds, batches that came in, and what is left of each."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.records.register import Work
from zqdesk.records.tables.goods import GoodsHandout, GoodsItem, GoodsReceipt
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role

WAYS = {"bought": "采购", "donated": "捐赠", "allotted": "上级调拨"}


@frozen
class ItemEntry:
    """A kind of goods and what it is counted by."""

    name: str = ""
    unit: str = ""


@frozen
class ReceiptEntry:
    """A batch: bought, donated or allotted, by whom, worth how much altogether."""

    item_id: str = ""
    quantity: int = 0
    way: str = ""
    source: str = ""
    worth_fen: int = 0
    received_on: date | None = None
    voucher: str = ""


@frozen
class StockRow:
    """A kind of goods: what came in, what went out, what is left."""

    item_id: str
    name: str
    unit: str
    came: int
    went: int
    worth_fen: int

    @property
    def left(self) -> int:
        return self.came - self.went


@frozen
class ReceiptRow:
    """A batch or its reversal, as the list of them shows it."""

    receipt_id: str
    item: str
    unit: str
    quantity: int
    way: str
    source: str
    worth_fen: int
    received_on: date
    voucher: str
    reversed: bool
    reason: str
    by_name: str


def open_item(work: Work, entry: ItemEntry) -> str:
    """A new kind of goods. Refused: no name or unit, a name that is there."""
    require(work, Role.CLERK)
    name, unit = entry.name.strip(), entry.unit.strip()
    problems = check_filled("name", name, "品名") + check_filled("unit", unit, "单位")
    if work.session.scalars(select(GoodsItem.id).where(GoodsItem.name == name)).first() is not None:
        problems.append(Problem("goods.there", f"“{name}”已经有了", "name"))
    refuse_if(problems)
    row = GoodsItem(name=name, unit=unit)
    work.session.add(row)
    return row.id


def receive_goods(work: Work, entry: ReceiptEntry) -> str:
    """A batch came in. Refused: no kind, no quantity, not from whom, a day to come."""
    require(work, Role.CLERK)
    item = work.session.get(GoodsItem, entry.item_id)
    problems = [] if item is not None else [Problem("goods.item", "请选择品种", "item_id")]
    if entry.quantity <= 0:
        problems.append(Problem("goods.quantity", "数量至少为1", "quantity"))
    if entry.worth_fen < 0:
        problems.append(Problem("goods.worth", "价值不能为负", "worth_fen"))
    problems += check_choice("way", entry.way, WAYS, "来源方式")
    problems += check_filled("source", entry.source, "供货或捐赠单位（人）")
    problems += check_day("received_on", entry.received_on, "入库日期", today=work.today)
    refuse_if(problems)
    assert entry.received_on is not None
    row = GoodsReceipt(
        item_id=entry.item_id,
        quantity=entry.quantity,
        way=entry.way,
        source=entry.source.strip(),
        worth_fen=entry.worth_fen,
        received_on=entry.received_on,
        voucher=entry.voucher.strip(),
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(row)
    return row.id


def reverse_receipt(work: Work, receipt_id: str, reason: str) -> None:
    """A batch was entered wrongly: it is taken out again. Refused: twice, no reason, less than that is left."""
    require(work, Role.CLERK)
    row = found(work.session, GoodsReceipt, receipt_id)
    problems = check_filled("reason", reason, "冲销的原因")
    again = select(GoodsReceipt.id).where(GoodsReceipt.reverses_id == row.id)
    if row.reverses_id is not None or work.session.scalars(again).first() is not None:
        problems.append(Problem("goods.reversed", "这一批已经冲销。"))
    elif left_of(work.session, row.item_id) < row.quantity:
        problems.append(Problem("goods.left", "这一批已有发出，结存不够冲销。请先冲销有误的发放。"))
    refuse_if(problems)
    work.session.add(
        GoodsReceipt(
            item_id=row.item_id,
            quantity=-row.quantity,
            way=row.way,
            source=row.source,
            worth_fen=-row.worth_fen,
            received_on=work.today,
            voucher=row.voucher,
            reverses_id=row.id,
            reason=reason.strip(),
            by_id=work.actor.id,
            by_name=work.actor.name,
        )
    )
    work.note(reason.strip())


def left_of(session: Session, item_id: str) -> int:
    """What is left of a kind of goods."""
    came = select(func.sum(GoodsReceipt.quantity)).where(GoodsReceipt.item_id == item_id)
    went = select(func.sum(GoodsHandout.quantity)).where(GoodsHandout.item_id == item_id)
    return int(session.scalar(came) or 0) - int(session.scalar(went) or 0)


def stock(session: Session) -> tuple[StockRow, ...]:
    """Every kind with what is left of it."""
    came = {
        row[0]: (int(row[1]), int(row[2]))
        for row in session.execute(
            select(
                GoodsReceipt.item_id, func.sum(GoodsReceipt.quantity), func.sum(GoodsReceipt.worth_fen)
            ).group_by(GoodsReceipt.item_id)
        )
    }
    handed = select(GoodsHandout.item_id, func.sum(GoodsHandout.quantity)).group_by(GoodsHandout.item_id)
    went = {row[0]: int(row[1]) for row in session.execute(handed)}
    return tuple(
        StockRow(item.id, item.name, item.unit, *_came(came, item.id, went))
        for item in session.scalars(select(GoodsItem).order_by(GoodsItem.id))
    )


def _came(came: dict[str, tuple[int, int]], item_id: str, went: dict[str, int]) -> tuple[int, int, int]:
    quantity, worth = came.get(item_id, (0, 0))
    return quantity, went.get(item_id, 0), worth


def receipts(session: Session) -> tuple[ReceiptRow, ...]:
    """Every batch and reversal, the newest first."""
    query = select(GoodsReceipt, GoodsItem).join(GoodsItem, GoodsItem.id == GoodsReceipt.item_id)
    rows = session.execute(query.order_by(GoodsReceipt.id.desc())).all()
    gone = {row.reverses_id for row, _ in rows}
    return tuple(
        ReceiptRow(
            row.id,
            item.name,
            item.unit,
            row.quantity,
            WAYS[row.way],
            row.source,
            row.worth_fen,
            row.received_on,
            row.voucher,
            row.id in gone or row.reverses_id is not None,
            row.reason,
            row.by_name,
        )
        for row, item in rows
    )
