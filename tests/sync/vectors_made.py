"""The vectors of docs/protocol.md made from fixed keys: `python -m tests.sync.vectors_made` writes the files anew."""

import json
from pathlib import Path
from typing import Any

import msgspec

from zqdesk.district.exchange.announcing import Announced, appearing, row_id
from zqdesk.records import rolls
from zqdesk.records.chain import next_head
from zqdesk.sync import enrolment, letters, wire
from zqdesk.sync.letters import Signer
from zqdesk.sync.state import digest_of

FOLDER = Path(__file__).parent / "vectors"
DESK = Signer.of("0192a0b1c2d3000001aabbccddeeff01", bytes(range(32)))
DISTRICT = Signer.of("370114", bytes(range(32, 64)))
REQUEST = bytes(range(16))
GENERATION = "00112233445566778899aabbccddeeff"
PERSON = "0192a0b1c2d3000002aabbccddeeff02"
ODD = '引号"反斜\\换行\n制表\t首\x01单\x1f删\x7f行分\u2028与/𬭎𠅤é'


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
    entries, head = _entries(bytes(32), 0, [(act, _answer(n)) for n, act in enumerate(sent, 1)])
    told = wire.Exchanged(
        generation=GENERATION,
        server_time="2026-11-24T01:03:01.000Z",
        received=wire.Point(number=3, hash=sent[-1].hash),
        turn=2,
        entries=entries,
    )
    return _both(asked, told) | {"head_after": head.hex()}


def _both(asked: wire.Exchange, told: wire.Exchanged) -> dict[str, Any]:
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
        "response": _plain(told),
        "response_letter": letters.unframe(letters.write(told, DISTRICT, DESK.id, REQUEST)).hex(),
    }


def _entries(
    head: bytes, last: int, answered: list[tuple[wire.Act, wire.Answer]]
) -> tuple[list[wire.Entry], bytes]:
    """The log after position `last`; with their acts those of others, as a desk is told them."""
    entries = []
    for position, (act, said) in enumerate(answered, last + 1):
        answer = msgspec.json.encode(said).decode()
        head = next_head(head, position, act.hash, answer)
        body = None if act.desk == DESK.id else act
        entry = wire.Entry(
            position=position, desk=act.desk, number=act.number, hash=act.hash, answer=answer, act=body
        )
        entries.append(entry)
    return entries, head


def given_down() -> dict[str, Any]:
    """What the district gives down: each kind of its own acts, a desk's act refused because of one, and both sides' rows."""
    cursor = wire.Cursor(generation=GENERATION, position=3, head=bytes.fromhex(exchange()["head_after"]))
    last = acts()[-1]
    fourth = [*acts()]
    _add(fourth, "standing.correct_parameter", "", "0011", [["parameters", row_id(STANDARD), _raised()]])
    sent = fourth[-1]
    refused = wire.Complaint(code="district.published", text="这一项是区里公布的，镇街不能修改。")
    applied = wire.Answer(kind="applied", received_at="2026-11-25T01:00:00.000Z")
    no = wire.Answer(kind="refused", received_at="2026-11-25T01:00:00.000Z", problems=[refused])
    own = [_own(name, fields, f"{n:012x}") for n, (name, fields) in enumerate(_of_district(), 1)]
    entries, head = _entries(cursor.head, 3, [*((act, applied) for act in own), (sent, no)])
    point = wire.Point(number=4, hash=sent.hash)
    asked = wire.Exchange(cursor=cursor, head=point, turn=2, desk_time="2026-11-25T01:00:00.000Z",
                          program="0.1.0", schema="0011", acts=[sent])  # fmt: skip
    told = wire.Exchanged(generation=GENERATION, server_time="2026-11-25T01:00:01.000Z", received=point,
                          turn=3, entries=entries)  # fmt: skip
    assert last.hash == sent.previous
    rows = [
        (table, {n: new for n, (_, new) in said.items()})
        for _, each in _of_district()
        for table, _, said in each
    ]
    return _both(asked, told) | {
        "head_after": head.hex(),
        "rows_of_the_district": [list(row) for row in rows],
        "digest_of_these_rows": digest_of(rows).hex(),
    }


STANDARD = Announced(
    "parameters",
    {"key": "standard.rural", "scope": "370114", "valid_from": "2026-07-01", "published_on": "2026-11-20",
     "value": 90600, "source": "章民发〔2026〕31号", "by_district": True},
)  # fmt: skip


def _raised() -> dict[str, list[Any]]:
    return {"value": [90600, 99900]}


def _of_district() -> list[tuple[str, list[Any]]]:
    """Each of the district's own acts, with its rows."""
    money = {"amount_fen": 5_000_000, "notice_number": "章财社〔2026〕90号", "notice_on": "2026-11-20",
             "batch": "第9批", "note": "", "by_name": "孙科长"}  # fmt: skip
    reply = {"settlement_id": "0192a0b1c2d3000005aabbccddeeff05", "answered_on": "2026-11-23",
             "document_number": "章民核〔2026〕3号", "by_name": "孙科长",
             "returned": {"0192a0b1c2d3000006aabbccddeeff06": "缺领款人签字"}}  # fmt: skip
    return [
        ("publishing.publish", [appearing("parameters", row_id(STANDARD), STANDARD.values)]),
        (
            "allocating.allocate",
            [appearing("district_allocations", "0192a0b1c2d3000007aabbccddeeff07", money)],
        ),
        ("allocating.answer", [appearing("district_answers", "0192a0b1c2d3000008aabbccddeeff08", reply)]),
    ]


def _own(name: str, fields: list[Any], chain: str) -> wire.Act:
    """An act of the district: number 1 of a chain of its own."""
    act = wire.Act(
        desk=f"{DISTRICT.id}-{chain}",
        number=1,
        id=f"0192a0b1c2d50000{chain[-2:]}aabbccddeeff03",
        act=name,
        actor_id=DISTRICT.id,
        actor_name="孙科长",
        at="2026-11-24T08:00:00.000Z",
        reason="章民发〔2026〕31号",
        fields=msgspec.json.encode(fields).decode(),
        previous=bytes(32),
        hash=b"",
        schema="0011",
    )
    return letters.signed_act(msgspec.structs.replace(act, hash=wire.hash_of(act)), DISTRICT)


def enrolling() -> dict[str, Any]:
    """An invitation as text, and the duplicate filter that a desk is given."""
    invited = wire.Invitation(
        address="https://district.invalid:8443",
        fingerprint=bytes(range(32)),
        district=DISTRICT.id,
        signing_key=DISTRICT.public,
        sealing_key=bytes(range(64, 96)),
        secret=REQUEST,
        town_name="示例街道",
    )
    marks = {
        programme: [(rolls.digest(REQUEST, *who), town) for who, town in each]
        for programme, each in ROLLS.items()
    }
    towns = [("370114001", "示例街道"), ("370114002", "某某镇")]
    return {
        "invitation": _plain(invited),
        "invitation_text": enrolment.invitation_text(invited),
        "filter_key": REQUEST.hex(),
        "filter_of": {name: [[*who, town] for who, town in each] for name, each in ROLLS.items()},
        "filter_towns": [list(town) for town in towns],
        "filter": rolls.packed(REQUEST, towns, marks).hex(),
    }


ROLLS = {
    "allowance": [(("37011419500203001x", " 丁 𬭎"), 0), (("370114196001010013", "ＡＢ"), 1)],
    "support": [(("37011419500203001X", "丁𬭎"), 1)],
}
"""Of the filter: number and name as somebody may have typed them, and the town."""


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
    return {
        "acts.json": public,
        "exchange.json": exchange(),
        "given_down.json": given_down(),
        "enrolling.json": enrolling(),
    }


def text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for name, content in files().items():
        (FOLDER / name).write_text(text(content), encoding="utf-8")
