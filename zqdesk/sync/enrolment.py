"""How a desk comes to a town: it makes its keys, answers its invitation, and is told its town and digit (docs/protocol.md §8)."""

import base64
import os
from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Engine, insert, select

from zqdesk import __version__
from zqdesk.records import changes
from zqdesk.records.schema import NEWEST
from zqdesk.records.tables.base import new_id
from zqdesk.records.tables.exchange import exchange_state
from zqdesk.records.tables.place import Desk
from zqdesk.sync import apply, wire
from zqdesk.sync.letters import Signer
from zqdesk.sync.local import TABLES, Local, State, transaction
from zqdesk.sync.wire import Enrol, Enrolled, Invitation, Malformed, Point

JOINING = "joining"
OF_UPGRADES = ("reserve_documents", "reserve_reported")
"""Tables whose first rows the migrations 0008 and 0010 made of others."""
SAID_LATER = "enrolment.said_later"
GROUP = 5


def invitation_text(invitation: Invitation) -> str:
    """An invitation as letters and figures in groups, to be sent or typed."""
    packed = base64.b32encode(msgspec.msgpack.encode(invitation)).decode().rstrip("=")
    return "-".join(packed[n : n + GROUP] for n in range(0, len(packed), GROUP))


def read_invitation(text: str) -> Invitation:
    """The invitation of such a text, however it was broken into lines; raises `Malformed`."""
    letters = "".join(each for each in text.upper() if each.isalnum())
    try:
        packed = base64.b32decode(letters + "=" * (-len(letters) % 8))
        found = msgspec.msgpack.decode(packed, type=Invitation)
    except (ValueError, msgspec.MsgspecError) as error:
        raise Malformed("not an invitation") from error
    if len(found.signing_key) != wire.KEY_BYTES or len(found.sealing_key) != wire.KEY_BYTES:
        raise Malformed("not an invitation")
    return found


def begin(engine: Engine, invitation: Invitation, name: str) -> Enrol:
    """Make this desk's keys and say what it brings. Repeated with the same invitation it says the same again."""
    with transaction(engine) as local:
        state = local.state()
        if state is None:
            _first_row(local, invitation)
            _say_what_was_never_said(local)
        elif state.standing == JOINING:
            local.keep(**_district_of(invitation))
        state = local.state()
        assert state is not None
        number, digest = changes.end_of_chain(local.db, state.desk_id)
    return Enrol(
        secret=invitation.secret,
        desk=state.desk_id,
        name=name,
        signing_key=signer(state).public,
        sealing_key=sealing_public(state),
        head=Point(number=number, hash=bytes.fromhex(digest)),
        program=__version__,
        schema=NEWEST,
    )


def complete(engine: Engine, told: Enrolled) -> None:
    """Note the town and the digit; from now on the desk exchanges."""
    with transaction(engine) as local:
        local.keep(town=told.town, digit=told.digit, standing="active")


def signer(state: State) -> Signer:
    """This desk, as it signs."""
    return Signer.of(state.desk_id, state.signing_secret)


def sealing_public(state: State) -> bytes:
    """The key to which answers on a stick are sealed."""
    return X25519PrivateKey.from_private_bytes(state.sealing_secret).public_key().public_bytes_raw()


def _first_row(local: Local, invitation: Invitation) -> None:
    desk_id = local.connection.scalar(select(Desk.id).order_by(Desk.id).limit(1)) or new_id()
    known = {
        "id": 1,
        "desk_id": desk_id,
        "town": "",
        "digit": 1,
        "standing": JOINING,
        "signing_secret": os.urandom(wire.KEY_BYTES),
        "sealing_secret": X25519PrivateKey.generate().private_bytes_raw(),
        "generation": "",
        "position": 0,
        "head": bytes(wire.HASH_BYTES),
        "turn": 0,
        "received": 0,
        "received_hash": bytes(wire.HASH_BYTES),
        "phase": "",
        "request": b"",
        "published": 0,
        "exchanged_at": "",
        "ahead_seconds": 0,
        "trouble": "",
    }
    local.connection.execute(insert(exchange_state), known | _district_of(invitation))


def _say_what_was_never_said(local: Local) -> None:
    """Rows that an upgrade once made out of others get their act before they are told: the district has only what acts say."""
    state = local.state()
    number, _ = changes.end_of_chain(local.db, state.desk_id) if state else (0, "")
    if state is None or not number:
        return
    said = {
        row_id for text in _texts(local) for table, row_id, _ in apply.decoded(text) if table in OF_UPGRADES
    }
    made = changes.Gathered()
    for name in OF_UPGRADES:
        for row_id in local.connection.scalars(select(TABLES[name].c.id).order_by(TABLES[name].c.id)):
            row = local.place.row(name, row_id)
            if row is not None and row_id not in said:
                made.rows[name, row_id] = {
                    key: [None, value] for key, value in row.items() if value not in (None, "")
                }
                made.subjects.add(row_id)
    if made.rows:
        last = local.db.execute("SELECT at FROM changes ORDER BY seq DESC LIMIT 1").fetchone()[0]
        changes.write(
            local.db, made, act=SAID_LATER, actor_id="", actor_name="程序升级", desk_id=state.desk_id,
            at=datetime.fromisoformat(last), reason="以前的版本升级时整理出来的内容",
        )  # fmt: skip


def _texts(local: Local) -> list[str]:
    return [row[0] for row in local.db.execute("SELECT fields FROM changes")]


def _district_of(invitation: Invitation) -> dict[str, object]:
    return {
        "district": invitation.district,
        "address": invitation.address,
        "fingerprint": invitation.fingerprint,
        "district_signing": invitation.signing_key,
        "district_sealing": invitation.sealing_key,
    }
