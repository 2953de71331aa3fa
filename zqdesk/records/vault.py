"""Set up, hold and open the encrypted data folder.

The database is one SQLCipher file under a random 256-bit key, which `keys` keeps wrapped beside it. Nothing
else outside the encrypted files says anything about anybody.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from zqdesk import paths
from zqdesk.records import anchor, indexing, keys, replacing, schema
from zqdesk.records.faults import Known, told, translate
from zqdesk.records.files import make_folder, make_private, sync_file, sync_folder

DATABASE, LOCK = "zqdesk.db", "zqdesk.lock"
SMALLEST = 4096
"""Bytes of a page; no database has less."""


def exists(folder: Path) -> bool:
    """Whether a desk has been set up here; either file alone already counts, so that nothing is overwritten."""
    return paths.holds_vault(folder)


def refuse_existing(folder: Path) -> None:
    """Refuse to make a vault where there is one, be it damaged."""
    if exists(folder):
        raise Known(
            "vault.exists",
            "这个文件夹里已经有一个工作台的数据。",
            "原有数据没有改动。",
            "请直接登录，或换一个空文件夹。",
        )


def create(folder: Path, login: str, passphrase: str, cost: keys.Cost | None = None) -> tuple[bytes, str]:
    """Make a new vault for its first account; returns the database key and the recovery code to print.

    The empty database is made under another name and comes into place with its keys at the very end: a
    set-up that is cut off leaves nothing that stands in the way of the next.
    """
    refuse_existing(folder)
    made, key, code = keys.new(login, passphrase, cost)
    unfinished = folder / f"{DATABASE}.new"
    with told():
        make_folder(folder)
        for suffix in replacing.COMPANIONS:
            Path(f"{unfinished}{suffix}").unlink(missing_ok=True)
        engine = open_engine(unfinished, key, create_file=True)
        schema.upgrade(engine)
        indexing.renew_if_other(engine)
        with in_hand(engine) as db:
            anchor.Keeper(folder, key).begin(db)
        engine.dispose()
        if Path(f"{unfinished}-wal").exists():
            # The last connection could not write it into the file; under the new name nobody would look for it.
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync_file(unfinished)
        unfinished.replace(folder / DATABASE)
        sync_folder(folder)
        keys.save(folder, made)
    return key, code


@contextmanager
def sole_use(folder: Path) -> Iterator[None]:
    """Hold the data folder for this process; a second instance is told so instead of sharing the files.

    A restore that was cut off is finished first.
    """
    lock = FileLock(folder / LOCK, timeout=0, mode=0o600)
    try:
        with told():
            make_folder(folder)
            lock.acquire()
    except Timeout:
        raise Known(
            "vault.in_use",
            "工作台已经打开着。",
            "数据没有改动。",
            "请切换到已打开的窗口；如果看不到窗口，请重新启动电脑后再试。",
        ) from None
    try:
        with told():
            replacing.finish(folder)
        yield
    finally:
        lock.release()


def open_engine(path: Path, key: bytes, *, create_file: bool = False) -> Engine:
    """An engine over the encrypted file: WAL, full durability, foreign keys on, memory-only temporaries."""
    from sqlcipher3 import dbapi2 as sqlcipher

    if not create_file and not path.exists():
        raise Known(
            "database.missing",
            "数据文件 zqdesk.db 不见了。",
            "没有新建空的数据库，备份也没有改动。",
            "请检查数据文件夹是否被移动，或选择“从备份恢复”。",
        )
    if not create_file and path.stat().st_size < SMALLEST:
        # SQLite would take it for a new database and write one over it.
        raise Known(
            "database.damaged",
            "数据文件 zqdesk.db 是空的或只剩开头，里面的内容已经丢失。",
            "没有新建空的数据库，备份没有改动。",
            "请从备份恢复；原文件会保留，不会被覆盖。",
        )
    if create_file:
        with told():
            make_private(path)

    def connect() -> Any:
        connection = sqlcipher.connect(str(path), check_same_thread=False, isolation_level=None, timeout=5)
        try:
            for pragma in (
                "cipher_log_level = NONE",
                f"key = \"x'{key.hex()}'\"",
                "foreign_keys = ON",
                "journal_mode = WAL",
                "synchronous = FULL",
                "temp_store = MEMORY",
                "cache_size = -64000",
            ):
                connection.execute(f"PRAGMA {pragma}")
        except sqlcipher.Error as error:
            connection.close()
            raise translate(error) or error from error
        return connection

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=4,
        pool_use_lifo=True,  # the connection used last has the pages of the file decrypted in its cache
        execution_options={"anchor": anchor.Keeper(path.parent, key)},
    )
    _listen(engine)
    return engine


@contextmanager
def in_hand(engine: Engine) -> Iterator[sqlite3.Connection]:
    """A connection of the driver's own, outside any transaction; faults of the machine leave it as known ones."""
    with told():
        pooled = engine.raw_connection()
        try:
            yield cast("sqlite3.Connection", pooled.driver_connection)
        finally:
            pooled.close()


def fold(path: Path, key: bytes) -> None:
    """Bring all of a closed database into its one file, which can then be moved by itself."""
    engine = open_engine(path, key)
    try:
        with in_hand(engine) as db:
            if db.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
                raise OSError(errno.EIO, "the log cannot be brought into the file")
    finally:
        engine.dispose()
    with told():
        sync_file(path)


def refuse_other(folder: Path, key: bytes, engine: Engine) -> None:
    """Refuse a database that is not the one that was used last in this folder."""
    with in_hand(engine) as db:
        anchor.Keeper(folder, key).refuse_other(db)


def engine_in_memory() -> Engine:
    """An engine over an empty database that goes with it, for comparing."""
    from sqlcipher3 import dbapi2 as sqlcipher

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: sqlcipher.connect(":memory:", isolation_level=None),
        module=sqlcipher,
        poolclass=StaticPool,
    )
    _listen(engine)
    return engine


def _listen(engine: Engine) -> None:
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _end)


def _begin(connection: Connection) -> None:
    # The driver must not open transactions by itself: schema changes and acts need them exactly here.
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _end(connection: Any, _record: object) -> None:
    # A commit that fails (a full disk, a reference to nobody) leaves its transaction open in SQLite, while
    # SQLAlchemy holds it for ended: the next act would find it there.
    if connection is not None and connection.in_transaction:
        connection.rollback()
