"""Goods: what came in, the lists by which they are handed out, what was handed to whom; and help by charities."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class GoodsItem(Row):
    """A kind of goods: masks by the piece, milk by the case."""

    __tablename__ = "goods_items"
    name: Mapped[str] = mapped_column(unique=True)
    unit: Mapped[str]


class GoodsReceipt(Row):
    """A batch that came in: bought or donated (`way`), from whom, worth how much; a reversal repeats it with a minus."""

    __tablename__ = "goods_receipts"
    __table_args__ = (
        CheckConstraint("quantity <> 0 AND (quantity < 0) = (reverses_id IS NOT NULL)", name="quantity"),
    )
    item_id: Mapped[str] = ref("goods_items")
    quantity: Mapped[int]
    way: Mapped[str]
    source: Mapped[str]
    worth_fen: Mapped[int]
    received_on: Mapped[date]
    voucher: Mapped[str] = mapped_column(default="", server_default=text("''"))
    reverses_id: Mapped[str | None] = mapped_column(unique=True, default=None)
    reason: Mapped[str] = mapped_column(default="", server_default=text("''"))
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]


class GoodsList(Row):
    """A list (发放单): for whom (`recipients`, a figure of the roll), so many of each item per person or household (`norms`)."""

    __tablename__ = "goods_lists"
    title: Mapped[str]
    recipients: Mapped[str]
    recipients_title: Mapped[str]
    per: Mapped[str]
    month: Mapped[str]
    norms: Mapped[dict[str, Any]]
    made_on: Mapped[date]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]


class GoodsLine(Row):
    """Somebody on a list, and how many of each item are due to them."""

    __tablename__ = "goods_lines"
    __table_args__ = (UniqueConstraint("list_id", "position"),)
    list_id: Mapped[str] = ref("goods_lists", index=False)
    position: Mapped[int]
    home_id: Mapped[str] = ref("households")
    name: Mapped[str]
    id_number: Mapped[str] = mapped_column(default="", server_default=text("''"))
    village_name: Mapped[str] = mapped_column(default="", server_default=text("''"))
    persons: Mapped[int]
    due: Mapped[dict[str, Any]]


class GoodsHandout(Row):
    """What was handed out on a line on one day, and who signed; corrected by a reversal with a minus, never changed."""

    __tablename__ = "goods_handouts"
    __table_args__ = (
        CheckConstraint("quantity <> 0 AND (quantity < 0) = (reverses_id IS NOT NULL)", name="quantity"),
        Index("ix_goods_handouts_line_id", "line_id", "item_id", "quantity"),
        Index("ix_goods_handouts_item_id", "item_id", "quantity"),
    )
    line_id: Mapped[str] = ref("goods_lines", index=False)
    item_id: Mapped[str] = ref("goods_items", index=False)
    quantity: Mapped[int]
    handed_on: Mapped[date]
    receiver: Mapped[str]
    relation: Mapped[str] = mapped_column(default="", server_default=text("''"))
    reverses_id: Mapped[str | None] = mapped_column(unique=True, default=None)
    reason: Mapped[str] = mapped_column(default="", server_default=text("''"))
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]


class CharityHelp(Row):
    """A household referred to a charity: for what, with how many persons, and what came of it (`outcome`)."""

    __tablename__ = "charity_helps"
    household_id: Mapped[str] = ref("households")
    charity: Mapped[str]
    matter: Mapped[str]
    persons: Mapped[int]
    asked_on: Mapped[date]
    asked_fen: Mapped[int]
    outcome: Mapped[str] = mapped_column(default="", server_default=text("''"))
    granted_fen: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    answered_on: Mapped[date | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="", server_default=text("''"))
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
