"""When this desk or the server has forgotten something: looking for a common point, and going on from there (docs/protocol.md §6)."""

from collections.abc import Sequence

import msgspec

from zqdesk.records import changes
from zqdesk.records.changes import change_subjects
from zqdesk.records.schema import NEWEST
from zqdesk.records.tables.base import new_id
from zqdesk.records.tables.exchange import DEAD, RENUMBERED
from zqdesk.sync import following, letters, wire
from zqdesk.sync.local import Local, LogRow, State
from zqdesk.sync.wire import Exchanged, Point


def steps_back(last: int) -> list[int]:
    """Numbers going back from `last` in steps of 1, 2, 4 …, and 0."""
    found, step = [last], 1
    while last - step > 0 and len(found) < wire.MOST_POINTS - 1:
        found.append(last - step)
        step *= 2
    return [*found, 0] if last else [0]


def anchors(local: Local, state: State) -> list[Point]:
    """Some points of the town's log as this desk has it."""
    found = [local.head_at(position) for position in steps_back(state.position)]
    return [point for point in found if point is not None]


def own_anchors(local: Local, state: State) -> list[Point]:
    """Some points of this desk's own chain."""
    number, _ = changes.end_of_chain(local.db, state.desk_id)
    found = [local.own(state.desk_id, each) for each in steps_back(number)]
    return [point for point in found if point is not None]


def unanswer(local: Local, generation: str, common: Point) -> None:
    """The server has forgotten what lay behind the common point: all of it waits for an answer again, own acts and others'."""
    lowest = min((row.rank for row in local.pending()), default=0)
    local.db.execute(
        """UPDATE log_answers SET rank = ? + position - (SELECT MAX(position) FROM log_answers) - 1,
        position = NULL, kind = '', answer = '' WHERE position > ?""",
        (lowest, common.number),
    )
    dead = any(row.kind == DEAD for row in local.pending())
    phase = "recover" if dead else ""
    local.keep(generation=generation, position=common.number, head=common.hash, phase=phase)


def is_forked(local: Local, state: State, received: Point) -> bool:
    """Whether the district has acts of this desk that this desk does not have."""
    return local.own(state.desk_id, received.number) != received


def branch_off(local: Local, state: State, common: Point) -> None:
    """What this desk did behind the common point of its chain will get new numbers; first it reads what it forgot."""
    for row in local.pending():
        if row.act.desk == state.desk_id and row.act.number > common.number:
            local.answer(row.seq, kind=DEAD)
    changes.end_chain(local.db, state.desk_id, common.number, common.hash.hex())
    local.keep(phase="recover")


def renumber(local: Local, state: State, received: Point) -> int:
    """Give what this desk did and the district lacks new numbers behind what the district has; returns how many acts.

    Acts that follow there as they are keep their numbers: others may have them, and bring them back too.
    """
    mine = [row for row in local.pending() if row.act.desk == state.desk_id]
    end, other = received, list[LogRow]()
    for row in mine:
        if row.kind != DEAD and row.act.number == end.number + 1 and row.act.previous == end.hash:
            end = Point(number=row.act.number, hash=row.act.hash)
        else:  # the log was read to its end: what the district has of this desk is answered
            other.append(row)
    changes.end_chain(local.db, state.desk_id, end.number, end.hash.hex())
    for row in other:
        _under_new_number(local, row, state.desk_id)
    local.keep(phase="")
    return len(other)


def adopt(local: Local, state: State, response: Exchanged) -> int:
    """Say again as this desk's own what other desks did and the district can no longer take in their name; returns how many acts.

    A restored server forgot it, and meanwhile the other desk's chain has gone on in another way, or the server does not know that
    desk at all. Own acts that lie on top and that nobody has seen get numbers behind it, so that all go up in the order they were done.
    """
    orphans = _orphans(local, state, response.strangers)
    if not orphans:
        return 0
    again: list[LogRow] = []
    for row in local.pending():
        above = bool(again) and row.act.desk == state.desk_id and row.act.number > response.received.number
        if row.seq in orphans or above:
            again.append(row)
    own = [row.act for row in again if row.act.desk == state.desk_id]
    if own:
        first = min(own, key=lambda act: act.number)
        changes.end_chain(local.db, state.desk_id, first.number - 1, first.previous.hex())
    for row in again:
        _under_new_number(local, row, state.desk_id)
    return len(orphans)


def _orphans(local: Local, state: State, strangers: Sequence[str]) -> set[int]:
    """Acts of other desks that wait here and do not follow in their desk's chain as the district has it."""
    found: set[int] = set()
    ends: dict[str, Point] = {}
    for row in local.pending():
        act = row.act
        if act.desk == state.desk_id or letters.is_of_district(act.desk, state.district):
            continue
        end = ends.get(act.desk) or local.answered_end(act.desk)
        if act.desk not in strangers and (act.number, act.previous) == (end.number + 1, end.hash):
            end = Point(number=act.number, hash=act.hash)
        else:
            found.add(row.seq)
        ends[act.desk] = end
    return found


def _under_new_number(local: Local, row: LogRow, desk: str) -> None:
    number, previous = changes.end_of_chain(local.db, desk)
    act = msgspec.structs.replace(
        row.act,
        desk=desk,
        number=number + 1,
        id=new_id(),
        previous=bytes.fromhex(previous),
        schema=row.act.schema or NEWEST,
    )
    act = msgspec.structs.replace(act, hash=wire.hash_of(act))
    query = change_subjects.select().where(change_subjects.c.seq == row.seq)
    subjects = [each.subject_id for each in local.connection.execute(query)]
    seq = changes.append(local.db, following.as_row(act), subjects)
    local.answer(seq, effect=row.effect, done=row.done, rank=row.rank)
    local.answer(row.seq, kind=RENUMBERED, effect="none", done="")
