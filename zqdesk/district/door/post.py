"""Opens letters, learns who sent them, has them dealt with, and signs the answers: over HTTP and from a stick alike."""

from collections.abc import Callable
from typing import Protocol

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from zqdesk import log
from zqdesk.district.door.limits import Buckets
from zqdesk.district.exchange.exchanging import UNFIT
from zqdesk.district.keys import Identity
from zqdesk.frozen import frozen
from zqdesk.sync import letters
from zqdesk.sync.wire import Enrol, Failed, Letter, Malformed, Request, Response

NOBODY = bytes(32)
"""The key that a stranger's signature is checked with, so that an unknown sender takes as long as a known one."""


@frozen
class Sender:
    """A desk as the letter door knows it."""

    id: str
    town: str
    signing_key: bytes
    sealing_key: bytes


class Office(Protocol):
    """What deals with letters once it is known whose they are."""

    def sender(self, desk: str) -> Sender | None: ...

    def enrol(self, asked: Enrol) -> Response: ...

    def deal(self, sender: Sender, asked: Request) -> Response: ...


@frozen
class Answered:
    """A framed answer, to whom, and the kinds of question and answer, for the figures."""

    framed: bytes
    sealing_key: bytes
    asked: str
    told: str

    @property
    def of_stranger(self) -> bool:
        """Somebody who asked to be taken in and was not."""
        return self.asked == "enrol" and self.told == "failed"


class NotAnswered(Exception):  # noqa: N818 - no error of ours
    """No signed answer: `status` as in HTTP. A stranger learns nothing else, whatever was wrong."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Post:
    """The letter door of a district."""

    def __init__(self, identity: Identity, office: Office, desks: Buckets) -> None:
        self._identity, self._office, self._desks = identity, office, desks

    def answer(self, framed: bytes) -> Answered:
        """The answer to a framed letter. Raises `NotAnswered`."""
        try:
            letter = letters.open_letter(framed)
        except Malformed:
            raise NotAnswered(400) from None
        if letter.receiver != self._identity.id or len(letter.request) != letters.REQUEST_BYTES:
            raise NotAnswered(403)
        sender = self._known(letter.sender)
        if sender is None or not letters.is_signed(letter, sender.signing_key):
            return self._first(letter)
        if not self._desks.take(sender.id):
            raise NotAnswered(429)
        try:
            asked = letters.read_request(letter, sender.signing_key)
        except Malformed:
            told = UNFIT if letters.is_of_known_kind(letter) else _UNKNOWN
            return self._told(letter, sender.sealing_key, "unknown", told)
        return self._told(
            letter, sender.sealing_key, _kind(asked), self._tried(lambda: self._office.deal(sender, asked))
        )

    def _known(self, desk: str) -> Sender | None:
        try:
            return self._office.sender(desk)
        except (DBAPIError, PoolTimeout) as error:
            log.failure("post.no_database", error, state=_state(error))
            raise NotAnswered(503) from error

    def _first(self, letter: Letter) -> Answered:
        """A stranger may only ask to be taken in, with the secret of an invitation."""
        try:
            asked = letters.read_enrolment(letter)
        except Malformed:
            letters.is_signed(letter, NOBODY)
            raise NotAnswered(403) from None
        if asked.desk != letter.sender:
            raise NotAnswered(403)
        told = self._tried(lambda: self._office.enrol(asked))
        return self._told(letter, asked.sealing_key, "enrol", told)

    def _tried(self, deal: Callable[[], Response]) -> Response:
        try:
            return deal()
        except (DBAPIError, PoolTimeout) as error:
            log.failure("post.no_database", error, state=_state(error))
            return _BUSY
        except Exception as error:  # noqa: BLE001 - one letter that we cannot digest must not end the server
            log.failure("post.undigested", error)
            return _BROKEN

    def _told(self, letter: Letter, sealing_key: bytes, asked: str, told: Response) -> Answered:
        framed = letters.write(told, self._identity.signer, letter.sender, letter.request)
        return Answered(framed=framed, sealing_key=sealing_key, asked=asked, told=_kind(told))


_UNKNOWN = Failed(code="request.unknown", text="区里的服务器不认识这种请求，可能版本较旧。")
_BUSY = Failed(code="server.busy", text="区里的服务器正忙，请稍后再试。", again=True)
_BROKEN = Failed(code="server.busy", text="区里的服务器处理这次交换时出错，已记录，请稍后再试。", again=True)


def _state(error: Exception) -> str:
    """PostgreSQL's own code for what was wrong; its words may quote a row."""
    return str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")


def _kind(message: Request | Response) -> str:
    return str(message.__struct_config__.tag)
