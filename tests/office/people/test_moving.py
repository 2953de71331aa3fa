"""A member moves to another household, splits off, or becomes the head: one act each, nobody in two places or in none."""

from dataclasses import replace
from datetime import date

import pytest

from tests import town
from tests.office.family import TODAY, id_number, refused
from tests.office.people.test_changes import names, settled
from zqdesk.office.across import files
from zqdesk.office.allowance.reviewing.people_changed import changed
from zqdesk.office.people import moving
from zqdesk.office.people.moving import Move, NewHead, Split
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.steps import RollEntry

OTHER = id_number(date(1985, 6, 6), 31)
SON_TO = Move("", OTHER, "20", TODAY)


def other(register: Register) -> str:
    return str(register.do(lambda work: town.add_household(work, "吴𬭎", OTHER).id).result)


def member(register: Register, home: str, place: int = 2) -> str:
    return str(register.read(files.household, home).members[place].person.id)


def put_on_roll(work: Work, home: str, person_id: str | None = None, persons: int = 3) -> None:
    work.session.add(
        RollEntry(
            household_id=home,
            person_id=person_id,
            from_month="2026-01",
            allowance_fen=1,
            person_count=persons,
        )
    )


@pytest.mark.parametrize("rolls", ["", "from", "to", "both"])
def test_both_homes_know_of_a_move_and_each_on_a_roll_is_asked_to_change(
    register: Register, rolls: str
) -> None:
    home, to = settled(register), other(register)
    son = member(register, home)
    asked = {home} if rolls in ("from", "both") else set()
    asked |= {to} if rolls in ("to", "both") else set()
    for each, persons in ((home, 3), (to, 1)):
        if each in asked:
            register.do(put_on_roll, each, None, persons)
    move = replace(SON_TO, person_id=son)
    assert register.do(moving.move_member, home, move, "过继").result == to
    assert (names(register, home), names(register, to)) == (["张某", "李某"], ["吴𬭎", "张小某"])
    assert [each.person.name for each in register.read(files.household, home).former] == ["张小某"]
    assert {key[0] for key in register.read(changed)} == asked


def test_a_move_that_cannot_be_leaves_everything(register: Register) -> None:
    home, to = settled(register), other(register)
    file = register.read(files.household, home)
    move = replace(SON_TO, person_id=member(register, home))
    own = file.head.id_number
    for wrong, code in (
        (replace(move, head_number="x"), "move.home"),
        (replace(move, head_number=own), "move.same"),
        (replace(move, relation=""), "relation.empty"),
        (replace(move, moved_on=None), "moved_on.empty"),
        (replace(move, person_id=file.head.id), "member.head"),
        (replace(move, person_id=""), "person_id.empty"),
    ):
        assert code in refused(register, moving.move_member, home, wrong, "过继"), code
    assert refused(register, moving.move_member, home, move, " ").keys() == {"reason.empty"}
    register.do(put_on_roll, home, move.person_id, 1)
    assert "move.alone" in refused(register, moving.move_member, home, move, "过继")
    assert "move.alone" in refused(register, moving.split_off, home, Split(move.person_id, TODAY), "分家")
    assert (len(names(register, home)), names(register, to)) == (3, ["吴𬭎"])


def test_who_splits_off_has_a_home_by_the_same_standard(register: Register) -> None:
    home = settled(register)
    wife = member(register, home, 1)
    register.do(put_on_roll, home)
    made = register.do(moving.split_off, home, Split(wife, TODAY, "示例路9号"), "离婚").result
    file, old = register.read(files.household, made), register.read(files.household, home)
    assert (file.head.id, file.household.address, file.household.village_id) == (
        wife,
        "示例路9号",
        old.household.village_id,
    )
    assert (file.household.standard_kind, file.roll) == (old.household.standard_kind, ())
    assert names(register, home) == ["张某", "张小某"]
    assert {key[0] for key in register.read(changed)} == {home}
    follow = replace(
        SON_TO, person_id=member(register, home, 1), head_number=file.head.id_number, relation="30"
    )
    register.do(moving.move_member, home, replace(follow, relation="20"), "随母")
    assert names(register, made) == ["李某", "张小某"]


def test_another_head(register: Register) -> None:
    home = settled(register)
    before, wife = member(register, home, 0), member(register, home, 1)
    for wrong, field in (
        (NewHead(before, "10"), "person_id"),
        (NewHead("nobody", "10"), "person_id"),
        (NewHead(wife, ""), "relation"),
        (NewHead(wife, "02"), "relation"),
        (NewHead(wife, "20"), "relation"),
    ):
        assert field in refused(register, moving.change_head, home, wrong, "更名").values(), wrong
    register.do(moving.change_head, home, NewHead(wife, "10"), "户口簿变更")
    file = register.read(files.household, home)
    assert file.head.id == wife
    relations = {each.person.name: each.membership.relation for each in file.members}
    assert relations == {"李某": "02", "张某": "10", "张小某": ""}
    approver = register.acting_as(town.APPROVER)
    assert "role.required" in refused(approver, moving.change_head, home, NewHead(before, "10"), "改回")
