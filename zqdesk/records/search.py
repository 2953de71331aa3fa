"""Finding anything by name, part of a name, pinyin initials, number, last digits or village.

The index is a contentless FTS5 table. Every character becomes a token of its own (its code point in hex,
so that characters newer than SQLite's tables are found like any other); a query is a phrase of tokens.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from zqdesk.records.case import Case
from zqdesk.records.household import Household
from zqdesk.records.person import Person

DDL = (
    """CREATE TABLE search_entries (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL, detail TEXT NOT NULL)""",
    """CREATE VIRTUAL TABLE search_index USING fts5(
        name, initials, digits, place, content='', contentless_delete=1, prefix='2 4')""",
)
BREAK = "zz"
MAX_READINGS = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record; `kind` is person, household or case."""

    kind: str
    record_id: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a record."""

    kind: str
    record_id: str
    title: str
    detail: str
    numbers: tuple[str, ...] = ()
    place: str = ""


def find(session: Session, query: str, limit: int = 20) -> list[Hit]:
    """Records matching every blank-separated part of the query, persons and cases alike."""
    parts = [match for part in query.split() if (match := _match(part))]
    if not parts:
        return []
    rows = session.connection().exec_driver_sql(
        "SELECT kind, record_id, title, detail FROM search_entries WHERE id IN "
        "(SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?) ORDER BY id DESC",
        (" AND ".join(f"({part})" for part in parts), limit),
    )
    return [Hit(*row) for row in rows]


def _match(part: str) -> str:
    letters = part.lower()
    if letters.isascii() and letters.isalpha() and letters != "x":
        return f"initials : {_phrase(letters)}"
    if letters.isascii():
        digits = "".join(c for c in letters if c.isdigit() or c == "x")
        return f'digits : ("{digits}" * OR "r{digits[::-1]}" *)' if digits else ""
    return f"{{name place}} : {_phrase(part)}"


def _phrase(part: str) -> str:
    return '"' + " ".join(_tokens(part)) + '"'


def _tokens(value: str) -> Iterator[str]:
    return (f"u{ord(character):x}" for character in value if not character.isspace())


def initials(name: str) -> list[str]:
    """Pinyin initials of a name in every common reading (曾 is c or z), at most eight."""
    from pypinyin import Style, pinyin  # large dictionary: loaded with the first name, not at start

    readings = pinyin(name, style=Style.FIRST_LETTER, heteronym=True, errors="ignore", strict=False)
    letters = [sorted({reading for reading in options if reading.isalpha()}) for options in readings]
    return [
        "".join(combination) for combination, _ in zip(product(*letters), range(MAX_READINGS), strict=False)
    ]


def refresh(session: Session, touched: Iterable[tuple[str, str]]) -> None:
    """Bring the index up to what an act has changed; part of the act's transaction."""
    entries = [entry for table, row_id in touched for entry in _entries(session, table, row_id)]
    gone = [
        row_id
        for table, row_id in touched
        if table in _SOURCES and session.get(_SOURCES[table], row_id) is None
    ]
    if entries or gone:
        write(session.connection(), entries, gone)


def write(connection: Connection, entries: Iterable[Entry], gone: Iterable[str] = ()) -> None:
    """Put entries into the index in place of what stood there for the same record."""
    known = {entry.record_id: entry for entry in entries}
    for record_id in [*known, *gone]:
        old = connection.execute(
            text("SELECT id FROM search_entries WHERE record_id = :id"), {"id": record_id}
        ).scalar()
        if old is not None:
            connection.execute(text("DELETE FROM search_index WHERE rowid = :id"), {"id": old})
            connection.execute(text("DELETE FROM search_entries WHERE id = :id"), {"id": old})
    if known:
        _insert(connection, list(known.values()))


def _insert(connection: Connection, entries: list[Entry]) -> None:
    first = (connection.execute(text("SELECT max(id) FROM search_entries")).scalar() or 0) + 1
    connection.execute(
        text("INSERT INTO search_entries VALUES (:id, :kind, :record_id, :title, :detail)"),
        [
            {"id": first + n, "kind": e.kind, "record_id": e.record_id, "title": e.title, "detail": e.detail}
            for n, e in enumerate(entries)
        ],
    )
    connection.execute(
        text(
            "INSERT INTO search_index(rowid, name, initials, digits, place) VALUES (:id, :name, :initials, :digits, :place)"
        ),
        [_indexed(first + n, e) for n, e in enumerate(entries)],
    )


def _indexed(rowid: int, entry: Entry) -> dict[str, Any]:
    readings = f" {BREAK} ".join(" ".join(_tokens(reading)) for reading in initials(entry.title))
    digits = [kept for number in entry.numbers if (kept := _digits(number))]
    return {
        "id": rowid,
        "name": " ".join(_tokens(entry.title)),
        "initials": readings,
        "digits": " ".join([*digits, *(f"r{kept[::-1]}" for kept in digits)]),
        "place": " ".join(_tokens(entry.place)),
    }


def _digits(number: str) -> str:
    return "".join(character for character in number.lower() if character.isdigit() or character == "x")


_SOURCES: Mapping[str, type[Person | Household | Case]] = {
    "persons": Person,
    "households": Household,
    "cases": Case,
}


def _entries(session: Session, table: str, row_id: str) -> Iterator[Entry]:
    source = _SOURCES.get(table)
    row = session.get(source, row_id) if source else None
    if isinstance(row, Person):
        yield _person(row)
        # A renamed head renames the household and its cases in the result list.
        for household in session.query(Household).where(Household.head_id == row.id):
            yield from _household(session, household)
    elif isinstance(row, Household):
        yield from _household(session, row)
    elif isinstance(row, Case):
        yield _case(session, row)


def _person(person: Person) -> Entry:
    born = person.born_on.isoformat() if person.born_on else ""
    tail = f"尾号{person.id_number[-4:]}" if person.id_number else "无身份证号"
    return Entry("person", person.id, person.name, f"{tail} {born}".strip(), (person.id_number, person.phone))


def _household(session: Session, household: Household) -> Iterator[Entry]:
    head = session.get(Person, household.head_id)
    name = head.name if head else ""
    yield Entry(
        "household",
        household.id,
        name,
        f"{household.village_name} {household.address}".strip(),
        (household.phone,),
        household.village_name + household.address,
    )
    for case in session.query(Case).where(Case.household_id == household.id):
        yield _case(session, case)


def _case(session: Session, case: Case) -> Entry:
    applicant = session.get(Person, case.applicant_id)
    household = session.get(Household, case.household_id)
    village = household.village_name if household else ""
    return Entry(
        "case",
        case.id,
        applicant.name if applicant else "",
        f"{case.number or '草稿'} {village}".strip(),
        (case.number, case.number.rpartition("-")[2]),
        village,
    )
