"""Each desk has its own chain, and what was decided elsewhere passes this desk's guards.

A desk's guards (triggers) refuse what its people must not do. An act that another desk did, and the district applied, was judged
there: while such acts are done the table `applying` has a row, and no guard but those of the log itself speaks. Two payments that two
machines gave one number both stand: that a number is given once is guarded, no longer a constraint.
"""

import re
from pathlib import Path

from alembic import op
from sqlalchemy import Connection

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

UNLESS = "NOT EXISTS (SELECT 1 FROM applying)"
OF_THE_LOG = ("changes_no_update", "changes_no_delete", "changes_unanswered")
BEGINS = re.compile(r"\bBEGIN\b", re.IGNORECASE)
WHEN = re.compile(r"\bWHEN\b", re.IGNORECASE)
DOUBLES = {
    "reserve_entries": "CONSTRAINT uq_reserve_entries_year_serial UNIQUE (year, serial)",
    "disbursements": "CONSTRAINT uq_disbursements_receipt_number UNIQUE (receipt_number)",
}
INDEXES = (
    "CREATE INDEX ix_reserve_entries_year ON reserve_entries (year, serial)",
    "CREATE INDEX ix_disbursements_receipt_number ON disbursements (receipt_number)",
)
SERIAL = """    WHERE NEW.serial <> 1 + MAX(
        (SELECT COALESCE(MAX(serial), 0) FROM reserve_entries WHERE year = NEW.year),
        COALESCE((SELECT last FROM number_series WHERE series = 'journal-' || NEW.year), 0));"""
SERIAL_OF_DESK = """    WHERE NEW.serial <> 1 + MAX(
        (SELECT COALESCE(MAX(serial), NEW.serial / 1000000 * 1000000) FROM reserve_entries
         WHERE year = NEW.year AND serial / 1000000 = NEW.serial / 1000000),
        COALESCE((SELECT last FROM number_series
                  WHERE series = 'journal-' || NEW.year || CASE NEW.serial / 1000000
                      WHEN 0 THEN '' ELSE '-' || (NEW.serial / 1000000) END), 0));"""


def upgrade() -> None:
    connection = op.get_bind()
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split(";\n\n"):
        op.execute(statement)
    triggers = dict(_named(connection, "trigger"))
    for table, constraint in DOUBLES.items():
        _without(connection, table, constraint)
    for statement in INDEXES:
        connection.exec_driver_sql(statement)
    for name, statement in triggers.items():
        if name not in OF_THE_LOG:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(_silent_while_applying(statement))


def _named(connection: Connection, kind: str, table: str = "") -> list[tuple[str, str]]:
    query = "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL AND (? = '' OR tbl_name = ?) ORDER BY name"
    return [(row[0], row[1]) for row in connection.exec_driver_sql(query, (kind, table, table))]


def _without(connection: Connection, table: str, constraint: str) -> None:
    """The table anew without a constraint: SQLite cannot drop one. What it holds stays in its order."""
    ((_, made),) = [each for each in _named(connection, "table", table) if each[0] == table]
    indexes = _named(connection, "index", table)
    if constraint not in made:
        raise ValueError(f"{table} is not as it was shipped")
    anew = re.sub(r",\s*" + re.escape(constraint), "", made)
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for name, _ in _named(connection, "trigger", table):
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    connection.exec_driver_sql(f"CREATE TEMP TABLE kept AS SELECT * FROM {table} ORDER BY rowid")  # noqa: S608
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(anew)
    connection.exec_driver_sql(f"INSERT INTO {table} SELECT * FROM kept ORDER BY rowid")  # noqa: S608
    connection.exec_driver_sql("DROP TABLE kept")
    for _, statement in indexes:
        connection.exec_driver_sql(statement)


def _silent_while_applying(statement: str) -> str:
    statement = statement.replace(SERIAL, SERIAL_OF_DESK)
    begins = BEGINS.search(statement)
    if begins is None:
        raise ValueError(statement)
    before, rest = statement[: begins.start()], statement[begins.start() :]
    condition = WHEN.search(before)
    if condition is None:
        return f"{before.rstrip()}\nWHEN {UNLESS}\n{rest}"
    head, said = before[: condition.start()], before[condition.end() :]
    return f"{head}WHEN {UNLESS} AND ({said.strip()})\n{rest}"
