"""What must hold once things are quiet: the six promises of the exchange."""

from collections import Counter
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.sync.desks import district_digest
from tests.sync.district import OTHER_TOWN, TOWN, row
from tests.sync.simulation.world import NEXT, Machine, World, running
from zqdesk.district.exchange.announcing import Announced
from zqdesk.district.records import tables
from zqdesk.office.reserve.checks import check as reserve_check
from zqdesk.office.reserve.ledger.journal import balances
from zqdesk.records import changes
from zqdesk.records.chain import next_head
from zqdesk.records.checks import log as log_check
from zqdesk.records.tables.payroll import PayrollList, PayrollRow
from zqdesk.rules.payroll.process import State
from zqdesk.rules.reserve import DISTRICT
from zqdesk.sync import wire
from zqdesk.sync.apply import Place, same
from zqdesk.sync.local import looking


def quiet(world: World) -> None:
    """Nothing is lost any more, everybody is updated, and exchanges until nobody has anything to say."""
    world.district = replace(world.district, schema=NEXT)
    for machine in world.machines:
        machine.version = NEXT
    world.killing = False
    world.up.clear()
    world.down.clear()
    for _ in range(4):
        for machine in world.living():
            with running(machine):
                taken = machine.desk.exchange(world.district)
            assert taken.trouble == "", f"{machine.name}: {taken.trouble}"


def check(world: World) -> None:
    """All six, after `quiet`."""
    standing = {id(m): _standing(world, m) for m in world.living()}
    following = [m for m in world.living() if standing[id(m)] in ("active", "retired")]
    _each_act_once(world, standing)
    for machine in following:
        _same_rows(world, machine)
        _conflicts_are_known(world, machine)
        _published_everywhere(world, machine)
    for machine in world.living():
        _chains_verify(machine)
    _facts_stand(world)
    _log_verifies(world)


def _standing(world: World, machine: Machine) -> str:
    with running(machine):
        return machine.desk.exchange_once(world.district).standing


def _each_act_once(world: World, standing: dict[int, str]) -> None:
    """1: every act is once in the log, or waits at a living desk, or went with a machine that nobody had heard of it."""
    log = tables.log
    with world.district.engine.connect() as connection:
        reasons = connection.scalars(select(log.c.reason).where(log.c.reason != "")).all()
        found = Counter(reason for reason in reasons if reason in world.said)
        held = set(connection.scalars(select(tables.held_back.c.desk)).all())
    doubled = [token for token, times in found.items() if times > 1]
    assert not doubled, f"twice in the log: {doubled}"
    waiting: set[str] = set()
    for machine in world.living():
        with looking(machine.desk.engine) as local:
            waiting |= {each.act.reason for each in local.pending()}
            if standing[id(machine)] not in ("active", "retired"):  # what it has, it keeps for a person
                waiting |= set(local.connection.exec_driver_sql("SELECT reason FROM changes").scalars())
    for token, machine in world.said.items():
        known = token in found or token in waiting or machine.desk.signer.id in held
        assert known or not machine.alive, f"lost: {token} of {machine.name}, {standing.get(id(machine))}"


def _same_rows(world: World, machine: Machine) -> None:
    """2: the rows of a desk are the district's, and nothing waits there."""
    with looking(machine.desk.engine) as local:
        waiting = [each.act.reason for each in local.pending()]
    assert not waiting, f"{machine.name} still waits: {waiting}"
    if machine.desk.digest() != district_digest(world.district, machine.town):
        raise AssertionError(f"{machine.name} differs: {_difference(world, machine)}")
    findings = machine.desk.register.read(lambda s: [*log_check.rows(s), *log_check.subjects(s)])
    assert findings == [], f"{machine.name}: {findings}"


def _difference(world: World, machine: Machine) -> list[tuple[str, str, object, object]]:
    """The first values that differ: table, row, here, at the district."""
    with looking(machine.desk.engine) as local, world.district.engine.connect() as connection:
        there = Place(connection, tables.RECORDS, machine.town)
        found = []
        for name in tables.RECORDS:
            ids = {row.id for place in (local.place, there) for row in _ids(place, name)}
            for each in sorted(ids):
                here, known = local.place.row(name, each) or {}, there.row(name, each) or {}
                found += [
                    (name, f"{each}.{k}", here.get(k), known.get(k))
                    for k in {*here, *known}
                    if not same(here.get(k), known.get(k))
                ]
    return found[:5]


def _ids(place: Place, name: str) -> list[Any]:
    table = place.table(name)
    return list(place.connection.execute(select(table.c.id).where(*place.here(table))))


def _published_everywhere(world: World, machine: Machine) -> None:
    """What the district published stands at every desk that follows, marked as the district's, whatever was restored.

    Which content it has last, the same rows on both sides say: a restored server may have forgotten a correction that a desk brings back.
    """
    with world.district.engine.connect() as connection:
        texts = connection.scalars(select(tables.announcements.c.rows)).all()
    with looking(machine.desk.engine) as local:
        query = "SELECT key, scope, valid_from, published_on FROM parameters WHERE by_district"
        held = {tuple(row) for row in local.connection.exec_driver_sql(query)}
    assert {row.name for text in texts for row in _rows(text)} <= held, machine.name


def _rows(text: str) -> list[Announced]:
    return msgspec.json.decode(text, type=list[Announced])


def _facts_stand(world: World) -> None:
    """3: what happened in the world has its row wherever its act is in the log, and it was done once."""
    log = tables.log
    with world.district.engine.connect() as connection:
        kinds = {row.reason: row.kind for row in connection.execute(select(log.c.reason, log.c.kind))}
    for token, (town, table, row_id) in world.facts.items():
        if token in kinds:
            assert kinds[token] == "applied", token
            assert row(world.district, table, row_id, town) is not None, token


def _chains_verify(machine: Machine) -> None:
    """4, at the desks."""
    assert machine.desk.register.read(changes.first_break) is None, machine.name


def _log_verifies(world: World) -> None:
    """4, at the district: no position, no number is missing, and every head follows."""
    log = tables.log
    for town in (TOWN, OTHER_TOWN):
        head, numbers = bytes(32), dict[str, tuple[int, bytes]]()
        query = select(log).where(log.c.town == town).order_by(log.c.position)
        with world.district.engine.connect() as connection:
            rows = connection.execute(query).all()
        for position, each in enumerate(rows, 1):
            number, previous = numbers.get(each.desk, (0, bytes(32)))
            assert (each.position, each.number, each.previous) == (position, number + 1, previous)
            numbers[each.desk] = (each.number, each.hash)
            head = next_head(head, position, each.hash, each.answer)
            assert each.head == head


def _conflicts_are_known(world: World, machine: Machine) -> None:
    """6: every desk that follows has the same acts in conflict as the district, with their answers."""
    log = tables.log
    with world.district.engine.connect() as connection:
        query = select(log.c.id, log.c.answer).where(log.c.town == machine.town)
        answers = {row.id: row.answer for row in connection.execute(query)}
    with looking(machine.desk.engine) as local:
        query_here = "SELECT id, answer FROM changes JOIN log_answers USING (seq) WHERE position IS NOT NULL"
        here = dict(map(tuple, local.connection.exec_driver_sql(query_here)))
    assert here == answers, machine.name
    assert wire.VERSION


def money(world: World) -> None:
    """3: the books of the reserve hold at every desk, and no household has a month twice, unless an open conflict says so."""
    said = in_conflict(world)
    for machine in world.living():
        if _standing(world, machine) not in ("active", "retired"):
            continue
        findings = [
            f"{each.code} {each.place}: {each.text}" for each in reserve_check.run(machine.desk.engine)
        ]
        assert not findings or said, f"{machine.name}: {findings}"
        machine.desk.register.read(_adds_up)
        twice = machine.desk.register.read(_months_twice)
        assert not twice, f"{machine.name}: on two lists {twice}"


def in_conflict(world: World) -> list[str]:
    """The acts that are not applied, or not all of them, and that nobody has settled."""
    with world.district.engine.connect() as connection:
        query = select(tables.conflicts.c.act_id).where(tables.conflicts.c.open)
        return list(connection.scalars(query))


def _adds_up(session: Session) -> None:
    """To the fen: what was allocated is what lies somewhere, and a list is the sum of its lines."""
    held = balances(session)
    assert held.pop(DISTRICT) == sum(held.values()), held
    query = select(PayrollRow.list_id, func.sum(PayrollRow.total_fen)).group_by(PayrollRow.list_id)
    lines = dict(session.execute(query).all())
    for head in session.scalars(select(PayrollList)):
        assert head.state == State.DRAFT or head.total_fen == lines.get(head.id, 0), head.number


def _months_twice(session: Session) -> list[tuple[str, str]]:
    query = (
        select(PayrollRow.home_id, PayrollList.from_month)
        .join(PayrollList, PayrollList.id == PayrollRow.list_id)
        .where(PayrollList.state == State.RELEASED)
        .group_by(PayrollRow.home_id, PayrollList.from_month)
        .having(func.count() > 1)
    )
    return list(session.execute(query))
