"""Following the town's log: after each entry the rows here are the district's, and what is unanswered on top of them.

What is unanswered stands in the order it was done here. An entry that does not fit beneath it is put there all the same:
everything unanswered is taken back, newest first, the entry is done, and the rest is done again as far as it still fits.
"""

from contextlib import suppress
from typing import Any

import msgspec

from zqdesk.office.across.exchange.facts import FACTS
from zqdesk.records import changes
from zqdesk.records.chain import next_head
from zqdesk.records.plain import Undigested
from zqdesk.records.schema import NEWEST
from zqdesk.records.tables.exchange import RENUMBERED
from zqdesk.sync import apply, letters, wire
from zqdesk.sync.apply import Differs, Fields
from zqdesk.sync.local import TABLES, Effect, Local, LogRow, State
from zqdesk.sync.wire import Act, Answer, Entry

NOTHING = Answer(kind="refused", received_at="")
"""As if the district had said no."""


class Forked(Exception):  # noqa: N818 - says what happened
    """An own act in the log that this desk does not have: it came back from a backup."""


class Newer(Exception):  # noqa: N818 - says what happened
    """An act of a newer program: this desk goes on sending, and follows again once it is updated."""


def take(local: Local, state: State, entry: Entry) -> None:
    """Do one entry of the log; raises `Forked`, `Newer`, or `Differs` where the rows here are not the district's."""
    head = next_head(state.head, entry.position, entry.hash, entry.answer)
    answer = msgspec.json.decode(entry.answer, type=Answer)
    row = local.find(entry.desk, entry.number, entry.hash) or _written_down(local, state, entry)
    if not _is_next_answered(local, row, answer):
        pending = local.pending()
        if not _stands_already(row, answer, pending) and not _done_in_place(local, row, answer, pending):
            _put_beneath(local, row, answer, pending)
    local.answer(row.seq, position=entry.position, kind=answer.kind, head=head, answer=entry.answer, rank=0)
    local.keep(position=entry.position, head=head)


def subjects_of(local: Local, fields: Fields) -> set[str]:
    """What an act is filed under: its rows, and the records they are of, before and after."""
    found: set[str] = set()
    for table, row_id, changed in fields:
        now = local.place.row(table, row_id) if table in local.place.tables else None
        found.add(row_id)
        for name in changes.SUBJECT_FIELDS:
            found |= {str(value) for value in (*changed.get(name, ()), (now or {}).get(name)) if value}
    return found


def _written_down(local: Local, state: State, entry: Entry) -> LogRow:
    """An act of another desk (or a forgotten one of this) comes into the log here, with no effect yet."""
    act = entry.act
    if act is None:
        if entry.desk == state.desk_id:
            raise Forked
        raise Differs(f"entry {entry.position} without its act")
    if act.hash != entry.hash or wire.hash_of(act) != act.hash:
        raise Differs(f"entry {entry.position} is not what it says")
    if letters.is_of_district(act.desk, state.district) and not letters.act_is_sound(
        act, state.district_signing
    ):
        raise Differs(f"entry {entry.position} is not signed by the district")
    if act.schema > NEWEST:
        raise Newer
    subjects: set[str] = set()
    with suppress(Undigested):  # nor could the district digest it; it is kept as it came
        subjects = subjects_of(local, apply.decoded(act.fields))
    twin = local.twin(act, state.desk_id)
    if twin is not None:
        _put_beneath(local, twin, NOTHING, local.pending())
        local.answer(twin.seq, kind=RENUMBERED)
    seq = local.put_away(
        act
    )  # it was said again under another number here, and has come under its own all the same
    if seq is None:
        seq = changes.append(local.db, as_row(act), subjects)
    else:
        changes.end_chain(local.db, act.desk, act.number, act.hash.hex())
    local.answer(seq, kind="", effect="none", signature=act.signature)
    return LogRow(seq=seq, act=act, position=None, kind="", effect="none", done="")


def as_row(act: Act) -> dict[str, Any]:
    """An act as a row of the change log."""
    return {
        "id": act.id,
        "act": act.act,
        "actor_id": act.actor_id,
        "actor_name": act.actor_name,
        "desk_id": act.desk,
        "at": act.at,
        "reason": act.reason,
        "fields": act.fields,
        "previous_hash": act.previous.hex(),
        "hash": act.hash.hex(),
        "number": act.number,
        "schema": act.schema,
    }


def _is_next_answered(local: Local, row: LogRow, answer: Answer) -> bool:
    """The undermost of what waits here was applied as it stands: seen without reading the thousands that may lie on it."""
    whole = answer.kind == "applied" and not answer.unfit and row.effect == "whole"
    return whole and local.undermost() == row.seq


def _stands_already(row: LogRow, answer: Answer, pending: list[LogRow]) -> bool:
    """What was done here on top of nothing that waits itself has its place already; so has what was not done."""
    if answer.kind != "applied":
        return row.effect == "none"
    earlier = pending[: [each.seq for each in pending].index(row.seq)]
    return row.effect == "whole" and not answer.unfit and not _meet(row, earlier)


def _done_in_place(local: Local, row: LogRow, answer: Answer, pending: list[LogRow]) -> bool:
    """Most acts of others touch nothing that is unanswered here: they fit as the rows stand."""
    if (
        answer.kind != "applied"
        or answer.unfit
        or row.effect != "none"
        or _meet(row, [each for each in pending if each.seq != row.seq])
    ):
        return False
    fields = row.fields
    if apply.do(local.place, fields).unfit:
        return False
    local.touch(fields)
    local.answer(row.seq, effect="whole", done="")
    return True


def _meet(row: LogRow, others: list[LogRow]) -> bool:
    """Whether an act and what stands of others have a field in common, a row that comes or goes, or what only one row may have.

    Old values alone do not tell: 0 → 1 → 0 unanswered looks like untouched, and so does a number that came and went. Nor does it
    that a row it names is there: one of the others may have brought it in.
    """
    fields = row.fields
    said = {(table, row_id): changed for table, row_id, changed in fields}
    claimed, named = set(apply.claims(fields, TABLES)), set(apply.named(fields, TABLES))
    for other in others:
        standing = other.standing
        for table, row_id, changed in standing:
            if "id" in changed and (table, row_id) in named:
                return True
            mine = said.get((table, row_id))
            if mine is not None and ("id" in mine or "id" in changed or not mine.keys().isdisjoint(changed)):
                return True
        if claimed and not claimed.isdisjoint(apply.claims(standing, TABLES)):
            return True
    return False


def _put_beneath(local: Local, row: LogRow, answer: Answer, pending: list[LogRow]) -> None:
    for each in reversed(pending):
        apply.take_back(local.place, each.standing)
        local.touch(each.standing)
    if answer.kind != "applied":
        local.answer(row.seq, effect="none", done="")
    else:
        outcome = _do(local, row)
        if {_named(each) for each in outcome.unfit} != {_named(each) for each in answer.unfit}:
            raise Differs(f"{row.act.act} {row.act.desk} {row.act.number}")
    for each in pending:
        if each.seq != row.seq:
            with suppress(Undigested):  # of such an act nothing stands, as nothing stood before
                _do(local, each)


def _do(local: Local, row: LogRow) -> apply.Outcome:
    """Do an act as far as it fits, and note what stands of it."""
    fields = row.fields
    outcome = apply.do(local.place, fields, fact=row.act.act in FACTS, find=local.began)
    whole = _same(outcome.done, fields) and not outcome.unfit
    effect: Effect = "whole" if whole else "part" if outcome.done else "none"
    local.touch(outcome.done)
    if effect == "part":  # a fact may have brought in what it names (a grant that is in conflict itself)
        local.file(row.seq, sorted(subjects_of(local, outcome.done)))
    local.answer(row.seq, effect=effect, done=apply.encoded(outcome.done) if effect == "part" else "")
    return outcome


def _same(done: Fields, fields: Fields) -> bool:
    """Whether all of an act was done and nothing beside it."""
    told = {(table, row_id) for table, row_id, changed in fields if not apply.never_was(changed)}
    did = {(table, row_id): changed for table, row_id, changed in done}
    return told == did.keys() and all(
        name in did[table, row_id]
        for table, row_id, changed in fields
        if (table, row_id) in did
        for name, (old, new) in changed.items()
        if not apply.same(old, new)
    )


def _named(unfit: wire.Unfit) -> tuple[str, str, str]:
    return unfit.table, unfit.row, unfit.field
