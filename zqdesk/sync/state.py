"""The digest by which two sides see that their rows are the same (docs/protocol.md §7)."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from sqlalchemy import select

from zqdesk.records.changes import plain
from zqdesk.sync.apply import Place, bare

_ENCODER = msgspec.json.Encoder(order="sorted")


def state_digest(place: Place) -> bytes:
    """Of all rows here, in whatever order they lie."""
    return digest_of(_rows(place))


def digest_of(rows: Iterable[tuple[str, Mapping[str, object]]]) -> bytes:
    """Of these rows: the table's name, and its plain values."""
    total = sum(int.from_bytes(_of_row(table, values), "big") for table, values in rows)
    return (total % 2**256).to_bytes(32, "big")


def _rows(place: Place) -> Iterator[tuple[str, Mapping[str, object]]]:
    for name, table in place.tables.items():
        columns = [column for column in table.c if column.key != "town"]
        query = select(*columns).where(*place.here(table))
        for row in place.connection.execute(query).mappings():
            yield name, {bare(key): plain(value) for key, value in row.items()}


def _of_row(table: str, values: Mapping[str, object]) -> bytes:
    said = {name: value for name, value in values.items() if value is not None and value != ""}
    return hashlib.sha256(_ENCODER.encode([table, said])).digest()
