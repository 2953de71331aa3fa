"""Saving one act durably, against one bare durable commit in the same folder."""

import secrets
import time
from pathlib import Path
from typing import Any, Self

from sqlalchemy import select

from bench.table import Figure, median
from bench.vault import Filled
from zqdesk.office.people import changes
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.records import replacing, vault
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person


class BareCommits:
    """A bare SQLCipher file in a folder, to change its one row durably again and again; gone afterwards."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "bare.db"
        self._engine = vault.open_engine(self._path, secrets.token_bytes(32), create_file=True)
        self._number = 0

    def __enter__(self) -> Self:
        self._pooled = self._engine.raw_connection()
        db: Any = self._pooled.driver_connection
        self._db = db
        self._db.execute("CREATE TABLE persons (id INTEGER PRIMARY KEY, phone TEXT)")
        self._db.execute("INSERT INTO persons VALUES (1, '')")
        return self

    def one(self) -> float:
        """Milliseconds for one update and commit."""
        self._number += 1
        begun = time.perf_counter()
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("UPDATE persons SET phone = ? WHERE id = 1", (str(self._number),))
        self._db.execute("COMMIT")
        return (time.perf_counter() - begun) * 1000

    def __exit__(self, *_: object) -> None:
        self._pooled.close()
        self._engine.dispose()
        for suffix in replacing.COMPANIONS:
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)


def measure(filled: Filled, saves: int) -> list[Figure]:
    """A person's phone is put right, and a row of a bare SQLCipher file changed, in turn."""
    persons = filled.register.read(
        lambda session: list(
            session.scalars(select(Person).join(Household, Household.head_id == Person.id).limit(saves))
        )
    )
    ours, bare = [], []
    with BareCommits(filled.folder) as commits:
        for number, person in enumerate(persons):
            entry = _entry(person, number)
            begun = time.perf_counter()
            filled.register.do(changes.correct_person, person.id, entry, "电话有误")
            ours.append((time.perf_counter() - begun) * 1000)
            bare.append(commits.one())
    return [
        Figure(
            "saving an act",
            median(ours),
            median(bare),
            "one UPDATE and commit, WAL, FULL, SQLCipher",
            ratio_aim=3,
        )
    ]


def _entry(person: Person, number: int) -> PersonEntry:
    return PersonEntry(
        name=person.name,
        id_number=person.id_number,
        sex=person.sex,
        born_on=person.born_on,
        phone=f"130 0000 {number:04d}",
    )
