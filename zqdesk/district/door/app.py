"""The server as ASGI: one door for letters, and for this machine alone its health and figures."""

import time
from collections.abc import Callable

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from zqdesk import log
from zqdesk.district.door.limits import Buckets, Budget, Rate
from zqdesk.district.door.metrics import Figures
from zqdesk.district.door.post import Answered, NotAnswered, Office, Post
from zqdesk.district.keys import Identity
from zqdesk.frozen import frozen
from zqdesk.sync import wire

PATH = "/v1/letters"
SILENCE_SECONDS = 30
"""So long may a sender pause within a letter."""
FRAME = "application/octet-stream"
HERE = {"127.0.0.1", "::1"}
SAID = {
    400: "not a letter",
    403: "not known here",
    404: "nothing here",
    413: "too large",
    429: "too often: come again later",
    503: "busy: come again later",
}


@frozen
class Limits:
    """What the server takes on at once, and from one sender."""

    threads: int = 8
    bytes_waiting: int = 256 * 1024 * 1024
    desks: Rate = Rate(burst=600, each_second=20)
    strangers: Rate = Rate(burst=20, each_second=0.2)
    """Of letters that were refused, by the address they came from."""


class Front:
    """What stands between the line and the letter door: sizes, rates, figures."""

    def __init__(
        self,
        identity: Identity,
        office: Office,
        healthy: Callable[[], bool],
        limits: Limits,
    ) -> None:
        self.figures = Figures()
        self._healthy = healthy
        self._post = Post(identity, office, Buckets(limits.desks, time.monotonic))
        self._strangers = Buckets(limits.strangers, time.monotonic)
        self._budget = Budget(limits.bytes_waiting)
        self._threads = anyio.CapacityLimiter(limits.threads)

    async def letters(self, request: Request) -> Response:
        """`POST /v1/letters`: a signed answer, or a constant word to whoever is not known here."""
        began = time.monotonic()
        address = request.client.host if request.client else ""
        held: list[int] = []
        try:
            answered = await self._answered(request, address, held)
            status, content = 200, answered.framed
            kind = f"{answered.asked}-{answered.told}"
        except NotAnswered as refused:
            status, content, kind = refused.status, b"", ""
        except ClientDisconnect:
            status, content, kind = 400, b"", "cut"
        finally:
            self._budget.give_back(sum(held))
        self._count(status, kind, sum(held), len(content), time.monotonic() - began)
        if status in {400, 403}:
            self._strangers.take(address)
        if status == 200:
            return Response(content, media_type=FRAME)
        log.event("letters.refused", status=status, kind=kind, address=address)
        return _said(status)

    async def _answered(self, request: Request, address: str, held: list[int]) -> Answered:
        if not self._strangers.may(address):
            raise NotAnswered(429)
        framed = await self._body(request, held)
        answered = await anyio.to_thread.run_sync(self._post.answer, framed, limiter=self._threads)
        if answered.of_stranger:
            self._strangers.take(address)
        return answered

    async def _body(self, request: Request, held: list[int]) -> bytes:
        """The letter, read no further than a letter may be long. `held`: what it takes of the budget."""
        if int(request.headers.get("content-length", "0")) > wire.FRAME_BYTES:
            raise NotAnswered(413)
        chunks: list[bytes] = []
        stream = request.stream().__aiter__()
        while True:
            try:
                with anyio.fail_after(SILENCE_SECONDS):
                    chunk = await anext(stream, None)
            except TimeoutError:
                raise NotAnswered(400) from None
            if chunk is None:
                return b"".join(chunks)
            if not self._budget.take(len(chunk)):
                raise NotAnswered(503)
            held.append(len(chunk))
            chunks.append(chunk)
            if sum(held) > wire.FRAME_BYTES:
                raise NotAnswered(413)

    def _count(self, status: int, kind: str, received: int, sent: int, seconds: float) -> None:
        self.figures.add("letters", status=str(status), kind=kind)
        self.figures.add("letter_seconds", seconds)
        self.figures.add("letter_bytes_in", received)
        self.figures.add("letter_bytes_out", sent)

    async def health(self, request: Request) -> Response:
        """Whether the database answers. Told to this machine alone."""
        _here_only(request)
        well = await anyio.to_thread.run_sync(self._healthy)
        return PlainTextResponse("ok" if well else "no database", 200 if well else 503)

    async def metrics(self, request: Request) -> Response:
        """Figures as Prometheus reads them. Told to this machine alone."""
        _here_only(request)
        now = {"letter_bytes_waiting": float(self._budget.used)}
        return PlainTextResponse(self.figures.text(now))


def make(
    identity: Identity,
    office: Office,
    healthy: Callable[[], bool],
    limits: Limits | None = None,
) -> Starlette:
    """The application. Whatever is asked that is no letter gets the same answer."""
    front = Front(identity, office, healthy, limits or Limits())
    return Starlette(
        routes=[
            Route(PATH, front.letters, methods=["POST"]),
            Route("/health", front.health, methods=["GET"]),
            Route("/metrics", front.metrics, methods=["GET"]),
        ],
        exception_handlers={HTTPException: _nothing_here, Exception: _broken},
    )


def _here_only(request: Request) -> None:
    if request.client is None or request.client.host not in HERE:
        raise HTTPException(404)


async def _nothing_here(_request: Request, _error: Exception) -> Response:
    return _said(404)


async def _broken(_request: Request, error: Exception) -> Response:
    log.failure("app.broken", error)
    return _said(503)


def _said(status: int) -> Response:
    return PlainTextResponse(SAID[status], status)
