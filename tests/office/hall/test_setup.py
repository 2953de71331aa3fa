"""A hall comes into being by one act on an empty vault."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests import town
from tests.office.family import TODAY, refused
from zqdesk.office.hall import parameters as values
from zqdesk.office.hall import setup, staff
from zqdesk.office.hall.setup import HallEntry, VillageEntry
from zqdesk.office.hall.staff import AccountEntry
from zqdesk.records import changes, vault
from zqdesk.records.register import Actor, Register

FOUNDER = Actor("f0" * 16, "周某", frozenset({"administrator", "clerk"}))
HALL = HallEntry(
    town_id="370114001",
    town_name="示例街道",
    district_name="示例区",
    name="示例街道便民服务大厅",
    login="01",
    villages=(VillageEntry("370114001201", "示例东村"), VillageEntry("370114001001", "示例社区")),
    accounts=(AccountEntry("02", "李大某", ("approver",)),),
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Register]:
    """A new vault in which nobody has done anything yet."""
    key, _ = vault.create(tmp_path / "data", "01", town.PASSPHRASE, town.CHEAP)
    engine = vault.open_engine(tmp_path / "data" / vault.DATABASE, key)
    yield Register(engine, FOUNDER, "de" * 16, town.Clock())
    engine.dispose()


def test_the_first_act_makes_hall_staff_places_and_values(empty: Register) -> None:
    empty.do(setup.set_up_hall, HALL)
    hall = empty.read(setup.hall)
    assert (hall.name, hall.town_id) == ("示例街道便民服务大厅", "370114001")
    assert empty.read(staff.actor_of, "01") == FOUNDER
    assert {row.login: row.roles for row in empty.read(staff.accounts)} == {
        "01": ("administrator", "clerk"),
        "02": ("approver",),
    }
    assert [(v.id, v.name, v.standard_kind) for v in empty.read(setup.villages, TODAY)] == [
        ("370114001001", "示例社区", "urban"),
        ("370114001201", "示例东村", "rural"),
    ]
    keys = {line.key for line in empty.read(values.listing, TODAY)}
    assert "standard.rural" in keys
    (change,) = empty.read(changes.history, [hall.id])
    assert (change.act, change.actor_name) == ("setup.set_up_hall", "周某")


def test_shipped_villages_stand_in_where_none_are_given(empty: Register) -> None:
    empty.do(setup.set_up_hall, replace(HALL, villages=()))
    found = empty.read(setup.villages, TODAY)
    assert found
    assert all(village.id.startswith("370114001") for village in found)


def test_there_is_one_hall(empty: Register) -> None:
    empty.do(setup.set_up_hall, HALL)
    assert refused(empty, setup.set_up_hall, HALL) == {"hall.exists": ""}


def test_before_there_is_a_hall_that_is_said(empty: Register) -> None:
    assert refused(empty, lambda work: setup.hall(work.session)) == {"hall.missing": ""}


@pytest.mark.parametrize(
    ("entry", "answer"),
    [
        (replace(HALL, town_id="3701", villages=()), {"hall.town_id": "town_id"}),
        (replace(HALL, name=" "), {"hall.name": "name"}),
        (replace(HALL, villages=(VillageEntry("370114002201", "外村"),)), {"hall.village": "villages.0.id"}),
        (replace(HALL, villages=HALL.villages[:1] * 2), {"hall.village": "villages.1.id"}),
        (replace(HALL, accounts=(AccountEntry("01", "李大某", ("approver",)),)), {"account.login_taken": "accounts"}),
        (replace(HALL, accounts=(AccountEntry("02", "", ("approver",)),)), {"name.empty": "accounts.0.name"}),
        (replace(HALL, login="0 1"), {"account.login": "login"}),
    ],
)  # fmt: skip
def test_a_wrong_hall_is_refused_and_leaves_nothing(
    empty: Register, entry: HallEntry, answer: dict[str, str]
) -> None:
    assert refused(empty, setup.set_up_hall, entry) == answer
    assert empty.read(staff.accounts) == ()


def test_somebody_must_administer(empty: Register) -> None:
    clerk = empty.acting_as(replace(FOUNDER, roles=frozenset({"clerk"})))
    assert refused(clerk, setup.set_up_hall, HALL) == {"hall.administrator": "accounts"}


def test_a_village_shows_only_while_it_exists(register: Register) -> None:
    assert len(register.read(setup.villages, TODAY)) == len(town.VILLAGES)
    assert register.read(setup.villages, date(2019, 12, 31)) == ()
