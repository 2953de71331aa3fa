"""The duplicate filter: who is on a roll in which town, asked offline and never listed (docs/protocol.md §11).

A digest is of the ID number *and* the name, keyed and short: who tries all numbers would have to try all names with each, and among so
many guesses nearly every hit is a false one. Asked about one known person, a false hit comes once in a hundred thousand times.
"""

import hmac
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from zqdesk.frozen import frozen

KIND = "rolls"
KEY_BYTES, DIGEST_BYTES = 16, 4
RECORD_BYTES = DIGEST_BYTES + 1
MOST_TOWNS = 256


@frozen
class OnRoll:
    """A town in which somebody is probably on the roll of a programme."""

    town: str
    town_name: str
    programme: str


class _Packed(msgspec.Struct, frozen=True):
    """`towns`: code and name. `rolls`: by programme the sorted records, each a digest and the number of a town."""

    key: bytes
    towns: list[tuple[str, str]]
    rolls: dict[str, bytes]


def digest(key: bytes, id_number: str, name: str) -> bytes:
    """What stands in the filter for a person."""
    folded = "".join(unicodedata.normalize("NFKC", name).split())
    return hmac.digest(key, f"{id_number.upper()}\n{folded}".encode(), "sha256")[:DIGEST_BYTES]


def packed(
    key: bytes, towns: Sequence[tuple[str, str]], marks: Mapping[str, Iterable[tuple[bytes, int]]]
) -> bytes:
    """The filter as it is published. `marks`: by programme, digests with the number of their town."""
    if len(towns) > MOST_TOWNS:
        raise ValueError("more towns than a byte can number")
    rolls = {
        programme: b"".join(found + bytes([town]) for found, town in sorted(set(each)))
        for programme, each in sorted(marks.items())
    }
    return msgspec.msgpack.encode(_Packed(key, list(towns), rolls))


def look_up(content: bytes, id_number: str, name: str, own_town: str) -> tuple[OnRoll, ...]:
    """In which other towns this person is probably on a roll."""
    found = msgspec.msgpack.decode(content, type=_Packed)
    wanted = digest(found.key, id_number, name)
    hits = []
    for programme, records in found.rolls.items():
        for number in _towns(records, wanted):
            town, town_name = found.towns[number]
            if town != own_town:
                hits.append(OnRoll(town, town_name, programme))
    return tuple(hits)


def _towns(records: bytes, wanted: bytes) -> Iterable[int]:
    low, high = 0, len(records) // RECORD_BYTES
    while low < high:
        middle = (low + high) // 2
        if _at(records, middle) < wanted:
            low = middle + 1
        else:
            high = middle
    while _at(records, low) == wanted:
        yield records[low * RECORD_BYTES + DIGEST_BYTES]
        low += 1


def _at(records: bytes, number: int) -> bytes:
    return records[number * RECORD_BYTES : number * RECORD_BYTES + DIGEST_BYTES]
