"""Divisions change: an old period keeps the old names, the new one has the new, and the two can be compared."""

from datetime import date

import pytest

from tests import town
from zqdesk.office.figures import keeping
from zqdesk.office.figures.chapters import FIGURES
from zqdesk.office.hall import setup
from zqdesk.office.hall.parameters import parameters_on
from zqdesk.office.people import division_changes
from zqdesk.office.people.division_changes import DivisionChange, Dwelling
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.place import ParameterRow
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.problem import Refused

ON_ROLL = FIGURES["allowance.end.households"]
EAST, WEST = "370114001201", "370114001202"
SINCE = date(2026, 11, 1)
TODAY = date(2026, 11, 23)


def on_roll(work: Work, name: str, village_id: str) -> str:
    home = town.add_household(work, name, village_id=village_id)
    work.session.add(RollEntry(household_id=home.id, from_month="2026-01", allowance_fen=1, person_count=1))
    return home.id


@pytest.fixture
def hall(register: Register) -> Register:
    """Two households in the east, one in the west."""
    for name, village in (("甲某", EAST), ("乙某", EAST), ("丙某", WEST)):
        register.do(on_roll, name, village)
    return register


def by_village(hall: Register, period: str, *, compared: str = "", later: bool = False) -> dict[str, int]:
    seen = hall.read(lambda session: keeping.seen(session, period, TODAY, compared, as_later=later))
    shown = seen.compared if compared else seen.report
    assert shown is not None
    return shown.split(ON_ROLL, "village")


def change(hall: Register, old: str, code: str, name: str) -> None:
    entry = DivisionChange(old, code, name, SINCE)
    hall.acting_as(town.ADMINISTRATOR).do(division_changes.change_division, entry)


def test_a_village_is_renamed(hall: Register) -> None:
    change(hall, EAST, EAST, "示例新东村")
    assert by_village(hall, "2026-10") == {"示例东村": 2, "示例西村": 1}
    assert by_village(hall, "2026-11") == {"示例新东村": 2, "示例西村": 1}


def test_two_villages_become_one(hall: Register) -> None:
    change(hall, WEST, EAST, "示例东村")
    assert by_village(hall, "2026-10") == {"示例东村": 2, "示例西村": 1}
    assert by_village(hall, "2026-11") == {"示例东村": 3}
    assert by_village(hall, "2026-11", compared="2026-10", later=True) == {"示例东村": 3}
    assert [village.id for village in hall.read(setup.villages, TODAY)] == ["370114001001", EAST]


def test_a_village_is_split_and_its_households_placed(hall: Register) -> None:
    """The first of the new ones takes all in; a clerk places who belongs to the second. It never was in the first."""
    change(hall, EAST, "370114001211", "东一村")
    administrator = hall.acting_as(town.ADMINISTRATOR)
    administrator.do(division_changes.change_division, DivisionChange(WEST, "370114001212", "东二村", SINCE))
    moved = hall.do(on_roll, "丁某", "370114001001").result
    hall.do(division_changes.place_household, moved, Dwelling("370114001212", None, "拆村划入"))
    assert by_village(hall, "2026-10") == {"示例东村": 2, "示例西村": 1, "东二村": 1}
    assert by_village(hall, "2026-11") == {"东一村": 2, "东二村": 2}


def test_who_moves_is_counted_where_they_lived_then(hall: Register) -> None:
    home = hall.do(on_roll, "丁某", EAST).result
    hall.do(division_changes.place_household, home, Dwelling(WEST, date(2026, 11, 10), "迁居"))
    assert by_village(hall, "2026-10") == {"示例东村": 3, "示例西村": 1}
    assert by_village(hall, "2026-11") == {"示例东村": 2, "示例西村": 2}


def test_a_town_becomes_a_subdistrict(hall: Register) -> None:
    def own_value(work: Work) -> None:
        work.session.add(
            ParameterRow(
                key="wording.confirmation", scope=town.TOWN_ID, valid_from=date(2020, 1, 1), published_on=date(2020, 1, 1), value="审批"
            )
        )  # fmt: skip

    hall.do(own_value)
    hall.do(keeping.close_report, "2026-09", "")
    change(hall, town.TOWN_ID, "370114016", "示例新街道")
    here = hall.read(setup.hall)
    assert (here.town_id, here.town_name, here.name) == (
        "370114016", "示例新街道", "示例新街道便民服务大厅",
    )  # fmt: skip
    names = [(village.id, village.name) for village in hall.read(setup.villages, TODAY)]
    assert names == [(f"370114016{code[9:]}", name) for code, name in sorted(town.VILLAGES.items())]
    for period, name in (("2026-09", "示例街道"), ("2026-10", "示例街道"), ("2026-11", "示例新街道")):
        assert hall.read(keeping.seen, period, TODAY).report.town == name
    kept = hall.read(keeping.seen, "2026-10", TODAY).report.villages()
    assert kept == ((EAST, "示例东村"), (WEST, "示例西村"))
    assert hall.read(parameters_on, TODAY).text("wording.confirmation") == "审批"


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (DivisionChange("", EAST, "某村", SINCE), "division.old"),
        (DivisionChange(EAST, "370115001201", "某村", SINCE), "division.code"),
        (DivisionChange(EAST, "12", "某村", SINCE), "division.code"),
        (DivisionChange(EAST, WEST, "某村", SINCE), "division.name"),
        (DivisionChange(EAST, EAST, "示例东村", SINCE), "division.nothing"),
        (DivisionChange(EAST, "370114001203", "", SINCE), "name.empty"),
        (DivisionChange(EAST, "370114001203", "某村", None), "from_on.empty"),
        (DivisionChange(EAST, "370114001203", "某村", date(2026, 12, 1)), "from_on.future"),
        (DivisionChange(town.TOWN_ID, town.TOWN_ID, "某街道", SINCE), "division.same"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_is_refused(hall: Register, entry: DivisionChange, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        hall.acting_as(town.ADMINISTRATOR).do(division_changes.change_division, entry)
    assert [each.code for each in refused.value.problems] == [problem]


def test_divisions_are_the_administrators_and_households_the_clerks(hall: Register) -> None:
    with pytest.raises(Refused):
        hall.do(division_changes.change_division, DivisionChange(EAST, EAST, "某村", SINCE))
    home = hall.do(on_roll, "丁某", EAST).result
    with pytest.raises(Refused):
        hall.acting_as(town.ADMINISTRATOR).do(
            division_changes.place_household, home, Dwelling(WEST, None, "x")
        )
