"""One exchange from the desk's side: the request it makes, and taking the district's response in. Over HTTP or on a stick."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from sqlalchemy import Engine

from zqdesk import __version__
from zqdesk.frozen import frozen
from zqdesk.records.schema import NEWEST
from zqdesk.records.tables.base import instant_text
from zqdesk.records.tables.exchange import DEAD, exchange_rounds
from zqdesk.sync import following, letters, publications, recovering, wire
from zqdesk.sync.apply import Differs
from zqdesk.sync.letters import Signer
from zqdesk.sync.local import Local, LogRow, State, transaction
from zqdesk.sync.state import state_digest
from zqdesk.sync.wire import Act, Entry, Exchange, Exchanged, Point

AT_ONCE = 25
"""Entries done in one transaction: so few that nobody at the desk waits for them."""
FOLLOWING = ("active", "retired")
FORKED, NEWER, DIFFERS = "forked", "newer", "differs"
BEHIND = "behind"
"""The server must be updated first: newer acts wait here, all else goes on."""
KEPT_ROUNDS = 500
Way = Literal["line", "stick"]


@frozen
class Taken:
    """What came of a response. `again`: ask again at once. `touched`: rows that changed. `late`: it answers another request.

    `recovered`: this desk had forgotten own acts that the district has, and they are back. `renumbered`: how many own acts
    since then got new numbers.
    """

    again: bool = False
    touched: frozenset[tuple[str, str]] = frozenset()
    late: bool = False
    recovered: bool = False
    renumbered: int = 0
    wanted: tuple[str, ...] = ()
    standing: str = "active"
    trouble: str = ""


@frozen
class _Round:
    """What is noted of an exchange: when, which way, the response, and how the desk stood before it."""

    at: str
    way: Way
    response: Exchanged
    before: State


def ask(
    engine: Engine, now: datetime, *, check: bool = False, blobs: list[wire.Blob] | None = None
) -> tuple[bytes, Exchange]:
    """The next request and its name, which is noted: only the answer to this one will be taken in."""
    name = letters.new_request()
    with transaction(engine) as local:
        state = _enrolled(local)
        own_head = local.own(state.desk_id, _last(local, state)) or Point(number=0, hash=bytes(32))
        request = Exchange(
            cursor=state.cursor,
            head=own_head,
            turn=state.turn,
            desk_time=instant_text(now),
            program=__version__,
            schema=NEWEST,
            acts=_to_send(local, state),
            anchors=recovering.anchors(local, state) if state.phase == "log" else [],
            own_anchors=recovering.own_anchors(local, state) if state.phase == "own" else [],
            own_bodies=state.phase in ("own", "recover"),
            recovers=state.phase == "own",
            check=_check(local, state) if check else None,
            published=state.published,
            blobs=blobs or [],
        )
        local.keep(request=name)
    return name, request


def take_in(
    engine: Engine,
    name: bytes,
    response: Exchanged,
    now: datetime,
    breathe: Callable[[], object] = lambda: None,
    *,
    way: Way = "line",
) -> Taken:
    """Take a response in, a few entries at a time; `breathe` is called between, so that others get the database.

    `way` is noted with what went and what came.
    """
    with transaction(engine) as local:
        state = _enrolled(local)
        if state.request != name:
            return Taken(late=True, standing=state.standing)
        goes_on = _situation(local, state, response, now)
    if not goes_on:
        return Taken(again=response.standing in FOLLOWING, standing=response.standing)
    touched: set[tuple[str, str]] = set()
    trouble = ""
    entries = list(response.entries)
    while entries and not trouble:
        batch, entries = entries[:AT_ONCE], entries[AT_ONCE:]
        with transaction(engine) as local:
            trouble = _follow(local, batch)
        touched |= local.touched.keys()
        breathe()
    if trouble == FORKED:
        return _begin_again(engine, frozenset(touched))
    return _ended(engine, frozenset(touched), trouble, _Round(instant_text(now), way, response, state))


def _ended(engine: Engine, touched: frozenset[tuple[str, str]], trouble: str, held: _Round) -> Taken:
    response = held.response
    with transaction(engine) as local:
        state = _enrolled(local)
        renumbered = adopted = 0
        recovered = state.phase == "recover" and not response.more and not trouble
        if recovered:
            renumbered = recovering.renumber(local, state, response.received)
        state = _enrolled(local)
        if not (state.phase or response.more or trouble):
            adopted = recovering.adopt(local, state, response)
        if response.checked == "differs":
            trouble = DIFFERS
        held_back = BEHIND if response.behind else ""
        local.keep(turn=response.turn, request=b"", trouble=trouble or held_back)
        publications.note(local, response.published, state.published)
        _note(local, held, trouble)
        waiting = _to_send(local, _enrolled(local))
    went_on = renumbered > 0 or adopted > 0 or response.received.number > held.before.received
    again = not trouble and (response.more or (bool(waiting) and went_on and not response.behind))
    return Taken(
        again=again,
        touched=touched,
        recovered=recovered,
        renumbered=renumbered,
        wanted=tuple(response.wanted),
        standing=response.standing,
        trouble=trouble,
    )


def _note(local: Local, held: _Round, trouble: str) -> None:
    """Write down what went and what came; an exchange in which nothing was said leaves no line."""
    sent = max(0, held.response.received.number - held.before.received)
    taken = sum(entry.desk != held.before.desk_id for entry in held.response.entries)
    if sent or taken or trouble:
        values = {"at": held.at, "way": held.way, "sent": sent, "taken": taken, "trouble": trouble}
        made = local.connection.execute(exchange_rounds.insert().values(values)).inserted_primary_key
        old = exchange_rounds.c.seq <= (made[0] if made else 0) - KEPT_ROUNDS
        local.connection.execute(exchange_rounds.delete().where(old))


def _situation(local: Local, state: State, response: Exchanged, now: datetime) -> bool:
    """Where desk and district stand to each other; false where another request must come first."""
    server = datetime.fromisoformat(response.server_time)
    local.keep(
        standing=response.standing,
        exchanged_at=response.server_time,
        ahead_seconds=round((now - server).total_seconds()),
    )
    if response.standing not in FOLLOWING:
        return False
    if response.diverged:
        if response.common is None:
            local.keep(phase="log")
        else:
            recovering.unanswer(local, response.generation, response.common)
            local.keep(received=response.received.number, received_hash=response.received.hash)
        return False
    if state.phase == "own" and response.own_common is not None:
        recovering.branch_off(local, state, response.own_common)
    elif state.phase != "recover" and recovering.is_forked(local, state, response.received):
        local.keep(phase="own")
        return False
    if state.phase == "log":
        local.keep(phase="")
    local.keep(
        generation=response.generation,
        received=response.received.number,
        received_hash=response.received.hash,
    )
    return True


def _follow(local: Local, batch: list[Entry]) -> str:
    """Do these entries, each whole or not at all; returns why it stopped before the last."""
    for entry in batch:
        state = _enrolled(local)
        if entry.position <= state.position:
            continue
        if entry.position > state.position + 1:
            return DIFFERS
        try:
            with local.connection.begin_nested():
                following.take(local, state, entry)
        except following.Forked:
            return FORKED
        except following.Newer:
            return NEWER
        except Differs:
            return DIFFERS
    return ""


def _begin_again(engine: Engine, touched: frozenset[tuple[str, str]]) -> Taken:
    with transaction(engine) as local:
        local.keep(phase="own", request=b"")
    return Taken(again=True, touched=touched)


def _to_send(local: Local, state: State) -> list[Act]:
    """What the district has not got, in the order it was done here, as much as fits a message."""
    if state.phase or state.standing not in FOLLOWING:
        return []
    signer = Signer.of(state.desk_id, state.signing_secret)
    found: list[Act] = []
    weight = 0
    for row in _in_own_order(local.pending(), state.desk_id):
        own = row.act.desk == state.desk_id
        if row.kind == DEAD or (own and row.act.number <= state.received):
            continue
        weight += wire.weight(row.act)
        if found and (weight > wire.MESSAGE_BYTES or len(found) == wire.MOST_ACTS):
            break
        found.append(letters.signed_act(row.act, signer) if own else row.act)
    return found


def _in_own_order(rows: list[LogRow], desk: str) -> list[LogRow]:
    """Own acts stand by their number, whatever lies beneath what here: the district takes none out of its turn."""
    own = iter(sorted((row for row in rows if row.act.desk == desk), key=lambda row: row.act.number))
    return [next(own) if row.act.desk == desk else row for row in rows]


def _check(local: Local, state: State) -> wire.StateCheck | None:
    if local.pending() or state.phase:
        return None
    return wire.StateCheck(position=state.position, digest=state_digest(local.place))


def _last(local: Local, state: State) -> int:
    found = local.db.execute("SELECT number FROM chains WHERE desk_id = ?", (state.desk_id,)).fetchone()
    return int(found[0]) if found else 0


def _enrolled(local: Local) -> State:
    state = local.state()
    if state is None:
        raise NotEnrolledError
    return state


class NotEnrolledError(RuntimeError):
    """This desk works alone."""
