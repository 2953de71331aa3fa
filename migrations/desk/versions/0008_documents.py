"""Papers from outside in one table, by their number made plain: what stands in the books already is in it from the start."""

from pathlib import Path

from alembic import op

from zqdesk.records.tables.base import new_id
from zqdesk.rules.document_numbers import plain_number

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = {
    "allocation": "arrival", "replenishment": "arrival", "withdrawal": "cheque", "deposit": "deposit",
    "return": "remittance", "settlement": "answer",
}  # fmt: skip
BATCHED = "收到区级拨付备用金（"


def upgrade() -> None:
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split(";\n\n")
    op.execute(statements[0])
    op.execute(statements[1])
    _convert()
    for statement in statements[2:]:
        if statement.strip():
            op.execute(statement)


def _convert() -> None:
    """What an entry rests on stood in its words: notice and arrival apart by a semicolon, the batch in the text."""
    db = op.get_bind()
    rows = db.exec_driver_sql(
        "SELECT id, kind, voucher, text FROM reserve_entries WHERE reverses_id IS NULL AND voucher <> '' ORDER BY rowid"
    )
    for entry_id, kind, voucher, text in rows.all():
        number, part = voucher, ""
        if kind in ("allocation", "replenishment"):
            notice, _, number = voucher.partition("；")
            if text.startswith(BATCHED):
                part = text.removeprefix(BATCHED).removesuffix("）")
            _insert(entry_id, "notice", notice, part)
        if kind in KINDS:
            _insert(entry_id, KINDS[kind], number, "")
    bought = db.exec_driver_sql("SELECT entry_id, invoice, supplier FROM disbursements WHERE invoice <> ''")
    for entry_id, invoice, supplier in bought.all():
        _insert(entry_id, "invoice", invoice, supplier)


def _insert(entry_id: str, kind: str, number: str, part: str) -> None:
    key = plain_number(number)
    if not key:
        return
    behind = plain_number(part)
    words = f"{number}（{part}）" if part else number
    op.get_bind().exec_driver_sql(
        "INSERT INTO reserve_documents (id, entry_id, kind, key, number) VALUES (?, ?, ?, ?, ?)",
        (new_id(), entry_id, kind, f"{key}/{behind}" if behind else key, words),
    )
