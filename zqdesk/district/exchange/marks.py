"""Who is on a roll in which town, as keyed digests that tell nobody's name: for the district's own rule, and for its desks.

Each person counted on an open roll entry leaves a mark with two digests: one of the ID number, under a key that never leaves the
server, by which the server itself knows a person of two towns; and a short one of number and name, of which the filter is made (docs/protocol.md §10).
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from zqdesk.district.records.tables import publications, roll_marks, towns
from zqdesk.frozen import frozen
from zqdesk.records import rolls
from zqdesk.sync.apply import Fields, Place
from zqdesk.sync.letters import Signer

ROLL_TABLES = frozenset({"roll_entries", "memberships", "persons"})
TOLD = frozenset({"id", "id_number", "name", "household_id", "person_id", "left_on", "to_month"})
"""Only where one of these fields changes, marks do."""
KEPT = 2
"""Publications of the filter: a desk may be fetching the one before."""


@frozen
class Keys:
    """Both made of the district's signing key: they are as secret, and as lasting."""

    own: bytes
    filter: bytes

    @classmethod
    def of(cls, signer: Signer) -> "Keys":
        secret = signer.key.private_bytes_raw()
        made = [hmac.digest(secret, f"zqdesk/{each}/1".encode(), "sha256") for each in ("marks", "filter")]
        return cls(made[0], made[1][: rolls.KEY_BYTES])


@frozen
class Elsewhere:
    """Somebody who is on a roll of another town."""

    person: str
    town: str


def touch(fields: Fields) -> bool:
    """Whether an act may change marks at all."""
    return any(table in ROLL_TABLES and not TOLD.isdisjoint(changed) for table, _, changed in fields)


def concerned(place: Place, fields: Fields) -> set[str]:
    """The households whose marks an act may have changed."""
    found, persons = set[str](), set[str]()
    for table, row_id, changed in fields:
        if table not in ROLL_TABLES or TOLD.isdisjoint(changed):
            continue
        if table == "persons":
            persons.add(row_id)
        else:
            held = place.row(table, row_id) or {}
            found |= {each for each in (held.get("household_id"), *changed.get("household_id", ())) if each}
    if persons:
        homes = place.table("memberships")
        query = select(homes.c.household_id).where(*place.here(homes), homes.c.person_id.in_(persons))
        found |= set(place.connection.scalars(query))
    return found


def renew(place: Place, keys: Keys, households: Iterable[str]) -> None:
    """Set the marks of these households anew."""
    wanted = sorted(set(households))
    if not wanted:
        return
    mine = (roll_marks.c.of_town == place.town, roll_marks.c.household.in_(wanted))
    place.connection.execute(roll_marks.delete().where(*mine))
    name = place.connection.scalar(select(towns.c.name).where(towns.c.town == place.town))
    rows = [
        {
            "of_town": place.town,
            "of_name": name or place.town,
            "household": row.household_id,
            "person": row.id,
            "programme": row.programme,
            "number": _of_number(keys, row.id_number),
            "spoken": rolls.digest(keys.filter, row.id_number, row.name),
        }
        for row in _on_roll(place, wanted)
    ]
    if rows:
        place.connection.execute(roll_marks.insert(), rows)


def elsewhere(place: Place, keys: Keys, households: Iterable[str]) -> Iterator[Elsewhere]:
    """Who of these households, on a roll here, is on one of another town too."""
    for row in _on_roll(place, sorted(set(households))):
        query = select(roll_marks.c.of_name).where(
            roll_marks.c.number == _of_number(keys, row.id_number), roll_marks.c.of_town != place.town
        )
        for other in place.connection.execute(query.limit(1)):
            yield Elsewhere(row.name, other.of_name)


def publish(connection: Connection, keys: Keys, now: str) -> None:
    """Make the filter of all marks and publish it, if it is not the one that was published last."""
    last = connection.execute(
        select(publications.c.position, publications.c.digest)
        .where(publications.c.kind == rolls.KIND)
        .order_by(publications.c.position.desc())
        .limit(1)
    ).first()
    content = _filter(connection, keys)
    digest = hashlib.sha256(content).digest()
    if last is None and not content:
        return
    if last is not None and last.digest == digest:
        connection.execute(
            publications.update().where(publications.c.position == last.position).values(at=now)
        )
        return
    highest = connection.scalar(
        select(publications.c.position).order_by(publications.c.position.desc()).limit(1)
    )
    position = (highest or 0) + 1
    made = {"position": position, "kind": rolls.KIND, "digest": digest, "content": content, "at": now}
    try:
        with connection.begin_nested():
            connection.execute(publications.insert().values(made))
    except IntegrityError:  # another town's exchange has just published it
        return
    old = (publications.c.kind == rolls.KIND, publications.c.position <= position - KEPT)
    connection.execute(publications.delete().where(*old))


def _filter(connection: Connection, keys: Keys) -> bytes:
    rows = connection.execute(
        select(roll_marks.c.of_town, roll_marks.c.of_name, roll_marks.c.programme, roll_marks.c.spoken)
        .distinct()
        .order_by(roll_marks.c.of_town)
    ).all()
    if not rows and not connection.scalar(select(publications.c.position).limit(1)):
        return b""
    named = sorted({(row.of_town, row.of_name) for row in rows})
    index = {town: number for number, (town, _) in enumerate(named)}
    marks: dict[str, list[tuple[bytes, int]]] = {}
    for row in rows:
        marks.setdefault(row.programme, []).append((row.spoken, index[row.of_town]))
    return rolls.packed(keys.filter, named, marks)


def _on_roll(place: Place, households: list[str]) -> list[Any]:
    """The persons with a number on open entries of these households; the household's members, or who is on it alone."""
    entries, homes, persons = (place.table(name) for name in ("roll_entries", "memberships", "persons"))
    query = (
        select(entries.c.household_id, entries.c.programme, persons.c.id, persons.c.id_number, persons.c.name)
        .join(homes, (homes.c.town == entries.c.town) & (homes.c.household_id == entries.c.household_id))
        .join(persons, (persons.c.town == homes.c.town) & (persons.c.id == homes.c.person_id))
        .where(*place.here(entries), entries.c.household_id.in_(households), entries.c.to_month == "")
        .where(homes.c.left_on.is_(None), persons.c.id_number != "")
        .where(entries.c.person_id.is_(None) | (entries.c.person_id == persons.c.id))
        .distinct()
    )
    return list(place.connection.execute(query)) if households else []


def _of_number(keys: Keys, id_number: str) -> bytes:
    return hmac.digest(keys.own, id_number.encode(), "sha256")


def text_of(found: Elsewhere) -> str:
    """The rule in words for the clerk, with the way on."""
    return (
        f"{found.person}已在{found.town}的救助名册上，一人不能在两个镇街享受。"
        f"请与{found.town}联系，对方停发以后再办理；确认不是同一人的，请核对身份证号。"
    )
