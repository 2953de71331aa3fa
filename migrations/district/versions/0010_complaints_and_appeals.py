"""complaints and appeals."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "disputes",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.Column("about_id", sa.String(length=32), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("organ", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("number", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("replied_by_name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("outcome", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_words", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_disputes")),
    )
    op.create_index("ix_disputes_about_id", "disputes", ["town", "about_id"], unique=False)
    op.create_index("ix_disputes_by_id", "disputes", ["town", "by_id"], unique=False)
    op.create_index("ix_disputes_case_id", "disputes", ["town", "case_id"], unique=False)
