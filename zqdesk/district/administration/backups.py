"""Backups of the district's database: dumped, restored into a database of their own to see that they are whole, and restored.

The keys of the server are not in them: docs/district.md says how they are kept.
"""

import json
import os
import re
import secrets
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select, text
from sqlalchemy.engine import make_url

from zqdesk.district.administration import setting_up
from zqdesk.district.records import database, postgres
from zqdesk.district.records.tables import desks, generations, log, metadata, towns
from zqdesk.frozen import frozen
from zqdesk.records.faults import Known
from zqdesk.records.files import make_private, write_durably
from zqdesk.records.tables.base import instant_text

NOTE = "backup.json"
"""Beside the configuration: the last backup that was restored and compared."""


@frozen
class Checked:
    """A backup that was restored and found whole."""

    file: Path
    at: str
    size: int
    entries: int


def make(data: Path, owner: str, backup: str, folder: Path, now: datetime) -> Checked:
    """Dump the database into `folder`, restore the dump beside it, compare, and note that it was so."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"district-{now:%Y%m%d-%H%M%S}.dump"
    make_private(file)
    # Row-level security stays on: the policies let this role see all rows, and without it PostgreSQL refuses.
    _run(
        "pg_dump",
        backup,
        "--format=custom",
        "--enable-row-security",
        "--no-owner",
        "--no-privileges",
        f"--file={file}",
    )
    entries = check(owner, file)
    checked = Checked(file=file, at=instant_text(now), size=file.stat().st_size, entries=entries)
    said = {"file": str(file), "at": checked.at, "size": checked.size, "entries": entries}
    write_durably(data / NOTE, json.dumps(said).encode())
    return checked


def last(data: Path) -> Checked | None:
    """The last backup that was checked."""
    if not (data / NOTE).exists():
        return None
    said = json.loads((data / NOTE).read_bytes())
    return Checked(file=Path(said["file"]), at=said["at"], size=said["size"], entries=said["entries"])


def check(owner: str, file: Path) -> int:
    """Restore a dump into a database of its own, see that every town's log ends where the town says; how many entries there are."""
    scratch = f"{make_url(owner).database}_check_{secrets.token_hex(4)}"
    address = make_url(owner).set(database=scratch).render_as_string(hide_password=False)
    server = database.engine(owner)
    try:
        _alone(server, f'CREATE DATABASE "{scratch}" TEMPLATE template0')
        _run("pg_restore", address, "--no-owner", "--no-privileges", "--exit-on-error", str(file))
        restored = database.engine(address)
        try:
            return _ends_meet(restored)
        finally:
            restored.dispose()
    finally:
        _alone(server, f'DROP DATABASE IF EXISTS "{scratch}"')
        server.dispose()


def restore(data: Path, owner: str, file: Path, now: datetime) -> int:
    """Bring a dump into an empty database, give roles their rights, and begin another generation; how many entries there are."""
    engine = database.engine(owner)
    try:
        with engine.connect() as connection:
            if connection.execute(text("SELECT to_regclass('alembic_version')")).scalar() is not None:
                raise Known(
                    "restore.not_empty",
                    "目标数据库不是空的。",
                    "数据没有改动。",
                    "请新建一个空数据库，把 ZQDESK_DISTRICT_DATABASE 指向它，再恢复。",
                )
        _run(
            "pg_restore",
            owner,
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            "--single-transaction",
            str(file),
        )
        entries = _ends_meet(engine)
        setting_up.prepare(engine, data, owner, now)
        begin_generation(engine, "restored", now)
        return entries
    finally:
        engine.dispose()


def begin_generation(engine: Engine, why: str, now: datetime) -> str:
    """After a restore or a fail-over that may have lost something: desks offer again what this database may have forgotten."""
    made = secrets.token_hex(16)
    with engine.begin() as connection:
        query = select(generations.c.serial).order_by(generations.c.serial.desc()).limit(1)
        serial = (connection.scalar(query) or 0) + 1
        said = {"serial": serial, "id": made, "began_at": instant_text(now), "why": why}
        connection.execute(generations.insert().values(said))
    return made


def _ends_meet(engine: Engine) -> int:
    """Every table is there, and the log of each town ends at the position and head that the town says."""
    entries = 0
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            connection.execute(select(table).limit(1))
        connection.execute(select(desks.c.desk)).all()
        for town in connection.execute(select(towns)).all():
            query = select(log.c.position, log.c.head).where(log.c.town == town.town)
            end = connection.execute(query.order_by(log.c.position.desc()).limit(1)).first()
            if (end.position, end.head) != (town.position, town.head) if end else town.position:
                raise Known(
                    "backup.damaged",
                    "备份恢复出来后，与登记的末尾对不上。",
                    "正在使用的数据库没有受影响。",
                    "请再备份一次；仍然如此，请联系维护人员。",
                    town.town,
                )
            entries += town.position
    return entries


def _alone(engine: Engine, statement: str) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))


def _run(name: str, address: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs; the password stays out of the list of processes."""
    url = make_url(address)
    surroundings = {
        **os.environ,
        "PGHOST": url.host or "",
        "PGPORT": str(url.port or 5432),
        "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password or ""),
        "PGDATABASE": url.database or "",
    }
    extra = (f"--dbname={url.database}",) if name == "pg_restore" else ()
    command = [_program(name, _version(address)), *extra, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=surroundings)  # noqa: S603
    if done.returncode:
        raise Known(
            "backup.failed",
            f"{name} 没有成功。",
            "正在使用的数据库没有受影响。",
            "请把下面一行交给维护人员。",
            done.stderr.strip()[-500:],
        )


def _version(address: str) -> int:
    """The server's version, as in 18."""
    asked = database.engine(address)
    try:
        with asked.connect() as connection:
            return int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000
    finally:
        asked.dispose()


def _program(name: str, version: int) -> str:
    """The program of the server's own version: an older one refuses it, a newer one says things it does not know."""
    offered = [shutil.which(name), postgres.tool(name)]
    for path in offered:
        if path is not None:
            said = subprocess.run([path, "--version"], check=False, capture_output=True, text=True).stdout  # noqa: S603
            if re.search(rf"\) {version}\b", said):
                return str(path)
    raise Known(
        "backup.program",
        f"没有找到 {version} 版的 {name}。",
        "数据没有改动。",
        f"请安装与数据库同版本的 PostgreSQL 客户端（postgresql-client-{version}）。",
    )
