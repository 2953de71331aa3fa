"""Desks of one town over real databases in memory, and a district to exchange with: nothing between them but calls."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

import msgspec
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.sync.district import FREE_DISTRICTS, NOON, TOWN, enrol, memory
from zqdesk.district.exchange.exchanging import District, exchange
from zqdesk.district.records import tables
from zqdesk.records import changes, schema, vault
from zqdesk.records.register import Actor, Register, Work
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.place import Desk, Hall
from zqdesk.records.tables.staff import Account
from zqdesk.rules.problem import Problem, Refused
from zqdesk.sync import enrolment, letters, wire
from zqdesk.sync import round as rounds
from zqdesk.sync.apply import Place
from zqdesk.sync.letters import Signer
from zqdesk.sync.local import looking
from zqdesk.sync.state import state_digest

DISTRICT = Signer.of("370114", bytes(range(32)))
INVITATION = wire.Invitation(
    address="https://district.invalid",
    fingerprint=bytes(32),
    district=DISTRICT.id,
    signing_key=DISTRICT.public,
    sealing_key=bytes(32),
    secret=bytes(16),
)
ACTOR = Actor("a" * 32, "张经办", frozenset())


FREE: list[Engine] = []
"""Databases nobody needs any more: one that is used again has its statements compiled already."""


@cache
def template() -> Engine:
    """An empty database of the newest schema."""
    engine = vault.engine_in_memory()
    schema.upgrade(engine)
    return engine


def copied(engine: Engine) -> Engine:
    """The same database once more: a backup, or a clone of the machine."""
    other = FREE.pop() if FREE else vault.engine_in_memory()
    with vault.in_hand(engine) as db, vault.in_hand(other) as copy:
        db.backup(copy)
        copy.execute("PRAGMA foreign_keys = ON")
    return other


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class SimDesk:
    """A desk: its database, its clock, and how it talks to the district."""

    engine: Engine
    signer: Signer
    clock: Clock = field(default_factory=Clock)

    @property
    def register(self) -> Register:
        return Register(self.engine, ACTOR, self.signer.id, self.clock)

    def exchange_once(self, district: District, *, check: bool = False) -> rounds.Taken:
        name, request = rounds.ask(self.engine, self.clock(), check=check)
        told = exchange(district, self.signer.id, request)
        assert isinstance(told, wire.Exchanged)
        return rounds.take_in(self.engine, name, told, self.clock())

    def exchange(self, district: District) -> rounds.Taken:
        """As often as there is something to say."""
        for _ in range(50):
            taken = self.exchange_once(district)
            if not taken.again:
                return taken
        raise AssertionError("the exchange does not come to an end")

    def row(self, table: str, row_id: str) -> dict[str, Any] | None:
        with looking(self.engine) as local:
            return local.place.row(table, row_id)

    def digest(self) -> bytes:
        with looking(self.engine) as local:
            return state_digest(local.place)

    def kinds(self) -> list[tuple[str, str, str]]:
        """(act, kind, effect) of the log in the order it lies here."""
        with looking(self.engine) as local:
            query = "SELECT act, kind, effect FROM changes JOIN log_answers USING (seq) ORDER BY changes.seq"
            return [tuple(row) for row in local.connection.exec_driver_sql(query)]


def desk(district: District, digit: int, town: str = TOWN) -> SimDesk:
    """An enrolled desk with an empty database."""
    engine = copied(template())
    asked = enrolment.begin(engine, INVITATION, f"{digit}号窗口")
    with looking(engine) as local:
        state = local.state()
    assert state is not None
    signer = enrolment.signer(state)
    assert signer.public == asked.signing_key
    enrol(district, signer, town, digit)
    told = wire.Enrolled(town=town, digit=digit, generation="", server_time="")
    enrolment.complete(engine, told)
    return SimDesk(engine, signer)


def district_digest(district: District, town: str = TOWN) -> bytes:
    with district.engine.connect() as connection:
        return state_digest(Place(connection, tables.RECORDS, town))


def enter_person(work: Work, /, name: str, **values: Any) -> str:
    person = Person(name=name, **values)
    work.session.add(person)
    return person.id


def correct(work: Work, /, person_id: str, **values: Any) -> None:
    person = work.session.get_one(Person, person_id)
    for name, value in values.items():
        setattr(person, name, value)


def move_in(work: Work, /, person_id: str) -> str:
    household = Household(head_id=person_id)
    work.session.add(household)
    return household.id


def remove(work: Work, /, person_id: str) -> None:
    work.session.delete(work.session.get_one(Person, person_id))


def names(session: Session) -> list[str]:
    return sorted(person.name for person in session.query(Person))


def ids(session: Session) -> dict[str, str]:
    return {person.name: person.id for person in session.query(Person)}


def enter_and_correct(work: Work, /, name: str, person_id: str, **values: Any) -> None:
    enter_person(work, name)
    correct(work, person_id, **values)


def district_snapshot(district: District) -> bytes:
    with district.engine.connect() as connection:
        return cast("bytes", cast("Any", connection.connection.driver_connection).serialize())


def district_restored(district: District, content: bytes) -> District:
    """The same district over a database of before."""
    engine = memory()
    with engine.connect() as connection:
        cast("Any", connection.connection.driver_connection).deserialize(content)
    FREE_DISTRICTS.append(district.engine)
    return replace(district, engine=engine)


def from_the_future(district: District, sender: SimDesk) -> None:
    """An act of a newer program, which the district's knows."""
    with looking(sender.engine) as local:
        number, previous = changes.end_of_chain(local.db, sender.signer.id)
    act = wire.Act(
        desk=sender.signer.id,
        number=number + 1,
        id="f" * 32,
        act="people.fly",
        actor_id="",
        actor_name="",
        at="2026-11-24T04:00:00.000Z",
        reason="",
        fields="[]",
        previous=bytes.fromhex(previous),
        hash=b"",
        schema="9999",
    )
    act = msgspec.structs.replace(act, hash=wire.hash_of(act))
    request = wire.Exchange(
        cursor=wire.Cursor(),
        head=wire.Point(number=0, hash=bytes(32)),
        acts=[letters.signed_act(act, sender.signer)],
    )
    exchange(replace(district, schema="9999"), sender.signer.id, request)


def enter_once(work: Work, /, name: str, id_number: str) -> str:
    """A person, unless somebody here has the number."""
    if id_number and work.session.query(Person).filter_by(id_number=id_number).first():
        raise Refused(Problem("person.known", "已有这个人。"))
    return enter_person(work, name, id_number=id_number)


def not_named(session: Session) -> list[str]:
    """Persons who head no household."""
    heads = {household.head_id for household in session.query(Household)}
    return [person.id for person in session.query(Person) if person.id not in heads]


def note_restored(_work: Work, /) -> None:
    """What a restore leaves in the log."""


def account(work: Work, /) -> None:
    """Who acts has an account."""
    work.session.add(Account(id=ACTOR.id, login="01", name=ACTOR.name, roles=["clerk"]))


def name_desk(work: Work, /, desk_id: str) -> None:
    """A hall that worked alone knows its desk."""
    work.session.add(Desk(id=desk_id, name="1号窗口"))


def open_hall(work: Work, /, town: str) -> None:
    """The hall of a town: what the district publishes waits for it."""
    work.session.add(Hall(town_id=town, town_name="示例街道", district_name="示例区", name="大厅"))
