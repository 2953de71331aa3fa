"""Acts that did not fit what another desk had done meanwhile: which are open, and how a person settles one."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec
from sqlalchemy import Row as Found
from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.records.changes import changes
from zqdesk.records.plain import Undigested, stored
from zqdesk.records.register import Work
from zqdesk.records.tables.base import Row
from zqdesk.records.tables.exchange import SettledConflict, log_answers
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import Role

Choice = Literal["mine", "theirs", "other"]
Place = tuple[str, str, str]
"""(table, row id, field)"""


@frozen
class Unfit:
    """A field that did not fit: `asked` by the act, `held` at the district, set there by `by`."""

    place: Place
    was: Any
    asked: Any
    held: Any
    by: str
    at: str


@frozen
class Conflict:
    """An act in conflict or refused, or a fact of which some fields did not fit. `id`: the act's.

    `again`: it made or removed rows, so that it can only be done again on its own page, not from here.
    """

    id: str
    act: str
    actor_id: str
    actor_name: str
    at: str
    kind: str
    unfit: tuple[Unfit, ...]
    problems: tuple[str, ...]
    again: bool


def open_conflicts(session: Session) -> tuple[Conflict, ...]:
    """What nobody has settled yet, the oldest first."""
    settled = select(SettledConflict.conflict_id)
    query = (
        select(changes, log_answers.c.kind, log_answers.c.answer)
        .join(log_answers, log_answers.c.seq == changes.c.seq)
        .where(log_answers.c.position.is_not(None), log_answers.c.effect != "whole")
        .where(changes.c.id.not_in(settled))
        .order_by(log_answers.c.position)
    )
    found = (_conflict(row) for row in session.execute(query))
    return tuple(each for each in found if each.kind != "applied" or each.unfit)


def settle_conflict(
    work: Work, conflict_id: str, choice: Choice, reason: str, values: Mapping[Place, Any] | None = None
) -> None:
    """Decide what becomes of an open conflict: the act's values, those that stand, or third ones (`values`, plain).

    Who did the act may settle it in any way; an administrator may let stand what stands. Refused: without a reason, one that is not open,
    another's act, an act that made or removed rows where anything but `theirs` is chosen.
    """
    conflict = next((each for each in open_conflicts(work.session) if each.id == conflict_id), None)
    if conflict is None:
        raise Refused(Problem("conflict.settled", "这一条已经处理过，或不在待处理之列。"))
    if not reason.strip():
        raise Refused(Problem("conflict.reason", "请写明这样处理的理由。", "reason"))
    own = conflict.actor_id == work.actor.id
    if not own and not (choice == "theirs" and Role.ADMINISTRATOR in work.actor.roles):
        text = f"请由办理人{conflict.actor_name}处理；管理员可以按现有内容保留。"
        raise Refused(Problem("conflict.person", text))
    if choice != "theirs":
        if conflict.again:
            raise Refused(
                Problem("conflict.again", "这一项请在原来的页面上重新办理，这里按现有内容保留。", "choice")
            )
        for place, value in (values or {each.place: each.asked for each in conflict.unfit}).items():
            _set(work.session, place, value)
    work.session.add(
        SettledConflict(
            conflict_id=conflict_id,
            choice=choice,
            reason=reason.strip(),
            settled_at=work.now,
            by_id=work.actor.id,
            by_name=work.actor.name,
        )
    )
    work.note(reason.strip())


def _set(session: Session, place: Place, value: Any) -> None:
    table, row_id, name = place
    model = next((m.class_ for m in Row.registry.mappers if str(m.local_table) == table), None)
    row = session.get(model, row_id) if model is not None else None
    if row is None or name == "id":
        raise Refused(Problem("conflict.gone", "这条记录已经不在，请按现有内容保留。", "choice"))
    try:
        setattr(row, name, stored(Row.metadata.tables[table].c[name], value))
    except (KeyError, Undigested) as error:
        raise Refused(Problem("conflict.value", "填写的内容不是这一项能有的。", name)) from error


def _conflict(row: Found[Any]) -> Conflict:
    answer = msgspec.json.decode(row.answer)
    return Conflict(
        id=row.id,
        act=row.act,
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        at=row.at,
        kind=row.kind,
        unfit=tuple(_unfit(each) for each in answer.get("unfit", ())),
        problems=tuple(each["text"] for each in answer.get("problems", ())),
        again=row.kind != "applied" and any("id" in changed for changed in _fields(row.fields)),
    )


def _unfit(said: dict[str, Any]) -> Unfit:
    return Unfit(
        place=(said["table"], said["row"], said["field"]),
        was=said.get("was"),
        asked=said.get("asked"),
        held=said.get("held"),
        by=said.get("by", ""),
        at=said.get("at", ""),
    )


def _fields(text: str) -> Iterator[dict[str, Any]]:
    for _, _, changed in msgspec.json.decode(text, type=list[tuple[str, str, dict[str, Any]]]):
        yield changed
