"""What may change about the hall after set-up, and who may change it."""

import pytest

from tests import town
from zqdesk.office.hall import premises, setup
from zqdesk.office.hall.premises import HallChange
from zqdesk.office.hall.setup import VillageEntry
from zqdesk.records.register import Register
from zqdesk.rules.problem import Refused


@pytest.fixture
def administrator(register: Register) -> Register:
    return register.acting_as(town.ADMINISTRATOR)


def test_the_particulars_of_the_hall_change(administrator: Register) -> None:
    administrator.do(premises.change_hall, HallChange(" 示例大厅 ", "0531-1", "新址", "示"))
    hall = administrator.read(setup.hall)
    assert (hall.name, hall.phone, hall.address, hall.document_word) == ("示例大厅", "0531-1", "新址", "示")
    assert hall.town_name == "示例街道"


def test_a_new_village_is_there_from_today(administrator: Register, clock: town.Clock) -> None:
    administrator.do(premises.open_village, VillageEntry("370114001203", "示例新村"))
    found = administrator.read(setup.villages, clock.now.date())
    assert ("370114001203", "示例新村") in [(each.id, each.name) for each in found]


@pytest.mark.parametrize(
    ("code", "name", "problems"),
    [
        ("37011400120", "某村", ["village.id"]), ("370115001203", "某村", ["village.id"]),
        ("370114001201", "某村", ["village.taken"]), ("370114001203", " ", ["village.name"]),
        ("", "", ["village.id", "village.name"]),
    ],
)  # fmt: skip
def test_a_village_that_cannot_be_is_refused(
    administrator: Register, code: str, name: str, problems: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        administrator.do(premises.open_village, VillageEntry(code, name))
    assert [problem.code for problem in refused.value.problems] == problems


def test_a_hall_without_a_name_is_refused(administrator: Register) -> None:
    with pytest.raises(Refused) as refused:
        administrator.do(premises.change_hall, HallChange(name=" "))
    assert [problem.field for problem in refused.value.problems] == ["name"]


def test_only_an_administrator_changes_the_hall(register: Register) -> None:
    with pytest.raises(Refused) as refused:
        register.do(premises.change_hall, HallChange("大厅"))
    assert [problem.code for problem in refused.value.problems] == ["role.required"]
    with pytest.raises(Refused) as refused:
        register.do(premises.open_village, VillageEntry("370114001203", "示例新村"))
    assert [problem.code for problem in refused.value.problems] == ["role.required"]
