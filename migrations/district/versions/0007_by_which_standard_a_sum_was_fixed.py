"""Say by which standard a sum on the roll was fixed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "roll_entries", sa.Column("standard_kind", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "roll_entries", sa.Column("village_id", sa.String(), server_default=sa.text("''"), nullable=False)
    )
