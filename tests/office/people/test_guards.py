"""One set of guards, asked at every door: whoever one door refuses, no other lets in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests import town
from tests.office.family import FAMILY, TODAY, accepted, by_code, draft, id_number, member
from tests.office.relief.relief_course import FIRE
from zqdesk.office.allowance import intake
from zqdesk.office.cases import ending
from zqdesk.office.people import changes as people
from zqdesk.office.people import importing
from zqdesk.office.people.changes import Joining
from zqdesk.office.people.importing import Source
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.office.people.roster import RosterHousehold, RosterMember
from zqdesk.office.relief import emergencies
from zqdesk.records.case import Case
from zqdesk.records.household import Household
from zqdesk.records.register import Register, Work
from zqdesk.records.steps import RollEntry
from zqdesk.rules.problem import Refused

BORN = date(1990, 8, 8)
GUEST = id_number(BORN, 11)
Door = Callable[[Register, str], object]


def at_the_counter(register: Register, name: str) -> None:
    case_id = draft(register, replace(FAMILY, members=(*FAMILY.members, guest(name))))
    register.do(intake.accept_application, case_id)


def by_roster(register: Register, name: str) -> None:
    row = RosterMember(2, name, GUEST, "1", BORN, "02")
    home = RosterHousehold(2, (row,), person_count=1, allowance_fen=80_400, from_month="2026-11")
    register.do(importing.import_roster, (home,), Source("名册.xlsx", "d" * 64))


def on_the_household_page(register: Register, name: str) -> None:
    joining = Joining(PersonEntry(name=name, id_number=GUEST, sex="1"), "97", TODAY)
    register.do(people.member_joined, settled(register), joining, "投靠")


def in_a_correction(register: Register, name: str) -> None:
    case_id = accepted(register)
    entry = register.read(intake.application_of, case_id)
    register.do(intake.correct_application, case_id, replace(entry, members=(*entry.members, guest(name))))


def in_an_emergency(register: Register, name: str) -> None:
    register.do(emergencies.register_emergency, replace(FIRE, name=name, id_number=GUEST))


DOORS: tuple[Door, ...] = (at_the_counter, by_roster, on_the_household_page, in_a_correction, in_an_emergency)
COUNTING = DOORS[:-1]
"""Whoever is helped in an emergency may be on the roll, and be counted wherever they live."""


def guest(name: str) -> Any:
    return member(name, GUEST, "97", work_ability="01")


def settled(register: Register) -> str:
    """The family as a household without an open case."""
    case_id = accepted(register)
    register.do(ending.withdraw, case_id, "不办了")
    return register.read(lambda session: session.get_one(Case, case_id)).household_id


def known(register: Register) -> Household:
    return register.do(town.add_household, "吴某", GUEST).result


def on_roll(work: Work, household_id: str) -> None:
    work.session.add(
        RollEntry(household_id=household_id, from_month="2026-01", allowance_fen=1, person_count=1)
    )


def codes(register: Register, door: Door, name: str = "吴某") -> set[str]:
    with pytest.raises(Refused) as answer:
        door(register, name)
    return set(by_code(answer.value.problems))


@pytest.mark.parametrize("door", DOORS)
def test_a_number_known_under_another_name(register: Register, door: Door) -> None:
    known(register)
    assert "person.name_differs" in codes(register, door, "李四")


@pytest.mark.parametrize("door", DOORS)
def test_somebody_recorded_dead_with_the_day(register: Register, door: Door) -> None:
    register.do(people.record_death, known(register).head_id, date(2026, 11, 2))
    with pytest.raises(Refused) as answer:
        door(register, "吴某")
    (problem,) = answer.value.problems
    assert problem.code == "person.dead"
    assert "2026年11月2日" in problem.text


@pytest.mark.parametrize("door", COUNTING)
def test_a_member_of_another_household(register: Register, door: Door) -> None:
    known(register)
    assert codes(register, door) == {"person.other_household"}


@pytest.mark.parametrize("door", COUNTING)
def test_somebody_on_the_roll(register: Register, door: Door) -> None:
    register.do(on_roll, known(register).id)
    assert codes(register, door) == {"person.on_roll"}


@pytest.mark.parametrize("door", COUNTING)
def test_somebody_in_an_accepted_case(register: Register, door: Door) -> None:
    other = replace(
        FAMILY, members=(replace(guest("吴某"), relation="02"),), supporters=(), account_name="吴某"
    )
    accepted(register, other)
    assert "person.open_case" in codes(register, door)


@pytest.mark.parametrize("door", DOORS)
def test_somebody_new_comes_in(register: Register, door: Door) -> None:
    door(register, "吴某")
