"""Known persons are found, and where they already stand is said."""

from dataclasses import replace
from datetime import date

from tests import town
from tests.office.family import FAMILY, HUSBAND, TODAY, WIFE, accepted, draft, id_number, refused, with_papers
from zqdesk.office.allowance.applying import intake, materials
from zqdesk.office.cases.acts import ending
from zqdesk.office.cases.entry import reuse
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.people import duplicates
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry

OLD = id_number(date(1948, 3, 4), 9)


def from_roster(work: Work) -> str:
    household = town.add_household(work, "吴某", OLD, village_id="370114001202")
    wife = Person(name="郑某", id_number=id_number(date(1949, 3, 4), 8))
    household.phone = "13000000005"
    work.session.add_all(
        [
            wife,
            Membership(household_id=household.id, person_id=wife.id, relation="10"),
            RollEntry(household_id=household.id, from_month="2025-01", allowance_fen=1, person_count=2),
        ]
    )
    return household.id


def test_nobody_is_found_by_nothing_or_nonsense(register: Register) -> None:
    for number in ("", "3701", HUSBAND):
        assert register.read(duplicates.known_person, number) is None


def test_a_person_on_the_roll_is_known_with_the_place(register: Register) -> None:
    household_id = register.do(from_roster).result
    known = register.read(duplicates.known_person, f" {OLD[:6]} {OLD[6:].lower()}")
    assert known is not None
    assert (known.entry.name, known.entry.id_number, known.household_id) == ("吴某", OLD, household_id)
    assert [(each.person_name, each.what) for each in known.elsewhere] == [("吴某", "已在册：示例西村吴某户")]


def test_open_cases_and_households_are_named_until_they_end(register: Register) -> None:
    case_id = accepted(register)
    found = register.read(duplicates.elsewhere, [WIFE, HUSBAND, ""])
    assert {(each.person_name, each.what) for each in found} == {
        (name, what)
        for name in ("张某", "李某")
        for what in (
            "登记为家庭成员：示例东村张某户",
            "在办业务370114001-2026-DB-00001（已受理）：示例东村张某户",
        )
    }
    home = register.read(lambda session: session.get_one(Case, case_id)).household_id
    assert register.read(lambda s: duplicates.elsewhere(s, [WIFE], not_household=home)) == ()
    register.do(ending.withdraw, case_id, "不办了")
    assert {each.case_id for each in register.read(duplicates.elsewhere, [WIFE])} == {""}


def test_a_household_from_the_roster_becomes_an_entry(register: Register) -> None:
    household_id = register.do(from_roster).result
    entry = register.read(reuse.household_of, household_id)
    assert [(m.person.name, m.relation, bool(m.person.person_id)) for m in entry.members] == [
        ("吴某", "01", True),
        ("郑某", "10", True),
    ]
    assert (entry.household_id, entry.phone, entry.reason) == (household_id, "13000000005", "")
    again = draft(register, replace(entry, reason="复查"))
    assert register.read(lambda session: session.get_one(Case, again)).household_id == household_id
    assert register.read(lambda session: session.query(Person).count()) == 2
    assert register.read(lambda session: session.query(Household).count()) == 1


def test_the_next_entry_of_a_household_starts_from_its_last_case(register: Register) -> None:
    case_id = accepted(register, replace(FAMILY, proxy_kind="found"))
    before = register.read(intake.application_of, case_id)
    entry: Application = register.read(reuse.household_of, before.household_id)
    assert [m.person.name for m in entry.members] == ["张某", "李某", "张小某"]
    assert entry.members[0].incomes == before.members[0].incomes
    assert {m.key for m in entry.members} == {""}
    assert (entry.reason, entry.proxy_kind, entry.applied_on) == ("", "", None)
    assert {m.state for m in materials.required(entry)} == {"missing", "platform"}, "asked for anew"


def test_who_is_on_the_roll_is_not_taken_in_again(register: Register) -> None:
    household_id = register.do(from_roster).result
    entry = register.read(reuse.household_of, household_id)
    capable = tuple(replace(line, work_ability="03") for line in entry.members)
    own = replace(entry, members=capable, address="8号", reason="病", applied_on=TODAY)
    answer = refused(register, intake.accept_application, draft(register, with_papers(own)))
    assert answer == {"household.on_roll": "members"}
    elsewhere = replace(own, household_id="", members=(replace(capable[1], relation="02"),))
    answer = refused(register, intake.accept_application, draft(register, with_papers(elsewhere)))
    assert answer == {"person.on_roll": "members.0.person.id_number"}
