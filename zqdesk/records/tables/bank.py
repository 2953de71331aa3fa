"""What the bank says of the reserve's account: statements, what of them is in the books, and the reconciliation of a month.

Rows are only ever added: a statement is withdrawn, a match is taken back, a reconciliation is signed, each once and
with who did it. The database refuses the rest itself, also sums that do not agree (migration 0016).
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class BankStatement(Row):
    """A statement (对账单) from `first_on` to `last_on`: opening + in - out = closing, no gap to the one before.

    `file_name` is empty where it was typed in.
    """

    __tablename__ = "bank_statements"
    first_on: Mapped[date]
    last_on: Mapped[date]
    opening_fen: Mapped[int]
    closing_fen: Mapped[int]
    line_count: Mapped[int]
    file_name: Mapped[str]
    file_hash: Mapped[str]
    entered_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_by_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    withdrawn_by_name: Mapped[str] = mapped_column(default="")
    withdrawn_reason: Mapped[str] = mapped_column(default="")


class BankLine(Row):
    """A line of a statement: above zero what came in, below zero what went out.

    `position` runs from 1; 0 is what was on the account when the first statement of all began.
    """

    __tablename__ = "bank_lines"
    __table_args__ = (
        UniqueConstraint("statement_id", "position"),
        CheckConstraint("amount_fen <> 0", name="amount"),
    )
    statement_id: Mapped[str]
    position: Mapped[int]
    booked_on: Mapped[date] = mapped_column(index=True)
    amount_fen: Mapped[int]
    balance_fen: Mapped[int | None] = mapped_column(default=None)
    text: Mapped[str] = mapped_column(default="")
    party: Mapped[str] = mapped_column(default="")
    slip: Mapped[str] = mapped_column(default="")


class BankMatch(Row):
    """Lines and entries that are the same money: one with one or with several, both sides of one sum."""

    __tablename__ = "bank_matches"
    matched_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_by_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    undone_by_name: Mapped[str] = mapped_column(default="")
    undone_reason: Mapped[str] = mapped_column(default="")


class BankMatchItem(Row):
    """A line or an entry of a match."""

    __tablename__ = "bank_match_items"
    __table_args__ = (CheckConstraint("(line_id IS NULL) <> (entry_id IS NULL)", name="side"),)
    match_id: Mapped[str] = mapped_column(index=True)
    line_id: Mapped[str | None] = ref("bank_lines", default=None)
    entry_id: Mapped[str | None] = ref("reserve_entries", default=None)


class BankReconciliation(Row):
    """银行存款余额调节表 of a month: what bank and books say at its end, and what only one of them has by then.

    `items` as `office/reserve/bank/reconciling.Item` keeps them. Signed by somebody who keeps no cash and did not
    make it; made anew, the last one signed holds.
    """

    __tablename__ = "bank_reconciliations"
    month: Mapped[str] = mapped_column(index=True)
    made_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    statement_fen: Mapped[int]
    book_fen: Mapped[int]
    adjusted_fen: Mapped[int]
    items: Mapped[list[Any]]
    note: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime | None] = mapped_column(default=None)
    signed_by_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    signed_by_name: Mapped[str] = mapped_column(default="")
