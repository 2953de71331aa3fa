"""The file of the database: its seal, its pages, and whether its tables and guards are those of this program."""

import re
import sqlite3
from collections.abc import Iterator
from functools import cache

from sqlalchemy.orm import Session

from zqdesk.records import schema, vault
from zqdesk.records.checks.finding import Finding, driver

KINDS = {"table": "表", "trigger": "触发器", "index": "索引", "view": "视图"}

Named = dict[tuple[str, str], tuple[str, str]]
"""(type, name) → (table, statement) of everything in a database."""


def sealed(session: Session) -> Iterator[Finding]:
    """Every page carries the seal of the key."""
    for (said,) in driver(session).execute("PRAGMA cipher_integrity_check"):
        page = "".join(re.findall(r"\d+", said))
        yield Finding("file.sealed", f"数据文件第 {page} 页", "这一页被改动过或已损坏，请从备份恢复。")


def sound(session: Session) -> Iterator[Finding]:
    """SQLite's own tests, and no reference to nobody."""
    db = driver(session)
    for (said,) in db.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield Finding("file.integrity", "数据文件", f"数据库结构有错误（{said}），请从备份恢复。")
    for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check"):
        said = f"这条记录指向的 {parent} 记录不存在，请从备份恢复或联系管理员。"
        yield Finding("file.reference", f"{table} 第 {rowid} 行", said)


def guards(session: Session) -> Iterator[Finding]:
    """Tables, triggers, indexes and views are those that the migrations make: none dropped, changed or added."""
    held, wanted = _named(driver(session)), _made_anew()
    for kind, name in sorted(held.keys() | wanted.keys()):
        place = f"{KINDS[kind]} {name}"
        if (kind, name) not in held:
            said = "不见了：数据库不再守住它所守的规则，这期间的改动没有受到约束，请核对并从备份恢复。"
            yield Finding("structure.missing", place, said)
        elif (kind, name) not in wanted:
            said = "不是程序建立的，可能在暗中改动或挡住数据，请联系管理员查明来历。"
            yield Finding("structure.added", place, said)
        elif held[kind, name] != wanted[kind, name]:
            said = "与程序所建的不同，被改动过，请核对并从备份恢复。"
            yield Finding("structure.changed", place, said)


@cache
def _made_anew() -> Named:
    """What the migrations make of an empty database."""
    engine = vault.engine_in_memory()
    try:
        schema.upgrade(engine)
        with engine.connect() as connection:
            return _named(connection.connection.driver_connection)
    finally:
        engine.dispose()


def _named(db: sqlite3.Connection | None) -> Named:
    assert db is not None
    rows = db.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master")
    return {(kind, name): (table, statement) for kind, name, table, statement in rows}
