"""Finding anything by name, part of a name, pinyin, number, last digits or village.

Words are kept in a contentless FTS5 table as tokens of our own: every character and every pair of
neighbours of a name or place (UTF-16 in hex, so that characters newer than SQLite's tables are found
like any other), one to three neighbouring initials, every syllable with its neighbours, and the whole of each.
Numbers are kept in an ordinary index, forwards and backwards. So every keystroke is a look-up of whole
tokens, never a scan.
"""

import json
import re
import sqlite3
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import Select, column, select, table, text
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.records import search_tokens
from zqdesk.rules.people.identity import CROSSES
from zqdesk.rules.readings import fit, fold, spelled

VERSION = 2
"""Of what is kept of a record; an index made by another version is made anew on opening (`indexing`)."""
DDL = (
    """CREATE TABLE search_entries (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL, detail TEXT NOT NULL, household_id TEXT NOT NULL)""",
    """CREATE VIRTUAL TABLE search_index USING fts5(
        words, content='', contentless_delete=1, detail=none, tokenize=ascii)""",
    """CREATE TABLE search_numbers (
        entry_id INTEGER NOT NULL, number TEXT NOT NULL, PRIMARY KEY (entry_id, number)) WITHOUT ROWID""",
    "CREATE INDEX ix_search_numbers_number ON search_numbers (number, entry_id)",
)
KINDS = ("household", "case", "person")
KIND_SPAN = 1 << 40
"""Entries of a kind have ids of one span, the newest last: read backwards, persons come first."""
MOST_NUMBERS = 2
"""A record has so many numbers at most; each may lie in the same span."""
FEW = 500
"""So many equal numbers are listed; of more, so many records have one that the first ones are soon found."""
SHORTEST_WHOLE = 7
"""No telephone, ID, case or paper number is shorter; what is shorter is a part of one."""


@frozen
class Hit:
    """One found record; `kind` is person, household or case, `household_id` where it belongs (or empty).

    `why` says what of it fits what was typed. `office.across.finding` adds the kinds paper, whose `record_id` is that
    of its case, and book, a print of the reserve.
    """

    kind: str
    record_id: str
    title: str
    detail: str
    household_id: str
    why: str = ""


@frozen
class Entry:
    """What is indexed of a record; `village` is the part of the place that pinyin finds too."""

    kind: str
    record_id: str
    title: str
    detail: str
    household_id: str = ""
    numbers: tuple[str, ...] = ()
    place: str = ""
    village: str = ""


def find(session: Session, query: str, limit: int = 20) -> list[Hit]:
    """Records matching every blank-separated part of the query: whole names first, persons before cases.

    A whole number stands alone: whoever types one means this one and nothing that looks like it.
    """
    db, query = driver(session), _CROSS.sub("x", query)
    exact = _having(db, _key(fold(query)), limit)
    return exact or _like(db, *_asked(query), limit)


_CROSS = re.compile(rf"(?<=[0-9０-９])[{CROSSES}](?![0-9０-９])", re.IGNORECASE)
"""What stands for the x at the end of an ID number."""


def lettered(kind: str, typed: str) -> Select[Any] | None:
    """The ids of a kind's records whose name or village is read as these letters; None where none were typed."""
    words, numbers = _asked(typed)
    if numbers or not words or not all(word.isascii() for word in words):
        return None
    fitting = text("search_index MATCH :letters").bindparams(letters=search_tokens.match(words, whole=False))
    entries = table("search_entries", column("id"), column("record_id"), column("kind"))
    rows: Select[Any] = select(column("rowid")).select_from(table("search_index")).where(fitting)
    return select(entries.c.record_id).where(entries.c.kind == kind, entries.c.id.in_(rows))


def _asked(query: str) -> tuple[list[str], list[str]]:
    """The words and the numbers of a query. A number keeps its letters: DB-00007 is no LS-00007."""
    words: list[str] = []
    numbers: list[str] = []
    for part in fold(query).split():
        key = _key(part)
        if not part.isascii() or key.isalpha():
            words.append(key if part.isascii() else part)
        elif key:
            numbers.append(key)
    return words, numbers


def _having(db: sqlite3.Connection, key: str, limit: int) -> list[Hit]:
    """The records that have this whole number, an old ID number of 15 digits also in its new form."""
    if len(key) < SHORTEST_WHOLE or not key.isascii() or not any(map(str.isdigit, key)):
        return []
    spans = [(key, key)]
    if len(key) == 15 and key.isdigit():
        spans.append((f"{key[:6]}19{key[6:]}", f"{key[:6]}19{key[6:]}~"))
    either = " OR ".join("number BETWEEN ? AND ?" for _ in spans)
    bounds = [bound for span in spans for bound in span]
    where = f"e.id IN ({_NUMBERED} {either})"
    rows = db.execute(
        f"{_COLUMNS} search_entries e WHERE {where} ORDER BY e.id DESC LIMIT ?", (*bounds, limit)
    )
    return [replace(Hit(*row), why=f"{_number_title(row[0], key)}相同") for _, *row in rows]


def _like(db: sqlite3.Connection, words: list[str], numbers: list[str], limit: int) -> list[Hit]:
    if not words and not numbers:
        return []
    hits: dict[int, Hit] = {}
    matches = [search_tokens.match(words, whole=whole) for whole in (True, False)] if words else [""]
    for match in matches:
        if len(hits) < limit:
            if match or len(numbers) > 1 or len(numbers[0]) == 1:
                statement, values = _statement(db, match, numbers)
            else:
                statement, values = _newest(numbers[0], MOST_NUMBERS * limit)
            for entry_id, *row in db.execute(statement, (*values, limit)):
                hits.setdefault(entry_id, Hit(*row))
    return [replace(hit, why=_why(db, n, hit, words, numbers)) for n, hit in list(hits.items())[:limit]]


def _why(db: sqlite3.Connection, entry_id: int, hit: Hit, words: list[str], numbers: list[str]) -> str:
    """What of a record fits each part of the query."""
    said = [_why_word(word, hit) for word in words]
    if numbers:
        held = db.execute(
            "SELECT number FROM search_numbers WHERE entry_id = ? AND number NOT LIKE '-%'", (entry_id,)
        )
        longest_first = sorted((row[0] for row in held), key=len, reverse=True)
        said += [_why_number(number, hit.kind, longest_first) for number in numbers]
    return "、".join(dict.fromkeys(filter(None, said)))


def _why_word(word: str, hit: Hit) -> str:
    if not word.isascii():
        return "姓名" if word in "".join(fold(hit.title).split()) else "住址"
    return "姓名拼音" if fit(word, spelled(hit.title, name=True)) is not None else "村名拼音"


def _why_number(number: str, kind: str, held: list[str]) -> str:
    for other in held:
        if other.endswith(number):
            return f"{_number_title(kind, other)}末尾"
        if any(other.startswith(low) for low, _ in _ranges(number)):
            return f"{_number_title(kind, other)}开头"
    return ""


def _number_title(kind: str, number: str) -> str:
    if kind == "case":
        return "受理编号"
    return "身份证号" if len(number) in (15, 18) else "电话"


_COLUMNS = "SELECT e.id, kind, record_id, title, detail, household_id FROM"
_NUMBERED = "SELECT entry_id FROM search_numbers WHERE"


def _newest(digits: str, enough: int) -> tuple[str, list[str]]:
    """The query for one number alone: the newest of each span of the index, whoever has them.

    Read backwards like the others, a number that only cases have would be looked for in every person first.
    """
    ranges = _ranges(digits)
    span = f"SELECT * FROM ({_NUMBERED} number >= ? AND number < ? ORDER BY entry_id DESC LIMIT {enough})"  # noqa: S608
    found = " UNION ALL ".join([span] * len(ranges))
    bounds = [bound for pair in ranges for bound in pair]
    return f"{_COLUMNS} search_entries e WHERE e.id IN ({found}) ORDER BY e.id DESC LIMIT ?", bounds


def _statement(db: sqlite3.Connection, match: str, numbers: list[str]) -> tuple[str, list[str]]:
    """The query that starts from what is rarest: few numbers, else the words, read backwards until full."""
    few, many, few_bounds, many_bounds = [], [], list[str](), list[str]()
    for digits in numbers:
        ranges = _ranges(digits)
        either = "(" + " OR ".join("number >= ? AND number < ?" for _ in ranges) + ")"
        bounds = [bound for pair in ranges for bound in pair]
        counted = f"SELECT count(*) FROM ({_NUMBERED} {either} LIMIT {FEW})"  # noqa: S608
        if db.execute(counted, bounds).fetchone()[0] < FEW:
            few.append(f"e.id IN ({_NUMBERED} {either})")
            few_bounds += bounds
        else:
            many.append(f"EXISTS ({_NUMBERED} entry_id = e.id AND {either})")
            many_bounds += bounds
    conditions, values = few + many, few_bounds + many_bounds
    if match and not few:
        where = " AND ".join(["search_index MATCH ?", *conditions])
        joined = "search_index f JOIN search_entries e ON e.id = f.rowid"
        return f"{_COLUMNS} {joined} WHERE {where} ORDER BY f.rowid DESC LIMIT ?", [match, *values]
    if match:
        conditions.append("e.id IN (SELECT rowid FROM search_index WHERE search_index MATCH ?)")
        values.append(match)
    where = " AND ".join(conditions)
    return f"{_COLUMNS} search_entries e WHERE {where} ORDER BY e.id DESC LIMIT ?", values


def _key(number: str) -> str:
    """A number as it is looked up: its letters and digits alone."""
    return "".join(character for character in number if character.isalnum())


def _ranges(digits: str) -> list[tuple[str, str]]:
    """The spans of numbers that begin or end with these digits; an old 15-digit number also means its new form."""
    beginnings = [digits, f"-{digits[::-1]}"]
    if len(digits) == 15:
        beginnings.append(f"{digits[:6]}19{digits[6:]}")
    return [(beginning, beginning + "~") for beginning in beginnings]


def driver(session: Session) -> sqlite3.Connection:
    """The driver's connection inside the session's transaction, for the many small statements of the index."""
    return cast("sqlite3.Connection", session.connection().connection.driver_connection)


def write(db: sqlite3.Connection, entries: Iterable[Entry], gone: Iterable[str] = ()) -> None:
    """Put entries into the index in place of what stood there for the same record; what is the same stays."""
    known = {entry.record_id: entry for entry in entries}
    old = {
        record_id: (entry_id, shown)
        for record_id, entry_id, *shown in db.execute(
            "SELECT record_id, id, title, detail, household_id FROM search_entries"
            " WHERE record_id IN (SELECT value FROM json_each(?))",
            (json.dumps([*known, *gone]),),
        )
    }
    _remove(db, [old[record_id][0] for record_id in old if record_id not in known])
    _place(db, [(old[key][0], e) for key, e in known.items() if key in old and old[key][1] != _shown(e)])
    places = {record_id: entry_id for record_id, (entry_id, _) in old.items()} | _new(db, known, old)
    _place(db, [(places[key], e) for key, e in known.items() if key not in old])
    _number(
        db,
        {places[key]: _numbers(e) for key, e in known.items()},
        {places[key] for key in known if key in old},
    )


def _shown(entry: Entry) -> list[str]:
    return [entry.title, entry.detail, entry.household_id]


def _new(db: sqlite3.Connection, known: Mapping[str, Entry], old: Container[str]) -> dict[str, int]:
    """Free ids for the records that are not in the index yet."""
    places: dict[str, int] = {}
    for number, kind in enumerate(KINDS, 1):
        fresh = [key for key, entry in known.items() if entry.kind == kind and key not in old]
        if fresh:
            first = number * KIND_SPAN
            last = db.execute(
                "SELECT max(id) FROM search_entries WHERE id >= ? AND id < ?", (first, first + KIND_SPAN)
            ).fetchone()[0]
            places |= {key: n for n, key in enumerate(fresh, first if last is None else last + 1)}
    return places


def _place(db: sqlite3.Connection, placed: list[tuple[int, Entry]]) -> None:
    if placed:
        db.executemany(
            "REPLACE INTO search_entries VALUES (?, ?, ?, ?, ?, ?)",
            [(n, e.kind, e.record_id, *_shown(e)) for n, e in placed],
        )
        db.executemany(
            "REPLACE INTO search_index(rowid, words) VALUES (?, ?)",
            [(n, search_tokens.of_entry(e.title, e.place, e.village)) for n, e in placed],
        )


def _remove(db: sqlite3.Connection, ids: list[int]) -> None:
    for entry_id in ids:
        db.execute("DELETE FROM search_index WHERE rowid = ?", (entry_id,))
        db.execute("DELETE FROM search_entries WHERE id = ?", (entry_id,))
        db.execute("DELETE FROM search_numbers WHERE entry_id = ?", (entry_id,))


def _number(db: sqlite3.Connection, wanted: Mapping[int, set[str]], old: Iterable[int]) -> None:
    held = set(
        db.execute(
            "SELECT entry_id, number FROM search_numbers WHERE entry_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(old)),),
        )
    )
    needed = {(entry_id, number) for entry_id, numbers in wanted.items() for number in numbers}
    db.executemany("DELETE FROM search_numbers WHERE entry_id = ? AND number = ?", sorted(held - needed))
    db.executemany("INSERT INTO search_numbers VALUES (?, ?)", sorted(needed - held))


def _numbers(entry: Entry) -> set[str]:
    keys = {key for number in entry.numbers if (key := _key(fold(number)))}
    return keys | {f"-{key[::-1]}" for key in keys}
