"""The change log: its chain, whom each act is filed under, and every row as its last act left it."""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.records import anchor, changes
from zqdesk.records.checks.finding import Finding, driver
from zqdesk.records.plain import stored
from zqdesk.records.tables.base import Row
from zqdesk.records.tables.exchange import log_answers

Fields = dict[str, Any]
Last = dict[tuple[str, str], Fields]
"""(table, row id) → field → what the log says it was last."""


def chain(session: Session) -> Iterator[Finding]:
    """Each act follows from the one before."""
    broken = changes.first_break(session)
    if broken is not None:
        text = "从这一条起，变更记录被改动、删除或插入过，请与备份对照。"
        yield Finding("changes.broken", f"变更记录第 {broken} 条", text)


def end(session: Session, keeper: anchor.Keeper) -> Iterator[Finding]:
    """The log still has the act that was last."""
    different = keeper.difference(driver(session))
    if different is not None:
        yield Finding(different.code, "最后一次办理", f"{different.happened}{different.todo}")


def subjects(session: Session) -> Iterator[Finding]:
    """Every act is filed under just the records it touched: history and the separation of duties read that."""
    filed = _filed(session)
    last: Last = {}
    for seq, exchanged, touched, said in _acts(session):
        seen: set[str] = set()
        must = {row_id for _, row_id, _ in said}
        for table, row_id, fields in touched:
            row = last.setdefault((table, row_id), {})
            before = dict(row)
            row.update({name: new for name, (_, new) in fields.items()})
            must |= {row_id, *_named_by(row if row.get("id") is not None else before)}
            seen |= {
                row_id,
                *_named_by(before),
                *_named_by(row),
                *_named_by({n: v[0] for n, v in fields.items()}),
            }
        held = filed.pop(seq, set())
        # What was exchanged was filed by how the rows were when it came, not when it was done.
        if not must <= held or (not exchanged and not held <= seen):
            text = "这一条归在哪些记录名下被改动过，历史和回避检查可能漏看它，请与备份对照。"
            yield Finding("changes.subjects", f"变更记录第 {seq} 条", text)
    for seq in sorted(filed):
        yield Finding("changes.subjects", f"变更记录第 {seq} 条", "有归档而没有这一条记录，请与备份对照。")


def rows(session: Session) -> Iterator[Finding]:
    """Every row must be what the log says its last act made of it: finds edits past the log."""
    last = _replay(session)
    for mapper in sorted(Row.registry.mappers, key=lambda each: str(each.local_table)):
        table = str(mapper.local_table)
        if table in changes.LOCAL_TABLES:
            continue
        names = [attribute.key for attribute in mapper.column_attrs]
        columns = [getattr(mapper.class_, name) for name in names]
        for row in session.execute(select(*columns)).yield_per(1000):
            values = dict(zip(names, row, strict=True))
            logged = last.pop((table, values["id"]), None)
            yield from _compared(table, values, logged)
    for (table, row_id), fields in last.items():
        if table not in changes.LOCAL_TABLES and fields.get("id") is not None:
            yield Finding("rows.gone", f"{table} {row_id}", "这条记录不经办理就被删除了，请从备份恢复。")


def _replay(session: Session) -> Last:
    last: Last = {}
    for _, _, touched, _ in _acts(session):
        for table, row_id, fields in touched:
            last.setdefault((table, row_id), {}).update({name: new for name, (_, new) in fields.items()})
    return last


Touched = list[tuple[str, str, Fields]]


def _acts(session: Session) -> Iterator[tuple[int, bool, Touched, Touched]]:
    """(number, whether exchanged, what stands of it in the rows, what it said) of every act, in the order that made the rows.

    That is the order of the town's log, and behind it what is not answered yet.
    """
    table, answers = changes.changes, log_answers
    query = select(table.c.seq, table.c.fields, answers.c.position, answers.c.effect, answers.c.done)
    query = query.join(answers, answers.c.seq == table.c.seq)
    query = query.order_by(answers.c.position.is_(None), answers.c.position, table.c.seq)
    for seq, text, position, effect, done in session.execute(query).yield_per(500):
        said = msgspec.json.decode(text) if position is None or effect != "none" else _said(text)
        standing = {"whole": said, "none": []}.get(effect)
        yield (
            seq,
            position is not None or effect == "none",
            msgspec.json.decode(done) if standing is None else standing,
            said,
        )


def _said(text: str) -> Touched:
    """What an act said that another desk did and that was not done; the district itself may have been unable to read it."""
    try:
        return msgspec.json.decode(text, type=list[tuple[str, str, dict[str, Any]]])
    except msgspec.MsgspecError:
        return []


def _filed(session: Session) -> dict[int, set[str]]:
    filed: dict[int, set[str]] = {}
    table = changes.change_subjects
    for seq, subject in session.execute(select(table.c.seq, table.c.subject_id)).yield_per(5000):
        filed.setdefault(seq, set()).add(subject)
    return filed


def _named_by(fields: Fields) -> set[str]:
    return {fields[name] for name in changes.SUBJECT_FIELDS if fields.get(name)}


def _compared(table: str, values: dict[str, Any], logged: dict[str, Any] | None) -> Iterator[Finding]:
    place = f"{table} {values['id']}"
    if logged is None or logged.get("id") is None:
        yield Finding("rows.unlogged", place, "这条记录不是由办理产生的，变更记录里没有它。")
        return
    columns = Row.metadata.tables[table].c
    for name, value in values.items():
        held = changes.plain(value)
        # A column younger than the act holds what the migration put there.
        expected = logged[name] if name in logged else changes.plain(stored(columns[name], None))
        if held != expected and not (held in (None, "") and expected in (None, "")):
            yield Finding("rows.changed", f"{place} {name}", "这一项绕过变更记录被改动过，请核对原始材料。")
