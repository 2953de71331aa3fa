"""From a keystroke in the search box to the found rows on the screen."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from sqlcipher3 import dbapi2 as sqlcipher

from bench import raw
from bench.desk import DrivenDesk, Painted, commit, timed
from bench.table import Figure, p95
from zqdesk.records import indexing, search
from zqdesk.records.register import Register
from zqdesk.rules.readings import spelled


def measure(desk: DrivenDesk, folder: Path, count: int) -> list[Figure]:
    """Whole queries are typed; every keystroke of each is timed until its rows are painted."""
    register = desk.program.desk.register
    queries = list(_queries(register, count))
    _typed(desk, queries[0])  # builds the panel of results
    plain = _plain_copy(register, folder / "plain.db")
    shown, alone = [], []
    for query in queries:
        shown += _typed(desk, query)
        alone += [_raw(register, plain, query[:end]) for end in range(1, len(query) + 1)]
    plain.close()
    note = "the same SQL on a plain SQLite file"
    return [Figure("search keystroke to rows, p95", p95(shown), p95(alone), note, ratio_aim=2, limit=16)]


def _queries(register: Register, count: int) -> Iterator[str]:
    """Names, initials, last digits of ID numbers, villages, and the running numbers of cases, in turn."""
    rows = register.read(
        lambda session: (
            search.driver(session)
            .execute("SELECT name, id_number FROM persons WHERE id_number != '' ORDER BY id")
            .fetchall()
        )
    )
    for number, (name, id_number) in enumerate(rows[:: max(1, len(rows) // count)]):
        yield (
            name,
            "".join(options[0][0] for options in spelled(name, name=True)),
            id_number[-5:].rstrip("xX"),
            "示例东村",
            f"{100_000 + number}",
        )[number % 5]


def _typed(desk: DrivenDesk, query: str) -> list[float]:
    """Type a query into the empty box; milliseconds for each keystroke."""
    box = desk.search()
    hits = box.results.list
    times = []
    for character in query:
        filled: list[int] = []
        heard = hits.model().rowsInserted.connect(lambda *_, filled=filled: filled.append(1))
        painted = Painted(lambda filled=filled: bool(filled))  # type: ignore[misc]
        painted.watch(hits.viewport())
        key = QTest.keyClicks if character.isascii() else commit
        times.append(timed(lambda key=key, one=character: key(box, one), painted))  # type: ignore[misc]
        hits.model().rowsInserted.disconnect(heard)
    box.give_up()
    desk.rest()
    return times


def _plain_copy(register: Register, path: Path) -> sqlite3.Connection:
    """The same index in an unencrypted file, through the same build of SQLite."""
    path.unlink(missing_ok=True)
    db: Any = sqlcipher.connect(str(path), isolation_level=None)
    for statement in search.DDL:
        db.execute(statement)
    db.execute("BEGIN")
    register.read(lambda session: search.write(db, indexing.everything(search.driver(session))))
    db.execute("COMMIT")
    return db  # type: ignore[no-any-return]


def _raw(register: Register, plain: sqlite3.Connection, query: str) -> float:
    """Milliseconds of a query's statements on the plain file."""
    said: raw.Statements = []

    def look(session: Any) -> None:
        db = search.driver(session)
        db.set_trace_callback(lambda statement: said.append((statement, ())))
        search.find(session, query, 12)
        db.set_trace_callback(None)

    register.read(look)
    return raw.run(plain, [each for each in said if each[0].startswith("SELECT")])
