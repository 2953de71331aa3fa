"""Attachments in pieces, after the acts (docs/protocol.md §5)."""

import hashlib

from sqlalchemy import Connection, select

from zqdesk.district.exchange.exchanging import District
from zqdesk.district.records import tables
from zqdesk.district.records.tables import blobs, desks, publications
from zqdesk.records.attachments import LARGEST_BYTES
from zqdesk.sync import wire
from zqdesk.sync.wire import Failed, Piece, PieceDown, PieceUp


def take_up(district: District, desk_id: str, request: PieceUp) -> Piece | Failed:
    """Keep a piece; the answer says how far the district has the attachment now."""
    writer = district.engine.execution_options(begin="BEGIN IMMEDIATE")
    with writer.begin() as connection:
        town = _town(connection, desk_id)
        blob = request.blob
        if not town or not _mentioned(connection, town, blob.name):
            return Failed(code="piece.unknown", text="没有记录提到这个附件。")
        if blob.size > LARGEST_BYTES or len(request.data) > wire.PIECE_BYTES:
            return Failed(code="request.too_many", text="附件超过了上限。")
        key = (blobs.c.town == town, blobs.c.name == blob.name)
        held = connection.execute(select(blobs).where(*key).with_for_update()).first()
        if held is None:
            first = {"town": town, "name": blob.name, "digest": blob.blob, "size": blob.size, "have": 0}
            connection.execute(blobs.insert(), first)
        elif (held.digest, held.size) != (blob.blob, blob.size) and held.have < held.size:
            _start_again(connection, town, request)  # an upload that was cut, of other content
            held = None
        have = held.have if held else 0
        whole = held is not None and have == held.size
        if whole or request.offset != have or have + len(request.data) > blob.size:
            return Piece(offset=have, size=blob.size, blob=blob.blob)
        at = {"town": town, "name": blob.name, "offset": have, "data": request.data}
        connection.execute(tables.pieces.insert(), at)
        have += len(request.data)
        if have == blob.size and _digest(connection, town, blob.name) != blob.blob:
            _start_again(connection, town, request)
            return Failed(code="piece.order", text="附件内容与它的校验值不符，请重新发送。", again=True)
        connection.execute(blobs.update().where(*key).values(have=have))
        return Piece(offset=have, size=blob.size, blob=blob.blob)


def hand_down(district: District, desk_id: str, request: PieceDown) -> Piece | Failed:
    """A piece of an attachment of the desk's town, or of a publication; size 0 where it is not here yet."""
    with district.engine.connect() as connection:
        if request.blob:
            query = select(publications.c.content).where(publications.c.digest == request.blob)
            content: bytes = connection.scalar(query) or b""
            data = content[request.offset :][: wire.PIECE_BYTES]
            return Piece(offset=request.offset, size=len(content), blob=request.blob, data=data)
        town = _town(connection, desk_id)
        held = connection.execute(
            select(blobs).where(blobs.c.town == town, blobs.c.name == request.name)
        ).first()
        if held is None or held.have < held.size:
            return Piece(offset=0, size=0)
        piece = tables.pieces
        query = select(piece.c.data).where(
            piece.c.town == town, piece.c.name == request.name, piece.c.offset == request.offset
        )
        return Piece(
            offset=request.offset,
            size=held.size,
            blob=held.digest,
            data=connection.scalar(query) or b"",
        )


def _town(connection: Connection, desk_id: str) -> str:
    """The town of a desk that may still exchange; empty for a lost one."""
    query = select(desks.c.town).where(desks.c.desk == desk_id, desks.c.standing != "lost")
    return connection.scalar(query) or ""


def _mentioned(connection: Connection, town: str, name: str) -> bool:
    table = tables.RECORDS["attachments"]
    query = select(table.c.id).where(table.c.town == town, table.c.digest == name).limit(1)
    return connection.scalar(query) is not None


def _digest(connection: Connection, town: str, name: str) -> bytes:
    piece, total = tables.pieces, hashlib.sha256()
    query = select(piece.c.data).where(piece.c.town == town, piece.c.name == name).order_by(piece.c.offset)
    for data in connection.scalars(query):
        total.update(data)
    return total.digest()


def _start_again(connection: Connection, town: str, request: PieceUp) -> None:
    piece, name = tables.pieces, request.blob.name
    connection.execute(piece.delete().where(piece.c.town == town, piece.c.name == name))
    connection.execute(
        blobs.update()
        .where(blobs.c.town == town, blobs.c.name == name)
        .values(digest=request.blob.blob, size=request.blob.size, have=0)
    )
