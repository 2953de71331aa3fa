"""Letters that come and go as files on a stick: unsealed, answered as over the line, and sealed to the desk that asked."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from zqdesk.district import keys
from zqdesk.district.door.limits import Buckets, Rate
from zqdesk.district.door.post import NotAnswered, Post
from zqdesk.district.door.service import Service
from zqdesk.district.records import database
from zqdesk.records.faults import Known
from zqdesk.records.files import write_durably
from zqdesk.sync import bundle, wire
from zqdesk.sync.wire import Malformed


def answer(data: Path, file: Path, out: Path, clock: Callable[[], datetime]) -> None:
    """Deal with the letter of a file and write the answer's file."""
    identity = keys.load(data)
    access = database.access(data)
    door, exchange = database.engine(access.door), database.engine(access.exchange)
    post = Post(identity, Service(identity.signer, door, exchange, clock), Buckets(_UNHURRIED, lambda: 0.0))
    try:
        if file.stat().st_size > wire.FRAME_BYTES:
            raise _NOT_OURS
        framed = bundle.unseal(file.read_bytes(), identity.sealing.private_bytes_raw())
        answered = post.answer(framed)
    except (Malformed, NotAnswered):
        raise _NOT_OURS from None
    finally:
        door.dispose()
        exchange.dispose()
    write_durably(out, bundle.seal(answered.framed, answered.sealing_key))


_UNHURRIED = Rate(burst=1_000, each_second=0)
_NOT_OURS = Known(
    "bundle.unknown",
    "这个文件不是登记过的工作台写给本区的，或已损坏。",
    "数据没有改动。",
    "请让那台工作台重新生成一次文件。",
)
