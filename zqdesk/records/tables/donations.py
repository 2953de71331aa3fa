"""Money that somebody gave: what it is for and where it is kept, and on whom it was spent. It never touches the reserve."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class Donation(Row):
    """Money that came in for a `purpose`, kept in the account `kept_at`; a reversal repeats it with a minus."""

    __tablename__ = "donations"
    __table_args__ = (
        CheckConstraint("amount_fen <> 0 AND (amount_fen < 0) = (reverses_id IS NOT NULL)", name="amount"),
    )
    donor: Mapped[str]
    amount_fen: Mapped[int]
    purpose: Mapped[str]
    kept_at: Mapped[str]
    received_on: Mapped[date]
    voucher: Mapped[str] = mapped_column(default="", server_default=text("''"))
    reverses_id: Mapped[str | None] = mapped_column(unique=True, default=None)
    reason: Mapped[str] = mapped_column(default="", server_default=text("''"))
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]


class DonationSpending(Row):
    """What of a donation a household got, for what and on whose word (`basis`); a reversal repeats it with a minus."""

    __tablename__ = "donation_spendings"
    __table_args__ = (
        CheckConstraint("amount_fen <> 0 AND (amount_fen < 0) = (reverses_id IS NOT NULL)", name="amount"),
        Index("ix_donation_spendings_donation_id", "donation_id", "amount_fen"),
    )
    donation_id: Mapped[str] = ref("donations", index=False)
    household_id: Mapped[str] = ref("households")
    persons: Mapped[int]
    amount_fen: Mapped[int]
    spent_on: Mapped[date]
    matter: Mapped[str]
    basis: Mapped[str]
    receiver: Mapped[str]
    voucher: Mapped[str] = mapped_column(default="", server_default=text("''"))
    reverses_id: Mapped[str | None] = mapped_column(unique=True, default=None)
    reason: Mapped[str] = mapped_column(default="", server_default=text("''"))
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
