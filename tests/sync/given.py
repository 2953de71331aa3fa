"""What the district gives down, brought to a desk as an entry of its town's log, without a district."""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Engine

from tests.sync.desks import DISTRICT, INVITATION
from zqdesk.district.exchange.announcing import Announced, appearing, row_id
from zqdesk.records.schema import NEWEST
from zqdesk.records.tables.base import new_id
from zqdesk.sync import apply, enrolment, following, letters, wire
from zqdesk.sync.local import transaction

RECEIVED = "2026-11-23T01:00:00.000Z"


def enrolled(engine: Engine, town: str = "370114001") -> None:
    """The desk of this database belongs to a district."""
    enrolment.begin(engine, INVITATION, "1号窗口")
    enrolment.complete(engine, wire.Enrolled(town=town, digit=1, generation="", server_time=""))


def value(key: str, value: Any, day: date, **more: Any) -> tuple[str, str, apply.Changed]:
    """A dated value as the district publishes it."""
    said = {"key": key, "scope": "370114", "valid_from": day.isoformat(), "published_on": "2026-11-20"}
    said |= {"value": value, "source": "章民发〔2026〕31号", "by_district": True} | more
    return appearing("parameters", row_id(Announced("parameters", said)), said)


def money(fen: int, number: str) -> tuple[str, str, apply.Changed]:
    """An allocation."""
    said = {"amount_fen": fen, "notice_number": number, "notice_on": "2026-11-20", "by_name": "孙科长"}
    return appearing("district_allocations", new_id(), said)


def arrive(
    engine: Engine, act: str, *fields: tuple[str, str, apply.Changed], signer: letters.Signer = DISTRICT
) -> None:
    """An act of the district is the next entry of the log and is taken in."""
    made = wire.Act(
        desk=f"{DISTRICT.id}-{new_id()[-12:]}",
        number=1,
        id=new_id(),
        act=act,
        actor_id=DISTRICT.id,
        actor_name="孙科长",
        at=RECEIVED,
        reason="章民发〔2026〕31号",
        fields=apply.encoded(list(fields)),
        previous=bytes(32),
        hash=b"",
        schema=NEWEST,
    )
    made = letters.signed_act(msgspec.structs.replace(made, hash=wire.hash_of(made)), signer)
    answer = msgspec.json.encode(wire.Answer(kind="applied", received_at=RECEIVED)).decode()
    with transaction(engine) as local:
        state = local.state()
        assert state is not None
        entry = wire.Entry(
            position=state.position + 1, desk=made.desk, number=1, hash=made.hash, answer=answer, act=made
        )
        following.take(local, state, entry)
