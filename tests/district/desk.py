"""A desk as the server sees it: its keys, its chain, its letters. What it does with answers is tried in tests/sync."""

import http.client
import os
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from zqdesk.records.schema import NEWEST
from zqdesk.records.tables.base import new_id
from zqdesk.sync import letters, wire
from zqdesk.sync.letters import Signer
from zqdesk.sync.wire import Act, Cursor, Enrol, Exchange, Exchanged, Invitation, Point

HERE = "127.0.0.1"
START = Point(number=0, hash=bytes(32))


@dataclass
class Desk:
    """One installation, and whom it knows as its district."""

    invitation: Invitation
    certificate: Path
    signer: Signer = field(default_factory=lambda: Signer.of(new_id(), os.urandom(32)))
    sealing: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate)
    acts: list[Act] = field(default_factory=list)

    @property
    def head(self) -> Point:
        return Point(number=len(self.acts), hash=self.acts[-1].hash) if self.acts else START

    def write(self, act: str, fields: list[Any], reason: str = "") -> Act:
        """The next act of this desk's chain."""
        head = self.head
        made = Act(
            desk=self.signer.id,
            number=head.number + 1,
            id=new_id(),
            act=act,
            actor_id="a" * 32,
            actor_name="张经办",
            at="2026-11-24T01:02:03.456Z",
            reason=reason,
            fields=msgspec.json.encode(fields).decode(),
            previous=head.hash,
            hash=b"",
            schema=NEWEST,
        )
        made = letters.signed_act(msgspec.structs.replace(made, hash=wire.hash_of(made)), self.signer)
        self.acts.append(made)
        return made

    def account(self, name: str) -> Act:
        """An act that makes a row, of the simplest table there is."""
        row = new_id()
        values = {"id": row, "login": row[-8:], "name": name, "roles": ["clerk"], "active": True}
        return self._made("accounts", values)

    def scan(self, name: str) -> Act:
        """An act that mentions an attachment."""
        return self._made("attachments", {"id": new_id(), "digest": name, "title": "身份证", "size": 1})

    def _made(self, table: str, values: dict[str, Any]) -> Act:
        row = {name: [None, value] for name, value in values.items()}
        return self.write("staff.open_account", [[table, values["id"], row]])

    def enrolling(self, **changed: Any) -> Enrol:
        asked = Enrol(
            secret=self.invitation.secret,
            desk=self.signer.id,
            name="1号窗口",
            signing_key=self.signer.public,
            sealing_key=self.sealing.public_key().public_bytes_raw(),
            head=self.head,
            program="0.1.0",
            schema=NEWEST,
        )
        return msgspec.structs.replace(asked, **changed)

    def asking(
        self, cursor: Cursor | None = None, after: int = 0, most: int = wire.MOST_ACTS, **said: Any
    ) -> Exchange:
        """A request with the acts after number `after`."""
        return Exchange(
            cursor=cursor or Cursor(),
            head=self.head,
            acts=self.acts[after : after + most],
            desk_time="2026-11-24T01:02:03.456Z",
            schema=NEWEST,
            **said,
        )

    def letter(self, message: wire.Request) -> bytes:
        return letters.write(message, self.signer, self.invitation.district, letters.new_request())

    def say(self, message: wire.Request) -> wire.Response:
        """Send a message and read the signed answer."""
        status, content = self.send(self.letter(message))
        assert status == 200, (status, content)
        return self.read(content)

    def read(self, framed: bytes) -> wire.Response:
        letter = letters.open_letter(framed)
        assert letter.receiver == self.signer.id
        return letters.read_response(letter, self.invitation.signing_key)

    def exchange(self, message: Exchange) -> Exchanged:
        told = self.say(message)
        assert isinstance(told, Exchanged), told
        return told

    def line(self, source: str = HERE) -> http.client.HTTPSConnection:
        """A connection to the server, which is known by its certificate and by nothing else."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        address = urlsplit(self.invitation.address)
        return http.client.HTTPSConnection(
            str(address.hostname), address.port, context=context, timeout=30, source_address=(source, 0)
        )

    def send(
        self, content: bytes, path: str = "/v1/letters", method: str = "POST", *, source: str = HERE
    ) -> tuple[int, bytes]:
        line = self.line(source)
        try:
            line.request(method, path, content)
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()
