"""From a framed letter to its answer: who sent it, whether it is theirs, and whose business it is. HTTP and stick alike."""

from collections.abc import Callable

from sqlalchemy import select

from zqdesk.district.exchange import pieces
from zqdesk.district.exchange.exchanging import District, exchange
from zqdesk.district.records.tables import desks
from zqdesk.sync import letters
from zqdesk.sync.letters import Signer
from zqdesk.sync.wire import (
    Enrol,
    Enrolled,
    Exchange,
    Failed,
    Letter,
    Malformed,
    PieceDown,
    PieceUp,
    Request,
    Response,
)

Enrolment = Callable[[District, Enrol], Enrolled | Failed]


class Unknown(ValueError):  # noqa: N818 - says what it is
    """A letter of a desk that was never enrolled, or to another district."""


def answer(district: District, signer: Signer, framed: bytes, enrolment: Enrolment) -> bytes:
    """The framed answer to a framed letter. Raises `Malformed` (no letter, not its sender's) or `Unknown`."""
    letter = letters.open_letter(framed)
    if letter.receiver != district.id or len(letter.request) != letters.REQUEST_BYTES:
        raise Unknown(letter.receiver)
    response = _dealt_with(district, letter, enrolment)
    return letters.write(response, signer, letter.sender, letter.request)


def _dealt_with(district: District, letter: Letter, enrolment: Enrolment) -> Response:
    key = signing_key(district, letter.sender)
    if key is None:
        return enrolment(district, _enrolment(letter))
    return deal(district, letter.sender, letters.read_request(letter, key), enrolment)


def deal(district: District, desk_id: str, request: Request, enrolment: Enrolment) -> Response:
    """The answer to a request whose sender is known: each kind is somebody's business."""
    match request:
        case Exchange():
            return exchange(district, desk_id, request)
        case PieceUp():
            return pieces.take_up(district, desk_id, request)
        case PieceDown():
            return pieces.hand_down(district, desk_id, request)
        case Enrol():
            return enrolment(district, request)


def signing_key(district: District, desk_id: str) -> bytes | None:
    """The key a desk was enrolled with."""
    with district.engine.connect() as connection:
        found: bytes | None = connection.scalar(select(desks.c.signing_key).where(desks.c.desk == desk_id))
    return found


def _enrolment(letter: Letter) -> Enrol:
    try:
        asked = letters.read_enrolment(letter)
    except Malformed as error:
        raise Unknown(letter.sender) from error
    if asked.desk != letter.sender:
        raise Malformed("an enrolment for somebody else")
    return asked
