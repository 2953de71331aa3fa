"""Makes a district's server, or brings it to this program's version: keys, roles, tables, the first generation."""

import secrets
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select

from zqdesk.district import keys
from zqdesk.district.keys import Identity
from zqdesk.district.records import database, roles, schema
from zqdesk.district.records.tables import generations
from zqdesk.records.tables.base import instant_text


def set_up(data: Path, owner: str, district: str, address: str, now: datetime) -> Identity:
    """Do what is not done yet; done twice, nothing changes but the passwords of the roles."""
    identity = keys.load(data) if keys.exist(data) else keys.make(data, district, address, now)
    keys.tell_address(data, address)
    engine = database.engine(owner)
    try:
        prepare(engine, data, owner, now)
    finally:
        engine.dispose()
    return identity


def prepare(engine: Engine, data: Path, owner: str, now: datetime) -> None:
    """The database's part of it."""
    schema.upgrade(engine)
    with engine.begin() as connection:
        access = roles.make(connection, owner)
        roles.grant(connection, owner)
        if connection.scalar(select(generations.c.serial).limit(1)) is None:
            begun = {"serial": 1, "id": secrets.token_hex(16), "began_at": instant_text(now), "why": "made"}
            connection.execute(generations.insert().values(begun))
    database.write_access(data, access)
