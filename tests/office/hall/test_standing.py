"""A desk that was taken off acts no more; one not heard of for too long exchanges first."""

from dataclasses import replace
from datetime import date

import pytest

from tests import town
from tests.sync import given
from zqdesk.office.hall import premises, standing
from zqdesk.office.hall.setup import VillageEntry
from zqdesk.records.register import Register
from zqdesk.rules.problem import Refused
from zqdesk.sync.local import transaction

VILLAGE = VillageEntry("370114001210", "示例新村")


@pytest.fixture
def desk(register: Register) -> Register:
    given.enrolled(register.engine)
    return replace(register.acting_as(town.ADMINISTRATOR), guard=standing.may_act)


def keep(register: Register, **values: object) -> None:
    with transaction(register.engine) as local:
        local.keep(**values)


def refusal(register: Register) -> str:
    with pytest.raises(Refused) as refused:
        register.do(premises.open_village, VILLAGE)
    return refused.value.problems[0].code


@pytest.mark.parametrize("off", ["retired", "lost", "cloned"])
def test_a_desk_that_was_taken_off_does_nothing_more(desk: Register, off: str) -> None:
    keep(desk, standing=off)
    assert refusal(desk) == "desk.off"


def test_a_desk_not_heard_of_for_the_days_the_district_sets_exchanges_first(desk: Register) -> None:
    keep(desk, exchanged_at="2026-11-01T01:00:00.000Z")
    desk.do(premises.open_village, replace(VILLAGE, id="370114001211"))  # no limit as shipped
    given.arrive(desk.engine, "publishing.publish", given.value(standing.ABSENT_DAYS, 14, date(2026, 1, 1)))
    assert refusal(desk) == "desk.absent"
    keep(desk, exchanged_at="2026-11-20T01:00:00.000Z")
    desk.do(premises.open_village, VILLAGE)
