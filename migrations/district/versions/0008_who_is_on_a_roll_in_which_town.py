"""Who is on a roll in which town."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roll_marks",
        sa.Column("of_town", sa.String(length=12), nullable=False),
        sa.Column("household", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("programme", sa.String(length=32), nullable=False),
        sa.Column("of_name", sa.Text(), nullable=False),
        sa.Column("number", sa.LargeBinary(length=32), nullable=False),
        sa.Column("spoken", sa.LargeBinary(length=4), nullable=False),
        sa.PrimaryKeyConstraint("of_town", "household", "person", "programme", name=op.f("pk_roll_marks")),
    )
    op.create_index("ix_roll_marks_number", "roll_marks", ["number"], unique=False)
    op.add_column(
        "district_desks", sa.Column("brought", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "publications", sa.Column("at", sa.String(length=24), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("towns", sa.Column("marked", sa.Boolean(), server_default=sa.text("false"), nullable=False))
