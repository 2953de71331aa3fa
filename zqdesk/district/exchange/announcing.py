"""The district's own acts: signed with its own key, entered into a town's log like any other (docs/protocol.md §10).

Each stands alone in a chain of its own, named `370114-` and something: so a server that was restored never gives a number twice.
"""

import hashlib
import secrets
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import select

from zqdesk.district.exchange.entering import TownLog
from zqdesk.district.records import tables
from zqdesk.district.records.tables import announcements, towns
from zqdesk.frozen import frozen
from zqdesk.records.plain import stored
from zqdesk.records.schema import NEWEST
from zqdesk.records.tables.base import new_id
from zqdesk.sync import apply, letters, wire
from zqdesk.sync.apply import Changed, Fields, Place, Values
from zqdesk.sync.letters import Signer

PUBLISHED = "publishing.publish"
CHAIN_BYTES = 6
NAMED_BY: dict[str, tuple[str, ...]] = {
    "parameters": ("key", "scope", "valid_from", "published_on"),
    "calendar_years": ("year",),
    "divisions": ("id",),
}
"""What may be published, and the fields by which a row is known: towns have had rows of their own before."""


class Announced(msgspec.Struct, frozen=True):
    """A row as it is published: its table and its plain values, without an id but for divisions, whose code it is."""

    table: str
    values: dict[str, Any]

    @property
    def name(self) -> tuple[Any, ...]:
        return tuple(self.values[field] for field in NAMED_BY[self.table])


@frozen
class Said:
    """Who of the district says something, when and why."""

    by: str
    at: str
    reason: str


def enter(known: TownLog, signer: Signer, act: str, fields: Fields, said: Said) -> wire.Answer:
    """One act of the district in a town's log, which is held; `write_down` is still to be called."""
    made = wire.Act(
        desk=f"{signer.id}-{secrets.token_hex(CHAIN_BYTES)}",
        number=1,
        id=new_id(),
        act=act,
        actor_id=signer.id,
        actor_name=said.by,
        at=said.at,
        reason=said.reason,
        fields=apply.encoded(fields),
        previous=bytes(wire.HASH_BYTES),
        hash=b"",
        schema=NEWEST,
    )
    made = msgspec.structs.replace(made, hash=wire.hash_of(made))
    return known.enter(letters.signed_act(made, signer), said.at)


def bring(known: TownLog, signer: Signer) -> None:
    """Enter what was published and this town has not got yet; a town without a hall waits for it."""
    town_id = _town_id(known)
    if not town_id:
        return
    query = select(announcements).where(announcements.c.serial > _announced(known))
    for row in known.connection.execute(query.order_by(announcements.c.serial)).all():
        rows = msgspec.json.decode(row.rows, type=list[Announced])
        fields = [each for each in (_change(known.place, said, town_id) for said in rows) if each is not None]
        if fields:
            enter(known, signer, PUBLISHED, fields, Said(row.by, row.at, row.source))
        known.connection.execute(
            towns.update().where(towns.c.town == known.town).values(announced=row.serial)
        )


def is_behind(known: TownLog) -> bool:
    """Whether something was published that the town has not got."""
    last = select(announcements.c.serial).order_by(announcements.c.serial.desc()).limit(1)
    return (known.connection.scalar(last) or 0) > _announced(known)


def concerns(row: Announced, town_id: str) -> bool:
    """Whether a row is for this town: of its own place, or of one above it."""
    place = str(row.values.get("scope", row.values.get("id", "")))
    return town_id.startswith(place) or place.startswith(town_id)


def row_id(row: Announced) -> str:
    """The same row has the same id in every town, so that what is brought back after a restore never stands twice."""
    if row.table == "divisions":
        return str(row.values["id"])
    named = msgspec.json.encode([row.table, *row.name])
    return hashlib.sha256(b"zqdesk/published/1\n" + named).hexdigest()[:32]


def appearing(table: str, row_id: str, values: Values) -> tuple[str, str, Changed]:
    """A row that comes into being, as an act says it."""
    said = {"id": row_id} | {name: value for name, value in values.items() if value not in (None, "")}
    return table, row_id, {name: [None, value] for name, value in said.items()}


def _change(place: Place, row: Announced, town_id: str) -> tuple[str, str, Changed] | None:
    """What this row changes in the town; None where nothing."""
    if not concerns(row, town_id):
        return None
    values = row.values | {"by_district": True}
    held = _held(place, row)
    if held is None:
        return appearing(row.table, row_id(row), values)
    changed = {
        name: [held.get(name), value]
        for name, value in values.items()
        if not apply.same(held.get(name), value)
    }
    return (row.table, held["id"], changed) if changed else None


def _held(place: Place, row: Announced) -> Values | None:
    """The town's row of this name, whoever entered it."""
    table = place.table(row.table)
    named = [table.c[field] == stored(table.c[field], value) for field, value in _names(row)]
    found = place.connection.scalar(select(table.c.id).where(*place.here(table), *named))
    return None if found is None else place.row(row.table, found)


def _names(row: Announced) -> Iterator[tuple[str, Any]]:
    yield from zip(NAMED_BY[row.table], row.name, strict=True)


def _announced(known: TownLog) -> int:
    return known.connection.scalar(select(towns.c.announced).where(towns.c.town == known.town)) or 0


def _town_id(known: TownLog) -> str:
    halls = tables.RECORDS["halls"]
    query = select(halls.c.town_id).where(halls.c.town == known.town).limit(1)
    return str(known.connection.scalar(query) or "")
