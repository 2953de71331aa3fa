"""The desk's line to the district: HTTP over TLS with the one certificate of the invitation, and what is said over it.

Nothing here is retried: whoever calls decides when to call again. A fault of the line is a `Known`, told in words.
"""

import hashlib
import hmac
import http.client
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from threading import Lock
from urllib.parse import urlsplit

from sqlalchemy import Engine

from zqdesk.records.faults import Known
from zqdesk.sync import enrolment, letters, publications, wire
from zqdesk.sync import round as rounds
from zqdesk.sync.local import State, looking
from zqdesk.sync.round import Taken
from zqdesk.sync.wire import Enrolled, Exchanged, Failed, Invitation, Malformed, Piece, Request, Response

PATH = "/v1/letters"
FRAME = "application/octet-stream"
CONNECTING_SECONDS, ANSWERING_SECONDS = 10, 60
_KEPT = "要上报的内容都保存在本机，没有丢失。"
_LATER = "会自动再试；也可以稍后按“现在交换”。"


def _fault(code: str, happened: str, todo: str = _LATER) -> Known:
    return Known(f"line.{code}", happened, _KEPT, todo)


class NotTheAnswer(Exception):  # noqa: N818 - says what it is
    """Not signed by the district, or to another request."""


class Ended(Exception):  # noqa: N818 - says what happened
    """The desk was locked or closed meanwhile: its database is no longer this exchange's."""


class Leave:
    """The leave to use the open database. Ending it waits until nobody does; over the line nobody does."""

    def __init__(self) -> None:
        self._busy = Lock()
        self.ended = False

    @contextmanager
    def taken(self) -> Iterator[None]:
        with self._busy:
            self.asked()
            yield

    def asked(self) -> None:
        """Between two transactions: go on only while the leave holds."""
        if self.ended:
            raise Ended

    def end(self) -> None:
        self.ended = True
        with self._busy:
            return


class Line:
    """One server, known by its certificate alone: neither its name nor any authority says who it is."""

    def __init__(self, address: str, fingerprint: bytes) -> None:
        found = urlsplit(address)
        if found.scheme != "https" or not found.hostname:
            raise _fault("address", "区里服务器的地址不对。", "请向区里要一个新的邀请码。")
        self.host, self.port = found.hostname, found.port or 443
        self._fingerprint = fingerprint
        self._socket: socket.socket | None = None

    @contextmanager
    def connected(self) -> Iterator[None]:
        """A connection for one letter. Only over it is a request made: one that waits on a stick keeps its name."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # compared before a word is said
        self._http = http.client.HTTPSConnection(
            self.host, self.port, timeout=CONNECTING_SECONDS, context=context
        )
        try:
            with _line_told():
                self._http.connect()
            self._known(self._http.sock)
            self._socket = self._http.sock
            self._socket.settimeout(ANSWERING_SECONDS)
            yield
        finally:
            self._socket = None
            self._http.close()

    def post(self, framed: bytes) -> bytes:
        """Send a framed letter over the connection; returns the framed answer."""
        with _line_told():
            self._http.request("POST", PATH, framed, {"Content-Type": FRAME})
            answer = self._http.getresponse()
            content = answer.read(wire.FRAME_BYTES + 1)
        _refuse_status(answer.status)
        return content

    def cut(self) -> None:
        """From another thread: wait for no answer any more."""
        under_way = self._socket
        if under_way is not None:
            with suppress(OSError):  # it was closed meanwhile
                under_way.shutdown(socket.SHUT_RDWR)

    def _known(self, connected: socket.socket) -> None:
        assert isinstance(connected, ssl.SSLSocket)
        certificate = connected.getpeercert(binary_form=True) or b""
        if not hmac.compare_digest(hashlib.sha256(certificate).digest(), self._fingerprint):
            raise _fault(
                "certificate",
                "这个地址上的服务器不是登记过的区里服务器（证书指纹不符），没有向它发送任何内容。",
                "请不要继续尝试，告诉管理员与区里核对证书指纹。",
            )


@contextmanager
def _line_told() -> Iterator[None]:
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        raise _fault("unreachable", "连不上区里的服务器。") from error


def _refuse_status(status: int) -> None:
    if status in {429, 503}:
        raise _fault("busy", "区里的服务器正忙。")
    if status in {400, 403}:
        raise _fault("unknown", "区里的服务器不认识这台电脑。", "请告诉管理员与区里核对登记。")
    if status == 413:
        raise _fault("large", "要上报的内容超过了一次能交换的大小。", "请告诉管理员。")
    if status != 200:
        raise _fault("strange", f"区里的服务器答复不正常（{status}）。")


def step(
    engine: Engine, line: Line, clock: Callable[[], datetime], leave: Leave, *, check: bool = False
) -> Taken:
    """One request and what came of its answer; `again` says that there is more. Raises `Known` or `Ended`."""
    with line.connected():
        with leave.taken():
            name, request = rounds.ask(engine, clock(), check=check)
            state = state_of(engine)
        response = _said(line, state, name, request)
    if not isinstance(response, Exchanged):
        raise _strange()
    with leave.taken():
        return rounds.take_in(engine, name, response, clock(), leave.asked)


def fetch(engine: Engine, line: Line, leave: Leave) -> bool:
    """The next piece of what the district has published, after the acts; False where nothing is to be fetched."""
    with leave.taken():
        asked = publications.next_piece(engine)
    if asked is None:
        return False
    with line.connected():
        with leave.taken():
            state = state_of(engine)
        told = _said(line, state, letters.new_request(), asked)
    if not isinstance(told, Piece):
        raise _strange()
    with leave.taken():
        publications.take_piece(engine, told)
    return True


def state_of(engine: Engine) -> State:
    """What an enrolled desk knows of its district."""
    with looking(engine) as local:
        state = local.state()
    assert state is not None
    return state


def enrol(engine: Engine, invitation: Invitation, name: str, leave: Leave) -> Enrolled:
    """Answer an invitation; from then on the desk exchanges. It may be repeated with the same invitation."""
    line = Line(invitation.address, invitation.fingerprint)
    with line.connected():
        with leave.taken():
            asked = enrolment.begin(engine, invitation, name)
            state = state_of(engine)
        told = _said(line, state, letters.new_request(), asked)
    if not isinstance(told, Enrolled):
        raise _strange()
    with leave.taken():
        enrolment.complete(engine, told)
    return told


def _said(line: Line, state: State, name: bytes, request: Request) -> Response:
    framed = line.post(letters.write(request, enrolment.signer(state), state.district, name))
    try:
        return opened(state, name, framed)
    except (Malformed, NotTheAnswer) as error:
        raise _strange() from error


def opened(state: State, name: bytes, framed: bytes) -> Response:
    """The response in a frame: of this district, to this desk, to this request, and no `failed`."""
    letter = letters.open_letter(framed)
    response = letters.read_response(letter, state.district_signing)
    if (letter.sender, letter.receiver, letter.request) != (state.district, state.desk_id, name):
        raise NotTheAnswer
    if isinstance(response, Failed):
        raise Known(f"district.{response.code}", response.text, _KEPT, _LATER if response.again else "")
    return response


def _strange() -> Known:
    return _fault("strange", "收到的答复不是区里签发的，或已损坏；没有采用。")
