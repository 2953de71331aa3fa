"""Signing acts and messages, and the frame a message travels in: over HTTP and on a stick alike."""

import os
import zlib
from collections.abc import Iterable
from typing import TypeVar, get_args

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from zqdesk.frozen import frozen
from zqdesk.sync import wire
from zqdesk.sync.wire import Act, Letter, Malformed, Request, Response

MAGIC = b"ZQX1"
PLAIN, DEFLATED = 0, 1
WORTH_PACKING = 512
ACT_DOMAIN = b"zqdesk/act/1\n"
LETTER_DOMAIN = b"zqdesk/letter/1\n"
REQUEST_BYTES = 16

T = TypeVar("T")
_LETTER = msgspec.msgpack.Decoder(Letter)
_ENROL = msgspec.msgpack.Decoder(wire.Enrol)
_REQUEST: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
_RESPONSE: msgspec.msgpack.Decoder[Response] = msgspec.msgpack.Decoder(Response)


class _Kind(msgspec.Struct, frozen=True):
    kind: str = ""


_KIND = msgspec.msgpack.Decoder(_Kind)
_KINDS = {each.__struct_config__.tag for each in get_args(Request)}


@frozen
class Signer:
    """One side with its name and its Ed25519 key."""

    id: str
    key: Ed25519PrivateKey

    @classmethod
    def of(cls, id_: str, secret: bytes) -> "Signer":
        return cls(id_, Ed25519PrivateKey.from_private_bytes(secret))

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()


def signed_act(act: Act, signer: Signer) -> Act:
    """The act with its desk's signature, which says: this hash is number so-and-so of my chain."""
    return msgspec.structs.replace(act, signature=signer.key.sign(_act_words(act)))


def act_is_sound(act: Act, public: bytes) -> bool:
    """Whether the act hashes to what it says and its desk has signed that."""
    return wire.hash_of(act) == act.hash and _verifies(public, act.signature, _act_words(act))


def is_of_district(chain: str, district: str) -> bool:
    """Whether a chain is the district's own: `370114-` and something; a desk's id has no stroke."""
    return chain.startswith(f"{district}-")


def follow_one_another(acts: Iterable[Act], last: wire.Point) -> bool:
    """Whether each act is the next in its chain after `last`."""
    number, head = last.number, last.hash
    for act in acts:
        if act.number != number + 1 or act.previous != head:
            return False
        number, head = act.number, act.hash
    return True


def new_request() -> bytes:
    """The name of a request, by which its answer is known."""
    return os.urandom(REQUEST_BYTES)


def write(message: Request | Response, signer: Signer, receiver: str, request: bytes) -> bytes:
    """A message as it travels: signed, packed, framed."""
    body = msgspec.msgpack.encode(message)
    signature = signer.key.sign(_letter_words(signer.id, receiver, request, body))
    return frame(
        msgspec.msgpack.encode(
            Letter(sender=signer.id, receiver=receiver, request=request, body=body, signature=signature)
        )
    )


def open_letter(framed: bytes) -> Letter:
    """The letter of a frame, its signature not checked yet. Raises `Malformed`."""
    return _decoded(unframe(framed), _LETTER)


def is_signed(letter: Letter, public: bytes) -> bool:
    """Whether this key signed the letter; what is in it may still be nothing that we know."""
    words = _letter_words(letter.sender, letter.receiver, letter.request, letter.body)
    return _verifies(public, letter.signature, words)


def read_request(letter: Letter, public: bytes) -> Request:
    """The request of a letter that this key signed. Raises `Malformed`."""
    return _read(letter, public, _REQUEST)


def is_of_known_kind(letter: Letter) -> bool:
    """Whether a letter that cannot be read says at least something that this program knows."""
    try:
        return _decoded(letter.body, _KIND).kind in _KINDS
    except Malformed:
        return False


def read_response(letter: Letter, public: bytes) -> Response:
    """The response of a letter that this key signed. Raises `Malformed`."""
    return _read(letter, public, _RESPONSE)


def read_enrolment(letter: Letter) -> wire.Enrol:
    """A first letter brings its key with it: it proves only that its sender holds that key. Raises `Malformed`."""
    return _read(letter, _decoded(letter.body, _ENROL).signing_key, _ENROL)


def frame(content: bytes) -> bytes:
    """`ZQX1`, one byte that says how it is packed, and the content."""
    packed = zlib.compress(content, 6) if len(content) > WORTH_PACKING else content
    if len(packed) < len(content):
        return MAGIC + bytes([DEFLATED]) + packed
    return MAGIC + bytes([PLAIN]) + content


def unframe(framed: bytes, most: int = wire.FRAME_BYTES) -> bytes:
    """The content of a frame; raises `Malformed` where it is no frame, was cut or unpacks to too much."""
    if len(framed) <= len(MAGIC) or len(framed) > most or not framed.startswith(MAGIC):
        raise Malformed("not a frame")
    how, content = framed[len(MAGIC)], framed[len(MAGIC) + 1 :]
    if how == PLAIN:
        return content
    if how != DEFLATED:
        raise Malformed("packed in an unknown way")
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(content, most)
    except zlib.error as error:
        raise Malformed("damaged") from error
    if not unpacker.eof or unpacker.unused_data:
        raise Malformed("cut, too large, or more than one")
    return plain


def _read(letter: Letter, public: bytes, decoder: msgspec.msgpack.Decoder[T]) -> T:
    if not is_signed(letter, public):
        raise Malformed("not signed by its sender")
    return _decoded(letter.body, decoder)


def _decoded(content: bytes, decoder: msgspec.msgpack.Decoder[T]) -> T:
    try:
        return decoder.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(str(error)) from error


def _act_words(act: Act) -> bytes:
    return ACT_DOMAIN + f"{act.desk}\n{act.number}\n".encode() + act.hash


def _letter_words(sender: str, receiver: str, request: bytes, body: bytes) -> bytes:
    return LETTER_DOMAIN + f"{sender}\n{receiver}\n".encode() + request + body


def _verifies(public: bytes, signature: bytes, words: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, words)
    except (InvalidSignature, ValueError):
        return False
    return True
