"""reports that were closed and where households lived."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _closed_reports()
    _former_villages()


def _closed_reports() -> None:
    op.create_table(
        "closed_reports",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("town_name", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("lists", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_closed_reports")),
    )
    op.create_index("ix_closed_reports_by_id", "closed_reports", ["town", "by_id"], unique=False)


def _former_villages() -> None:
    op.create_table(
        "former_villages",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("village_id", sa.String(), nullable=False),
        sa.Column("village_name", sa.String(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_former_villages")),
    )
    op.create_index(
        "ix_former_villages_household_id", "former_villages", ["town", "household_id"], unique=False
    )
