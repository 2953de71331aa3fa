"""What the district does with a desk's request: takes its acts in, gives each a position, tells it what others did.

Everything happens in one transaction under the lock of the desk's town (docs/protocol.md §4, §6).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DataError, IntegrityError

from zqdesk.district.exchange import announcing, entering, marks
from zqdesk.district.exchange.entering import NO_RULES, Rules, TownLog
from zqdesk.district.records import tables
from zqdesk.district.records.tables import desks, log, publications
from zqdesk.frozen import frozen
from zqdesk.log import failure
from zqdesk.records import rolls
from zqdesk.records.schema import NEWEST
from zqdesk.records.tables.base import instant_text, new_id
from zqdesk.sync import letters, wire
from zqdesk.sync.apply import Place
from zqdesk.sync.letters import Signer
from zqdesk.sync.state import state_digest
from zqdesk.sync.wire import Act, Entry, Exchange, Exchanged, Failed, Hash, Point

ACTIVE, RETIRED, LOST = "active", "retired", "lost"
UNFIT = Failed(
    code="request.unfit",
    text="这台工作台送来的内容里有不合约定的（编号重复、数值过大或有无法保存的字符），区里没有收下。请联系区级管理员。",
)
"""Whoever sends it again is told the same again."""
START = Point(number=0, hash=bytes(wire.HASH_BYTES))


@frozen
class District:
    """One district's database, the rules only it can check, and its clock. `schema`: of the rows it keeps.

    `rules` are asked before an act is done, `after` once it is.
    """

    id: str
    engine: Engine
    clock: Callable[[], datetime]
    rules: Rules = NO_RULES
    after: Rules = NO_RULES
    schema: str = NEWEST
    signer: Signer | None = None
    """Its own key, for its own acts; without it nothing that was published is entered."""
    filter_minutes: int = 60
    """How old the duplicate filter may grow before it is made anew."""


@dataclass(slots=True)
class _Desk:
    """A desk as the district knows it, while a request of its town is dealt with."""

    town: str
    id: str
    signing_key: bytes
    standing: wire.Standing
    number: int
    hash: Hash
    turn: int
    gave_up: tuple[int, int]
    said: int = 0
    """The number of its last act, as it said when it last spoke."""


def exchange(district: District, desk_id: str, request: Exchange) -> Exchanged | Failed:
    """Deal with one request of an enrolled desk, whose letter was checked; durable when this returns."""
    if max(len(request.anchors), len(request.own_anchors)) > wire.MOST_POINTS or (
        len(request.acts) > wire.MOST_ACTS or len(request.blobs) > wire.MOST_ACTS
    ):
        return Failed(code="request.too_many", text="一次送来的内容超过了上限。")
    writer = district.engine.execution_options(begin="BEGIN IMMEDIATE")
    try:
        with writer.begin() as connection:
            return _exchange(district, connection, desk_id, request)
    except (DataError, IntegrityError) as error:
        failure("exchange.unfit", error)  # nothing of it was done; as it is, it never can be
        return UNFIT


def _exchange(
    district: District, connection: Connection, desk_id: str, request: Exchange
) -> Exchanged | Failed:
    town = connection.scalar(select(desks.c.town).where(desks.c.desk == desk_id))
    if town is None:
        return Failed(code="request.desk", text="区里没有登记过这个工作台。")
    known = TownLog.locked(
        connection, town
    )  # before the desk is read: two requests of one desk may come at once
    desk = _desk(connection, town, desk_id)
    now = instant_text(district.clock())
    generation = current_generation(connection, now)
    diverged = known.head_at(request.cursor.position) != request.cursor.head
    if diverged and request.cursor.generation == generation:
        generation = new_generation(connection, now, "游标不在本库的记录里：本库恢复过")
    standing = _standing(desk, request)
    taken = _TakenIn()
    if standing == LOST:
        _hold_back(connection, desk, request.acts, now)
    elif standing != "cloned" and not diverged:
        # What was published stands before what comes after it, but not between the acts of a desk that founds its town.
        _announce(district, known, whole=desk.number >= desk.said)
        taken = _take_in(district, known, desk, request.acts, now)
        _announce(district, known, whole=desk.number >= request.head.number)
        _mark(district, known, now)
    _write_down(connection, desk, request, now, standing)
    told = Exchanged(
        generation=generation,
        server_time=now,
        received=Point(number=desk.number, hash=desk.hash),
        turn=desk.turn,
        standing=standing,
        behind=taken.behind,
        diverged=diverged,
        common=_common(known, request.anchors) if request.anchors else None,
        own_common=_own_common(known, desk, request.own_anchors) if request.own_anchors else None,
        strangers=taken.strangers,
    )
    if standing not in (ACTIVE, RETIRED) or diverged:
        return told
    return _with_news(connection, known, desk, request, told)


def _announce(district: District, known: TownLog, *, whole: bool) -> None:
    if district.signer and whole and announcing.is_behind(known):
        announcing.bring(known, district.signer)
        known.write_down()


def _mark(district: District, known: TownLog, now: str) -> None:
    """Marks of a town that was here before there were marks; and the filter, made anew now and then."""
    if district.signer is None:
        return
    keys, connection = marks.Keys.of(district.signer), known.connection
    if not connection.scalar(select(tables.towns.c.marked).where(tables.towns.c.town == known.town)):
        entries = known.place.table("roll_entries")
        homes = connection.scalars(
            select(entries.c.household_id).where(*known.place.here(entries)).distinct()
        )
        marks.renew(known.place, keys, homes)
        connection.execute(tables.towns.update().where(tables.towns.c.town == known.town).values(marked=True))
    query = select(publications.c.at).where(publications.c.kind == rolls.KIND)
    last = connection.scalar(query.order_by(publications.c.position.desc()).limit(1))
    stale = instant_text(district.clock() - timedelta(minutes=district.filter_minutes))
    if last is None or last < stale:
        marks.publish(connection, keys, now)


def _with_news(
    connection: Connection, known: TownLog, desk: _Desk, request: Exchange, told: Exchanged
) -> Exchanged:
    entries, more = _entries(known, desk, request.cursor.position, own_bodies=request.own_bodies)
    return msgspec.structs.replace(
        told,
        entries=entries,
        more=more,
        checked=_checked(known, request),
        published=_published(connection, request.published),
        wanted=entering.wanted(known, request.blobs),
    )


def current_generation(connection: Connection, now: str) -> str:
    """The present life of this database; the first begins when it is first asked."""
    query = select(tables.generations.c.id).order_by(tables.generations.c.serial.desc()).limit(1)
    found: str | None = connection.scalar(query)
    return found or new_generation(connection, now, "开始使用")


def new_generation(connection: Connection, now: str, why: str) -> str:
    """Begin another life: after a restore, or where a cursor shows that there was one."""
    table = tables.generations
    last = connection.scalar(select(table.c.serial).order_by(table.c.serial.desc()).limit(1)) or 0
    made = new_id()
    connection.execute(table.insert(), {"serial": last + 1, "id": made, "began_at": now, "why": why})
    return made


def _desk(connection: Connection, town: str, desk_id: str) -> _Desk:
    row = connection.execute(select(desks).where(desks.c.town == town, desks.c.desk == desk_id)).one()
    return _Desk(
        town=town,
        id=desk_id,
        signing_key=row.signing_key,
        standing=row.standing,
        number=row.number,
        hash=row.hash,
        turn=row.turn,
        gave_up=(row.gave_up_after, row.gave_up_to),
        said=row.said,
    )


def _standing(desk: _Desk, request: Exchange) -> wire.Standing:
    after, to = desk.gave_up
    if desk.standing in (ACTIVE, RETIRED) and after < request.turn <= to:
        return "cloned"
    if request.recovers and request.turn != after and request.turn <= desk.turn:
        desk.gave_up = (request.turn, desk.turn)
    return desk.standing


@dataclass(slots=True)
class _TakenIn:
    """What became of the acts of a request: whether some wait until this server is updated, and who brought is known to nobody."""

    behind: bool = False
    strangers: list[str] = field(default_factory=list)


def _take_in(district: District, known: TownLog, desk: _Desk, acts: Sequence[Act], now: str) -> _TakenIn:
    """Enter what follows each desk's chain.

    What another desk brings of one that was reported lost had been answered before the server was restored: desks have nothing else
    of each other. It comes back like the rest. What the lost desk itself still sends, waits for a person.
    """
    owners, stopped, taken = {desk.id: desk}, set[str](), _TakenIn()
    for act in acts:
        own = letters.is_of_district(act.desk, district.id)
        owner = owners.get(act.desk) or _owner(district, known, act.desk)
        if owner is None:
            if not own:
                taken.strangers.append(act.desk)
            break
        owners[act.desk] = owner
        if act.desk in stopped or _is_known(known, owner, act):
            continue
        follows = letters.follow_one_another([act], Point(number=owner.number, hash=owner.hash))
        if not follows and owner is not desk:
            break  # the desk that brought it says it again as its own, and what was done on top of it after that
        newer = act.schema > district.schema
        taken.behind = taken.behind or (follows and newer)
        if not follows or newer or not letters.act_is_sound(act, owner.signing_key):
            stopped.add(act.desk)
            continue
        known.enter(act, now, NO_RULES if own else district.rules, district.after)
        owner.number, owner.hash = act.number, act.hash
    known.write_down()
    for each in owners.values():
        known.connection.execute(
            desks.update()
            .where(desks.c.town == each.town, desks.c.desk == each.id)
            .values(number=each.number, hash=each.hash)
        )
    return taken


def _owner(district: District, known: TownLog, desk_id: str) -> _Desk | None:
    """Whose chain an act stands in; None where this town has no such desk: a restored server may have forgotten one."""
    if letters.is_of_district(desk_id, district.id):
        return _own_chain(known, district.signer, desk_id) if district.signer else None
    there = select(desks.c.desk).where(desks.c.town == known.town, desks.c.desk == desk_id)
    return _desk(known.connection, known.town, desk_id) if known.connection.scalar(there) else None


def _is_known(known: TownLog, owner: _Desk, act: Act) -> bool:
    """Whether the log has this very act; of a number that was given otherwise it has another."""
    if act.number > owner.number:
        return False
    there = select(log.c.hash).where(
        log.c.town == known.town, log.c.desk == act.desk, log.c.number == act.number
    )
    return known.connection.scalar(there) == act.hash


def _own_chain(known: TownLog, signer: Signer, chain: str) -> _Desk:
    """One of the district's own chains: a restored server gets its acts back from the desks that have them."""
    query = select(log.c.number, log.c.hash).where(log.c.town == known.town, log.c.desk == chain)
    last = known.connection.execute(query.order_by(log.c.number.desc()).limit(1)).first()
    number, head = (last.number, last.hash) if last else (START.number, START.hash)
    return _Desk(known.town, chain, signer.public, "active", number, head, turn=0, gave_up=(0, 0))


def _hold_back(connection: Connection, desk: _Desk, acts: Sequence[Act], now: str) -> None:
    table = tables.held_back
    for act in acts:
        if (
            act.desk != desk.id
            or act.number <= desk.number
            or not letters.act_is_sound(act, desk.signing_key)
        ):
            continue
        key = (table.c.town == desk.town, table.c.desk == desk.id, table.c.number == act.number)
        if connection.scalar(select(table.c.number).where(*key, table.c.hash == act.hash)) is None:
            values = {"town": desk.town, "desk": desk.id, "number": act.number, "hash": act.hash}
            said = {"act": msgspec.msgpack.encode(act), "why": LOST, "received_at": now}
            connection.execute(table.insert(), values | said)


def _write_down(connection: Connection, desk: _Desk, request: Exchange, now: str, standing: str) -> None:
    if standing in (ACTIVE, RETIRED):
        desk.turn += 1
    connection.execute(
        desks.update()
        .where(desks.c.town == desk.town, desks.c.desk == desk.id)
        .values(
            turn=desk.turn,
            gave_up_after=desk.gave_up[0],
            gave_up_to=desk.gave_up[1],
            said=request.head.number,
            seen_at=now,
            desk_time=request.desk_time,
            program=request.program,
            schema=request.schema,
            position=request.cursor.position,
        )
    )


def _common(known: TownLog, anchors: Sequence[Point]) -> Point:
    for point in sorted(anchors, key=lambda each: each.number, reverse=True):
        if known.head_at(point.number) == point.hash:
            return point
    return START


def _own_common(known: TownLog, desk: _Desk, anchors: Sequence[Point]) -> Point:
    for point in sorted(anchors, key=lambda each: each.number, reverse=True):
        query = select(log.c.hash).where(
            log.c.town == known.town, log.c.desk == desk.id, log.c.number == point.number
        )
        if known.connection.scalar(query) == point.hash:
            return point
    return START


def _entries(known: TownLog, desk: _Desk, after: int, *, own_bodies: bool) -> tuple[list[Entry], bool]:
    query = select(log).where(log.c.town == known.town, log.c.position > after).order_by(log.c.position)
    entries: list[Entry] = []
    weight = 0
    for row in known.connection.execute(query.limit(wire.MOST_ACTS + 1)):
        act = entering.act_of(row) if row.desk != desk.id or own_bodies else None
        weight += 200 + len(row.answer) + (wire.weight(act) if act else 0)
        if entries and (weight > wire.MESSAGE_BYTES or len(entries) == wire.MOST_ACTS):
            return entries, True
        entries.append(
            Entry(
                position=row.position,
                desk=row.desk,
                number=row.number,
                hash=row.hash,
                answer=row.answer,
                act=act,
            )
        )
    return entries, False


def _checked(known: TownLog, request: Exchange) -> Any:
    if request.check is None or request.check.position != known.position or request.acts:
        return ""
    place = Place(known.connection, tables.RECORDS, known.town)
    return "same" if state_digest(place) == request.check.digest else "differs"


def _published(connection: Connection, after: int) -> list[wire.Publication]:
    query = select(publications).where(publications.c.position > after).order_by(publications.c.position)
    newest = {row.kind: row for row in connection.execute(query)}
    return [
        wire.Publication(position=row.position, kind=row.kind, blob=row.digest, size=len(row.content))
        for row in newest.values()
    ]
