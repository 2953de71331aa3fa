"""What goes over the wire is what docs/protocol.md says: the vectors, signatures, limits, and what is not ours."""

import json
import os
import zlib
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sync import vectors_made
from tests.sync.vectors_made import DESK, DISTRICT, FOLDER, REQUEST
from zqdesk.sync import letters, wire
from zqdesk.sync.wire import Malformed


@pytest.mark.parametrize("name", vectors_made.files())
def test_the_vectors_are_what_this_program_says(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == vectors_made.text(vectors_made.files()[name])


def test_hash_and_signature_of_an_act_can_be_had_from_the_document_alone() -> None:
    import hashlib

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    vectors = json.loads((FOLDER / "acts.json").read_text(encoding="utf-8"))
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(vectors["public"]))
    for act in vectors["acts"]:
        names = (
            "number",
            "id",
            "act",
            "actor_id",
            "actor_name",
            "desk",
            "at",
            "reason",
            "fields",
            "previous",
        )
        said = [act[name] for name in names] + ([act["schema"]] if act["schema"] else [])
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == act["hash"]
        words = f"zqdesk/act/1\n{act['desk']}\n{act['number']}\n".encode() + bytes.fromhex(act["hash"])
        public.verify(bytes.fromhex(act["signature"]), words)


def test_acts_of_a_chain_follow_each_other_and_no_other_way() -> None:
    acts = vectors_made.acts()
    start = wire.Point(number=0, hash=bytes(32))
    assert letters.follow_one_another(acts, start)
    for wrong in (acts[1:], acts[::-1], [acts[0], acts[2]], [*acts, acts[0]]):
        assert not letters.follow_one_another(wrong, start)


@pytest.mark.parametrize(
    "field", ["desk", "number", "id", "act", "actor_id", "actor_name", "at", "reason", "fields", "schema"]
)
def test_no_field_of_an_act_can_be_changed_unseen(field: str) -> None:
    act = vectors_made.acts()[1]
    value: Any = getattr(act, field)
    other = msgspec.structs.replace(act, **{field: value + 1 if isinstance(value, int) else value + "x"})
    assert letters.act_is_sound(act, DESK.public)
    assert not letters.act_is_sound(other, DESK.public)
    assert not letters.act_is_sound(msgspec.structs.replace(other, hash=wire.hash_of(other)), DESK.public)
    assert not letters.act_is_sound(act, DISTRICT.public)


def _request() -> wire.Exchange:
    head = wire.Point(number=0, hash=bytes(32))
    return wire.Exchange(cursor=wire.Cursor(), head=head, acts=vectors_made.acts())


def test_a_letter_comes_out_as_it_went_in() -> None:
    letter = letters.open_letter(letters.write(_request(), DESK, DISTRICT.id, REQUEST))
    assert (letter.sender, letter.receiver, letter.request) == (DESK.id, DISTRICT.id, REQUEST)
    assert letters.read_request(letter, DESK.public) == _request()


def test_a_letter_of_another_is_refused() -> None:
    letter = letters.open_letter(letters.write(_request(), DESK, DISTRICT.id, REQUEST))
    for other in (
        msgspec.structs.replace(letter, sender="x"),
        msgspec.structs.replace(letter, receiver="x"),
        msgspec.structs.replace(letter, request=bytes(16)),
        msgspec.structs.replace(letter, body=letter.body + b"\x00"),
        msgspec.structs.replace(letter, signature=bytes(64)),
    ):
        with pytest.raises(Malformed):
            letters.read_request(other, DESK.public)
    with pytest.raises(Malformed):
        letters.read_request(letter, DISTRICT.public)
    with pytest.raises(Malformed):  # a request is no response
        letters.read_response(letter, DESK.public)


def test_an_enrolment_proves_the_key_it_brings() -> None:
    asked = wire.Enrol(
        secret=bytes(16),
        desk=DESK.id,
        name="1号窗口",
        signing_key=DESK.public,
        sealing_key=bytes(32),
        head=wire.Point(number=0, hash=bytes(32)),
    )
    good = letters.open_letter(letters.write(asked, DESK, DISTRICT.id, REQUEST))
    assert letters.read_enrolment(good) == asked
    with pytest.raises(Malformed):
        letters.read_enrolment(letters.open_letter(letters.write(asked, DISTRICT, DISTRICT.id, REQUEST)))
    with pytest.raises(Malformed):
        letters.read_enrolment(letters.open_letter(letters.write(_request(), DESK, DISTRICT.id, REQUEST)))


@given(st.binary(max_size=300))
def test_what_is_no_frame_is_refused_and_breaks_nothing(content: bytes) -> None:
    for framed in (content, b"ZQX1" + content, b"ZQX1\x01" + content, b"ZQX1\x00" + content):
        with pytest.raises(Malformed):
            letters.open_letter(framed)


def test_a_frame_that_was_cut_is_refused() -> None:
    framed = letters.write(_request(), DESK, DISTRICT.id, REQUEST)
    assert framed[4] == letters.DEFLATED
    for length in range(len(framed)):
        with pytest.raises(Malformed):
            letters.open_letter(framed[:length])


def test_a_frame_that_would_fill_the_memory_is_refused() -> None:
    bomb = b"ZQX1\x01" + zlib.compress(bytes(10_001))
    with pytest.raises(Malformed):
        letters.unframe(bomb, 10_000)
    assert len(letters.unframe(b"ZQX1\x01" + zlib.compress(bytes(10_000)), 10_000)) == 10_000


def test_nothing_new_is_under_a_kilobyte() -> None:
    cursor = wire.Cursor(generation="a" * 32, position=123_456, head=os.urandom(32))
    asked = wire.Exchange(cursor=cursor, head=wire.Point(number=4_711, hash=os.urandom(32)), turn=99,
                          desk_time="2026-11-24T01:03:00.000Z", program="0.1.0", schema="0011")  # fmt: skip
    told = wire.Exchanged(generation="a" * 32, server_time="2026-11-24T01:03:00.000Z",
                          received=wire.Point(number=4_711, hash=os.urandom(32)), turn=100)  # fmt: skip
    up = letters.write(asked, DESK, DISTRICT.id, REQUEST)
    down = letters.write(told, DISTRICT, DESK.id, REQUEST)
    assert len(up) + len(down) < 1024
