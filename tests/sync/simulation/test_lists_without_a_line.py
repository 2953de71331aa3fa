"""Two desks without a line sign for the same month: one list twice, or two lists with the same homes. It is paid once, and somebody is told."""

from typing import Any

import pytest
from sqlalchemy import func, select

from tests import town
from tests.office.payroll.payroll_course import EAST
from tests.sync.simulation import hall, invariants
from tests.sync.simulation.hall import MONTH, Here
from tests.sync.simulation.world import Machine, World
from zqdesk.office.payroll import lists, signing
from zqdesk.office.payroll.values import seal
from zqdesk.records.tables.payroll import PayrollList, PayrollRow
from zqdesk.rules.payroll.process import State
from zqdesk.sync.local import looking


@pytest.fixture
def world() -> World:
    return hall.made(0)


def make(world: World, machine: Machine, village: str = "") -> str:
    clerk = Here.at(world, machine, town.CLERK)
    made: str = clerk.do(lists.open_list, lists.MonthEntry("allowance", MONTH, village)).result
    return made


def prepare(world: World, machine: Machine, list_id: str, *, swapped: bool = False) -> None:
    clerk = Here.at(world, machine, town.SECOND_CLERK if swapped else town.CLERK)
    clerk.do(signing.prepare, list_id, seal(clerk.read(lists.drawn, list_id, town.OPENING.date()).rows))


def review(world: World, machine: Machine, list_id: str, *, swapped: bool = False) -> None:
    Here.at(world, machine, town.CLERK if swapped else town.SECOND_CLERK).do(signing.review, list_id)


def release(world: World, machine: Machine, list_id: str) -> None:
    Here.at(world, machine, town.APPROVER).do(signing.release, list_id)


def read(machine: Machine, query: Any) -> Any:
    return machine.desk.register.read(lambda session: session.scalar(query))


def test_a_list_that_two_desks_signed_has_the_lines_of_one(world: World) -> None:
    one, other = world.machines[:2]
    list_id = make(world, one)
    one.desk.exchange(world.district)
    other.desk.exchange(world.district)
    for machine, swapped in ((one, False), (other, True)):
        prepare(world, machine, list_id, swapped=swapped)
    review(world, other, list_id, swapped=True)  # by who prepared it at the other desk
    invariants.quiet(world)
    invariants.check(world)
    invariants.money(world)
    assert read(other, select(func.count()).select_from(PayrollRow)) == 4
    head = select(PayrollList.prepared_by_name, PayrollList.state)
    assert other.desk.register.read(lambda s: s.execute(head).one()) == (town.CLERK.name, State.PREPARED)
    assert len(invariants.in_conflict(world)) == 2
    assert refused(other) == ["payroll.signer"]


def test_a_month_on_two_lists_is_released_from_one(world: World) -> None:
    one, other = world.machines[:2]
    for machine, village in ((one, ""), (other, EAST)):
        list_id = make(world, machine, village)
        for sign in (prepare, review, release):
            sign(world, machine, list_id)
    invariants.quiet(world)
    invariants.check(world)
    invariants.money(world)
    states = select(PayrollList.state).order_by(PayrollList.village_id)
    for machine in (one, other):
        assert machine.desk.register.read(lambda s: list(s.scalars(states))) == [
            State.RELEASED,
            State.REVIEWED,
        ]
    assert refused(other) == ["payroll.twice"]


def refused(machine: Machine) -> list[str]:
    """The rules for which the district refused acts, as this desk was told."""
    with looking(machine.desk.engine) as local:
        query = "SELECT json_extract(answer, '$.problems[0].code') FROM log_answers WHERE kind = 'refused'"
        return list(local.connection.exec_driver_sql(query).scalars())
