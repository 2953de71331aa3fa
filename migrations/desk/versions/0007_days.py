"""The days of the reserve: guarded like entries, put right by two people; a closed month can be opened again."""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split(";\n\n")
    for statement in statements:
        if statement.strip():
            op.execute(statement)
