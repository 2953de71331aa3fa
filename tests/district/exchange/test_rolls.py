"""One person on the rolls of two towns: known offline at the counter of the other, refused by the district, and listed to nobody."""

from typing import Any

import msgspec

from tests.district.desk import Desk
from tests.district.real import RealDesk
from tests.district.server import Server
from zqdesk.office.people import duplicates
from zqdesk.records import rolls
from zqdesk.records.register import Actor, Register
from zqdesk.records.tables.base import new_id
from zqdesk.sync import publications, wire

NUMBER, NAME = "370114195001010013", "丁𬭎"
ENTRY = {"programme": "allowance", "from_month": "2026-12", "allowance_fen": 80_000, "person_count": 1}


def born(table: str, **values: Any) -> list[Any]:
    said = {"id": values.pop("id", None) or new_id()} | values
    return [table, said["id"], {name: [None, value] for name, value in said.items()}]


def household(desk: Desk, number: str, name: str, act: str = "intake.save") -> str:
    """A household of one, entered at a desk."""
    person, home = new_id(), new_id()
    desk.write(
        act,
        [
            born("persons", id=person, name=name, id_number=number, ethnicity="01"),
            born("households", id=home, head_id=person, standard_kind="rural"),
            born("memberships", household_id=home, person_id=person, relation="10", joined_on="2026-11-01"),
        ],
    )
    return home


def answers(desk: Desk) -> list[wire.Answer]:
    told = desk.exchange(desk.asking())
    return [msgspec.json.decode(each.answer, type=wire.Answer) for each in told.entries]


def test_a_person_of_another_towns_roll_is_known_offline_and_refused_online(
    server: Server, town: str, other_town: str
) -> None:
    first, second = server.desk(town), server.desk(other_town)
    home = household(first, NUMBER, NAME)
    first.write("decisions.confirm", [born("roll_entries", household_id=home, **ENTRY)])
    assert [each.kind for each in answers(first)] == ["applied", "applied"]

    again = household(second, NUMBER, NAME)
    second.write("decisions.confirm", [born("roll_entries", household_id=again, **ENTRY)])
    entered, refused = answers(second)
    assert (entered.kind, refused.kind, refused.problems[0].code) == ("applied", "refused", "roll.elsewhere")
    assert NAME in refused.problems[0].text
    assert "对方停发以后再办理" in refused.problems[0].text
    # What a hall brings along is told by the filter, and not undone for one person.
    brought = household(second, "37011419500101003X", "戊某")
    second.write("importing.import_roster", [born("roll_entries", household_id=brought, **ENTRY)])
    assert answers(second)[-1].kind == "applied"

    counter = RealDesk.joined(server, other_town)
    with server.owner() as connection:  # as if the hour were over
        connection.exec_driver_sql("UPDATE publications SET at = ''")
    counter.exchange()
    fetched(counter)
    register = Register(counter.engine, Actor("a" * 32, "张经办", frozenset()), counter.line.signer.id)
    ((found),) = register.read(duplicates.in_other_towns, [(NUMBER, NAME), ("37011419500101003X", "戊某")])
    assert found.person_name == NAME
    assert "救助名册" in found.what
    others = [(NUMBER, "别人"), ("370114195001010099", NAME)]
    assert register.read(duplicates.in_other_towns, others) == ()


def fetched(desk: RealDesk) -> None:
    while (asked := publications.next_piece(desk.engine)) is not None:
        told = desk.line.say(asked)
        assert isinstance(told, wire.Piece)
        publications.take_piece(desk.engine, told)


def test_a_filter_of_a_whole_district_is_small_and_finds_each_once() -> None:
    key = bytes(range(16))
    people = [(f"3701141950{n:08}", f"某{n}") for n in range(40_000)]
    marks = {"allowance": [(rolls.digest(key, *each), n % 20) for n, each in enumerate(people)]}
    content = rolls.packed(key, [(f"{n}", f"镇{n}") for n in range(20)], marks)
    assert len(content) < 512 * 1024
    for n in (0, 1, 19_999, 39_999):
        (hit,) = rolls.look_up(content, *people[n], own_town="none")
        assert hit.town == f"{n % 20}"
        assert rolls.look_up(content, *people[n], own_town=hit.town) == ()
    false = sum(bool(rolls.look_up(content, f"37011419600{n:07}", "没有的人", "none")) for n in range(2_000))
    assert false <= 1
