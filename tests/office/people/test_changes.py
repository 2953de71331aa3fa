"""Persons and households outside a case: corrected, joined, left, died."""

from dataclasses import replace
from datetime import date

from tests import town
from tests.office.family import FAMILY, HUSBAND, SON, TODAY, WIFE, accepted, draft, id_number, refused
from zqdesk.office.across import files
from zqdesk.office.allowance.applying import intake
from zqdesk.office.cases.acts import ending
from zqdesk.office.people import changes as people
from zqdesk.office.people.changes import Joining, Leaving
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.records import changes, search
from zqdesk.records.register import Register
from zqdesk.records.tables.case import Case

GUEST = id_number(date(1990, 8, 8), 11)
BABY = PersonEntry(name="张小小", sex="2", born_on=date(2026, 11, 1))


def settled(register: Register) -> str:
    """The family as a household without an open case; returns its id."""
    case_id = accepted(register)
    register.do(ending.withdraw, case_id, "不办了")
    return register.read(lambda session: session.get_one(Case, case_id)).household_id


def names(register: Register, household_id: str) -> list[str]:
    return [each.person.name for each in register.read(files.household, household_id).members]


def test_a_household_file_shows_its_head_first(register: Register) -> None:
    household_id = settled(register)
    file = register.read(files.household, household_id)
    assert file.head.name == "张某"
    assert [each.person.name for each in file.members] == ["张某", "李某", "张小某"]
    assert ([case.state for case in file.cases], file.roll, file.former) == (["withdrawn"], (), ())


def test_a_person_file_shows_home_and_cases(register: Register) -> None:
    household_id = settled(register)
    wife = register.read(files.household, household_id).members[1].person
    file = register.read(files.person, wife.id)
    assert [(each.head.name, each.membership.relation) for each in file.memberships] == [("张某", "10")]
    assert len(file.cases) == 1
    assert file.history_ids == (wife.id,)


def test_a_person_is_corrected_with_a_reason_and_found_under_the_new_name(register: Register) -> None:
    household_id = settled(register)
    wife = register.read(files.household, household_id).members[1].person
    entry = PersonEntry(name="李·古丽", id_number=WIFE, marital="20")
    assert refused(register, people.correct_person, wife.id, entry, "") == {"reason.empty": "reason"}
    register.do(people.correct_person, wife.id, entry, "户口簿更名")
    (change, *_) = register.read(changes.history, [wife.id])
    assert (change.act, change.reason) == ("changes.correct_person", "户口簿更名")
    assert change.fields[0][2]["name"] == ["李某", "李·古丽"]
    assert [hit.record_id for hit in register.read(search.find, "古丽")] == [wife.id]


def test_a_number_of_another_person_is_refused(register: Register) -> None:
    household_id = settled(register)
    wife = register.read(files.household, household_id).members[1].person
    taken = PersonEntry(name="李某", id_number=HUSBAND, sex="1")
    assert refused(register, people.correct_person, wife.id, taken, "更正") == {
        "person.number_taken": "id_number"
    }
    assert refused(register, people.correct_person, wife.id, PersonEntry(name="7"), "更正") == {
        "name.digit": "name"
    }


def test_a_newborn_joins_and_somebody_leaves(register: Register) -> None:
    household_id = settled(register)
    membership = register.do(
        people.member_joined, household_id, Joining(BABY, "30", date(2026, 11, 1)), "出生"
    ).result
    assert names(register, household_id) == ["张某", "李某", "张小某", "张小小"]
    assert membership
    son = register.read(files.household, household_id).members[2].person.id
    register.do(people.member_left, household_id, Leaving(son, TODAY), "升学迁出")
    file = register.read(files.household, household_id)
    assert [(e.person.name, e.membership.left_on, e.membership.left_reason) for e in file.former] == [
        ("张小某", TODAY, "升学迁出")
    ]
    gone = refused(register, people.member_left, household_id, Leaving(son, TODAY), "再离开")
    assert gone == {"member.not_there": "person_id"}


def test_who_stands_elsewhere_does_not_join(register: Register) -> None:
    household_id = settled(register)
    register.do(lambda work: town.add_household(work, "吴某", GUEST).id)
    guest = PersonEntry(name="吴某", id_number=GUEST)
    answer = refused(register, people.member_joined, household_id, Joining(guest, "97", TODAY), "投靠")
    assert answer == {"person.other_household": "person.id_number"}
    son = PersonEntry(name="张小某", id_number=SON)
    answer = refused(register, people.member_joined, household_id, Joining(son, "20", TODAY), "重复")
    assert answer == {"member.already": "person.id_number"}
    incomplete = Joining(PersonEntry(name=""), "", date(2026, 12, 1))
    assert refused(register, people.member_joined, household_id, incomplete, "") == {
        "name.empty": "person.name",
        "relation.empty": "relation",
        "joined_on.future": "joined_on",
        "reason.empty": "reason",
    }


def test_days_stand_in_the_only_order_they_can_have(register: Register) -> None:
    household_id = settled(register)
    members = register.read(files.household, household_id).members
    son = members[2].person
    guest = PersonEntry(name="张小小", id_number=id_number(date(2015, 8, 8), 2))
    for day, code in ((date(2001, 1, 1), "order"), (date(1015, 1, 1), "far"), (date(2026, 12, 1), "future")):
        answer = refused(register, people.member_joined, household_id, Joining(guest, "30", day), "投靠")
        assert answer == {f"joined_on.{code}": "joined_on"}
    left = refused(register, people.member_left, household_id, Leaving(son.id, date(1999, 1, 1)), "迁出")
    assert left == {"left_on.order": "left_on"}
    register.do(people.member_left, household_id, Leaving(son.id, TODAY), "迁出")
    back = Joining(PersonEntry(name="张小某", id_number=SON), "20", date(2026, 11, 1))
    assert refused(register, people.member_joined, household_id, back, "迁回") == {
        "joined_on.order": "joined_on"
    }
    wife = members[1].person
    register.do(people.record_death, wife.id, date(2026, 11, 20))
    late = PersonEntry(name="李某", sex="2", born_on=date(2026, 11, 21))
    assert "born_on.order" in refused(register, people.correct_person, wife.id, late, "更正")
    (home,) = register.read(files.person, wife.id).memberships
    assert home.membership.joined_on is not None
    assert home.membership.left_on is not None
    assert home.membership.joined_on <= home.membership.left_on


def test_while_a_case_runs_its_members_change_there(register: Register) -> None:
    case_id = accepted(register)
    household_id = register.read(lambda session: session.get_one(Case, case_id)).household_id
    answer = refused(register, people.member_joined, household_id, Joining(BABY, "30", TODAY), "出生")
    assert answer == {"household.open_case": ""}
    answer = refused(register, people.member_left, household_id, Leaving("x", TODAY), "离开")
    assert answer == {"household.open_case": ""}


def test_the_head_leaves_last(register: Register) -> None:
    household_id = settled(register)
    head = register.read(files.household, household_id).head.id
    assert refused(register, people.member_left, household_id, Leaving(head, TODAY), "迁出") == {
        "member.head": "person_id"
    }


def test_a_death_ends_membership_and_the_place_in_an_open_case(register: Register) -> None:
    case_id = accepted(register)
    son = register.read(intake.application_of, case_id).members[2].person.person_id
    household_id = register.read(lambda session: session.get_one(Case, case_id)).household_id
    early, late = date(2014, 1, 1), date(2026, 12, 1)
    for day, code in ((early, "order"), (late, "future"), (date(201, 6, 1), "far")):
        assert f"died_on.{code}" in refused(register, people.record_death, son, day)
    register.do(people.record_death, son, date(2026, 11, 20))
    assert names(register, household_id) == ["张某", "李某"]
    assert [m.person.name for m in register.read(intake.application_of, case_id).members] == ["张某", "李某"]
    assert refused(register, people.record_death, son, TODAY) == {"person.dead": "died_on"}


def test_a_death_recorded_of_the_wrong_person_is_undone_by_a_second_one(register: Register) -> None:
    case_id = accepted(register)
    household_id = register.read(lambda session: session.get_one(Case, case_id)).household_id
    both = register.acting_as(replace(town.CLERK, roles=frozenset({"clerk", "approver"})))
    approver = register.acting_as(town.APPROVER)
    son = register.read(intake.application_of, case_id).members[2].person.person_id
    assert refused(approver, people.undo_death, son, "认错了人") == {"person.alive": ""}
    both.do(people.record_death, son, date(2026, 11, 20))
    assert refused(register, people.undo_death, son, "认错了人") == {"role.required": ""}
    assert refused(approver, people.undo_death, son, " ") == {"reason.empty": "reason"}
    assert refused(both, people.undo_death, son, "认错了人") == {"duty.recorder": ""}
    approver.do(people.undo_death, son, "认错了人")
    file = register.read(files.person, son)
    assert file.person.died_on is None
    assert [(home.membership.left_on, home.membership.left_reason) for home in file.memberships] == [
        (None, "")
    ]
    assert names(register, household_id) == ["张某", "李某", "张小某"]
    assert [m.person.name for m in register.read(intake.application_of, case_id).members] == [
        *("张某", "李某", "张小某")
    ]
    undone, recorded = register.read(changes.history, [son])[:2]
    assert (recorded.act, undone.act) == ("changes.record_death", "changes.undo_death")
    assert (undone.actor_name, undone.reason) == (town.APPROVER.name, "认错了人")
    register.do(people.record_death, son, TODAY)
    approver.do(people.undo_death, son, "又认错了人")


def test_what_ended_otherwise_than_by_the_death_stays_ended(register: Register) -> None:
    household_id = settled(register)
    son = register.read(files.household, household_id).members[2].person.id
    register.do(people.member_left, household_id, Leaving(son, TODAY), "升学迁出")
    register.do(people.record_death, son, TODAY)
    register.acting_as(town.APPROVER).do(people.undo_death, son, "认错了人")
    (home,) = register.read(files.person, son).memberships
    assert (home.membership.left_on, home.membership.left_reason) == (TODAY, "升学迁出")


def test_the_dead_do_not_join(register: Register) -> None:
    household_id = settled(register)
    draft_id = draft(register, FAMILY)
    son = register.read(intake.application_of, draft_id).members[2].person.person_id
    register.do(people.record_death, son, TODAY)
    joining = Joining(PersonEntry(name="张小某", id_number=SON), "20", TODAY)
    answer = refused(register, people.member_joined, household_id, joining, "更正")
    assert answer == {"person.dead": "person.id_number"}


def test_only_clerks_change_persons(register: Register) -> None:
    household_id = settled(register)
    person = register.read(files.household, household_id).head.id
    approver = register.acting_as(town.APPROVER)
    for act, args in (
        (people.correct_person, (person, BABY, "x")),
        (people.member_joined, (household_id, Joining(BABY, "30", TODAY), "x")),
        (people.member_left, (household_id, Leaving(person, TODAY), "x")),
        (people.record_death, (person, TODAY)),
    ):
        assert refused(approver, act, *args) == {"role.required": ""}
