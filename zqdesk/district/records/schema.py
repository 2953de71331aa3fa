"""Brings the district's database to the newest schema, one process at a time, and sees to its roles."""

from sqlalchemy import Connection, Engine, text

from zqdesk.paths import shipped
from zqdesk.records import schema
from zqdesk.records.faults import Known
from zqdesk.records.schema import Migrations

NEWEST = "0011"
DISTRICT = Migrations(shipped("migrations") / "district", NEWEST)
_LOCK = 0x7A71646B
"""Of all who would upgrade this database one does, and the others wait."""
_WAIT_SECONDS = 20


def current(connection: Connection) -> str | None:
    """The revision the database is at; None where it is empty."""
    if connection.execute(text("SELECT to_regclass('alembic_version')")).scalar() is None:
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def refuse_other(at: str | None) -> None:
    """Refuse to serve a database of another schema than this program's."""
    if at != NEWEST:
        raise Known(
            "schema.other",
            "数据库的结构与这个版本的服务器程序不一致。",
            "数据没有改动。",
            "请先备份，再运行 zqdesk-district set-up 升级；数据库较新的，请安装最新版本的程序。",
            str(at),
        )


def upgrade(engine: Engine) -> bool:
    """Bring the database to the newest schema, in one transaction; True if anything was done."""
    from alembic import command

    known = schema.revisions(DISTRICT)
    with engine.begin() as connection:
        connection.execute(text(f"SET LOCAL lock_timeout = '{_WAIT_SECONDS}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        at = current(connection)
        if at == NEWEST:
            return False
        if at is not None and at not in known:
            refuse_other(at)
        command.upgrade(schema.config(connection, DISTRICT), "head")
    return True
