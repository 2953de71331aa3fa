"""Finding anything by name, part of a name, pinyin initials, number, last digits or village.

Words are kept in a contentless FTS5 table as tokens of our own: every character and every pair of
neighbours of a name or place (UTF-16 in hex, so that characters newer than SQLite's tables are found
like any other), one to three neighbouring initials, and the whole of each. Numbers are kept in an ordinary
index, forwards and backwards. So every keystroke is a look-up of whole tokens, never a scan.
"""

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import cast

from sqlalchemy.orm import Session

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
MAX_READINGS = 8
MOST_NUMBERS = 2
"""A record has so many numbers at most; each may lie in the same span."""
FEW = 500
"""So many equal numbers are listed; of more, so many records have one that the first ones are soon found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record; `kind` is person, household or case, `household_id` where it belongs (or empty).

    `office.finding` adds the kinds paper, whose `record_id` is that of its case, and book, a print of the reserve.
    """

    kind: str
    record_id: str
    title: str
    detail: str
    household_id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a record."""

    kind: str
    record_id: str
    title: str
    detail: str
    household_id: str = ""
    numbers: tuple[str, ...] = ()
    place: str = ""


def find(session: Session, query: str, limit: int = 20) -> list[Hit]:
    """Records matching every blank-separated part of the query: whole names first, persons before cases."""
    parts = query.lower().split()
    numbers = [digits for part in parts if _is_number(part) and (digits := _digits(part))]
    words = [part for part in parts if not _is_number(part)]
    if not words and not numbers:
        return []
    db = driver(session)
    hits: dict[str, Hit] = {}
    for match in ([_match(words, whole=True)] if words else []) + [_match(words, whole=False)]:
        if len(hits) < limit:
            if match or len(numbers) > 1 or len(numbers[0]) == 1:
                statement, values = _statement(db, match, numbers)
            else:
                statement, values = _newest(numbers[0], MOST_NUMBERS * limit)
            for row in db.execute(statement, (*values, limit)):
                hits.setdefault(row[1], Hit(*row))
    return list(hits.values())[:limit]


_COLUMNS = "SELECT kind, record_id, title, detail, household_id FROM"
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


def _is_number(part: str) -> bool:
    return part.isascii() and not part.isalpha()


def _digits(number: str) -> str:
    return "".join(character for character in number.lower() if character.isdigit() or character == "x")


def _ranges(digits: str) -> list[tuple[str, str]]:
    """The spans of numbers that begin or end with these digits; an old 15-digit number also means its new form."""
    beginnings = [digits, f"r{digits[::-1]}"]
    if len(digits) == 15:
        beginnings.append(f"{digits[:6]}19{digits[6:]}")
    return [(beginning, beginning + "~") for beginning in beginnings]


def _match(words: list[str], *, whole: bool) -> str:
    return " AND ".join(f"({_word(word, whole=whole)})" for word in words)


def _word(word: str, *, whole: bool) -> str:
    if word.isascii():
        return _token("j", word) if whole else " AND ".join(_runs("i", word, 3))
    if whole:
        return _token("m", word)
    return f"({' AND '.join(_runs('n', word, 2))}) OR ({' AND '.join(_runs('p', word, 2))})"


def _runs(mark: str, text: str, longest: int) -> list[str]:
    """The tokens that together say `text` occurs: one, or all its neighbours of the longest kept length."""
    length = min(longest, len(text))
    return [_token(mark, text[n : n + length]) for n in range(len(text) - length + 1)]


def _all_runs(mark: str, text: str, longest: int) -> Iterator[str]:
    for length in range(1, longest + 1):
        if length <= len(text):
            yield from _runs(mark, text, length)


def _token(mark: str, text: str) -> str:
    return mark + text.encode("utf-16-be", "surrogatepass").hex()


def initials(name: str) -> tuple[str, ...]:
    """Pinyin initials of a name in every reading (曾 is c or z), the common ones first, at most eight."""
    letters = [readings for character in name.lower() if (readings := _letters(character))]
    several = zip(product(*letters), range(MAX_READINGS), strict=False)
    return tuple("".join(combination) for combination, _ in several)


@cache
def _letters(character: str) -> tuple[str, ...]:
    if character.isascii():
        return (character,) if character.isalpha() else ()
    from pypinyin import Style, pinyin  # large dictionary: loaded with the first name, not at start

    readings = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="ignore", strict=False)
    return tuple(dict.fromkeys(each for options in readings for each in options if each.isalpha()))


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
            [(n, " ".join(_words(e))) for n, e in placed],
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


def _words(entry: Entry) -> Iterator[str]:
    name = "".join(entry.title.lower().split())
    if name:
        yield _token("m", name)
        yield from _all_runs("n", name, 2)
    for reading in filter(None, initials(entry.title)):
        yield _token("j", reading)
        yield from _all_runs("i", reading, 3)
    if place := "".join(entry.place.lower().split()):
        yield from _all_runs("p", place, 2)


def _numbers(entry: Entry) -> set[str]:
    digits = {kept for number in entry.numbers if (kept := _digits(number))}
    return digits | {f"r{kept[::-1]}" for kept in digits}
