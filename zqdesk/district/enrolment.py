"""Towns, invitations, and how a desk is taken in, taken off and lost (docs/protocol.md §8; design: retired and lost are two things)."""

import hashlib
import os
from datetime import datetime, timedelta
from typing import NoReturn

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKeyConstraint,
    LargeBinary,
    String,
    Table,
    Text,
    func,
    select,
)

from zqdesk.district.keys import Identity
from zqdesk.district.records.tables import desks, generations, log, metadata, towns
from zqdesk.frozen import frozen
from zqdesk.records.tables.base import instant_text
from zqdesk.rules.problem import Problem, Refused
from zqdesk.sync.wire import KEY_BYTES, Enrol, Enrolled, Failed, Invitation

GOOD_HOURS = 72
MOST_DESKS = 5
"""Working desks of a town at a time."""
SECRET_BYTES = 16
STANDINGS = ("active", "retired", "lost", "cloned")

invitations = Table(
    "invitations",
    metadata,
    Column("town", String(12), primary_key=True),
    Column("serial", BigInteger, primary_key=True, autoincrement=False),
    Column("secret_hash", LargeBinary(32), nullable=False, unique=True),
    Column("desk_name", Text, nullable=False),
    Column("made_at", String(24), nullable=False),
    Column("good_until", String(24), nullable=False),
    Column("desk", String(32), nullable=False, default=""),
    ForeignKeyConstraint(["town"], ["towns.town"]),
)
"""What was handed out so that a desk may join; `desk`: who used it. The secret itself is never kept."""

orders = Table(
    "orders",
    metadata,
    Column("serial", BigInteger, primary_key=True, autoincrement=True),
    Column("at", String(24), nullable=False),
    Column("by", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("town", String(12), nullable=False),
    Column("what", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
"""What officials of the district did on the console."""


@frozen
class Order:
    """Who says so at the district, when, and why."""

    by: str
    at: datetime
    reason: str = ""


def add_town(connection: Connection, town: str, name: str, order: Order) -> None:
    """Take in a town by its division code. Refuses one that is there."""
    if not (town.isascii() and town.isdigit() and 6 <= len(town) <= 12):
        _refuse("town.code", "镇街代码应是 6 至 12 位数字。", "town")
    if not name.strip():
        _refuse("town.name", "请写镇街名称。", "name")
    if _town_name(connection, town) is not None:
        _refuse("town.taken", "这个镇街已经登记过了。", "town")
    connection.execute(towns.insert().values(town=town, name=name.strip()))
    note(connection, order, "town add", town, name.strip())


def invite(connection: Connection, identity: Identity, town: str, desk_name: str, order: Order) -> Invitation:
    """An invitation for one desk of a town, good once and for three days."""
    name = must_be_known(connection, town)
    working = connection.scalar(
        select(func.count()).where(desks.c.town == town, desks.c.standing == "active")
    )
    if (working or 0) >= MOST_DESKS:
        _refuse("enrol.many", f"这个镇街已有 {MOST_DESKS} 台电脑在用，请先停用或挂失一台。", "town")
    secret = os.urandom(SECRET_BYTES)
    serial = connection.scalar(
        select(func.coalesce(func.max(invitations.c.serial), 0)).where(invitations.c.town == town)
    )
    connection.execute(
        invitations.insert().values(
            town=town,
            serial=(serial or 0) + 1,
            secret_hash=_hash(secret),
            desk_name=desk_name,
            made_at=instant_text(order.at),
            good_until=instant_text(order.at + timedelta(hours=GOOD_HOURS)),
        )
    )
    note(connection, order, "desk enrol", town, desk_name)
    return Invitation(
        address=identity.address,
        fingerprint=identity.fingerprint(),
        district=identity.id,
        signing_key=identity.signer.public,
        sealing_key=identity.sealing_public,
        secret=secret,
        town_name=name,
    )


def enrol(connection: Connection, asked: Enrol, now: datetime) -> Enrolled | Failed:
    """Take a desk in with the secret of its invitation. Asked again with the same secret and keys, the answer is the same."""
    if (
        len(asked.signing_key) != KEY_BYTES
        or len(asked.sealing_key) != KEY_BYTES
        or not _is_desk_id(asked.desk)
    ):
        return _NO_SECRET
    query = select(invitations).where(invitations.c.secret_hash == _hash(asked.secret)).with_for_update()
    invited = connection.execute(query).mappings().first()
    if invited is None or invited["desk"] not in {"", asked.desk}:
        return _NO_SECRET
    town = invited["town"]
    # The lock under which positions are given, too: nobody founds a town whose log is just beginning.
    connection.execute(select(towns.c.town).where(towns.c.town == town).with_for_update())
    known = connection.execute(select(desks).where(desks.c.desk == asked.desk)).mappings().first()
    if known is not None:
        same = (known["signing_key"], known["sealing_key"], known["town"]) == (
            asked.signing_key,
            asked.sealing_key,
            town,
        )
        return _enrolled(connection, town, known["digit"], now) if same and invited["desk"] else _TAKEN
    if invited["good_until"] < instant_text(now):
        return _NO_SECRET
    if asked.head.number and connection.scalar(select(log.c.position).where(log.c.town == town).limit(1)):
        return _TOWN_TAKEN
    digit = (connection.scalar(select(func.max(desks.c.digit)).where(desks.c.town == town)) or 0) + 1
    connection.execute(
        desks.insert().values(
            town=town,
            desk=asked.desk,
            name=invited["desk_name"] or asked.name,
            digit=digit,
            signing_key=asked.signing_key,
            sealing_key=asked.sealing_key,
            enrolled_at=instant_text(now),
            brought=asked.head.number,
            program=asked.program,
            schema=asked.schema,
        )
    )
    used = invitations.update().where(invitations.c.town == town, invitations.c.serial == invited["serial"])
    connection.execute(used.values(desk=asked.desk))
    return _enrolled(connection, town, digit, now)


def set_standing(connection: Connection, desk: str, standing: str, order: Order) -> str:
    """Take a desk off (`retired`) or report it lost (`lost`), from its next letter on. Returns its town."""
    found = connection.execute(select(desks.c.town, desks.c.standing).where(desks.c.desk == desk)).first()
    if found is None:
        _refuse("desk.unknown", "没有这台电脑，请用 status 查看编号。", "desk")
    if found.standing == "lost":
        _refuse("desk.lost", "这台电脑已经挂失。找回来的也要重新登记。", "desk")
    if not order.reason.strip():
        _refuse("desk.reason", "请写明原因。", "reason")
    connection.execute(desks.update().where(desks.c.desk == desk).values(standing=standing))
    note(connection, order, f"desk {standing}", found.town, desk)
    return str(found.town)


def _enrolled(connection: Connection, town: str, digit: int, now: datetime) -> Enrolled:
    generation = connection.scalar(select(generations.c.id).order_by(generations.c.serial.desc()).limit(1))
    return Enrolled(town=town, digit=digit, generation=str(generation), server_time=instant_text(now))


def must_be_known(connection: Connection, town: str) -> str:
    """The name of a town; refused where none was taken in under this code."""
    name = _town_name(connection, town)
    if name is None:
        _refuse("town.unknown", "没有登记过这个镇街，请先用 town add 登记。", "town")
    return name


def note(connection: Connection, order: Order, verb: str, town: str, what: str) -> None:
    """Write down what was done on the console."""
    said = {"at": instant_text(order.at), "by": order.by, "verb": verb, "town": town, "what": what}
    connection.execute(orders.insert().values(**said, reason=order.reason))


def _town_name(connection: Connection, town: str) -> str | None:
    return connection.scalar(select(towns.c.name).where(towns.c.town == town))


def _hash(secret: bytes) -> bytes:
    return hashlib.sha256(b"zqdesk/invitation/1\n" + secret).digest()


def _is_desk_id(desk: str) -> bool:
    return 0 < len(desk) <= 32 and desk.isascii() and desk.isalnum()


def _refuse(code: str, text: str, field: str) -> NoReturn:
    raise Refused(Problem(code, text, field))


_NO_SECRET = Failed(code="enrol.secret", text="邀请码不对、已经用过，或已过有效期。请向区里要一个新的。")
_TAKEN = Failed(code="enrol.desk_taken", text="这台电脑的编号已经登记过，但密钥不同。请作为新电脑重新登记。")
_TOWN_TAKEN = Failed(
    code="enrol.town_taken", text="这个镇街在区里已有业务记录，这台电脑里也有。请联系区里处理。"
)
