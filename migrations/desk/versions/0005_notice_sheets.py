"""One public notice for several families of a village: its sheet, and which notices hang on it."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split(";\n\n")
    for statement in statements:
        if statement.strip():
            op.execute(statement)
