"""What one engine compiled serves all others of a process: in tests every database has an engine of its own."""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

COMPILED: LRUCache[Any, Any] = LRUCache(4_000)


class _Everywhere(SQLiteDialect_pysqlite):
    """The same dialect wherever it is made: compiled statements are kept by it."""

    supports_statement_cache = True

    def __hash__(self) -> int:
        return hash(_Everywhere)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Everywhere)


def share() -> None:
    """From now on in this process."""
    registry.impls["sqlite.pysqlite"] = lambda: _Everywhere
    event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=COMPILED)
