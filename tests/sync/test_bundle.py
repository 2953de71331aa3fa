"""A letter on a stick: sealed as RFC 9180 says, and nothing without the key."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.sync.rfc9180 import open_base
from tests.sync.vectors_made import FOLDER
from zqdesk.sync import bundle
from zqdesk.sync.wire import Malformed

VECTORS = json.loads((FOLDER / "bundle.json").read_text(encoding="utf-8"))


def test_the_second_implementation_opens_the_vector_of_the_rfc() -> None:
    it = {name: bytes.fromhex(value) for name, value in VECTORS["rfc9180_a_2_1"].items()}
    assert open_base(it["skRm"], it["enc"], it["ct"], it["info"], it["aad"]) == it["pt"]


def test_the_second_implementation_opens_ours() -> None:
    own = X25519PrivateKey.generate()
    sealed = bundle.seal(b"frame", own.public_key().public_bytes_raw())
    magic, enc, ciphertext = sealed[:4], sealed[4:36], sealed[36:]
    assert magic == b"ZQB1"
    assert open_base(own.private_bytes_raw(), enc, ciphertext, b"zqdesk/bundle/1") == b"frame"


def test_a_bundle_once_made_can_still_be_opened() -> None:
    made = {name: bytes.fromhex(value) for name, value in VECTORS["bundle"].items()}
    assert bundle.unseal(made["file"], made["receiver_secret"]) == made["frame"]


@pytest.mark.parametrize("spoil", ["cut", "altered", "foreign", "empty"])
def test_what_is_not_sealed_to_us_whole_is_refused(spoil: str) -> None:
    own, other = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    sealed = bundle.seal(b"frame" * 20, own.public_key().public_bytes_raw())
    key = (other if spoil == "foreign" else own).private_bytes_raw()
    spoiled = {
        "cut": sealed[:-1],
        "altered": sealed[:40] + bytes([sealed[40] ^ 1]) + sealed[41:],
        "foreign": sealed,
        "empty": b"",
    }[spoil]
    with pytest.raises(Malformed):
        bundle.unseal(spoiled, key)
