"""One set of guards, asked at every door: whoever one door refuses, no other lets in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests import town
from tests.office.family import FAMILY, TODAY, accepted, by_code, draft, id_number, member
from tests.office.people.roster.test_roster import planned
from tests.office.relief.relief_course import FIRE
from zqdesk.office.allowance.applying import intake
from zqdesk.office.cases.acts import ending
from zqdesk.office.cases.entry.values import MemberEntry
from zqdesk.office.people import changes as people
from zqdesk.office.people.changes import Joining
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.office.people.roster import importing
from zqdesk.office.people.roster.importing import Source
from zqdesk.office.people.roster.reading import own_household
from zqdesk.office.people.roster.values import RosterHousehold, RosterMember
from zqdesk.office.relief.applying import emergencies
from zqdesk.records import codes
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.problem import Refused

BORN = date(1990, 8, 8)
GUEST = id_number(BORN, 11)
Door = Callable[[Register, MemberEntry], object]


def at_the_counter(register: Register, who: MemberEntry) -> None:
    case_id = draft(register, replace(FAMILY, members=(*FAMILY.members, who)))
    register.do(intake.accept_application, case_id)


def by_roster(register: Register, who: MemberEntry) -> None:
    row = RosterMember(2, who.person.name, GUEST, "1", BORN, "02")
    home = RosterHousehold(2, (row,), person_count=1, allowance_fen=80_400, from_month="2026-11")
    register.do(importing.import_roster, (home,), Source("名册.xlsx", "d" * 64))


def on_the_household_page(register: Register, who: MemberEntry) -> None:
    register.do(people.member_joined, settled(register), Joining(who.person, who.relation, TODAY), "投靠")


def in_a_correction(register: Register, who: MemberEntry) -> None:
    case_id = accepted(register)
    entry = register.read(intake.application_of, case_id)
    register.do(intake.correct_application, case_id, replace(entry, members=(*entry.members, who)))


def in_an_emergency(register: Register, who: MemberEntry) -> None:
    register.do(emergencies.register_emergency, replace(FIRE, name=who.person.name, id_number=GUEST))


DOORS: tuple[Door, ...] = (at_the_counter, by_roster, on_the_household_page, in_a_correction, in_an_emergency)
COUNTING = DOORS[:-1]
"""Whoever is helped in an emergency may be on the roll, and be counted wherever they live."""


def guest(name: str = "吴某") -> MemberEntry:
    return member(name, GUEST, "73", work_ability="01")


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


def refusals(register: Register, door: Door, name: str = "吴某") -> set[str]:
    with pytest.raises(Refused) as answer:
        door(register, guest(name))
    return set(by_code(answer.value.problems))


@pytest.mark.parametrize("door", DOORS)
def test_a_number_known_under_another_name(register: Register, door: Door) -> None:
    known(register)
    assert "person.name_differs" in refusals(register, door, "李四")


@pytest.mark.parametrize("door", DOORS)
def test_somebody_recorded_dead_with_the_day(register: Register, door: Door) -> None:
    register.do(people.record_death, known(register).head_id, date(2026, 11, 2))
    with pytest.raises(Refused) as answer:
        door(register, guest())
    (problem,) = answer.value.problems
    assert problem.code == "person.dead"
    assert "2026年11月2日" in problem.text


@pytest.mark.parametrize("door", COUNTING)
def test_a_member_of_another_household(register: Register, door: Door) -> None:
    known(register)
    assert refusals(register, door) == {"person.other_household"}


@pytest.mark.parametrize("door", COUNTING)
def test_somebody_on_the_roll(register: Register, door: Door) -> None:
    register.do(on_roll, known(register).id)
    assert refusals(register, door) == {"person.on_roll"}


@pytest.mark.parametrize("door", COUNTING)
def test_somebody_in_an_accepted_case(register: Register, door: Door) -> None:
    other = replace(FAMILY, members=(replace(guest(), relation="02"),), supporters=(), account_name="吴某")
    accepted(register, other)
    assert "person.open_case" in refusals(register, door)


FAMILY_DOORS = (at_the_counter, on_the_household_page, in_a_correction)
CHILD = PersonEntry(name="张小某", sex="1", born_on=date(2015, 7, 3))
ODD = {
    "a second head": (PersonEntry(name="吴某", id_number=GUEST), "02", "relation.head"),
    "a second spouse": (PersonEntry(name="吴某", id_number=id_number(BORN, 12)), "12", "relation.spouse"),
    "a daughter with a man's number": (PersonEntry(name="吴某", id_number=GUEST), "30", "relation.sex"),
    "a father younger than his son": (PersonEntry(name="吴某", id_number=GUEST), "51", "relation.age"),
    "the same child twice": (CHILD, "20", "household.same_person"),
}


@pytest.mark.parametrize("door", FAMILY_DOORS)
@pytest.mark.parametrize("odd", ODD)
def test_a_family_that_cannot_be(register: Register, door: Door, odd: str) -> None:
    person, relation, code = ODD[odd]
    with pytest.raises(Refused) as answer:
        door(register, MemberEntry(person, relation=relation, work_ability="01"))
    assert code in by_code(answer.value.problems)


@pytest.mark.parametrize(
    ("relations", "numbers", "code"),
    [
        (("12", "12"), (id_number(BORN, 12), id_number(BORN, 14)), "relation.spouse"),
        (("12", "20"), (id_number(date(2021, 1, 1), 12), ""), "relation.wed"),
        (("51", "52"), (GUEST, id_number(BORN, 12)), "relation.age"),
        (("20", "20"), ("", ""), "household.same_person"),
    ],
)
def test_a_family_of_a_roster_that_cannot_be(
    relations: tuple[str, str], numbers: tuple[str, str], code: str
) -> None:
    table = codes.table("relation")
    rows = "".join(
        f"\n|1|张小|{number}|{table.title_of(relation)}||"
        for relation, number in zip(relations, numbers, strict=True)
    )
    head = id_number(date(1980, 1, 1), 1)
    (home,) = planned(f"|户编号|姓名|身份证号|与户主关系|户月保障金|\n|1|张某|{head}|户主|804|{rows}")
    assert code in {said.problem.code for said in home.problems}


def test_a_correction_does_not_make_a_family_that_cannot_be(register: Register) -> None:
    case_id = accepted(register)
    wife = register.read(intake.application_of, case_id).members[1].person
    man = replace(wife, id_number=id_number(date(1972, 6, 2), 1), sex="1")
    with pytest.raises(Refused) as answer:
        register.do(people.correct_person, wife.person_id, man, "证件号录错")
    assert by_code(answer.value.problems) == {"relation.same_sex": "id_number"}
    register.do(people.correct_person, wife.person_id, replace(wife, phone="13000000002"), "换了电话")


@pytest.mark.parametrize("door", DOORS)
def test_somebody_new_comes_in(register: Register, door: Door) -> None:
    door(register, guest())


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_nobody_takes_their_own_family_in_by_any_door(register: Register, door: Door) -> None:
    with pytest.raises(Refused) as answer:
        door(register, guest(town.CLERK.name))
    assert "duty.own_family" in {each.code for each in answer.value.problems}


def test_a_row_with_the_importer_s_name_is_kept_out_while_the_roster_is_read(register: Register) -> None:
    context = register.read(importing.context, TODAY, codes.table("relation"), town.CLERK.id)
    row = RosterMember(2, town.CLERK.name, GUEST, "1", BORN, "02")
    assert own_household(context.importer, (row,)) is not None
    assert own_household(context.importer, (replace(row, name="吴某"),)) is None
