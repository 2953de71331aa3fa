"""Bring a database to the newest schema; back it up first; refuse a newer one."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from sqlalchemy import Connection, Engine, text

from zqdesk.frozen import frozen
from zqdesk.paths import shipped
from zqdesk.records.faults import Known, told, translate

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "0026"
"""The newest revision this program knows. Said here so that a desk that is up to date never loads alembic."""


@frozen
class Migrations:
    """A folder of alembic revisions and the newest of them."""

    folder: Path
    newest: str


DESK = Migrations(shipped("migrations") / "desk", NEWEST)


def config(connection: Connection | None = None, migrations: Migrations = DESK) -> "Config":
    """Alembic's configuration made in code: no ini file, no URL, no key in a file."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(migrations.folder).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def revisions(migrations: Migrations = DESK) -> list[str]:
    """Every revision this program knows, the newest first."""
    from alembic.script import ScriptDirectory

    return [
        script.revision
        for script in ScriptDirectory.from_config(config(migrations=migrations)).walk_revisions()
    ]


def current(engine: Engine) -> str | None:
    """The revision the database is at, or None where it carries no mark."""
    with told(), engine.connect() as connection:
        if not _tables(connection, "name = 'alembic_version'"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def refuse_newer(engine: Engine) -> str:
    """Refuse a database that this program cannot bring to the newest schema; returns the schema it has."""
    at = current(engine)
    if at is None or (at != NEWEST and at not in revisions()):
        _refuse_unknown(at)
    return at


def refuse_other(engine: Engine) -> None:
    """Refuse a database of another schema than the newest, for commands that only look."""
    at = refuse_newer(engine)
    if at != NEWEST:
        raise Known(
            "schema.older",
            "数据库还是旧版本的结构。",
            "数据没有改动。",
            "请先打开一次工作台，它会先备份再升级。",
            at,
        )


def upgrade(
    engine: Engine, back_up: Callable[[], object] = lambda: None, migrations: Migrations = DESK
) -> bool:
    """Upgrade to the newest schema if need be, after a back-up; True if anything was done.

    All revisions run in one transaction: a database is never left half-way.
    """
    at = current(engine)
    if at == migrations.newest:
        return False
    if (at is None and _has_tables(engine)) or (at is not None and at not in revisions(migrations)):
        _refuse_unknown(at)
    if at is not None:
        back_up()
    _run(engine, migrations)
    return True


def _refuse_unknown(at: str | None) -> NoReturn:
    if at is None:
        raise Known(
            "schema.unknown",
            "数据库里没有版本标记，不能确认它是否完整。",
            "数据没有改动。",
            "请从备份恢复，或联系管理员。",
        )
    raise Known(
        "schema.newer",
        "数据库来自更新版本的程序，这个版本打不开它。",
        "数据没有改动。",
        "请安装最新版本的程序后再打开。",
        at,
    )


def _run(engine: Engine, migrations: Migrations) -> None:
    from alembic import command

    try:
        with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
            command.upgrade(config(connection, migrations), "head")
    except Exception as error:
        raise translate(error) or Known(
            "schema.failed",
            "数据库升级没有成功。",
            "升级已整体撤销，数据仍是升级前的样子；升级前的备份也在。",
            "请先用旧版本的程序继续工作，并把日志交给管理员。",
            type(error).__name__,
        ) from error


def _has_tables(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(_tables(connection, "1"))


def _tables(connection: Connection, which: str) -> int:
    return int(connection.execute(text(f"SELECT count(*) FROM sqlite_master WHERE {which}")).scalar_one())  # noqa: S608
