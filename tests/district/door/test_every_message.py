"""Whatever a desk that is known here may send, drawn from the types of the messages: it is answered, and stops nobody.

The types of `zqdesk.sync.wire` are the server's own description of its one door; hypothesis draws from them as schemathesis does
from a description of pages. The real application answers, over the real PostgreSQL.
"""

import logging
import os
import types
import typing
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import anyio
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.types import Message

from tests.district.desk import Desk
from tests.district.server import Server, new_town
from tests.sync import second
from zqdesk.district import keys
from zqdesk.district.door import app
from zqdesk.district.door.app import PATH, SAID
from zqdesk.district.door.limits import Rate
from zqdesk.district.door.service import Service
from zqdesk.district.records import database, tables
from zqdesk.sync import letters, wire
from zqdesk.sync.wire import Failed

SAYS = {
    "enrol.secret",
    "enrol.desk_taken",
    "request.unknown",
    "request.too_many",
    "request.unfit",
    "piece.order",
    "piece.unknown",
}
"""What a signed request that nothing can come of may hear; never that the server is busy."""
MANY = int(os.environ.get("ZQDESK_EXAMPLES", "25"))
"""Enough to see that it can; a fault was looked for with thousands."""
QUICK = settings(
    max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

odd_text = st.text(max_size=40) | st.sampled_from(
    ["", "\0", "x\0y", "a" * 33, "字" * 300, "'; --", "%s", "2026-13-40"]
)
odd_number = st.integers(-(2**63), 2**64 - 1) | st.sampled_from([-1, 0, 1, 2, 3, 2**31, 2**63 - 1, 2**63])
odd_bytes = st.binary(max_size=33) | st.just(bytes(32)) | st.binary(min_size=32, max_size=32)
storable = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | odd_text
odd_value = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | odd_text,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(odd_text, inner, max_size=2),
    max_leaves=3,
)  # fmt: skip


def of(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type as it is written in the messages, the odd ones among them."""
    known: dict[Any, st.SearchStrategy[Any]] = {
        int: odd_number,
        str: odd_text,
        bytes: odd_bytes,
        bool: st.booleans(),
        type(None): st.none(),
    }
    if kind in known:
        return known[kind]
    arguments = typing.get_args(kind)
    origin = typing.get_origin(kind)
    if origin is typing.Annotated:
        return of(arguments[0])
    if origin is types.UnionType:
        return st.one_of([of(each) for each in arguments])
    if origin is list:
        return st.lists(of(arguments[0]), max_size=3)
    named = {name: of(each) for name, each in typing.get_type_hints(kind, include_extras=True).items()}
    return st.fixed_dictionaries(named).map(lambda said: kind(**said))


@st.composite
def fields_of(draw: st.DrawFn) -> str:
    """What an act may say it did, of tables there are and of others."""
    table = draw(st.sampled_from([*sorted(tables.RECORDS), "nowhere"]))
    columns = [column.key for column in tables.RECORDS[table].c] if table in tables.RECORDS else ["id"]
    names = draw(st.lists(st.sampled_from(columns), max_size=4, unique=True))
    row = draw(st.sampled_from(["a" * 32, "b" * 32]) | odd_text)
    appears = draw(st.booleans())
    changed = {name: [None if appears else draw(odd_value), draw(odd_value)] for name in names}
    if appears:
        changed["id"] = [None, row]
    said = [[table, row, changed]]
    return (
        draw(st.just(msgspec.json.encode(said).decode()) | odd_text) if draw(st.booleans()) else _json(said)
    )


def _json(said: Any) -> str:
    return msgspec.json.encode(said).decode()


class Bench:
    """The application in this process, over the server's database, and a desk that is known to it."""

    def __init__(self, server: Server) -> None:
        access = database.access(server.settings.data)
        door, exchange = database.engine(access.door, 2), database.engine(access.exchange, 2)
        self.engines = [door, exchange]
        identity = keys.load(server.settings.data)
        service = Service(identity.signer, door, exchange, lambda: datetime.now(UTC))
        generous = Rate(1e9, 1e9)
        limits = app.Limits(desks=generous, strangers=generous)
        self.app = app.make(identity, service, lambda: True, limits)
        self.desk: Desk = server.desk(new_town(server))

    def ask(self, content: bytes, method: str = "POST", path: str = PATH, client: str = "127.0.0.1") -> tuple[int, bytes]:  # fmt: skip
        return anyio.run(self._ask, content, method, path, client)

    async def _ask(self, content: bytes, method: str, path: str, client: str) -> tuple[int, bytes]:
        said: list[Message] = []
        scope = {
            "type": "http", "method": method, "path": path, "raw_path": path.encode(), "headers": [],
            "query_string": b"", "client": (client, 1), "server": ("127.0.0.1", 1), "scheme": "https",
            "http_version": "1.1", "root_path": "",
        }  # fmt: skip

        async def receive() -> Message:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: Message) -> None:
            said.append(message)

        await self.app(scope, receive, send)
        return said[0]["status"], b"".join(each.get("body", b"") for each in said[1:])

    def answer(self, message: wire.Request) -> wire.Response:
        told = self.read(self.desk.letter(message), message)
        if isinstance(told, wire.Exchanged):
            del self.desk.acts[told.received.number :]
        return told

    def read(self, letter: bytes, said: Any = None) -> wire.Response:
        status, content = self.ask(letter)
        assert status == 200, (content, said)
        told = self.desk.read(content)
        assert not isinstance(told, Failed) or told.code in SAYS, (told, said)
        return told

    def goes_on(self) -> None:
        """An ordinary act still gets through, and all rows of the town are where they were."""
        self.answer(self.desk.asking(after=len(self.desk.acts)))
        self.desk.account("王𬭎")
        told = self.answer(self.desk.asking(after=len(self.desk.acts) - 1))
        assert isinstance(told, wire.Exchanged)
        assert told.received == self.desk.head


@pytest.fixture(scope="module")
def bench(server: Server) -> Iterator[Bench]:
    made = Bench(server)
    yield made
    for engine in made.engines:
        engine.dispose()


def test_every_message_is_answered(bench: Bench) -> None:
    @QUICK
    @given(of(wire.Exchange) | of(wire.PieceUp) | of(wire.PieceDown) | of(wire.Enrol))
    def each(message: wire.Request) -> None:
        bench.answer(message)

    each()
    bench.goes_on()


def test_every_act_is_answered(bench: Bench) -> None:
    bench.goes_on()

    @QUICK
    @given(of(wire.Act), fields_of())
    def each(act: wire.Act, fields: str) -> None:
        head, desk = bench.desk.head, bench.desk.signer
        place: dict[str, Any] = {"desk": desk.id, "number": head.number + 1, "previous": head.hash}
        act = msgspec.structs.replace(act, fields=fields, **place)
        act = msgspec.structs.replace(act, hash=wire.hash_of(act))
        bench.desk.acts.append(letters.signed_act(act, desk))
        if isinstance(bench.answer(bench.desk.asking(after=head.number)), Failed):
            bench.desk.acts.pop()

    each()
    bench.goes_on()


def test_whatever_is_signed_is_answered(bench: Bench) -> None:
    desk = bench.desk.signer

    def send(body: bytes) -> wire.Response:
        signed = second.signed(body, desk.id, desk.key, bench.desk.invitation.district, bytes(16))
        return bench.read(second.frame(signed), body)

    @QUICK
    @given(
        st.sampled_from(["exchange", "piece_up", "piece_down", "enrol", "x", ""]),
        st.dictionaries(odd_text, odd_bytes | storable),
    )
    def each(kind: str, said: dict[str, Any]) -> None:
        told = send(second.pack(said | {"kind": kind}))
        assert isinstance(told, Failed)
        assert told.code == ("request.unfit" if "e" in kind else "request.unknown")

    each()
    deep = (
        b"\x82\xa4kind\xa8exchange\xa1x" + b"\x91" * 100_000 + b"\xc0"
    )  # would end a reader that trusts its stack
    assert isinstance(send(deep), Failed)
    bench.goes_on()


@QUICK
@given(
    st.binary(max_size=60),
    st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "X"]),
    st.sampled_from([PATH, "/health", "/metrics", "/", "/docs", "/openapi.json", "/v1"]) | odd_text.map("/".__add__),
    st.sampled_from([b"", b"ZQX1\0", b"ZQX1\1"]),
)  # fmt: skip
def test_a_stranger_hears_a_constant_word(bench: Bench, content: bytes, method: str, path: str, start: bytes) -> None:  # fmt: skip
    status, said = bench.ask(start + content, method, path, client="192.0.2.7")
    assert (status, said) in {(400, SAID[400].encode()), (404, SAID[404].encode()), (404, b"")}


@pytest.fixture(autouse=True)
def nothing_broke(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No answer was that of a server that is at its end."""
    caplog.set_level(logging.WARNING, logger="zqdesk")
    yield
    assert not [each for each in caplog.records if getattr(each, "code", "").startswith(("post.", "app."))]
