"""Entering an act into a town's log: it is tried, answered, given a position, and filed under what it touched."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, ProgrammingError

from zqdesk.district.exchange import marks
from zqdesk.district.records import tables
from zqdesk.district.records.tables import blobs, conflicts, log, log_subjects, towns
from zqdesk.office.across.exchange.facts import FACTS
from zqdesk.records.chain import next_head
from zqdesk.records.changes import SUBJECT_FIELDS
from zqdesk.records.plain import Undigested
from zqdesk.sync import apply
from zqdesk.sync.apply import Fields, Place, Values
from zqdesk.sync.wire import Act, Answer, Blob, Complaint, Hash, Unfit

Rules = Callable[[Place, Act, Fields], Sequence[Complaint]]
"""What only the district can check of an act, before it is done: the rules against it, in words for the clerk."""
SETTLED = "settled_conflicts"
_UNDIGESTED = (
    Undigested,
    DataError,
    IntegrityError,
    InterfaceError,
    ProgrammingError,
    TypeError,
    KeyError,
)
_LOOKED_BACK = 200


def NO_RULES(_place: Place, _act: Act, _fields: Fields) -> Sequence[Complaint]:
    """No rule of the district's own."""
    return ()


@dataclass(slots=True)
class TownLog:
    """The log of one town, held for this transaction: nobody else gives a position in it."""

    connection: Connection
    town: str
    position: int
    head: Hash

    @classmethod
    def locked(cls, connection: Connection, town: str) -> "TownLog":
        query = select(towns.c.position, towns.c.head).where(towns.c.town == town).with_for_update()
        row = connection.execute(query).one()
        return cls(connection, town, row.position, row.head)

    @property
    def place(self) -> Place:
        return Place(self.connection, tables.RECORDS, self.town)

    def head_at(self, position: int) -> Hash | None:
        """The head after an entry; None where there is none."""
        if position == 0:
            return bytes(32)
        query = select(log.c.head).where(log.c.town == self.town, log.c.position == position)
        return self.connection.scalar(query)

    def enter(self, act: Act, now: str, rules: Rules = NO_RULES, after: Rules = NO_RULES) -> Answer:
        """Do the act as far as it may be done and write it down with its answer. `after`: rules asked once it is done."""
        answer, touched = self._tried(act, now, rules, after)
        self.position += 1
        text = msgspec.json.encode(answer).decode()
        self.head = next_head(self.head, self.position, act.hash, text)
        said = {name: getattr(act, name) for name in _SAID}
        at = {"town": self.town, "position": self.position}
        kept = {"kind": answer.kind, "answer": text, "received_at": now, "head": self.head}
        self.connection.execute(log.insert(), said | at | kept)
        subjects = [at | {"subject": subject} for subject in sorted(touched) if subject]
        if subjects:
            self.connection.execute(log_subjects.insert(), subjects)
        if answer.kind != "applied" or answer.unfit:
            self.connection.execute(conflicts.insert(), at | {"act_id": act.id, "open": True})
        return answer

    def write_down(self) -> None:
        """Keep the end of the log; nothing that was entered is there without it."""
        self.connection.execute(
            towns.update().where(towns.c.town == self.town).values(position=self.position, head=self.head)
        )

    def _tried(self, act: Act, now: str, rules: Rules, after: Rules) -> tuple[Answer, set[str]]:
        fact = act.act in FACTS
        touched: set[str] = set()
        try:
            fields = apply.decoded(act.fields)
            touched |= subjects_of(fields)
            complaints = [] if fact else list(rules(self.place, act, fields))
            if complaints:
                return Answer(kind="refused", received_at=now, problems=complaints), touched
            with self.connection.begin_nested() if marks.touch(fields) else nullcontext() as nested:
                outcome = apply.do(self.place, fields, fact=fact, find=self._began)
                if nested is not None and (fact or not outcome.unfit):
                    complaints = list(after(self.place, act, outcome.done))
                    if complaints and not fact:
                        nested.rollback()
                        return Answer(kind="refused", received_at=now, problems=complaints), touched
        except _UNDIGESTED:
            text = "区里的程序处理不了这一项办理，已原样留存，请联系区级管理员。"
            said = Complaint(code="sync.undigested", text=text)
            return Answer(kind="refused", received_at=now, problems=[said]), touched
        unfit = [self._with_setter(each) for each in outcome.unfit]
        if unfit and not fact:
            return Answer(kind="conflict", received_at=now, unfit=unfit), touched
        self._settle(fields)
        return Answer(kind="applied", received_at=now, unfit=unfit), touched

    def _settle(self, fields: Fields) -> None:
        for table, _, changed in fields:
            if table == SETTLED and "conflict_id" in changed:
                self.connection.execute(
                    conflicts.update()
                    .where(conflicts.c.town == self.town, conflicts.c.act_id == changed["conflict_id"][1])
                    .values(open=False)
                )

    def _of(self, subject: str) -> Any:
        query = select(log).join(
            log_subjects, (log_subjects.c.town == log.c.town) & (log_subjects.c.position == log.c.position)
        )
        return query.where(log_subjects.c.town == self.town, log_subjects.c.subject == subject)

    def _began(self, table: str, row_id: str) -> Values | None:
        """The values a row was first given by any act of this log, whatever became of that act."""
        for row in self.connection.execute(self._of(row_id).order_by(log.c.position)):
            values = apply.beginning(apply.decoded(row.fields), table, row_id)
            if values is not None:
                return values
        return None

    def _with_setter(self, unfit: Unfit) -> Unfit:
        """Who last set the field that did not fit."""
        query = self._of(unfit.row).where(log.c.kind == "applied").order_by(log.c.position.desc())
        for row in self.connection.execute(query.limit(_LOOKED_BACK)):
            for table, row_id, changed in apply.decoded(row.fields):
                if (table, row_id) == (unfit.table, unfit.row) and unfit.field in changed:
                    return msgspec.structs.replace(unfit, by=row.actor_name, at=row.at, position=row.position)
        return unfit


_SAID = (
    "desk",
    "number",
    "id",
    "act",
    "actor_id",
    "actor_name",
    "at",
    "reason",
    "fields",
    "previous",
    "hash",
    "schema",
    "signature",
)


def act_of(row: Row[Any]) -> Act:
    """The act of a row of the log, as it was signed."""
    return Act(**{name: getattr(row, name) for name in _SAID})


def subjects_of(fields: Fields) -> set[str]:
    """What an act is filed under: the rows it touched, and the records they are of."""
    found = set()
    for _, row_id, changed in fields:
        found.add(row_id)
        for name in SUBJECT_FIELDS:
            found |= {str(value) for value in changed.get(name, ()) if value}
    return {each for each in found if len(each) <= 32 and "\0" not in each}


def wanted(known: TownLog, offered: Sequence[Blob]) -> list[str]:
    """Of the attachments a desk could send, those that rows mention and that are not whole here."""
    found = []
    table = tables.RECORDS["attachments"]
    for blob in sorted(offered, key=lambda each: each.size):
        mentioned = select(table.c.id).where(table.c.town == known.town, table.c.digest == blob.name).limit(1)
        query = select(blobs.c.have, blobs.c.size).where(
            blobs.c.town == known.town, blobs.c.name == blob.name
        )
        held = known.connection.execute(query).first()
        if known.connection.scalar(mentioned) and (held is None or held.have < held.size):
            found.append(blob.name)
    return found
