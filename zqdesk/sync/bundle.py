"""The same letters as files on a stick: sealed to the receiver, so that a lost stick shows nothing."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from zqdesk.sync import wire
from zqdesk.sync.wire import Malformed

MAGIC = b"ZQB1"
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
INFO = b"zqdesk/bundle/1"
REQUEST_NAME, RESPONSE_NAME = "{}-去区里.zqx", "{}-带回.zqx"


def seal(framed: bytes, receiver: bytes) -> bytes:
    """A framed letter that only the holder of the receiver's X25519 key can open."""
    return MAGIC + SUITE.encrypt(framed, X25519PublicKey.from_public_bytes(receiver), info=INFO)


def unseal(sealed: bytes, own: bytes) -> bytes:
    """The framed letter; raises `Malformed` where it is sealed to another key, cut or altered."""
    if not sealed.startswith(MAGIC) or len(sealed) > wire.FRAME_BYTES:
        raise Malformed("not a bundle")
    try:
        return SUITE.decrypt(sealed[len(MAGIC) :], X25519PrivateKey.from_private_bytes(own), info=INFO)
    except (InvalidTag, ValueError) as error:
        raise Malformed("sealed to another key, or damaged") from error
