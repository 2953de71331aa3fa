"""goods and help by charities."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _charity_helps()
    _goods_handouts()
    _goods_items()
    _goods_lines()
    _goods_lists()
    _goods_receipts()


def _charity_helps() -> None:
    op.create_table(
        "charity_helps",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("charity", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("persons", sa.BigInteger(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_fen", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("granted_fen", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_charity_helps")),
    )
    op.create_index("ix_charity_helps_by_id", "charity_helps", ["town", "by_id"], unique=False)
    op.create_index("ix_charity_helps_household_id", "charity_helps", ["town", "household_id"], unique=False)


def _goods_handouts() -> None:
    op.create_table(
        "goods_handouts",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("line_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=32), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("reverses_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_goods_handouts")),
    )
    op.create_index("ix_goods_handouts_by_id", "goods_handouts", ["town", "by_id"], unique=False)
    op.create_index("ix_goods_handouts_item_id", "goods_handouts", ["town", "item_id"], unique=False)
    op.create_index("ix_goods_handouts_line_id", "goods_handouts", ["town", "line_id"], unique=False)
    op.create_index(
        "ix_uq_goods_handouts_reverses_id", "goods_handouts", ["town", "reverses_id"], unique=False
    )


def _goods_items() -> None:
    op.create_table(
        "goods_items",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_goods_items")),
    )
    op.create_index("ix_uq_goods_items_name", "goods_items", ["town", "name"], unique=False)


def _goods_lines() -> None:
    op.create_table(
        "goods_lines",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("home_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id_number", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("village_name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("persons", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_goods_lines")),
    )
    op.create_index("ix_goods_lines_home_id", "goods_lines", ["town", "home_id"], unique=False)
    op.create_index("ix_goods_lines_list_id", "goods_lines", ["town", "list_id"], unique=False)
    op.create_index(
        "ix_uq_goods_lines_list_id_position", "goods_lines", ["town", "list_id", "position"], unique=False
    )


def _goods_lists() -> None:
    op.create_table(
        "goods_lists",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("recipients", sa.String(), nullable=False),
        sa.Column("recipients_title", sa.String(), nullable=False),
        sa.Column("per", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("norms", sa.JSON(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_goods_lists")),
    )
    op.create_index("ix_goods_lists_by_id", "goods_lists", ["town", "by_id"], unique=False)


def _goods_receipts() -> None:
    op.create_table(
        "goods_receipts",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("item_id", sa.String(length=32), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("worth_fen", sa.BigInteger(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("voucher", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("reverses_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_goods_receipts")),
    )
    op.create_index("ix_goods_receipts_by_id", "goods_receipts", ["town", "by_id"], unique=False)
    op.create_index("ix_goods_receipts_item_id", "goods_receipts", ["town", "item_id"], unique=False)
    op.create_index(
        "ix_uq_goods_receipts_reverses_id", "goods_receipts", ["town", "reverses_id"], unique=False
    )
