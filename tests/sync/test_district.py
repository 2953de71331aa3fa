"""What the district answers: applied, known already, conflict, refused; facts; standing; forks; lives of the server."""

import hashlib
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from tests.sync.district import (
    OTHER_TOWN,
    TOWN,
    Chain,
    answer_of,
    count,
    district,
    enrol,
    row,
)
from zqdesk.district.exchange import pieces
from zqdesk.district.exchange.exchanging import District, exchange
from zqdesk.district.records import tables
from zqdesk.records.chain import next_head
from zqdesk.sync import letters, wire
from zqdesk.sync.apply import Place
from zqdesk.sync.letters import Signer
from zqdesk.sync.state import state_digest

ONE = Signer.of("1" * 32, bytes([1]) * 32)
TWO = Signer.of("2" * 32, bytes([2]) * 32)
P, Q, H = "p" * 32, "q" * 32, "h" * 32


@pytest.fixture
def both() -> tuple[District, Chain, Chain]:
    made = district(TOWN, OTHER_TOWN)
    enrol(made, ONE, digit=1)
    enrol(made, TWO, digit=2)
    return made, Chain(ONE), Chain(TWO)


def born(table: str, row_id: str, **values: Any) -> list[Any]:
    return [table, row_id, {name: [None, value] for name, value in ({"id": row_id} | values).items()}]


def person(row_id: str, **values: Any) -> list[Any]:
    return born("persons", row_id, **({"name": "丁𬭎", "ethnicity": "01"} | values))


def changed(table: str, row_id: str, **values: Any) -> list[Any]:
    return [table, row_id, {name: list(pair) for name, pair in values.items()}]


Both = tuple[District, Chain, Chain]


def test_an_act_that_fits_is_applied_once_however_often_it_is_sent(both: Both) -> None:
    it, one, _ = both
    one.say(person(P, born_on="1950-02-03"))
    for _ in range(3):
        told = one.exchange(it)
        assert [(e.position, e.number, answer_of(e).kind) for e in told.entries] == [(1, 1, "applied")]
    assert count(it, "log") == 1
    found = row(it, "persons", P)
    assert found is not None
    assert (found["name"], found["born_on"], found["phone"]) == ("丁𬭎", "1950-02-03", "")


def test_the_log_is_read_from_the_cursor_and_its_heads_follow(both: Both) -> None:
    it, one, two = both
    one.say(person(P))
    one.say(changed("persons", P, name=("丁𬭎", "丁𠅤")))
    one.exchange(it)
    entries = two.exchange(it).entries
    head = bytes(32)
    for entry in entries:
        assert entry.act is not None
        assert entry.act.hash == entry.hash
        assert letters.act_is_sound(entry.act, ONE.public)
        head = next_head(head, entry.position, entry.hash, entry.answer)
    two.cursor = wire.Cursor(generation=two.exchange(it).generation, position=2, head=head)
    assert two.exchange(it).entries == []
    assert not two.exchange(it).diverged


def test_different_fields_of_one_row_do_not_conflict(both: Both) -> None:
    it, one, two = both
    one.say(person(P, phone="1"))
    one.say(changed("persons", P, phone=("1", "2")))
    two.say(changed("persons", P, name=("丁𬭎", "丁𠅤")))
    assert [each.kind for each in one.answers(it) + two.answers(it)] == ["applied"] * 3


def test_the_same_field_conflicts_and_the_answer_says_who_was_first(both: Both) -> None:
    it, one, two = both
    one.say(person(P, phone="1"))
    one.say(changed("persons", P, phone=("1", "2")), actor_name="李经办")
    one.exchange(it)
    two.say(changed("persons", P, phone=("1", "3"), name=("丁𬭎", "x")))
    (answer,) = two.answers(it)
    (unfit,) = answer.unfit
    assert answer.kind == "conflict"
    assert (unfit.field, unfit.was, unfit.asked, unfit.held) == ("phone", "1", "3", "2")
    assert (unfit.by, unfit.position) == ("李经办", 2)
    found = row(it, "persons", P)
    assert found is not None
    assert (found["phone"], found["name"]) == ("2", "丁𬭎")  # nothing of the act
    assert count(it, "conflicts") == 1
    assert count(it, "log") == 3


def test_what_builds_on_a_conflict_conflicts_too(both: Both) -> None:
    it, one, two = both
    one.say(person(P, phone="1"))
    one.say(changed("persons", P, phone=("1", "2")))
    one.exchange(it)
    two.say(changed("persons", P, phone=("1", "3")))
    two.say(changed("persons", P, phone=("3", "4")))
    two.say(changed("persons", P, phone=("1", "2"), name=("", "x")))
    assert [each.kind for each in two.answers(it)] == ["conflict"] * 3


def test_what_must_be_unique_stands_once(both: Both) -> None:
    it, one, two = both
    one.say(person(P, id_number="370114190001010014"))
    one.say(person("r" * 32))
    one.say(person("s" * 32))  # without a number as many as there are
    one.exchange(it)
    two.say(person(Q, id_number="370114190001010014"))
    (answer,) = two.answers(it)
    assert answer.kind == "conflict"
    assert (answer.unfit[0].row, answer.unfit[0].field) == (P, "id_number")
    assert row(it, "persons", Q) is None


def test_a_row_that_others_name_does_not_go_and_none_names_a_missing_one(both: Both) -> None:
    it, one, two = both
    one.say(person(P))
    one.say(born("households", H, head_id=P, standard_kind="rural", registered_poor=False))
    one.say([*person(P)[:2], {"id": [P, None], "name": ["丁𬭎", None], "ethnicity": ["01", None]}])
    two.say(born("households", "g" * 32, head_id=Q, standard_kind="rural", registered_poor=False))
    assert [each.kind for each in one.answers(it)] == ["applied", "applied", "conflict"]
    (answer,) = two.answers(it)
    assert (answer.kind, answer.unfit[0].row, answer.unfit[0].table) == ("conflict", Q, "persons")


def test_a_row_that_was_changed_meanwhile_does_not_go(both: Both) -> None:
    it, one, two = both
    one.say(person(P))
    one.say(changed("persons", P, phone=("", "1")))
    one.exchange(it)
    two.say(["persons", P, {"id": [P, None], "name": ["丁𬭎", None], "ethnicity": ["01", None]}])
    (answer,) = two.answers(it)
    assert (answer.kind, answer.unfit[0].field, answer.unfit[0].held) == ("conflict", "phone", "1")


def test_a_fact_is_kept_and_only_what_does_not_fit_stays(both: Both) -> None:
    it, one, two = both
    one.say(person(P, phone="1"))
    one.say(changed("persons", P, phone=("1", "2")))
    one.exchange(it)
    two.say(
        person(Q), changed("persons", P, phone=("1", "3"), name=("丁𬭎", "丁𠅤")), act="disbursing.disburse"
    )
    (answer,) = two.answers(it)
    assert (answer.kind, [each.field for each in answer.unfit]) == ("applied", ["phone"])
    assert row(it, "persons", Q) is not None
    found = row(it, "persons", P)
    assert found is not None
    assert (found["phone"], found["name"]) == ("2", "丁𠅤")
    assert count(it, "conflicts") == 1


def test_a_fact_brings_in_what_it_rests_on_though_that_was_in_conflict(both: Both) -> None:
    it, one, two = both
    one.say(person(P, phone="1"))
    one.say(changed("persons", P, phone=("1", "2")))
    one.exchange(it)
    two.say(person(Q), changed("persons", P, phone=("1", "3")))  # in conflict, and with it the person
    two.say(
        born("households", H, head_id=Q, standard_kind="rural", registered_poor=False),
        act="disbursing.disburse",
    )
    assert [each.kind for each in two.answers(it)] == ["conflict", "applied"]
    assert row(it, "households", H) is not None
    assert row(it, "persons", Q) is not None


@pytest.mark.parametrize(
    "fields",
    [
        "no json",
        '[["nowhere","x",{}]]',
        '[["persons","p",{"id":[null,"p"],"name":[null,"x"],"wings":[null,2]}]]',
        '[["persons","p",{"id":[null,"p"],"name":[null,5]}]]',
        '[["persons","p",{"id":[null,"p"],"name":[null,"x"],"born_on":[null,"once"]}]]',
        '[["persons","p",[1]]]',
        '[["persons",7,{"id":[null,7]}]]',
        '{"a":1}',
    ],
)
def test_what_cannot_be_digested_is_set_aside_and_holds_nobody_up(both: Both, fields: str) -> None:
    it, one, _ = both
    one.say(fields=fields)
    one.say(person(P))
    first, second = one.answers(it)
    assert (first.kind, first.problems[0].code, second.kind) == ("refused", "sync.undigested", "applied")


def test_an_act_of_a_newer_schema_waits_and_so_do_those_behind_it(both: Both) -> None:
    it, one, _ = both
    one.say(person(P))
    one.say(person(Q), schema="9999")
    one.say(person("r" * 32))
    told = one.exchange(it)
    assert (told.behind, told.received.number) == (True, 1)


def test_acts_out_of_order_and_acts_of_nobody_are_left_out(both: Both) -> None:
    it, one, _ = both
    for each in "pqr":
        one.say(person(each * 32))
    stranger = Chain(Signer.of("9" * 32, bytes([9]) * 32))
    sent = [one.acts[1], stranger.say(person("z" * 32))]
    assert one.exchange(it, sent).received.number == 0
    forged = msgspec.structs.replace(one.acts[0], signature=bytes(64))
    assert one.exchange(it, [forged]).received.number == 0
    assert one.exchange(it, [one.acts[0], one.acts[2]]).received.number == 1


def test_no_town_sees_anothers_rows_or_acts(both: Both) -> None:
    it, one, _ = both
    other = Chain(Signer.of("3" * 32, bytes([3]) * 32))
    enrol(it, other.signer, OTHER_TOWN)
    one.say(person(P, id_number="370114190001010014"))
    one.exchange(it)
    other.say(person(P, name="另一镇", id_number="370114190001010014"))
    assert [answer.kind for answer in other.answers(it)] == ["applied"]
    assert [entry.desk for entry in other.exchange(it).entries] == [other.signer.id]
    told = other.exchange(it, one.acts)  # another town's acts are nobody's here
    assert (told.received.number, told.strangers) == (1, [ONE.id])
    found = row(it, "persons", P)
    assert found is not None
    assert found["name"] == "丁𬭎"


def test_a_lost_desk_is_told_so_and_what_it_sends_waits_for_a_person(both: Both) -> None:
    it, one, two = both
    one.say(person(P))
    one.exchange(it)
    with it.engine.begin() as connection:
        connection.execute(tables.desks.update().where(tables.desks.c.desk == ONE.id).values(standing="lost"))
    one.say(person(Q))
    for _ in range(2):
        told = one.exchange(it)
        assert (told.standing, told.entries, told.received.number) == ("lost", [], 1)
    assert count(it, "held_back") == 1
    assert count(it, "log") == 1
    # Another desk has of it only what a former life of the server had answered: that comes back.
    assert two.exchange(it, one.acts).standing == "active"
    assert count(it, "log") == 2


def test_a_cursor_that_is_not_in_the_log_begins_another_life_of_the_server(both: Both) -> None:
    it, one, _ = both
    one.say(person(P))
    first = one.exchange(it)
    one.cursor = wire.Cursor(generation=first.generation, position=5, head=b"x" * 32)
    told = one.exchange(it)
    assert told.diverged
    assert told.generation != first.generation
    head = next_head(bytes(32), 1, first.entries[0].hash, first.entries[0].answer)
    anchors = [wire.Point(number=5, hash=b"x" * 32), wire.Point(number=1, hash=head), wire.Point(number=0, hash=bytes(32))]  # fmt: skip
    again = one.exchange(it, anchors=anchors)
    assert (again.common, again.generation) == (anchors[1], told.generation)


def test_acts_of_another_desk_come_back_through_one_that_has_them(both: Both) -> None:
    it, one, two = both
    one.say(person(P))
    one.say(changed("persons", P, name=("丁𬭎", "丁𠅤")))
    two.say(changed("persons", P, phone=("", "1")))
    told = two.exchange(it, [*one.acts, *two.acts])
    assert [(entry.desk, answer_of(entry).kind) for entry in told.entries] == [
        (ONE.id, "applied"),
        (ONE.id, "applied"),
        (TWO.id, "applied"),
    ]


def test_a_desk_that_was_restored_is_told_where_its_chain_still_agrees(both: Both) -> None:
    it, one, _ = both
    for each in "pqr":
        one.say(person(each * 32))
    one.exchange(it)
    branch = Chain(ONE, one.acts[:1], turn=0)
    branch.say(person("s" * 32))
    anchors = [wire.Point(number=act.number, hash=act.hash) for act in reversed(branch.acts)]
    told = branch.exchange(it, [], own_anchors=anchors, own_bodies=True, recovers=True)
    assert told.received.number == 3
    assert told.own_common == anchors[1]
    assert [entry.act for entry in told.entries] == one.acts


def test_the_other_machine_with_the_same_key_is_found_out(both: Both) -> None:
    it, first, _ = both
    first.say(person(P))
    first.exchange(it)
    first.exchange(it)
    clone = Chain(ONE, first.acts[:], turn=1)
    first.say(person(Q))
    first.exchange(it)
    clone.say(person("r" * 32))
    assert clone.exchange(it, []).received.hash != clone.acts[-1].hash
    clone.turn = 1  # a response that shows a fork is not taken in
    anchors = [wire.Point(number=1, hash=clone.acts[0].hash)]
    assert clone.exchange(it, [], own_anchors=anchors, recovers=True).standing == "active"
    assert first.exchange(it).standing == "cloned"
    assert clone.exchange(it, []).standing == "active"


def test_a_repeated_recovery_names_nobody_a_clone(both: Both) -> None:
    it, one, _ = both
    one.say(person(P))
    one.exchange(it)
    one.exchange(it)
    back = Chain(ONE, [], turn=1)
    late = back.request([], recovers=True)
    for _ in range(2):
        back.turn = 1
        told = back.exchange(it, [], recovers=True)
    exchange(it, ONE.id, late)  # the first one, which the network had kept
    assert back.turn == told.turn
    assert back.exchange(it, []).standing == "active"


def test_the_state_check_finds_a_row_changed_past_the_log(both: Both) -> None:
    it, one, _ = both
    one.say(person(P))
    one.exchange(it)
    with it.engine.connect() as connection:
        digest = state_digest(Place(connection, tables.RECORDS, TOWN))
    check = wire.StateCheck(position=1, digest=digest)
    assert one.exchange(it, [], check=check).checked == "same"
    with it.engine.begin() as connection:
        connection.execute(tables.RECORDS["persons"].update().values(phone="7"))
    assert one.exchange(it, [], check=check).checked == "differs"
    assert one.exchange(it, [], check=wire.StateCheck(position=9, digest=digest)).checked == ""


def test_the_rules_of_the_district_refuse_but_no_fact(both: Both) -> None:
    it, one, _ = both
    strict = replace(it, rules=lambda *_: [wire.Complaint(code="roll.twice", text="已在别的镇享受低保。")])
    one.say(person(P))
    one.say(person(Q), act="disbursing.disburse")
    first, second = one.answers(strict)
    assert (first.kind, first.problems[0].code, second.kind) == ("refused", "roll.twice", "applied")


def test_attachments_come_in_pieces_and_go_out_again(both: Both) -> None:
    it, one, _ = both
    content, name = bytes(range(256)) * 10, "d" * 64
    blob = wire.Blob(name=name, blob=hashlib.sha256(content).digest(), size=len(content))
    up = wire.PieceUp(blob=blob, offset=0, data=content[:1000])
    assert isinstance(pieces.take_up(it, ONE.id, up), wire.Failed)  # no row mentions it yet
    one.say(
        person(P),
        born("households", H, head_id=P, standard_kind="rural", registered_poor=False),
        born("accounts", "a" * 32, login="x", name="张经办", roles=[], active=True),
        born(
            "cases",
            "c" * 32,
            programme="allowance",
            kind="application",
            state="draft",
            household_id=H,
            applicant_id=P,
            clerk_id="a" * 32,
            applied_on="2026-11-24",
        ),
        born(
            "attachments",
            "b" * 32,
            digest=name,
            title="照片",
            kind="material",
            media_type="image/png",
            size=5,
            case_id="c" * 32,
        ),
    )
    assert [each.kind for each in one.answers(it)] == ["applied"]
    assert one.exchange(it, blobs=[blob]).wanted == [name]
    assert pieces.hand_down(it, TWO.id, wire.PieceDown(offset=0, name=name)) == wire.Piece(offset=0, size=0)
    offset = 0
    while offset < len(content):
        said = wire.PieceUp(blob=blob, offset=offset, data=content[offset : offset + 1000])
        for _ in range(2):  # doubled by the network
            taken = pieces.take_up(it, ONE.id, said)
        assert isinstance(taken, wire.Piece)
        assert taken.offset == min(offset + 1000, len(content))
        offset = taken.offset
    assert one.exchange(it, blobs=[blob]).wanted == []
    got = b""
    while len(got) < len(content):
        piece = pieces.hand_down(it, TWO.id, wire.PieceDown(offset=len(got), name=name))
        assert isinstance(piece, wire.Piece)
        got += piece.data
    assert got == content


def test_every_entry_is_kept_with_its_answer(both: Both) -> None:
    it, one, _ = both
    one.say(person(P))
    one.say(person(P))
    one.exchange(it)
    with it.engine.connect() as connection:
        kinds = connection.scalars(select(tables.log.c.kind).order_by(tables.log.c.position)).all()
    assert kinds == ["applied", "conflict"]
