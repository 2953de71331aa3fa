"""Checking a roster of one row a household and bringing it in, against bare inserts of the same rows."""

import sqlite3
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from bench.table import Figure
from bench.vault import CHEAP, TODAY
from zqdesk.office.hall.spreadsheets.sheets import Sheet
from zqdesk.office.invented import town as invented_town
from zqdesk.office.invented.people import People, households
from zqdesk.office.invented.town import CLERK, Town
from zqdesk.office.people.roster import columns as roster_columns
from zqdesk.office.people.roster import importing
from zqdesk.office.people.roster import plan as roster
from zqdesk.office.people.roster.values import RosterHousehold
from zqdesk.records import codes
from zqdesk.records.register import Register

HEADS = (
    "户主姓名",
    "身份证号",
    "村居",
    "家庭住址",
    "联系电话",
    "户月保障金",
    "保障人数",
    "开户银行",
    "银行账号",
    "低保证号",
)
TABLES = ("persons", "households", "memberships", "roll_entries")


def measure(rows: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = invented_town.build(folder / "data", TODAY, roll=0, cases=0, cost=CHEAP)
        town = invented_town.opened(engine, TODAY)
        register = town.acting(CLERK.login)
        sheet = _sheet(town, rows)
        begun = time.perf_counter()
        planned = _planned(register, sheet)
        checked = time.perf_counter()
        register.do(importing.import_roster, planned, importing.Source("roster.xlsx", "1" * 64))
        done = time.perf_counter()
        bare = _bare(register, folder / "plain.db")
        engine.dispose()
    print(f"  of which checking {checked - begun:.1f} s, bringing in {done - checked:.1f} s")
    note = "executemany of the same table rows into plain SQLite"
    return [Figure(f"importing {rows:,} rows", done - begun, bare, note, unit="s")]


def _sheet(town: Town, count: int) -> Sheet:
    """A roster as a clerk's workbook has it."""
    people = People(Random(9), TODAY)
    rows = [
        (
            each.head.name,
            each.head.id_number,
            each.village_name,
            each.address,
            each.phone,
            f"{each.allowance_fen / 100:.2f}",
            str(each.person_count),
            each.bank_name,
            each.account_number,
            each.certificate_number,
        )
        for each in households(people, count, town.villages)
    ]
    return Sheet("名册", (HEADS, *rows))


def _planned(register: Register, sheet: Sheet) -> list[RosterHousehold]:
    context = register.read(importing.context, TODAY, codes.table("relation"))
    planned = roster.plan([(sheet, roster_columns.recognise(sheet))], context).households
    ready = [each for each in planned if each.is_ready]
    assert len(ready) == len(sheet.rows) - 1, next(each.problems for each in planned if each.problems)
    return ready


def _bare(register: Register, path: Path) -> float:
    """Seconds to insert what the import wrote into tables of the same columns, in one durable transaction."""
    held: dict[str, tuple[str, list[Any]]] = {}
    pooled = register.engine.raw_connection()
    db: Any = pooled.driver_connection
    for table in TABLES:
        made = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        held[table] = (made, db.execute(f"SELECT * FROM {table}").fetchall())
    pooled.close()
    plain = sqlite3.connect(path, isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = FULL")
    for made, _ in held.values():
        plain.execute(made)
    begun = time.perf_counter()
    plain.execute("BEGIN")
    for table, (_, rows) in held.items():
        plain.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    plain.execute("COMMIT")
    took = time.perf_counter() - begun
    plain.close()
    return took
