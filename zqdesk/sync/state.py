"""The digest by which two sides see that their rows are the same (docs/protocol.md §7)."""

import hashlib

import msgspec
from sqlalchemy import select

from zqdesk.records.changes import plain
from zqdesk.sync.apply import Place, bare

_ENCODER = msgspec.json.Encoder(order="sorted")


def state_digest(place: Place) -> bytes:
    """Of all rows here, in whatever order they lie."""
    total = 0
    for name, table in place.tables.items():
        columns = [column for column in table.c if column.key != "town"]
        query = select(*columns).where(*place.here(table))
        for row in place.connection.execute(query).mappings():
            total += int.from_bytes(
                _of_row(name, {bare(key): plain(value) for key, value in row.items()}), "big"
            )
    return (total % 2**256).to_bytes(32, "big")


def _of_row(table: str, values: dict[str, object]) -> bytes:
    said = {name: value for name, value in values.items() if value is not None and value != ""}
    return hashlib.sha256(_ENCODER.encode([table, said])).digest()
