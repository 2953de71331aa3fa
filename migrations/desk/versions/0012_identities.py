"""Who works at the hall is a person, whatever accounts and names they have had."""

from pathlib import Path

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split(";\n\n")
    for statement in statements:
        if statement.strip():
            op.execute(statement)
