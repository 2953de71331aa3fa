"""What desks and the district say to each other: every message, its limits, its signature. See docs/protocol.md."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from zqdesk.records.chain import act_hash

VERSION = 1
MOST_ACTS = 2_000
"""Acts in one message. More wait for the next."""
MESSAGE_BYTES = 4 * 1024 * 1024
"""A sender ends a message once its acts weigh this much, unpacked; one act alone may weigh more."""
ACT_BYTES = 32 * 1024 * 1024
FRAME_BYTES = 48 * 1024 * 1024
"""A receiver unpacks no more than this."""
PIECE_BYTES = 256 * 1024
MOST_POINTS = 64
HASH_BYTES, KEY_BYTES, SIGNATURE_BYTES = 32, 32, 64

Number = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Hash = Annotated[bytes, Meta(min_length=HASH_BYTES, max_length=HASH_BYTES)]
Digest = Annotated[bytes, Meta(max_length=HASH_BYTES)]
"""A hash, or nothing."""
NO_NUL = r"^[^\x00]*$"
Text = Annotated[str, Meta(pattern=NO_NUL)]
"""No database of a server keeps U+0000."""
Id = Annotated[str, Meta(max_length=32, pattern=NO_NUL)]
Word = Annotated[str, Meta(max_length=64, pattern=NO_NUL)]
Time = Annotated[str, Meta(max_length=24, pattern=NO_NUL)]
Revision = Annotated[str, Meta(max_length=16, pattern=NO_NUL)]


class Said(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a message. A field that is missing has its default; an unknown one is passed over."""


class Act(Said, frozen=True, kw_only=True):
    """One row of a desk's change log, with the signature of that desk.

    `fields` is the text that was hashed: JSON `[[table, row id, {field: [old, new]}], …]`. `schema` is the
    revision whose tables these are; empty in acts older than the exchange.
    """

    desk: Id
    number: Number
    id: Id
    act: Text
    actor_id: Id
    actor_name: Text
    at: Time
    reason: Text
    fields: str
    previous: Hash
    hash: Hash
    schema: Revision = ""
    signature: bytes = b""


class Point(Said, frozen=True, kw_only=True):
    """A place in a chain: a number (or position) and the hash there; 0 and zeros before the first."""

    number: Number
    hash: Hash


class Cursor(Said, frozen=True, kw_only=True):
    """How far a desk has followed its town's log, of which generation of the server."""

    generation: Id = ""
    position: Number = 0
    head: Hash = bytes(HASH_BYTES)


class Unfit(Said, frozen=True, kw_only=True):
    """One field that did not fit: the act said `was` → `asked`, the district had `held`, last set by `by`."""

    table: str
    row: str
    field: str
    was: Any
    asked: Any
    held: Any
    by: str = ""
    at: str = ""
    position: int = 0


class Complaint(Said, frozen=True, kw_only=True):
    """A rule that refused, in words for the clerk."""

    code: str
    text: str
    field: str = ""


Kind = Literal["applied", "conflict", "refused"]


class Answer(Said, frozen=True, kw_only=True):
    """What the district did with an act.

    `applied` with `unfit`: a fact of the world, kept whole but for these fields, which keep the district's values.
    """

    kind: Kind
    received_at: str
    unfit: list[Unfit] = []
    problems: list[Complaint] = []


class Entry(Said, frozen=True, kw_only=True):
    """One position of a town's log. `answer` is the JSON text of an `Answer`, as it was hashed into the head.

    `act` is left out of a desk's own entries, unless it asked for them.
    """

    position: Number
    desk: Id
    number: Number
    hash: Hash
    answer: str
    act: Act | None = None


class StateCheck(Said, frozen=True, kw_only=True):
    """The digest of all rows of a town at a position (`apply.state_digest`)."""

    position: Number
    digest: Hash


class Publication(Said, frozen=True, kw_only=True):
    """Something the district has published for all desks, read as a blob; a higher position replaces a lower."""

    position: Number
    kind: str
    blob: Hash
    size: Number


class Blob(Said, frozen=True, kw_only=True):
    """An attachment: the name under which rows mention it, and its content's SHA-256 and size."""

    name: Word
    blob: Hash
    size: Annotated[int, Meta(ge=1, le=2**63 - 1)]


class Exchange(Said, frozen=True, kw_only=True, tag_field="kind", tag="exchange"):
    """A desk's request.

    `head`: its own last act. `turn`: of the last response it took in. `acts`: its own next acts; after a restore of the
    server also acts of others, as signed by them. `anchors`: points of its town log, `own_anchors`: of its own
    chain, both only where a common point is looked for. `recovers`: it starts over from a restored backup.
    """

    cursor: Cursor
    head: Point
    turn: Number = 0
    desk_time: Time = ""
    program: Word = ""
    schema: Revision = ""
    acts: list[Act] = []
    anchors: list[Point] = []
    own_anchors: list[Point] = []
    own_bodies: bool = False
    recovers: bool = False
    check: StateCheck | None = None
    published: Number = 0
    blobs: list[Blob] = []


Standing = Literal["active", "retired", "lost", "cloned"]


class Exchanged(Said, frozen=True, kw_only=True, tag_field="kind", tag="exchanged"):
    """The district's response.

    `received`: the last act of this desk that the district has. `entries`: the log from the cursor on; `more`: it
    goes on. `behind`: acts of a newer schema wait until the server is updated. `diverged`: the cursor is of
    another generation or head; `common` and `own_common` answer anchors. `wanted`: blobs of the request that the district lacks.
    `strangers`: desks whose acts the request brought and of which the district knows nothing (it was restored to before they came).
    """

    generation: Id
    server_time: str
    received: Point
    turn: Number
    standing: Standing = "active"
    entries: list[Entry] = []
    more: bool = False
    behind: bool = False
    diverged: bool = False
    common: Point | None = None
    own_common: Point | None = None
    checked: Literal["", "same", "differs"] = ""
    published: list[Publication] = []
    wanted: list[str] = []
    strangers: list[Id] = []


class PieceUp(Said, frozen=True, kw_only=True, tag_field="kind", tag="piece_up"):
    """A piece of an attachment, sent up; pieces follow each other."""

    blob: Blob
    offset: Number
    data: bytes


class PieceDown(Said, frozen=True, kw_only=True, tag_field="kind", tag="piece_down"):
    """Asks for a piece: of an attachment by its `name`, of a publication by its `blob`."""

    offset: Number
    name: Word = ""
    blob: Digest = b""


class Piece(Said, frozen=True, kw_only=True, tag_field="kind", tag="piece"):
    """Answers both: for a piece up how far the district has it, for a piece down the data; `size` 0: not here yet."""

    offset: Number
    size: Number
    blob: Digest = b""
    data: bytes = b""


class Enrol(Said, frozen=True, kw_only=True, tag_field="kind", tag="enrol"):
    """A desk asks to be taken in with the secret of its invitation; the message is signed with the key it brings."""

    secret: bytes
    desk: Id
    name: Text
    signing_key: bytes
    sealing_key: bytes
    head: Point
    program: Word = ""
    schema: Revision = ""


class Enrolled(Said, frozen=True, kw_only=True, tag_field="kind", tag="enrolled"):
    """The desk's town and the digit its numbers carry (1 for the first desk of a town)."""

    town: Id
    digit: int
    generation: Id
    server_time: str


class Failed(Said, frozen=True, kw_only=True, tag_field="kind", tag="failed"):
    """The request as a whole could not be dealt with; nothing of it was done. `again`: it may be sent again later."""

    code: str
    text: str
    again: bool = False


class Invitation(Said, frozen=True, kw_only=True):
    """What a desk must know before its first word; travels as text or file."""

    address: str
    fingerprint: bytes
    district: Id
    signing_key: bytes
    sealing_key: bytes
    secret: bytes
    town_name: str = ""


Request = Exchange | PieceUp | PieceDown | Enrol
Response = Exchanged | Piece | Enrolled | Failed


class Letter(Said, frozen=True, kw_only=True):
    """A message on its way: from whom, to whom, which request it is (or answers), and the signature over all of it."""

    sender: Id
    receiver: Id
    request: bytes
    body: bytes
    signature: bytes


class Malformed(ValueError):  # noqa: N818 - says what it is
    """Not a message of this protocol: cut, too large, of another version, or not as described."""


def hash_of(act: Act) -> Hash:
    """What an act must hash to."""
    return bytes.fromhex(
        act_hash(
            number=act.number,
            id=act.id,
            act=act.act,
            actor_id=act.actor_id,
            actor_name=act.actor_name,
            desk_id=act.desk,
            at=act.at,
            reason=act.reason,
            fields=act.fields,
            previous_hash=act.previous.hex(),
            schema=act.schema,
        )
    )


def weight(act: Act) -> int:
    """About how many bytes an act adds to a message."""
    return len(act.fields.encode()) + len(act.reason.encode()) + 400
