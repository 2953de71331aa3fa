"""Whether everything kept is as it was written: the file, the chain, the rows, the index, the scans."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, cast

import msgspec
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from zqdesk.records import attachments, changes, indexing
from zqdesk.records.faults import Known, told
from zqdesk.records.tables.base import Row
from zqdesk.records.tables.case import Attachment
from zqdesk.records.tables.paper import NumberSeries

Progress = Callable[[str], object]
Last = dict[tuple[str, str], dict[str, Any]]
MOST = 100
"""More findings of one kind say nothing more."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: where, and what to do about it, as a sentence."""

    code: str
    place: str
    text: str


def run(folder: Path, key: bytes, engine: Engine, progress: Progress = lambda _title: None) -> list[Finding]:
    """Check the whole vault; an empty list means all is well. Reads everything, changes nothing."""
    findings: list[Finding] = []
    for title, part in (
        ("数据文件", _sealed),
        ("数据库结构", _structure),
        ("变更记录", _chain),
        ("数据与变更记录的一致", _rows),
        ("检索目录", _index),
        ("编号", _numbers),
    ):
        progress(title)
        try:
            with told(), Session(engine) as session:
                _add(findings, part(session))
        except Known as fault:
            findings.append(Finding(fault.code, title, f"{fault.happened}{fault.todo}"))
        except (ValueError, msgspec.MsgspecError):
            # A damaged page may come back as garbage instead of an error.
            findings.append(Finding("database.damaged", title, "有内容无法解读，请从备份恢复。"))
    progress("附件")
    _add(findings, _scans(folder, key, engine))
    return findings


def _add(findings: list[Finding], found: Iterator[Finding]) -> None:
    # One by one: what was found before the file could be read no further counts most.
    findings.extend(islice(found, MOST))


def _sealed(session: Session) -> Iterator[Finding]:
    for (said,) in _db(session).execute("PRAGMA cipher_integrity_check"):
        page = "".join(re.findall(r"\d+", said))
        yield Finding("file.sealed", f"数据文件第 {page} 页", "这一页被改动过或已损坏，请从备份恢复。")


def _structure(session: Session) -> Iterator[Finding]:
    db = _db(session)
    for (said,) in db.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield Finding("file.integrity", "数据文件", f"数据库结构有错误（{said}），请从备份恢复。")
    for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check"):
        text = f"这条记录指向的 {parent} 记录不存在，请从备份恢复或联系管理员。"
        yield Finding("file.reference", f"{table} 第 {rowid} 行", text)


def _chain(session: Session) -> Iterator[Finding]:
    broken = changes.first_break(session)
    if broken is not None:
        text = "从这一条起，变更记录被改动、删除或插入过，请与备份对照。"
        yield Finding("changes.broken", f"变更记录第 {broken} 条", text)


def _rows(session: Session) -> Iterator[Finding]:
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
    for text in session.scalars(select(changes.changes.c.fields).order_by(changes.changes.c.seq)).yield_per(
        500
    ):
        for table, row_id, fields in msgspec.json.decode(text):
            known = last.setdefault((table, row_id), {})
            known.update({name: new for name, (_, new) in fields.items()})
    return last


def _compared(table: str, values: dict[str, Any], logged: dict[str, Any] | None) -> Iterator[Finding]:
    place = f"{table} {values['id']}"
    if logged is None or logged.get("id") is None:
        yield Finding("rows.unlogged", place, "这条记录不是由办理产生的，变更记录里没有它。")
        return
    for name, value in values.items():
        held, expected = changes.plain(value), logged.get(name)
        if held != expected and not (held in (None, "") and expected in (None, "")):
            yield Finding("rows.changed", f"{place} {name}", "这一项绕过变更记录被改动过，请核对原始材料。")


def _index(session: Session) -> Iterator[Finding]:
    db = _db(session)
    held = {
        row[0]: row[1:] for row in db.execute("SELECT record_id, kind, title, detail FROM search_entries")
    }
    wrong = 0
    for entry in indexing.everything(db):
        wrong += held.pop(entry.record_id, None) != (entry.kind, entry.title, entry.detail)
    indexed = db.execute("SELECT count(*) FROM search_index").fetchone()[0]
    entries = db.execute("SELECT count(*) FROM search_entries").fetchone()[0]
    wrong += len(held) + abs(indexed - entries)
    if wrong:
        text = f"有 {wrong} 条与数据不符，可能搜不到；数据本身没有问题，重建检索目录即可。"
        yield Finding("search.incomplete", "检索目录", text)


def _numbers(session: Session) -> Iterator[Finding]:
    """Numbers given out are 1 to the last of their series, each once; those a restore has passed over are lost."""
    given, lost = _given(session), defaultdict[str, set[int]](set)
    for series, before, after in passed_over(session):
        lost[series] |= set(range(before + 1, after + 1))
    for series, last in session.execute(select(NumberSeries.series, NumberSeries.last)):
        seen = sorted(number for name, number in given if name == series)
        if not seen:
            continue
        missing = sorted(set(range(1, last + 1)) - set(seen) - lost[series])
        for number in missing:
            yield Finding("numbers.gap", f"{series}-{number:05}", "这个编号发出过，却没有对应的记录。")
        for number in sorted({n for n in seen if n > last}):
            yield Finding("numbers.beyond", f"{series}-{number:05}", "这个编号不是由编号序列发出的。")


def passed_over(session: Session) -> Iterator[tuple[str, int, int]]:
    """(series, last number before, after) of every restore: what lies between went with the replaced database."""
    names = {row.id: row.series for row in session.execute(select(NumberSeries.id, NumberSeries.series))}
    table = changes.changes
    for text in session.scalars(select(table.c.fields).where(table.c.act == "restoration.restored")):
        for _, row_id, fields in msgspec.json.decode(text):
            before, after = fields.get("last", (0, 0))
            yield names.get(row_id, ""), before or 0, after or 0


def _given(session: Session) -> set[tuple[str, int]]:
    """(series, running number) of every number that stands in a record."""
    found = set()
    for mapper in Row.registry.mappers:
        for name in ("number", "certificate_number", "document_number", "receipt_number"):
            if name in inspect(mapper.class_).column_attrs:
                for value in session.scalars(select(getattr(mapper.class_, name))):
                    series, _, tail = (value or "").rpartition("-")
                    if tail.isascii() and tail.isdigit():
                        found.add((series, int(tail)))
    return found


def _scans(folder: Path, key: bytes, engine: Engine) -> Iterator[Finding]:
    try:
        with told(), Session(engine) as session:
            rows = session.execute(select(Attachment.digest, Attachment.id, Attachment.case_id)).all()
    except Known:
        return  # the file's own findings say why
    where = {digest: f"attachments {row_id}（cases {case_id}）" for digest, row_id, case_id in rows}
    for fault in attachments.verify_all(folder, key, where):
        yield Finding(fault.code, where.get(fault.detail, fault.detail), f"{fault.happened}{fault.todo}")


def _db(session: Session) -> sqlite3.Connection:
    return cast("sqlite3.Connection", session.connection().connection.driver_connection)
