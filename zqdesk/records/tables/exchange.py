"""What a desk knows of its exchange with the district. Local: never in the change log, never exchanged.

Only `SettledConflict` is a record like any other, because everybody must learn that a conflict was settled.
"""

from datetime import datetime

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class SettledConflict(Row):
    """Somebody decided what became of an act that did not fit: `choice` is mine, theirs or other, `reason` says why.

    One act in conflict is settled once: of two settlements the second is in conflict itself.
    """

    __tablename__ = "settled_conflicts"
    conflict_id: Mapped[str] = mapped_column(unique=True)
    choice: Mapped[str]
    reason: Mapped[str]
    settled_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]


RENUMBERED, DEAD = "renumbered", "dead"
"""Kinds of an act that the district has not answered: it lives on under another number, or will."""

exchange_state = Table(
    "exchange_state",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("desk_id", String(32), nullable=False),
    Column("town", String(12), nullable=False),
    Column("digit", Integer, nullable=False),
    Column("standing", String(16), nullable=False),
    Column("district", String(32), nullable=False),
    Column("address", Text, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("district_signing", LargeBinary, nullable=False),
    Column("district_sealing", LargeBinary, nullable=False),
    Column("signing_secret", LargeBinary, nullable=False),
    Column("sealing_secret", LargeBinary, nullable=False),
    Column("generation", String(32), nullable=False),
    Column("position", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("received", Integer, nullable=False),
    Column("received_hash", LargeBinary, nullable=False),
    Column("phase", String(16), nullable=False),
    Column("request", LargeBinary, nullable=False),
    Column("published", Integer, nullable=False),
    Column("exchanged_at", String(24), nullable=False),
    Column("ahead_seconds", Integer, nullable=False),
    Column("trouble", Text, nullable=False),
)
"""One row once the desk is enrolled, none before.

`received`: the last own act the district has. `phase`: empty, `log` or `own` (looking for a common point of the town's log or
of its own chain), `recover` (reading what it forgot). `request`: the name of the request whose answer is awaited. `ahead_seconds`: how far the
desk's clock is ahead of the district's. `trouble`: why the desk does not follow the log any further.
"""

log_answers = Table(
    "log_answers",
    Row.metadata,
    Column("seq", Integer, primary_key=True),
    Column("position", Integer, nullable=True),
    Column("kind", String(16), nullable=False),
    Column("effect", String(8), nullable=False),
    Column("done", Text, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("answer", Text, nullable=False),
    Column("rank", Integer, nullable=False, server_default=text("0")),
    Index("ix_log_answers_position", "position", unique=True, sqlite_where=text("position IS NOT NULL")),
    Index("ix_log_answers_unanswered", "seq", sqlite_where=text("position IS NULL")),
)
"""What became of each row of the change log.

`position`: its place in the town's log; null while it is unanswered. `kind`: applied, conflict, refused, renumbered (it lives on under
another number), dead (it will be renumbered), or empty. `effect`: what stands of it in the rows here: whole, none, or part (then `done` says what).
`head`: of the town's log behind it. `answer`: the district's, as it was hashed. `rank`: below 0 where a restored server forgot the
answer: it lies beneath what was never answered, in the order of the log as it was.
"""

chains = Table(
    "chains",
    Row.metadata,
    Column("desk_id", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    sqlite_with_rowid=False,
)
"""The last act of each desk's chain."""

applying = Table("applying", Row.metadata, Column("id", Integer, primary_key=True))
"""Has a row while acts of the exchange are done: what was decided elsewhere is not judged again by this desk's guards."""

received_publications = Table(
    "received_publications",
    Row.metadata,
    Column("kind", String(32), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""What the district has published for all its desks (the duplicate filter), as far as it is here: whole once `content` has `size` bytes."""

exchange_rounds = Table(
    "exchange_rounds",
    Row.metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String(24), nullable=False),
    Column("way", String(16), nullable=False),
    Column("sent", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("trouble", Text, nullable=False),
)
"""What went and what came with each exchange that said anything: by `line` or by `stick`; `trouble` as in `exchange_state`."""
