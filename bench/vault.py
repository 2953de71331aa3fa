"""The vault everything is measured on: 20,000 households, 60,000 persons, 20,000 cases."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from zqdesk.office.invented import town as invented_town
from zqdesk.office.invented.people import SON, SPOUSE, households
from zqdesk.office.people.roster import importing
from zqdesk.office.people.roster.values import RosterHousehold
from zqdesk.records import keys, vault
from zqdesk.records.register import Register, Work, system_clock
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household, Membership

TODAY = date(2026, 11, 23)
CHEAP = keys.Cost(memory_kib=64, passes=1, lanes=1)
CASES_AN_ACT = 2_000


@dataclass(frozen=True)
class Filled:
    """The filled vault, opened as its clerk."""

    folder: Path
    key: bytes
    engine: Engine
    register: Register


def build(folder: Path, count: int) -> Filled:
    """Fill a vault with `count` households of three, and a case for each of them."""
    engine = invented_town.build(folder, TODAY, roll=0, cases=12, cost=CHEAP)
    key = keys.unlock(folder, invented_town.CLERK.login, invented_town.PASSPHRASE, system_clock())
    town = invented_town.opened(engine, TODAY)
    clerk = town.acting(invented_town.CLERK.login)
    rows = list(of_three(town, count))
    clerk.do(importing.import_roster, rows, importing.Source("20000.xlsx", "0" * 64))
    facts = clerk.read(_families)
    for number in range(0, len(facts), CASES_AN_ACT):
        clerk.do(_add_cases, facts[number : number + CASES_AN_ACT], number)
    return Filled(folder, key, engine, clerk)


def fill(folder: Path, count: int) -> None:
    """Fill a vault and close it."""
    build(folder, count).engine.dispose()


def opened(folder: Path) -> Filled:
    """A vault filled before, opened as its clerk."""
    key = keys.unlock(folder, invented_town.CLERK.login, invented_town.PASSPHRASE, system_clock())
    engine = vault.open_engine(folder / vault.DATABASE, key)
    register = invented_town.opened(engine, TODAY).acting(invented_town.CLERK.login)
    return Filled(folder, key, engine, register)


def of_three(town: invented_town.Town, count: int) -> Iterator[RosterHousehold]:
    """Households of exactly three persons."""
    for household in households(town.people, count, town.villages):
        head = household.members[0]
        others = (
            town.people.member(SPOUSE, "", (30, 70), "2", household.row),
            town.people.member(SON, "", (2, 10), "1", household.row),
        )
        yield replace(household, members=(replace(head), *others), person_count=3)


Family = tuple[str, str, tuple[str, ...]]
"""Household, its head, all its persons."""


def _families(session: Session) -> list[Family]:
    rows = session.execute(
        select(Household.id, Household.head_id, Membership.person_id)
        .join(Membership, Membership.household_id == Household.id)
        .where(Household.batch_id.is_not(None))
        .order_by(Household.id)
    ).tuples()
    return [
        (household, group[0][1], tuple(person for _, _, person in group))
        for household, members in itertools.groupby(rows, key=lambda row: row[0])
        if (group := list(members))
    ]


def _add_cases(work: Work, families: list[Family], first: int) -> None:
    for number, (household, head, persons) in enumerate(families, first + 1):
        # All but the last 500 are long decided: open cases are few in any hall.
        accepted = TODAY - timedelta(days=number % 1_500 + 60)
        case = Case(
            household_id=household,
            applicant_id=head,
            clerk_id=work.actor.id,
            applied_on=accepted,
            accepted_on=accepted,
            number=f"370114001-{accepted.year}-DB-{100_000 + number}",
            state="on_roll" if number % 40 else "verifying",
        )
        work.session.add(case)
        for position, person in enumerate(persons):
            work.session.add(CaseMember(case_id=case.id, person_id=person, position=position))
