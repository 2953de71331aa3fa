"""who should be on a roll."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _seek_lists()
    _seek_rows()
    _seek_visits()


def _seek_lists() -> None:
    op.create_table(
        "seek_lists",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("row_count", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_seek_lists")),
    )
    op.create_index("ix_seek_lists_by_id", "seek_lists", ["town", "by_id"], unique=False)


def _seek_rows() -> None:
    op.create_table(
        "seek_rows",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id_number", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("village_name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("address", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_seek_rows")),
    )
    op.create_index("ix_seek_rows_list_id", "seek_rows", ["town", "list_id"], unique=False)
    op.create_index(
        "ix_uq_seek_rows_list_id_position", "seek_rows", ["town", "list_id", "position"], unique=False
    )


def _seek_visits() -> None:
    op.create_table(
        "seek_visits",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("visitors", sa.JSON(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("findings", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_seek_visits")),
    )
    op.create_index("ix_seek_visits_by_id", "seek_visits", ["town", "by_id"], unique=False)
    op.create_index("ix_seek_visits_row_id", "seek_visits", ["town", "row_id"], unique=False)
