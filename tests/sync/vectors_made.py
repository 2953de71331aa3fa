"""The vectors of docs/protocol.md made from fixed keys: `python -m tests.sync.vectors_made` writes the files anew."""

import json
from pathlib import Path
from typing import Any

import msgspec

from zqdesk.records.chain import next_head
from zqdesk.sync import letters, wire
from zqdesk.sync.letters import Signer

FOLDER = Path(__file__).parent / "vectors"
DESK = Signer.of("0192a0b1c2d3000001aabbccddeeff01", bytes(range(32)))
DISTRICT = Signer.of("370114", bytes(range(32, 64)))
REQUEST = bytes(range(16))
GENERATION = "00112233445566778899aabbccddeeff"
PERSON = "0192a0b1c2d3000002aabbccddeeff02"
ODD = '引号"反斜\\换行\n制表\t零\x00单\x1f删\x7f行分\u2028与/𬭎𠅤é'


def acts() -> list[wire.Act]:
    """Three acts of one chain: one from before the exchange (no schema), one with odd characters, a change."""
    made: list[wire.Act] = []
    row = {"id": PERSON, "name": "丁𬭎", "born_on": "1950-02-03", "ethnicity": "01"}
    _add(made, "people.enter", "", "", [["persons", PERSON, {name: [None, v] for name, v in row.items()}]])
    _add(made, "people.correct", ODD, "0011", [["persons", PERSON, {"name": ["丁𬭎", "丁𠅤"]}]])
    flags = {"registered_poor": [False, True], "days": [None, {"乙": [1, 2], "a": None}]}
    _add(made, "household.change", "", "0011", [["households", PERSON, flags]])
    return made


def _add(made: list[wire.Act], name: str, reason: str, schema: str, fields: list[Any]) -> None:
    number = len(made) + 1
    act = wire.Act(
        desk=DESK.id,
        number=number,
        id=f"0192a0b1c2d40000{number:02x}aabbccddeeff03",
        act=name,
        actor_id="0192a0b1c2d3000003aabbccddeeff04",
        actor_name="张经办",
        at=f"2026-11-24T01:02:{number:02}.456Z",
        reason=reason,
        fields=msgspec.json.encode(fields).decode(),
        previous=made[-1].hash if made else bytes(32),
        hash=b"",
        schema=schema,
    )
    act = msgspec.structs.replace(act, hash=wire.hash_of(act))
    made.append(letters.signed_act(act, DESK))


def exchange() -> dict[str, Any]:
    """One exchange: the desk sends its acts, the district applies the first two and finds the third in conflict."""
    sent = acts()
    asked = wire.Exchange(
        cursor=wire.Cursor(generation=GENERATION),
        head=wire.Point(number=3, hash=sent[-1].hash),
        turn=1,
        desk_time="2026-11-24T01:03:00.000Z",
        program="0.1.0",
        schema="0011",
        acts=sent,
    )
    entries, head = [], bytes(32)
    for position, act in enumerate(sent, 1):
        answer = msgspec.json.encode(_answer(position)).decode()
        head = next_head(head, position, act.hash, answer)
        entries.append(
            wire.Entry(position=position, desk=act.desk, number=act.number, hash=act.hash, answer=answer)
        )
    told = wire.Exchanged(
        generation=GENERATION,
        server_time="2026-11-24T01:03:01.000Z",
        received=wire.Point(number=3, hash=sent[-1].hash),
        turn=2,
        entries=entries,
    )
    return {
        "desk": {"id": DESK.id, "secret": bytes(range(32)).hex(), "public": DESK.public.hex()},
        "district": {
            "id": DISTRICT.id,
            "secret": bytes(range(32, 64)).hex(),
            "public": DISTRICT.public.hex(),
        },
        "request_name": REQUEST.hex(),
        "request": _plain(asked),
        "request_letter": letters.unframe(letters.write(asked, DESK, DISTRICT.id, REQUEST)).hex(),
        "head_after": head.hex(),
        "response": _plain(told),
        "response_letter": letters.unframe(letters.write(told, DISTRICT, DESK.id, REQUEST)).hex(),
    }


def _answer(position: int) -> wire.Answer:
    if position < 3:
        return wire.Answer(kind="applied", received_at="2026-11-24T01:03:00.500Z")
    unfit = wire.Unfit(
        table="households",
        row=PERSON,
        field="registered_poor",
        was=False,
        asked=True,
        held=None,
    )
    return wire.Answer(kind="conflict", received_at="2026-11-24T01:03:00.500Z", unfit=[unfit])


def _plain(message: Any) -> Any:
    """A message as JSON, bytes as hex, every field written out."""
    if isinstance(message, msgspec.Struct):
        return {name: _plain(getattr(message, name)) for name in message.__struct_fields__}
    if isinstance(message, bytes):
        return message.hex()
    if isinstance(message, list):
        return [_plain(each) for each in message]
    return message


def files() -> dict[str, Any]:
    """Every file that is made again bit by bit, by its name."""
    public = {"desk": DESK.id, "public": DESK.public.hex(), "acts": [_plain(act) for act in acts()]}
    return {"acts.json": public, "exchange.json": exchange()}


def text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for name, content in files().items():
        (FOLDER / name).write_text(text(content), encoding="utf-8")
