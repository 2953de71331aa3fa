"""What a check says it has found."""

import sqlite3
from typing import cast

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen

MOST = 500
"""More findings of one kind say nothing more; so many that every guard and index there is has its name told."""


@frozen
class Finding:
    """Something that is not as it should be: where, and what to do about it, as a sentence."""

    code: str
    place: str
    text: str


def driver(session: Session) -> sqlite3.Connection:
    """The connection of a look, for what only the driver says."""
    return cast("sqlite3.Connection", session.connection().connection.driver_connection)
