"""Another implementation, written from docs/protocol.md alone (tests/sync/second.py), agrees with the vectors and with ours."""

import hashlib
import hmac
import json
import unicodedata
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sync import second
from tests.sync.vectors_made import FOLDER
from zqdesk.sync import letters, wire

ROOT = Path(__file__).parents[2]
Said = dict[str, Any]
BYTES = {"hash", "previous", "signature", "head", "digest", "blob", "signing_key", "sealing_key", "fingerprint", "secret"}  # fmt: skip


def vector(name: str) -> Said:
    return dict(json.loads((FOLDER / name).read_text(encoding="utf-8")))


def raw(value: Any, name: str = "") -> Any:
    """What a vector writes as hex, as the bytes it stands for."""
    if isinstance(value, dict):
        return {key: raw(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [raw(each) for each in value]
    return bytes.fromhex(value) if name in BYTES and isinstance(value, str) else value


def bare(value: Any) -> Any:
    """The same without what is at its default: it may be there or not."""
    if isinstance(value, dict):
        said = {name: bare(each) for name, each in value.items()}
        return {name: each for name, each in said.items() if each not in EMPTY}
    return [bare(each) for each in value] if isinstance(value, list) else value


EMPTY: tuple[Any, ...] = ("", 0, False, None, [], b"", {}, second.ZEROS, "active")


def may_be_left_out() -> dict[str, set[str]]:
    """As docs/protocol.md §3 lists it."""
    text = " ".join((ROOT / "docs" / "protocol.md").read_text(encoding="utf-8").split())
    listed = text.partition("**May be left out**: ")[2].partition(". ")[0]
    found = {}
    for each in listed.split("; "):
        names = each.replace("`", "").split(" ")
        found[names[0]] = {name.rstrip(",") for name in names[1:]}
    return found


def test_the_document_says_which_fields_may_be_left_out() -> None:
    types = [each for each in vars(wire).values() if isinstance(each, type) and issubclass(each, wire.Said)]
    ours = {
        each.__struct_config__.tag or each.__name__.lower(): {
            field.name for field in msgspec.structs.fields(each) if not field.required
        }
        for each in types
    }
    assert may_be_left_out() == {name: fields for name, fields in ours.items() if fields}


@pytest.mark.parametrize("name", ["exchange.json", "given_down.json"])
def test_both_letters_of_an_exchange_say_what_the_vector_says(name: str) -> None:
    it = vector(name)
    for which, sender in (("request", "desk"), ("response", "district")):
        letter, message = second.message_of(
            bytes.fromhex(it[f"{which}_letter"]), bytes.fromhex(it[sender]["public"])
        )
        assert letter["sender"] == it[sender]["id"]
        assert letter["request"].hex() == it["request_name"]
        kind = {"request": "exchange", "response": "exchanged"}[which]
        assert message.pop("kind") == kind
        assert bare(message) == bare(raw(it[which]))


@pytest.mark.parametrize("name", ["exchange.json", "given_down.json"])
def test_a_letter_that_the_other_builds_is_read_by_ours(name: str) -> None:
    it = vector(name)
    for which, sender, receiver in (("request", "desk", "district"), ("response", "district", "desk")):
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(it[sender]["secret"]))
        kind = {"request": "exchange", "response": "exchanged"}[which]
        message = {"kind": kind, **raw(it[which])}
        built = second.letter(
            message, it[sender]["id"], key, it[receiver]["id"], bytes.fromhex(it["request_name"])
        )
        public = bytes.fromhex(it[sender]["public"])
        theirs = letters.open_letter(letters.frame(bytes.fromhex(it[f"{which}_letter"])))
        ours = letters.open_letter(second.frame(built))
        read = {"request": letters.read_request, "response": letters.read_response}[which]
        assert read(ours, public) == read(theirs, public)


@pytest.mark.parametrize("name", ["exchange.json", "given_down.json"])
def test_heads_hashes_and_signatures_follow_from_the_document(name: str) -> None:
    it = vector(name)
    desk, district = (bytes.fromhex(it[side]["public"]) for side in ("desk", "district"))
    request, response = raw(it["request"]), raw(it["response"])
    sent = {act["number"]: act for act in request["acts"]}
    head = request["cursor"]["head"]
    for entry in response["entries"]:
        head = second.next_head(head, entry)
        act = entry["act"] or sent[entry["number"]]
        assert act["hash"] == entry["hash"]
        assert second.is_sound(act, district if "-" in act["desk"] else desk)
        assert not second.is_sound(act, desk if "-" in act["desk"] else district)
    assert head.hex() == it["head_after"]


def test_an_act_of_the_district_stands_alone_in_its_chain() -> None:
    it = vector("given_down.json")
    acts = [raw(entry["act"]) for entry in it["response"]["entries"] if entry["act"]]
    assert [act["act"] for act in acts] == [
        "publishing.publish",
        "allocating.allocate",
        "allocating.answer",
    ]
    assert {(act["number"], act["previous"]) for act in acts} == {(1, second.ZEROS)}
    chains = {act["desk"] for act in acts}
    assert len(chains) == len(acts)
    assert all(chain[:7] == "370114-" and len(chain) == 19 for chain in chains)
    answers = [json.loads(entry["answer"])["kind"] for entry in it["response"]["entries"]]
    assert answers == ["applied", "applied", "applied", "refused"]


def test_the_state_check_follows_from_the_acts() -> None:
    it = vector("given_down.json")
    rows: dict[tuple[str, str], Said] = {}
    for entry in it["response"]["entries"]:
        if entry["act"] and json.loads(entry["answer"])["kind"] == "applied":
            second.done(rows, entry["act"])
    assert [list(each) for each in it["rows_of_the_district"]] == [
        [table, values] for (table, _), values in rows.items()
    ]
    assert second.digest(rows).hex() == it["digest_of_these_rows"]


def test_an_invitation_is_read_and_the_filter_asked() -> None:
    it = vector("enrolling.json")
    assert second.invitation(it["invitation_text"].replace("-", "\n").lower().upper()) == raw(
        it["invitation"]
    )
    filter_, key = second.unpack(bytes.fromhex(it["filter"])), bytes.fromhex(it["filter_key"])
    assert filter_["key"] == key
    assert filter_["towns"] == it["filter_towns"]
    for programme, people in it["filter_of"].items():
        records = []
        for number, name, town in people:
            folded = "".join(unicodedata.normalize("NFKC", name).split())
            mark = hmac.new(key, f"{number.upper()}\n{folded}".encode(), hashlib.sha256).digest()[:4]
            records.append(mark + bytes([town]))
        assert filter_["rolls"][programme] == b"".join(sorted(records))


_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=40) | st.binary(max_size=40),
    lambda inner: st.lists(inner, max_size=20) | st.dictionaries(st.text(max_size=3), inner, max_size=20),
    max_leaves=15,
)  # fmt: skip


@settings(max_examples=30)
@given(_values)
def test_both_read_what_the_other_packs(value: Any) -> None:
    assert second.unpack(msgspec.msgpack.encode(value)) == value
    assert msgspec.msgpack.decode(second.pack(value)) == value
