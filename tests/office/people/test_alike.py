"""A name heard and not read: whoever of the village sounds like it is shown, unless two numbers tell them apart."""

import pytest

from tests import town
from zqdesk.office.people.alike import alike
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.household import Membership
from zqdesk.records.tables.steps import RollEntry

VILLAGE = "370114001201"
NUMBER, OTHER = "370114190001010014", "370181190002150027"


@pytest.fixture
def on_roll(register: Register) -> str:
    """章伟峰 of the village, on the roll, whose number nobody has written down; returns the household."""

    def add(work: Work) -> str:
        home = town.add_household(work, "章伟峰", "")
        home.village_id = VILLAGE
        work.session.add(Membership(household_id=home.id, person_id=home.head_id, relation="02"))
        work.session.add(
            RollEntry(household_id=home.id, from_month="2026-01", allowance_fen=1, person_count=1)
        )
        return home.id

    return register.do(add).result


@pytest.mark.parametrize("name", ["张伟峰", "章伟峯", "章玮丰", "章 偉 峰"])
def test_who_sounds_like_it_is_shown(register: Register, on_roll: str, name: str) -> None:
    found = register.read(alike, [PersonEntry(name=name, id_number=NUMBER)], VILLAGE)
    assert [each.household_id for each in found] == [on_roll]
    assert "“章伟峰”同音或字形相近（已在册" in found[0].what


@pytest.mark.parametrize("name", ["章伟峰", "张伟", "李伟峰", "章伟峰某", "", "伟"])
def test_the_same_name_and_others_are_not(register: Register, on_roll: str, name: str) -> None:  # noqa: ARG001
    assert register.read(alike, [PersonEntry(name=name)], VILLAGE) == ()


def test_nor_who_has_another_number_lives_elsewhere_or_is_of_this_family(
    register: Register, on_roll: str
) -> None:
    typed = [PersonEntry(name="张伟峰", id_number=NUMBER)]
    assert register.read(alike, typed, "370114001202") == ()
    assert register.read(lambda session: alike(session, typed, VILLAGE, not_household=on_roll)) == ()
    with register.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE persons SET id_number = ? WHERE name = '章伟峰'", (OTHER,))
    assert register.read(alike, typed, VILLAGE) == ()
    assert len(register.read(alike, [PersonEntry(name="张伟峰")], VILLAGE)) == 1
