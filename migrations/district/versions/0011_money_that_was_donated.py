"""money that was donated."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _donation_spendings()
    _donations()


def _donation_spendings() -> None:
    op.create_table(
        "donation_spendings",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("donation_id", sa.String(length=32), nullable=False),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("persons", sa.BigInteger(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("voucher", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("reverses_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_donation_spendings")),
    )
    op.create_index("ix_donation_spendings_by_id", "donation_spendings", ["town", "by_id"], unique=False)
    op.create_index(
        "ix_donation_spendings_donation_id", "donation_spendings", ["town", "donation_id"], unique=False
    )
    op.create_index(
        "ix_donation_spendings_household_id", "donation_spendings", ["town", "household_id"], unique=False
    )
    op.create_index(
        "ix_uq_donation_spendings_reverses_id", "donation_spendings", ["town", "reverses_id"], unique=False
    )


def _donations() -> None:
    op.create_table(
        "donations",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("donor", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("kept_at", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("voucher", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("reverses_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_donations")),
    )
    op.create_index("ix_donations_by_id", "donations", ["town", "by_id"], unique=False)
    op.create_index("ix_uq_donations_reverses_id", "donations", ["town", "reverses_id"], unique=False)
