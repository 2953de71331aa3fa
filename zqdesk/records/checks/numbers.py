"""Numbers that were given out: each once, and none missing but those that went with a replaced database."""

from collections import defaultdict
from collections.abc import Iterator

import msgspec
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from zqdesk.records import changes
from zqdesk.records.checks.finding import Finding
from zqdesk.records.tables.base import Row
from zqdesk.records.tables.paper import NumberSeries

SERIES_OF_DESK = 10_000
"""Numbers of a town's second desk begin behind twice so many, of its third behind three times."""
PUT_IN_PLACE = ("restoration.restored", "restoration.went_on")
"""The acts by which a database took the place of another."""


def numbers(session: Session) -> Iterator[Finding]:
    """Numbers given out are 1 to the last of their series, each once; those a restore has passed over are lost."""
    given, lost = _given(session), defaultdict[str, set[int]](set)
    for series, before, after in passed_over(session):
        lost[series] |= set(range(before + 1, after + 1))
    for series, last in session.execute(select(NumberSeries.series, NumberSeries.last)):
        named, _, desk = series.partition("/")
        first = int(desk or 0) * SERIES_OF_DESK
        seen = {number - first for name, number in given if name == named and _of_desk(number) == desk}
        if not seen:
            continue
        for number in sorted(set(range(1, last + 1)) - seen - lost[series]):
            text = "这个编号发出过，却没有对应的记录。"
            yield Finding("numbers.gap", f"{named}-{first + number:05}", text)
        for number in sorted(n for n in seen if n > last):
            text = "这个编号不是由编号序列发出的。"
            yield Finding("numbers.beyond", f"{named}-{first + number:05}", text)


def _of_desk(number: int) -> str:
    """The digit of the desk that gave a number; empty for a town's first desk."""
    return str(number // SERIES_OF_DESK) if number >= 2 * SERIES_OF_DESK else ""


def passed_over(session: Session) -> Iterator[tuple[str, int, int]]:
    """(series, last number before, after) of every restore: what lies between went with the replaced database."""
    names = {row.id: row.series for row in session.execute(select(NumberSeries.id, NumberSeries.series))}
    table = changes.changes
    for text in session.scalars(select(table.c.fields).where(table.c.act.in_(PUT_IN_PLACE))):
        for _, row_id, fields in msgspec.json.decode(text):
            before, after = fields.get("last", (0, 0))
            yield names.get(row_id, ""), before or 0, after or 0


def _given(session: Session) -> set[tuple[str, int]]:
    """(series, running number) of every number that stands in a record."""
    found = set()
    for mapper in Row.registry.mappers:
        for name in ("number", "certificate_number", "document_number", "receipt_number"):
            if name in inspect(mapper.class_).column_attrs:
                for value in session.scalars(select(getattr(mapper.class_, name))):
                    series, _, tail = (value or "").rpartition("-")
                    if tail.isascii() and tail.isdigit():
                        found.add((series, int(tail)))
    return found
