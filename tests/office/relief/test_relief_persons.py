"""An emergency for three names three before its papers are complete, and none of them is helped twice unseen."""

from dataclasses import replace

import pytest

from tests.office.family import refused
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE
from zqdesk.office.relief import earlier
from zqdesk.office.relief.applying import emergencies
from zqdesk.office.relief.entries import Emergency, HelpedPerson
from zqdesk.records.register import Register
from zqdesk.records.tables.case import Case

WIFE = HelpedPerson("王某", "370181190002150027", "10")
CHILD = HelpedPerson("张小某", "", "20", "还没有落户")


@pytest.mark.usefixtures("funded")
def test_papers_wait_until_each_of_those_counted_is_named_with_a_number_or_a_reason(
    register: Register,
) -> None:
    case_id = relief_course.helped(register)
    for others, wanted in (
        ((), {"papers.persons"}),
        ((WIFE,), {"papers.persons"}),
        ((WIFE, replace(CHILD, no_number="")), {"papers.person_number"}),
        ((WIFE, CHILD), set()),
    ):
        register.do(emergencies.correct_relief, case_id, replace(FIRE, others=others))
        found = set(refused(register, emergencies.complete_papers, case_id))
        assert {code for code in found if code.startswith("papers.person")} == wanted
    assert register.read(lambda session: emergencies.emergency_of(session, case_id)).others == (WIFE, CHILD)


def test_the_members_of_a_known_household_are_named_by_themselves(register: Register) -> None:
    case_id = relief_course.household(register)
    said = register.read(lambda session: emergencies.emergency_of(session, case_id))
    assert [each.name for each in said.others] == ["王某", "张小某"]


def _asks_too(who: HelpedPerson) -> Emergency:
    return Emergency(
        name=who.name,
        id_number=who.id_number,
        village_id="370114001202" if who.id_number else "370114001201",
        address="88号",
        cause="illness",
        happened_on=FIRE.happened_on,
        situation="突发疾病住院",
        amount_fen=50_000,
    )


def test_who_was_named_is_known_again_when_they_ask_for_themselves(register: Register) -> None:
    """By the number surely, and while the first emergency waits not at all; by the name an approver is asked."""
    relief_course.emergency(register, replace(FIRE, others=(WIFE, CHILD)))
    assert "relief.waiting" in refused(register, emergencies.register_emergency, _asks_too(WIFE))
    case_id = relief_course.emergency(register, _asks_too(CHILD))
    found = register.read(
        lambda session: earlier.of_case(session, session.get_one(Case, case_id), register.clock().date())
    )
    assert [each.grounds for each in found] == [("name",)]


REFUSED = {
    "relief.person_twice": (WIFE, WIFE),
    "relief.persons_more": (WIFE, CHILD, replace(CHILD, name="张某兰")),
    "id_number.checksum": (replace(WIFE, id_number="370181190002150020"),),
    "name.empty": (replace(WIFE, name=""),),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_is_refused_at_its_line(register: Register, code: str) -> None:
    others = REFUSED[code]
    found = refused(register, emergencies.register_emergency, replace(FIRE, others=others))
    assert code in found
    assert found[code].startswith("others.") or code == "relief.persons_more"


def test_a_known_number_brings_its_name_and_its_death(register: Register) -> None:
    relief_course.household(register)
    entry = replace(
        FIRE, name="田某", address="88号", person_count=2, id_number="370114190001010022",
        others=(replace(WIFE, name="赵某"),),
    )  # fmt: skip
    assert refused(register, emergencies.register_emergency, entry) == {
        "person.name_differs": "others.0.name"
    }
