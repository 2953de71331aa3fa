"""A value as acts say it, brought back to what its column holds."""

from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import JSON, Boolean, Column, Date, Integer, String

from zqdesk.records.tables.base import Instant

_TAKEN: tuple[tuple[type, type], ...] = ((String, str), (Integer, int), (Boolean, bool))


class Undigested(ValueError):  # noqa: N818 - says what it is
    """An act that names a table, field or value this program cannot place."""


def stored(column: Column[Any], value: Any) -> Any:
    """A plain value as the driver takes it; an empty one as the column can hold it."""
    if value is None or (value == "" and not isinstance(column.type, String)):
        return None if column.nullable else _empty(column)
    try:
        if isinstance(column.type, Date):
            return date.fromisoformat(value)
        if isinstance(column.type, Instant):
            return datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise Undigested(f"{column.table.name}.{column.key}") from error
    # SQLite would take anything; both sides must refuse the same.
    if not any(isinstance(column.type, kind) and type(value) is not taken for kind, taken in _TAKEN):
        return value
    raise Undigested(f"{column.table.name}.{column.key}")


def _empty(column: Column[Any]) -> Any:
    if isinstance(column.type, String):
        return ""
    default: Any = column.default
    if default is not None and default.is_scalar:
        return default.arg
    if default is not None and default.is_callable:
        return default.arg(None)
    if isinstance(column.type, JSON) and column.server_default is not None:
        return msgspec.json.decode(str(column.server_default.arg.text).strip("'"))  # type: ignore[attr-defined]
    raise Undigested(f"{column.table.name}.{column.key}")
