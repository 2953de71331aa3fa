"""Desks and the district over a real line: what one sends the other gets, each act once."""

import hashlib
import os

from tests.district.server import Server
from zqdesk.records.chain import next_head
from zqdesk.sync.wire import PIECE_BYTES, Blob, Cursor, Exchanged, Failed, Piece, PieceDown, PieceUp


def test_what_one_desk_sends_the_other_gets(server: Server, town: str) -> None:
    one, other = server.desk(town), server.desk(town)
    act = one.account("王𬭎")
    told = one.exchange(one.asking())
    assert [entry.answer.count('"applied"') for entry in told.entries] == [1]
    assert [entry.act for entry in other.exchange(other.asking()).entries] == [act]


def test_a_request_said_again_adds_nothing(server: Server, town: str) -> None:
    desk = server.desk(town)
    for name in "甲乙丙":
        desk.account(name)
    letter = desk.letter(desk.asking())
    answers = [desk.read(desk.send(letter)[1]) for _ in range(3)]
    told = [each for each in answers if isinstance(each, Exchanged)]
    assert [each.entries for each in told] == [told[0].entries] * 3
    assert [entry.position for entry in told[0].entries] == [1, 2, 3]


def test_the_log_is_a_chain_that_a_desk_can_follow(server: Server, town: str) -> None:
    desk = server.desk(town)
    for name in "甲乙":
        desk.account(name)
    told = desk.exchange(desk.asking())
    head = bytes(32)
    for entry in told.entries:
        head = next_head(head, entry.position, entry.hash, entry.answer)
    cursor = Cursor(generation=told.generation, position=2, head=head)
    nothing = desk.exchange(desk.asking(cursor, after=2))
    assert (nothing.entries, nothing.diverged, nothing.received.number) == ([], False, 2)


def test_a_desk_in_conflict_is_told_both_values(server: Server, town: str) -> None:
    one, other = server.desk(town), server.desk(town)
    row = one.account("王一").fields.split('"')[3]
    one.exchange(one.asking())
    for desk, phone in ((one, "13000000001"), (other, "13000000002")):
        desk.write("staff.change_account", [["accounts", row, {"phone": ["", phone]}]])
        told = desk.exchange(desk.asking())
    assert '"conflict"' in told.entries[-1].answer
    assert "13000000001" in told.entries[-1].answer


def test_a_text_the_database_cannot_hold_is_set_aside_and_stops_nobody(server: Server, town: str) -> None:
    desk = server.desk(town)
    desk.write("staff.open_account", [["nowhere", "x", {"id": [None, "x"]}]])
    desk.account("甲")
    told = desk.exchange(desk.asking())
    assert ['"applied"' in each.answer for each in told.entries] == [False, True]


def test_an_attachment_goes_up_in_pieces_and_comes_down_whole(server: Server, town: str) -> None:
    one, other = server.desk(town), server.desk(town)
    content = os.urandom(300_000)
    blob = Blob(name="f" * 64, blob=hashlib.sha256(content).digest(), size=len(content))
    pieces = [(at, content[at : at + PIECE_BYTES]) for at in (0, PIECE_BYTES)]
    assert isinstance(one.say(PieceUp(blob=blob, offset=0, data=b"x")), Failed)  # no row mentions it yet
    one.scan(blob.name)
    assert one.exchange(one.asking(blobs=[blob])).wanted == [blob.name]
    for at, data in pieces:
        assert one.say(PieceUp(blob=blob, offset=at, data=data)) == Piece(
            offset=at + len(data), size=blob.size, blob=blob.blob
        )
    down = [other.say(PieceDown(offset=at, name=blob.name)) for at, _ in pieces]
    assert b"".join(each.data for each in down if isinstance(each, Piece)) == content
