"""The protocol once more, from docs/protocol.md alone: nothing of the program is imported here, only what any machine has.

A message is a plain dict by field names. What this cannot do with the document in hand, another implementation could not either.
"""

import base64
import hashlib
import http.client
import json
import os
import ssl
import struct
import zlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

Said = dict[str, Any]
HASHED = ("number", "id", "act", "actor_id", "actor_name", "desk", "at", "reason", "fields")
ZEROS = bytes(32)


def pack(value: Any) -> bytes:
    """MessagePack: as much of it as messages need."""
    if value is None or isinstance(value, bool):
        return {None: b"\xc0", False: b"\xc2", True: b"\xc3"}[value]
    if isinstance(value, int):
        return b"\xd3" + struct.pack(">q", value)
    if isinstance(value, str):
        return _sized(0xDB, len(value.encode()), value.encode())
    if isinstance(value, bytes):
        return _sized(0xC6, len(value), value)
    if isinstance(value, list):
        return _sized(0xDD, len(value), b"".join(map(pack, value)))
    return _sized(0xDF, len(value), b"".join(pack(name) + pack(each) for name, each in value.items()))


def _sized(tag: int, length: int, content: bytes) -> bytes:
    return bytes([tag]) + struct.pack(">I", length) + content


_LENGTHS = {0xC4: "B", 0xC5: "H", 0xC6: "I", 0xD9: "B", 0xDA: "H", 0xDB: "I", 0xDC: "H", 0xDD: "I", 0xDE: "H", 0xDF: "I"}  # fmt: skip
_NUMBERS = {0xCA: "f", 0xCB: "d", 0xCC: "B", 0xCD: "H", 0xCE: "I", 0xCF: "Q", 0xD0: "b", 0xD1: "h", 0xD2: "i", 0xD3: "q"}  # fmt: skip
_PLAIN = {0xC0: None, 0xC2: False, 0xC3: True}


class Reading:
    """Reads MessagePack from its beginning to its end."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, 0

    def take(self, count: int) -> bytes:
        self.at += count
        assert self.at <= len(self.content)
        return self.content[self.at - count : self.at]

    def number(self, form: str) -> Any:
        return struct.unpack(">" + form, self.take(struct.calcsize(form)))[0]

    def value(self) -> Any:
        tag = self.take(1)[0]
        if tag < 0x80 or tag >= 0xE0:
            return tag if tag < 0x80 else tag - 256
        if tag in _PLAIN:
            return _PLAIN[tag]
        if tag in _NUMBERS:
            return self.number(_NUMBERS[tag])
        return self.long(tag)

    def long(self, tag: int) -> Any:
        """What says its length: in the tag itself, or behind it."""
        short = tag & (0x1F if tag >= 0xA0 else 0x0F)
        length = short if tag < 0xC0 else self.number(_LENGTHS[tag])
        if 0xC4 <= tag <= 0xC6:
            return self.take(length)
        if 0xA0 <= tag < 0xC0 or 0xD9 <= tag <= 0xDB:
            return self.take(length).decode()
        if 0x90 <= tag < 0xA0 or tag in {0xDC, 0xDD}:
            return [self.value() for _ in range(length)]
        return {self.value(): self.value() for _ in range(length)}


def unpack(content: bytes) -> Any:
    reading = Reading(content)
    value = reading.value()
    assert reading.at == len(content)
    return value


def signs(public: bytes, signature: bytes, words: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, words)
    except InvalidSignature:
        return False
    return True


# §1: acts
def act_hash(act: Said) -> bytes:
    said = [act[name] for name in HASHED] + [act["previous"].hex()]
    said += [act["schema"]] if act.get("schema") else []
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).digest()


def act_words(act: Said) -> bytes:
    return f"zqdesk/act/1\n{act['desk']}\n{act['number']}\n".encode() + bytes(act["hash"])


def is_sound(act: Said, public: bytes) -> bool:
    return act_hash(act) == act["hash"] and signs(public, act["signature"], act_words(act))


# §2: the log of a town
def next_head(head: bytes, entry: Said) -> bytes:
    words = head + struct.pack(">Q", entry["position"]) + entry["hash"] + entry["answer"].encode()
    return hashlib.sha256(words).digest()


# §3: letters and frames
def letter(message: Said, sender: str, key: Ed25519PrivateKey, receiver: str, request: bytes) -> bytes:
    return signed(pack(message), sender, key, receiver, request)


def signed(body: bytes, sender: str, key: Ed25519PrivateKey, receiver: str, request: bytes) -> bytes:
    words = f"zqdesk/letter/1\n{sender}\n{receiver}\n".encode() + request + body
    said = {"sender": sender, "receiver": receiver, "request": request, "body": body}
    return pack(said | {"signature": key.sign(words)})


def message_of(packed: bytes, public: bytes) -> tuple[Said, Said]:
    """The letter, and the message in it, once its signature was found good."""
    read = unpack(packed)
    words = f"zqdesk/letter/1\n{read['sender']}\n{read['receiver']}\n".encode() + read["request"]
    assert signs(public, read["signature"], words + read["body"])
    return read, unpack(read["body"])


def frame(packed: bytes) -> bytes:
    return b"ZQX1\x01" + zlib.compress(packed)


def unframe(framed: bytes) -> bytes:
    assert framed[:4] == b"ZQX1"
    return zlib.decompress(framed[5:]) if framed[4] else framed[5:]


# §7: the state check
def digest(rows: dict[tuple[str, str], Said]) -> bytes:
    total = 0
    for (table, _), values in rows.items():
        held = {name: value for name, value in values.items() if value not in (None, "")}
        text = json.dumps([table, held], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        total += int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    return (total % 2**256).to_bytes(32, "big")


def done(rows: dict[tuple[str, str], Said], act: Said) -> None:
    """The rows after an act that was applied whole."""
    for table, row, fields in json.loads(act["fields"]):
        values = {name: new for name, (_, new) in fields.items()}
        if any(value is not None for value in values.values()):
            rows.setdefault((table, row), {}).update(values)
        else:
            rows.pop((table, row), None)


# §8: enrolment
def invitation(text: str) -> Said:
    letters = "".join(each for each in text if each.isalnum())
    return dict(unpack(base64.b32decode(letters + "=" * (-len(letters) % 8))))


@dataclass
class Desk:
    """A desk that follows its town's log and says acts of its own, over the server's own line."""

    id: str
    known: Said
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    acts: list[Said] = field(default_factory=list)
    cursor: Said = field(default_factory=lambda: {"generation": "", "position": 0, "head": ZEROS})
    turn: int = 0
    received: int = 0
    rows: dict[tuple[str, str], Said] = field(default_factory=dict)

    def write(self, act: str, fields: list[Any], schema: str) -> Said:
        """The next act of this desk's chain."""
        said = {
            "desk": self.id,
            "number": len(self.acts) + 1,
            "id": os.urandom(16).hex(),
            "act": act,
            "actor_id": "a" * 32,
            "actor_name": "张经办",
            "at": "2026-11-24T01:02:03.456Z",
            "reason": "",
            "fields": json.dumps(fields, ensure_ascii=False),
            "previous": self.acts[-1]["hash"] if self.acts else ZEROS,
            "schema": schema,
        }
        said["hash"] = act_hash(said)
        said["signature"] = self.key.sign(act_words(said))
        self.acts.append(said)
        return said

    @property
    def head(self) -> Said:
        return {"number": len(self.acts), "hash": self.acts[-1]["hash"] if self.acts else ZEROS}

    def say(self, message: Said) -> Said:
        """A message over the line: whoever holds this certificate is the district, and nobody else."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        address = urlsplit(self.known["address"])
        line = http.client.HTTPSConnection(str(address.hostname), address.port, context=context, timeout=30)
        line.connect()
        assert isinstance(line.sock, ssl.SSLSocket)
        certificate = line.sock.getpeercert(binary_form=True) or b""
        assert hashlib.sha256(certificate).digest() == self.known["fingerprint"]
        request = os.urandom(16)
        packed = letter(message, self.id, self.key, self.known["district"], request)
        line.request("POST", "/v1/letters", frame(packed), {"Content-Type": "application/octet-stream"})
        response = line.getresponse()
        assert response.status == 200
        read, told = message_of(unframe(response.read()), self.known["signing_key"])
        line.close()
        assert (read["receiver"], read["request"]) == (self.id, request)
        return told

    def enrol(self, sealing_key: bytes) -> Said:
        public = self.key.public_key().public_bytes_raw()
        said = {"kind": "enrol", "secret": self.known["secret"], "desk": self.id, "name": "9号窗口"}
        return self.say(said | {"signing_key": public, "sealing_key": sealing_key, "head": self.head})

    def exchange(self, **more: Any) -> Said:
        """Send what the district has not got, and take in the entries that follow."""
        said = {"kind": "exchange", "cursor": self.cursor, "head": self.head, "turn": self.turn}
        told = self.say(said | {"acts": self.acts[self.received :]} | more)
        self.turn, self.received = told["turn"], told["received"]["number"]
        for entry in told.get("entries", []):
            self._take(entry, told["generation"])
        return told

    def _take(self, entry: Said, generation: str) -> None:
        assert entry["position"] == self.cursor["position"] + 1
        act = entry.get("act") or self.acts[entry["number"] - 1]
        assert (act["desk"], act["number"], act["hash"]) == (entry["desk"], entry["number"], entry["hash"])
        if act["desk"].startswith(f"{self.known['district']}-"):
            assert is_sound(act, self.known["signing_key"])
        else:
            assert act_hash(act) == act["hash"]
        if json.loads(entry["answer"])["kind"] == "applied":
            done(self.rows, act)
        head = next_head(self.cursor["head"], entry)
        self.cursor = {"generation": generation, "position": entry["position"], "head": head}
