"""What an act hashes to: the one definition that desks, the district and any other program must agree on."""

import hashlib

import msgspec

GENESIS = "0" * 64
"""The hash before the first act of every chain."""


def act_hash(
    *,
    number: int,
    id: str,  # noqa: A002 - the column's name
    act: str,
    actor_id: str,
    actor_name: str,
    desk_id: str,
    at: str,
    reason: str,
    fields: str,
    previous_hash: str,
    schema: str = "",
) -> str:
    """SHA-256 (hex) over all an act says and the hash of the act before it in its desk's chain.

    What is hashed is a JSON array without blanks. Acts written before desks exchanged anything say no schema,
    and none is hashed: their hashes stay as they were.
    """
    said: list[object] = [number, id, act, actor_id, actor_name, desk_id, at, reason, fields, previous_hash]
    if schema:
        said.append(schema)
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def next_head(head: bytes, position: int, hash_: bytes, answer: str) -> bytes:
    """The head of a town's log after one more entry: SHA-256 over head, position (8 bytes), act's hash and answer."""
    return hashlib.sha256(head + position.to_bytes(8, "big") + hash_ + answer.encode()).digest()
