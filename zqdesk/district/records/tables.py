"""What the district keeps: of every town the same rows as its desks, and the log they follow from.

The town stands first in every key, so that the tables can be spread over several machines by town.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from zqdesk.records.tables.base import NAMING
from zqdesk.sync import apply

metadata = MetaData(naming_convention=NAMING)

generations = Table(
    "generations",
    metadata,
    Column("serial", Integer, primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False, unique=True),
    Column("began_at", String(24), nullable=False),
    Column("why", Text, nullable=False),
)
"""The lives of this database; the last is the present one."""

towns = Table(
    "towns",
    metadata,
    Column("town", String(12), primary_key=True),
    Column("name", Text, nullable=False),
    Column("position", BigInteger, nullable=False, default=0),
    Column("head", LargeBinary(32), nullable=False, default=bytes(32)),
    Column("announced", Integer, nullable=False, default=0, server_default=text("0")),
    Column("marked", Boolean, nullable=False, default=False, server_default=false()),
)
"""A town and the end of its log, and up to which serial it has the district's announcements; `marked`: its
rolls have their marks; this row is the lock under which
positions are given."""

desks = Table(
    "district_desks",
    metadata,
    Column("town", String(12), primary_key=True),
    Column("desk", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("digit", Integer, nullable=False),
    Column("signing_key", LargeBinary(32), nullable=False),
    Column("sealing_key", LargeBinary(32), nullable=False),
    Column("standing", String(16), nullable=False, default="active"),
    Column("enrolled_at", String(24), nullable=False),
    Column("number", BigInteger, nullable=False, default=0),
    Column("hash", LargeBinary(32), nullable=False, default=bytes(32)),
    Column("turn", BigInteger, nullable=False, default=0),
    Column("gave_up_after", BigInteger, nullable=False, default=0),
    Column("gave_up_to", BigInteger, nullable=False, default=0),
    Column("recovery", LargeBinary(16), nullable=False, default=b""),
    Column("said", BigInteger, nullable=False, default=0),
    Column("seen_at", String(24), nullable=False, default=""),
    Column("desk_time", String(24), nullable=False, default=""),
    Column("program", Text, nullable=False, default=""),
    Column("schema", String(16), nullable=False, default=""),
    Column("position", BigInteger, nullable=False, default=0),
    Column("brought", BigInteger, nullable=False, default=0, server_default=text("0")),
    UniqueConstraint("desk"),
    UniqueConstraint("town", "digit"),
)
"""Every desk that was ever enrolled: its keys, the end of its chain here and as it last said, the turns it gave up when restored.

`brought`: the number of its last act before it was enrolled."""

log = Table(
    "log",
    metadata,
    Column("town", String(12), primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("desk", String(32), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("id", String(32), nullable=False),
    Column("act", Text, nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("at", String(24), nullable=False),
    Column("reason", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("previous", LargeBinary(32), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("schema", String(16), nullable=False),
    Column("signature", LargeBinary(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("answer", Text, nullable=False),
    Column("received_at", String(24), nullable=False),
    Column("head", LargeBinary(32), nullable=False),
    UniqueConstraint("town", "desk", "number"),
    UniqueConstraint("town", "id"),
)
"""Every act the district was sent, whatever it answered, in the order in which it was dealt with."""

log_subjects = Table(
    "log_subjects",
    metadata,
    Column("town", String(12), primary_key=True),
    Column("subject", String(32), primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
)

conflicts = Table(
    "conflicts",
    metadata,
    Column("town", String(12), primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("act_id", String(32), nullable=False),
    Column("open", Boolean, nullable=False, default=True),
    Index("ix_conflicts_open", "town", "open"),
)
"""The acts that were not applied, or not all of them; `open` until an act settles it."""

held_back = Table(
    "held_back",
    metadata,
    Column("town", String(12), primary_key=True),
    Column("desk", String(32), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(32), primary_key=True),
    Column("act", LargeBinary, nullable=False),
    Column("why", String(32), nullable=False),
    Column("received_at", String(24), nullable=False),
)
"""What a lost desk still sent: it waits for a person."""

blobs = Table(
    "blobs",
    metadata,
    Column("town", String(12), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("have", BigInteger, nullable=False, default=0),
)
pieces = Table(
    "blob_pieces",
    metadata,
    Column("town", String(12), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("offset", BigInteger, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)
"""Attachments: whole once `have` is `size`."""

announcements = Table(
    "announcements",
    metadata,
    Column("serial", Integer, primary_key=True, autoincrement=False),
    Column("digest", LargeBinary(32), nullable=False),
    Column("rows", Text, nullable=False),
    Column("at", String(24), nullable=False),
    Column("by", Text, nullable=False),
    Column("source", Text, nullable=False),
)
"""What the district has published for every town: values, working days, divisions (`announcing.Announced`, as JSON). Each town's log
gets it as an act of the district when one of its desks next speaks."""

publications = Table(
    "publications",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(32), nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at", String(24), nullable=False, default="", server_default=text("''")),
)
"""What every desk of the district may know: the duplicate filter."""

roll_marks = Table(
    "roll_marks",
    metadata,
    Column("of_town", String(12), primary_key=True),
    Column("household", String(32), primary_key=True),
    Column("person", String(32), primary_key=True),
    Column("programme", String(32), primary_key=True),
    Column("of_name", Text, nullable=False),
    Column("number", LargeBinary(32), nullable=False),
    Column("spoken", LargeBinary(4), nullable=False),
    Index("ix_roll_marks_number", "number"),
)
"""Who is on an open roll of which town, as keyed digests alone: the one thing that is asked across towns (`exchange.marks`). So its
column is not called `town`, by which rows are closed to other towns."""


def _at_first(column: Column[Any]) -> Any:
    """What a column holds where nothing was said; PostgreSQL does not take SQLite's figures for no and yes."""
    said: Any = column.server_default
    if said is None or not isinstance(column.type, Boolean):
        return said
    return true() if str(said.arg).strip("'()") == "1" else false()


def _of_town(table: Table) -> Table:
    """The district's form of a desk's table: the town before the id. What refers and what is unique is asked by `sync.apply`.

    The database itself holds neither: a fact of the world is kept even where it refers to nothing here, or doubles a number.
    """
    copied = Table(
        table.name,
        metadata,
        Column("town", String(12), primary_key=True),
        *(Column(c.name, c.type, primary_key=c.primary_key, nullable=c.nullable, default=c.default,
                 server_default=_at_first(c), key=c.key) for c in table.c),
    )  # fmt: skip
    copied.info["references"] = apply.references(table)
    copied.info["uniques"] = apply.uniques(table)
    copied.info["held"] = apply.held(table)
    for column, _ in copied.info["references"]:
        Index(f"ix_{table.name}_{column}", copied.c.town, copied.c[column])
    for name, columns in copied.info["uniques"]:
        Index(f"ix_{name}", copied.c.town, *(copied.c[column] for column in columns))
    return copied


RECORDS: dict[str, Table] = {name: _of_town(table) for name, table in apply.replicated().items()}
"""The rows of every town, by the name of the table."""
