"""Saving one act durably, against one bare durable commit in the same folder."""

import time
from pathlib import Path

from sqlalchemy import select

from bench.table import Figure, median
from bench.vault import Filled
from zqdesk.office import people
from zqdesk.office.application import PersonEntry
from zqdesk.records import vault
from zqdesk.records.household import Household
from zqdesk.records.person import Person

ROUNDS = 150


def measure(filled: Filled) -> list[Figure]:
    """A person's phone is put right, and a row of a bare SQLCipher file changed, in turn."""
    persons = filled.register.read(
        lambda session: list(
            session.scalars(select(Person).join(Household, Household.head_id == Person.id).limit(ROUNDS))
        )
    )
    path = filled.folder / "bare.db"
    engine = vault.open_engine(path, filled.key, create_file=True)
    pooled = engine.raw_connection()
    db = pooled.driver_connection
    assert db is not None
    db.execute("CREATE TABLE persons (id INTEGER PRIMARY KEY, phone TEXT)")
    db.execute("INSERT INTO persons VALUES (1, '')")
    ours, bare = [], []
    for number, person in enumerate(persons):
        entry = _entry(person, number)
        begun = time.perf_counter()
        filled.register.do(people.correct_person, person.id, entry, "电话有误")
        ours.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE persons SET phone = ? WHERE id = 1", (str(number),))
        db.execute("COMMIT")
        bare.append((time.perf_counter() - begun) * 1000)
    pooled.close()
    engine.dispose()
    for suffix in vault.COMPANIONS:
        Path(f"{path}{suffix}").unlink(missing_ok=True)
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
