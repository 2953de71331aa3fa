"""Desks of two towns, a district and the lines between them, driven by one seeded dice: the same seed, the same course.

The engines, the letters and what either side does are the real ones; only the line, the clocks and the power are ours.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Engine

from tests.sync import desks as acts
from tests.sync.desks import FREE, Clock, SimDesk, copied, desk, district_restored, district_snapshot
from tests.sync.district import FREE_DISTRICTS, NOON, OTHER_TOWN, TOWN, district
from tests.sync.facts import disbursing
from zqdesk.district.exchange.announcing import Announced
from zqdesk.district.exchange.answering import answer
from zqdesk.district.exchange.exchanging import District
from zqdesk.district.records import tables
from zqdesk.records import changes
from zqdesk.records.register import Work
from zqdesk.records.schema import NEWEST
from zqdesk.records.tables.base import instant_text
from zqdesk.rules.problem import Refused
from zqdesk.sync import bundle, following, letters, recovering, wire
from zqdesk.sync import round as rounds
from zqdesk.sync.apply import Fields, Place
from zqdesk.sync.letters import Signer

DISTRICT_KEY = Signer.of("370114", bytes(range(32)))
SEALING = X25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
NEXT = "9999"
"""The schema of a program to come, which has the same tables."""
FIELDS = ("phone", "sex", "hukou_kind")


Event = Callable[["World", "Machine"], None]


class Killed(Exception):  # noqa: N818 - says what happened
    """The power went."""


@dataclass
class Machine:
    """A PC with a desk on it, for as long as it lives."""

    desk: SimDesk
    town: str
    name: str
    alive: bool = True
    version: str = NEWEST
    backups: list[Engine] = field(default_factory=list)


@contextmanager
def running(machine: Machine) -> Iterator[None]:
    """While the program of this machine runs: it has the version that was installed there."""
    programs: tuple[Any, ...] = (changes, following, recovering, rounds)
    for each in programs:
        each.NEWEST = machine.version
    try:
        yield
    finally:
        for each in programs:
            each.NEWEST = NEWEST


@dataclass
class Sent:
    """Something on its way: a frame, or one sealed for the stick."""

    machine: Machine
    request: bytes
    content: bytes
    sealed: bool


@dataclass
class World:
    """All of it. `said`: every act that was committed anywhere, by its token: the machine, and the town."""

    dice: random.Random
    district: District
    machines: list[Machine]
    events: tuple[Event, ...]
    up: list[Sent] = field(default_factory=list)
    down: list[Sent] = field(default_factory=list)
    said: dict[str, Machine] = field(default_factory=dict)
    facts: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """By the token of its act: the town, the table and the row that a fact made."""
    server_backups: list[bytes] = field(default_factory=list)
    course: list[str] = field(default_factory=list)
    killing: bool = True

    @classmethod
    def of(
        cls, seed: int, it: District, machines: list[Machine], events: tuple[tuple[Event, int], ...]
    ) -> "World":
        return cls(random.Random(seed), it, machines, tuple(e for e, weight in events for _ in range(weight)))

    def token(self, machine: Machine) -> str:
        """A name for the next act, by which it is known wherever it comes to."""
        return f"{machine.name}-{len(self.said)}"

    def living(self) -> list[Machine]:
        return [each for each in self.machines if each.alive]


def made(seed: int) -> World:
    """Three desks in one town, one in another, some families known to all."""
    it = replace(district(TOWN, OTHER_TOWN), signer=DISTRICT_KEY)
    machines = [Machine(desk(it, digit), TOWN, f"desk{digit}") for digit in (1, 2, 3)]
    machines.append(Machine(desk(it, 1, OTHER_TOWN), OTHER_TOWN, "other"))
    world = World.of(seed, it, machines, EVENTS)
    for machine in (machines[0], machines[3]):
        _act(world, machine, acts.open_hall, machine.town)
    for number in range(3):
        _act(world, machines[0], acts.enter_person, f"家{number}")
    for machine in machines:
        machine.desk.exchange(it)
    return world


def cleared(world: World) -> None:
    """Give the databases back."""
    for machine in world.machines:
        FREE.extend([machine.desk.engine, *machine.backups])
    FREE_DISTRICTS.append(world.district.engine)


def step(world: World) -> None:
    """One thing happens."""
    event = world.dice.choice(world.events)
    machine = world.dice.choice(world.living())
    world.course.append(f"{event.__name__[1:]} {machine.name}")
    event(world, machine)


def _act(world: World, machine: Machine, do: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    token = world.token(machine)
    with running(machine):
        result = machine.desk.register.do(noted(do, token), *args, **kwargs).result
    world.said[token] = machine
    return result


def noted(do: Callable[..., Any], token: str) -> Callable[..., Any]:
    """The act with its token as its reason."""

    def with_token(work: Work, /, *args: Any, **kwargs: Any) -> Any:
        result = do(work, *args, **kwargs)
        work.note(token)
        return result

    with_token.__module__, with_token.__name__ = do.__module__, do.__name__
    return with_token


def _persons(machine: Machine) -> list[str]:
    return sorted(machine.desk.register.read(acts.ids).values())


def _enters(world: World, machine: Machine) -> None:
    number = f"37011419000101{world.dice.randrange(30):04}" if world.dice.random() < 0.5 else ""
    try:
        _act(world, machine, acts.enter_once, f"人{len(world.said)}", number)
    except Refused:
        world.course.append("  refused")


def _corrects(world: World, machine: Machine) -> None:
    persons = _persons(machine)
    if persons:
        names = world.dice.sample(FIELDS, world.dice.randint(1, 2))
        values = {name: str(world.dice.randrange(3)) for name in names}
        _act(world, machine, acts.correct, world.dice.choice(persons), **values)


def _removes(world: World, machine: Machine) -> None:
    free = sorted(machine.desk.register.read(acts.not_named))
    if free:
        _act(world, machine, acts.remove, world.dice.choice(free))


def _moves_in(world: World, machine: Machine) -> None:
    persons = _persons(machine)
    if persons:
        _act(world, machine, acts.move_in, world.dice.choice(persons))


def _pays(world: World, machine: Machine) -> None:
    """A fact: a row that rests on a person, perhaps one just entered, and a field of another."""
    persons = _persons(machine)
    if not persons:
        return
    head, other = world.dice.choice(persons), world.dice.choice(persons)
    paid = _act(world, machine, disbursing.disburse, head, other, phone=str(world.dice.randrange(3)))
    world.facts[list(world.said)[-1]] = (machine.town, "households", paid)


def _asks(world: World, machine: Machine) -> None:
    with running(machine):
        name, request = rounds.ask(machine.desk.engine, machine.desk.clock(), check=world.dice.random() < 0.1)
    framed = letters.write(request, machine.desk.signer, world.district.id, name)
    sealed = world.dice.random() < 0.2
    content = bundle.seal(framed, SEALING.public_key().public_bytes_raw()) if sealed else framed
    world.up.append(Sent(machine, name, content, sealed))


def _arrives_at_server(world: World, _machine: Machine) -> None:
    if not world.up:
        return
    sent = world.up.pop(world.dice.randrange(len(world.up)))
    if world.dice.random() < 0.2:
        return  # lost
    if world.dice.random() < 0.2:
        world.up.append(sent)  # doubled
    framed = bundle.unseal(sent.content, SEALING.private_bytes_raw()) if sent.sealed else sent.content
    if world.dice.random() < 0.1:
        framed = framed[: world.dice.randrange(len(framed))]  # cut
    try:
        answered = answer(_mortal(world), DISTRICT_KEY, framed, _nobody_new)
    except (Killed, wire.Malformed):
        world.course.append("  nothing came of it")
        return
    _only_of_the_town(world, sent.machine, answered)
    world.down.append(replace(sent, content=answered))


def _mortal(world: World) -> District:
    """The district whose power may go in the middle of an exchange."""

    def rules(place: Place, act: wire.Act, fields: Fields) -> Sequence[wire.Complaint]:
        if world.killing and world.dice.random() < 0.03:
            raise Killed
        return world.district.rules(place, act, fields)

    return replace(world.district, rules=rules)


def _nobody_new(*_: object) -> wire.Failed:
    return wire.Failed(code="enrol.secret", text="")


def _only_of_the_town(world: World, machine: Machine, answered: bytes) -> None:
    """Invariant 5, at every response: nothing of one town is ever told to another."""
    told = letters.read_response(letters.open_letter(answered), DISTRICT_KEY.public)
    if isinstance(told, wire.Exchanged):
        own = {each.desk.signer.id for each in world.machines if each.town == machine.town}
        others = {entry.desk for entry in told.entries} - own
        assert all(letters.is_of_district(each, DISTRICT_KEY.id) for each in others), "a row of another town"


def _arrives_at_desk(world: World, _machine: Machine) -> None:
    if not world.down:
        return
    sent = world.down.pop(world.dice.randrange(len(world.down)))
    if world.dice.random() < 0.2 or not sent.machine.alive:
        return
    if world.dice.random() < 0.2:
        world.down.append(sent)
    letter = letters.open_letter(sent.content)
    told = letters.read_response(letter, DISTRICT_KEY.public)
    if not isinstance(told, wire.Exchanged):
        return

    def breathe() -> None:
        if world.killing and world.dice.random() < 0.1:
            raise Killed

    try:
        with running(sent.machine):
            taken = rounds.take_in(
                sent.machine.desk.engine, letter.request, told, sent.machine.desk.clock(), breathe
            )
    except Killed:
        world.course.append("  killed")
        return
    behind = {"", rounds.NEWER} if sent.machine.version == NEWEST else {""}
    assert taken.trouble in behind, f"{sent.machine.name}: {taken.trouble}"


def _clock_jumps(world: World, machine: Machine) -> None:
    machine.desk.clock.now += timedelta(days=world.dice.choice((-4000, -1, 1, 4000)))


def _backs_up(_world: World, machine: Machine) -> None:
    machine.backups.append(copied(machine.desk.engine))


def _is_restored(world: World, machine: Machine) -> None:
    """The disk is gone; what was on it alone is lost with it."""
    if not machine.backups:
        return
    _replace(world, machine, copied(world.dice.choice(machine.backups)))
    _act(world, machine, acts.note_restored)


def _replace(world: World, machine: Machine, engine: Engine) -> None:
    gone = Machine(machine.desk, machine.town, f"{machine.name}-gone", alive=False)
    # What was on its way to the machine before reaches the one that took its place.
    for token, where in world.said.items():
        if where is machine:
            world.said[token] = gone
    FREE.append(machine.desk.engine)
    machine.desk = SimDesk(engine, machine.desk.signer, Clock(machine.desk.clock.now))


def _is_cloned(world: World, machine: Machine) -> None:
    if sum(each.name.startswith(machine.name) for each in world.machines) > 1 or "clone" in machine.name:
        return
    twin = SimDesk(copied(machine.desk.engine), machine.desk.signer, Clock(machine.desk.clock.now))
    world.machines.append(Machine(twin, machine.town, f"{machine.name}-clone"))


def _server_backs_up(world: World, _machine: Machine) -> None:
    world.server_backups.append(district_snapshot(world.district))


def _server_is_restored(world: World, _machine: Machine) -> None:
    if world.server_backups:
        world.district = district_restored(world.district, world.dice.choice(world.server_backups[-2:]))


def _district_publishes(world: World, _machine: Machine) -> None:
    """A value, perhaps one published before with another content: a restored server may have forgotten either."""
    key, day = f"test.{world.dice.randrange(3)}", f"2026-1{world.dice.randrange(3)}-01"
    values = {"key": key, "scope": "370114", "valid_from": day, "published_on": "2026-01-01", "source": "文"}
    row = Announced("parameters", values | {"value": world.dice.randrange(100)})
    with world.district.engine.begin() as connection:
        serial = connection.execute(tables.announcements.select()).all()[-1:]
        said = {"serial": serial[0].serial + 1 if serial else 1, "digest": bytes(32), "source": ""}
        said |= {"rows": msgspec.json.encode([row]).decode(), "at": instant_text(NOON), "by": "区里"}
        connection.execute(tables.announcements.insert().values(said))


def _is_updated(world: World, machine: Machine) -> None:
    """A newer program at this desk or at the server: what one writes the others understand only once they are updated, too."""
    if world.dice.random() < 0.3:
        world.district = replace(world.district, schema=NEXT)
    else:
        machine.version = NEXT


def _is_declared(world: World, machine: Machine) -> None:
    """Retired or lost, by the district's word; never the last two of the town."""
    standing = world.dice.choice(("retired", "lost"))
    if machine.name != "desk3":
        return
    with world.district.engine.begin() as connection:
        connection.execute(
            tables.desks.update()
            .where(tables.desks.c.desk == machine.desk.signer.id)
            .values(standing=standing)
        )


EVENTS: tuple[tuple[Event, int], ...] = (
    (_enters, 10),
    (_corrects, 20),
    (_removes, 2),
    (_moves_in, 5),
    (_pays, 8),
    (_asks, 25),
    (_arrives_at_server, 28),
    (_arrives_at_desk, 28),
    (_clock_jumps, 2),
    (_backs_up, 3),
    (_is_restored, 1),
    (_is_cloned, 1),
    (_server_backs_up, 2),
    (_server_is_restored, 1),
    (_is_declared, 1),
    (_district_publishes, 2),
    (_is_updated, 1),
)
