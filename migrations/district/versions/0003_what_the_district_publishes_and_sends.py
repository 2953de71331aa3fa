"""What the district publishes and sends."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _announcements()
    _district_allocations()
    _district_answers()


def _announcements() -> None:
    op.create_table(
        "announcements",
        sa.Column("serial", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_announcements")),
    )


def _district_allocations() -> None:
    op.create_table(
        "district_allocations",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("notice_number", sa.String(), nullable=False),
        sa.Column("notice_on", sa.Date(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_district_allocations")),
    )


def _district_answers() -> None:
    op.create_table(
        "district_answers",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("settlement_id", sa.String(length=32), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("returned", sa.JSON(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_district_answers")),
    )
    op.create_index(
        "ix_district_answers_settlement_id", "district_answers", ["town", "settlement_id"], unique=False
    )
    op.create_index(
        "ix_uq_district_answers_settlement_id", "district_answers", ["town", "settlement_id"], unique=False
    )
    op.add_column(
        "calendar_years",
        sa.Column("by_district", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column(
        "divisions", sa.Column("by_district", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column(
        "parameters", sa.Column("by_district", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("towns", sa.Column("announced", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.drop_column("towns", "district_number")
    op.drop_column("towns", "district_hash")
