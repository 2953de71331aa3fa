"""What an act or look asks of SQLite, to be run again without any program around it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

Statements = list[tuple[str, Sequence[Any]]]


@contextmanager
def listened(engine: Engine) -> Iterator[Statements]:
    """The queries with their values that are run meanwhile."""
    said: Statements = []

    def note(_c: Connection, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        assert not many
        if statement.startswith("SELECT"):
            said.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def run(db: Any, statements: Statements) -> float:
    """Milliseconds until all their rows are fetched."""
    begun = time.perf_counter()
    for statement, values in statements:
        db.execute(statement, values).fetchall()
    return (time.perf_counter() - begun) * 1000
