"""what is paid month by month."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _payroll_accounts()
    _payroll_answers()
    _payroll_decisions()
    _payroll_ends()
    _payroll_files()
    _payroll_holds()
    _payroll_lists()
    _payroll_receipts()
    _payroll_recoveries()
    _payroll_recovery_lines()
    _payroll_results()
    _payroll_rows()
    _payroll_stops()


def _payroll_accounts() -> None:
    op.create_table(
        "payroll_accounts",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("account_number", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("holder_name", sa.String(), nullable=False),
        sa.Column("holder_id_number", sa.String(), nullable=False),
        sa.Column("holder_relation", sa.String(), nullable=False),
        sa.Column("agreement_on", sa.Date(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("noted_at", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_payroll_accounts")),
    )
    op.create_index("ix_payroll_accounts_by_id", "payroll_accounts", ["town", "by_id"], unique=False)
    op.create_index(
        "ix_payroll_accounts_household_id", "payroll_accounts", ["town", "household_id"], unique=False
    )
    op.create_index("ix_payroll_accounts_person_id", "payroll_accounts", ["town", "person_id"], unique=False)


def _payroll_answers() -> None:
    op.create_table(
        "payroll_answers",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("file_id", sa.String(length=32), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("line_count", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_payroll_answers")),
    )
    op.create_index("ix_payroll_answers_by_id", "payroll_answers", ["town", "by_id"], unique=False)
    op.create_index("ix_payroll_answers_file_id", "payroll_answers", ["town", "file_id"], unique=False)
    op.create_index("ix_payroll_answers_list_id", "payroll_answers", ["town", "list_id"], unique=False)
    op.create_index(
        "ix_uq_payroll_answers_list_id_serial", "payroll_answers", ["town", "list_id", "serial"], unique=False
    )


def _payroll_decisions() -> None:
    op.create_table(
        "payroll_decisions",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("result_id", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=True),
        sa.Column("paid_fen", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_at", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_payroll_decisions")),
    )
    op.create_index("ix_payroll_decisions_by_id", "payroll_decisions", ["town", "by_id"], unique=False)
    op.create_index("ix_payroll_decisions_row_id", "payroll_decisions", ["town", "row_id"], unique=False)
    op.create_index(
        "ix_uq_payroll_decisions_result_id", "payroll_decisions", ["town", "result_id"], unique=False
    )


def _payroll_ends() -> None:
    op.create_table(
        "payroll_ends",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_payroll_ends")),
    )
    op.create_index("ix_payroll_ends_by_id", "payroll_ends", ["town", "by_id"], unique=False)
    op.create_index("ix_uq_payroll_ends_row_id", "payroll_ends", ["town", "row_id"], unique=False)


def _payroll_files() -> None:
    op.create_table(
        "payroll_files",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("bank", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("encoding", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("row_count", sa.BigInteger(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("given_at", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("recalled_at", sa.String(length=24), nullable=True),
        sa.Column("recalled_by_id", sa.String(length=32), nullable=True),
        sa.Column("recalled_by_name", sa.String(), nullable=False),
        sa.Column("recalled_reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_payroll_files")),
    )
    op.create_index("ix_payroll_files_by_id", "payroll_files", ["town", "by_id"], unique=False)
    op.create_index("ix_payroll_files_list_id", "payroll_files", ["town", "list_id"], unique=False)
    op.create_index(
        "ix_payroll_files_recalled_by_id", "payroll_files", ["town", "recalled_by_id"], unique=False
    )
    op.create_index("ix_uq_payroll_files_list_id", "payroll_files", ["town", "list_id"], unique=False)


def _payroll_holds() -> None:
    op.create_table(
        "payroll_holds",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("held_at", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("lifted_at", sa.String(length=24), nullable=True),
        sa.Column("lifted_by_id", sa.String(length=32), nullable=True),
        sa.Column("lifted_by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_payroll_holds")),
    )
    op.create_index("ix_payroll_holds_by_id", "payroll_holds", ["town", "by_id"], unique=False)
    op.create_index("ix_payroll_holds_household_id", "payroll_holds", ["town", "household_id"], unique=False)
    op.create_index("ix_payroll_holds_lifted_by_id", "payroll_holds", ["town", "lifted_by_id"], unique=False)
    op.create_index("ix_payroll_holds_list_id", "payroll_holds", ["town", "list_id"], unique=False)
    op.create_index("ix_payroll_holds_person_id", "payroll_holds", ["town", "person_id"], unique=False)


def _payroll_lists() -> None:
    op.create_table(
        "payroll_lists",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("village_id", sa.String(), nullable=False),
        sa.Column("village_name", sa.String(), nullable=False),
        sa.Column("from_month", sa.String(), nullable=False),
        sa.Column("to_month", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("pay_on", sa.Date(), nullable=False),
        sa.Column("row_count", sa.BigInteger(), nullable=False),
        sa.Column("person_count", sa.BigInteger(), nullable=False),
        sa.Column("base_fen", sa.BigInteger(), nullable=False),
        sa.Column("uplift_fen", sa.BigInteger(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("held_count", sa.BigInteger(), nullable=False),
        sa.Column("held_fen", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.String(length=24), nullable=False),
        sa.Column("made_by_id", sa.String(length=32), nullable=False),
        sa.Column("made_by_name", sa.String(), nullable=False),
        sa.Column("prepared_at", sa.String(length=24), nullable=True),
        sa.Column("prepared_by_id", sa.String(length=32), nullable=True),
        sa.Column("prepared_by_name", sa.String(), nullable=False),
        sa.Column("reviewed_at", sa.String(length=24), nullable=True),
        sa.Column("reviewed_by_id", sa.String(length=32), nullable=True),
        sa.Column("reviewed_by_name", sa.String(), nullable=False),
        sa.Column("released_at", sa.String(length=24), nullable=True),
        sa.Column("released_by_id", sa.String(length=32), nullable=True),
        sa.Column("released_by_name", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("ended_by_id", sa.String(length=32), nullable=True),
        sa.Column("ended_by_name", sa.String(), nullable=False),
        sa.Column("ended_reason", sa.String(), nullable=False),
        sa.Column("previous_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_payroll_lists")),
    )
    op.create_index("ix_payroll_lists_ended_by_id", "payroll_lists", ["town", "ended_by_id"], unique=False)
    op.create_index("ix_payroll_lists_made_by_id", "payroll_lists", ["town", "made_by_id"], unique=False)
    op.create_index(
        "ix_payroll_lists_prepared_by_id", "payroll_lists", ["town", "prepared_by_id"], unique=False
    )
    op.create_index("ix_payroll_lists_previous_id", "payroll_lists", ["town", "previous_id"], unique=False)
    op.create_index(
        "ix_payroll_lists_released_by_id", "payroll_lists", ["town", "released_by_id"], unique=False
    )
    op.create_index(
        "ix_payroll_lists_reviewed_by_id", "payroll_lists", ["town", "reviewed_by_id"], unique=False
    )
    op.create_index("ix_uq_payroll_lists_matter", "payroll_lists", ["town", "matter"], unique=False)


def _payroll_receipts() -> None:
    op.create_table(
        "payroll_receipts",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("recovery_id", sa.String(length=32), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("slip", sa.String(), nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("booked_at", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_payroll_receipts")),
    )
    op.create_index("ix_payroll_receipts_by_id", "payroll_receipts", ["town", "by_id"], unique=False)
    op.create_index(
        "ix_payroll_receipts_recovery_id", "payroll_receipts", ["town", "recovery_id"], unique=False
    )


def _payroll_recoveries() -> None:
    op.create_table(
        "payroll_recoveries",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("from_name", sa.String(), nullable=False),
        sa.Column("from_phone", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("booked_at", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("ended_by_id", sa.String(length=32), nullable=True),
        sa.Column("ended_by_name", sa.String(), nullable=False),
        sa.Column("ended_reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_payroll_recoveries")),
    )
    op.create_index("ix_payroll_recoveries_by_id", "payroll_recoveries", ["town", "by_id"], unique=False)
    op.create_index(
        "ix_payroll_recoveries_ended_by_id", "payroll_recoveries", ["town", "ended_by_id"], unique=False
    )
    op.create_index(
        "ix_payroll_recoveries_household_id", "payroll_recoveries", ["town", "household_id"], unique=False
    )
    op.create_index(
        "ix_payroll_recoveries_person_id", "payroll_recoveries", ["town", "person_id"], unique=False
    )


def _payroll_recovery_lines() -> None:
    op.create_table(
        "payroll_recovery_lines",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("recovery_id", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_payroll_recovery_lines")),
    )
    op.create_index(
        "ix_payroll_recovery_lines_row_id", "payroll_recovery_lines", ["town", "row_id"], unique=False
    )
    op.create_index(
        "ix_uq_payroll_recovery_lines_recovery_id_row_id_month",
        "payroll_recovery_lines",
        ["town", "recovery_id", "row_id", "month"],
        unique=False,
    )


def _payroll_results() -> None:
    op.create_table(
        "payroll_results",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("paid_fen", sa.BigInteger(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_payroll_results")),
    )
    op.create_index("ix_payroll_results_row_id", "payroll_results", ["town", "row_id"], unique=False)
    op.create_index(
        "ix_uq_payroll_results_answer_id_position",
        "payroll_results",
        ["town", "answer_id", "position"],
        unique=False,
    )


def _payroll_rows() -> None:
    op.create_table(
        "payroll_rows",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("home_id", sa.String(length=32), nullable=False),
        sa.Column("alone_id", sa.String(length=32), nullable=True),
        sa.Column("entry_id", sa.String(length=32), nullable=True),
        sa.Column("village_id", sa.String(), nullable=False),
        sa.Column("village_name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id_number", sa.String(), nullable=False),
        sa.Column("certificate_number", sa.String(), nullable=False),
        sa.Column("person_count", sa.BigInteger(), nullable=False),
        sa.Column("base_fen", sa.BigInteger(), nullable=False),
        sa.Column("uplift_fen", sa.BigInteger(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.JSON(), nullable=False),
        sa.Column("was_fen", sa.BigInteger(), nullable=True),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("bank_name", sa.String(), nullable=False),
        sa.Column("account_name", sa.String(), nullable=False),
        sa.Column("account_number", sa.String(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("held", sa.String(), nullable=False),
        sa.Column("earlier_id", sa.String(length=32), nullable=True),
        sa.Column("origin_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_payroll_rows")),
    )
    op.create_index("ix_payroll_rows_alone_id", "payroll_rows", ["town", "alone_id"], unique=False)
    op.create_index("ix_payroll_rows_earlier_id", "payroll_rows", ["town", "earlier_id"], unique=False)
    op.create_index("ix_payroll_rows_entry_id", "payroll_rows", ["town", "entry_id"], unique=False)
    op.create_index("ix_payroll_rows_home_id", "payroll_rows", ["town", "home_id"], unique=False)
    op.create_index("ix_payroll_rows_list_id", "payroll_rows", ["town", "list_id"], unique=False)
    op.create_index("ix_payroll_rows_origin_id", "payroll_rows", ["town", "origin_id"], unique=False)
    op.create_index(
        "ix_uq_payroll_rows_list_id_position", "payroll_rows", ["town", "list_id", "position"], unique=False
    )


def _payroll_stops() -> None:
    op.create_table(
        "payroll_stops",
        sa.Column("town", sa.String(length=12), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("stopped_at", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("town", "id", name=op.f("pk_payroll_stops")),
    )
    op.create_index("ix_payroll_stops_by_id", "payroll_stops", ["town", "by_id"], unique=False)
    op.create_index("ix_uq_payroll_stops_row_id", "payroll_stops", ["town", "row_id"], unique=False)
