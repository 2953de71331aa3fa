"""What the district sends a town about its reserve. Only the district writes these rows (migration 0019)."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row


class SentAllocation(Row):
    """Money the district has sent the town's reserve, by which notice; in the books once the cashier receives it."""

    __tablename__ = "district_allocations"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount"),)
    amount_fen: Mapped[int]
    notice_number: Mapped[str]
    notice_on: Mapped[date]
    batch: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    by_name: Mapped[str]


class SentAnswer(Row):
    """What the district answered to a batch handed in; `returned`: payments it did not accept, each with the reason."""

    __tablename__ = "district_answers"
    settlement_id: Mapped[str] = mapped_column(ForeignKey("settlements.id"), unique=True)
    answered_on: Mapped[date]
    document_number: Mapped[str]
    returned: Mapped[dict[str, Any]]
    by_name: Mapped[str]
