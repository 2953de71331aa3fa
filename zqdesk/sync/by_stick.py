"""An exchange without a line: the same request and answer as files on a stick, sealed to their receiver."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from zqdesk.records.faults import Known, told
from zqdesk.records.files import write_durably
from zqdesk.sync import bundle, client, enrolment, letters, wire
from zqdesk.sync import round as rounds
from zqdesk.sync.client import Leave
from zqdesk.sync.round import Taken
from zqdesk.sync.wire import Exchanged, Malformed


def write(engine: Engine, out: Path, clock: Callable[[], datetime], leave: Leave) -> int:
    """Write what the district has not got into a file that only the district can open; returns how many acts."""
    with leave.taken():
        name, request = rounds.ask(engine, clock())
        state = client.state_of(engine)
    framed = letters.write(request, enrolment.signer(state), state.district, name)
    with told():
        write_durably(out, bundle.seal(framed, state.district_sealing))
    return len(request.acts)


def read(engine: Engine, file: Path, clock: Callable[[], datetime], leave: Leave) -> Taken:
    """Take in the file that the district gave back; refused where it is none, or not the answer to the last file."""
    with leave.taken():
        state = client.state_of(engine)
    with told():
        if file.stat().st_size > wire.FRAME_BYTES:
            raise _NOT_OURS
        content = file.read_bytes()
    try:
        response = client.opened(state, state.request, bundle.unseal(content, state.sealing_secret))
    except (Malformed, client.NotTheAnswer) as error:
        raise _NOT_OURS from error
    if not isinstance(response, Exchanged):
        raise _NOT_OURS
    with leave.taken():
        return rounds.take_in(engine, state.request, response, clock(), leave.asked, way="stick")


_NOT_OURS = Known(
    "bundle.other",
    "这不是区里带回给本机的文件，或已损坏，或者不是对最近一次写出的文件的答复。",
    "本机的数据没有改动。",
    "请选区里带回的文件；或重新写一个交换文件。",
)
