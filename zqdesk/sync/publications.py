"""What the district has published for all its desks comes in pieces, after the acts, and takes the place of what was here once it is whole."""

import hashlib
from typing import Any

from sqlalchemy import Engine, Select, select

from zqdesk.records.tables.exchange import received_publications as received
from zqdesk.sync.local import Local, looking, transaction
from zqdesk.sync.wire import Piece, PieceDown, Publication

COMING = "+"
"""Behind the kind of what is not whole yet: until then the one before serves."""


def note(local: Local, told: list[Publication], known: int) -> None:
    """Remember what there is to fetch; newer than what was known."""
    for each in told:
        if each.position > known:
            _keep(local, each.kind + COMING, each, b"")
    if told:
        local.keep(published=max(known, *(each.position for each in told)))


def next_piece(engine: Engine) -> PieceDown | None:
    """What to ask for next; None where all is here."""
    with looking(engine) as local:
        row = local.connection.execute(_coming().limit(1)).first()
    return None if row is None else PieceDown(offset=len(row.content), blob=row.digest)


def take_piece(engine: Engine, piece: Piece) -> None:
    """Put a piece behind what is here; what is whole and is what it was said to be serves from now on."""
    with transaction(engine) as local:
        row = local.connection.execute(_coming().where(received.c.digest == piece.blob)).first()
        if row is None:
            return
        content = row.content + piece.data
        if not piece.size or not piece.data or piece.offset != len(row.content):
            _forget(local, row.kind)
            local.keep(published=row.position - 1)  # it was replaced meanwhile, or damaged: ask what there is
            return
        said = Publication(position=row.position, kind=row.kind, blob=row.digest, size=piece.size)
        _keep(local, row.kind, said, content)
        if len(content) >= piece.size:
            _forget(local, row.kind)
            if hashlib.sha256(content).digest() == row.digest:
                _keep(local, row.kind.removesuffix(COMING), said, content)
            else:
                local.keep(published=row.position - 1)


def _coming() -> Select[Any]:
    return select(received).where(received.c.kind.endswith(COMING)).order_by(received.c.kind)


def _keep(local: Local, kind: str, said: Publication, content: bytes) -> None:
    _forget(local, kind)
    values = {"kind": kind, "position": said.position, "digest": said.blob, "size": said.size}
    local.connection.execute(received.insert().values(values | {"content": content}))


def _forget(local: Local, kind: str) -> None:
    local.connection.execute(received.delete().where(received.c.kind == kind))
