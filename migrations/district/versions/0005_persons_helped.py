"""Persons an emergency helps beside its applicant, as desks keep them by schema 0021."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "relief_persons",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id_number", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("no_number", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_relief_persons")),
    )
    op.create_index("ix_relief_persons_case_id", "relief_persons", ["town", "case_id"], unique=False)
