"""The invented town in which all tests take place: 示例街道, its villages, its people, its hall."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from zqdesk.records import keys, parameters, vault
from zqdesk.records.register import CHINA, Actor, Register, Work
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.place import Desk, Division, Hall
from zqdesk.records.tables.staff import Account

TOWN_ID = "370114001"
DISTRICT_ID = "370114"
SCOPES = parameters.scopes(TOWN_ID)
HALL_ID = "a0" * 16
DESK_ID = "d0" * 16
PASSPHRASE = "correct horse 9"
CHEAP = keys.Cost(memory_kib=64, passes=1, lanes=1)
"""Argon2id at next to no cost; the real one is measured in bench."""
OPENING = datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)
"""A Monday morning: where the clock stands unless a test sets it."""

CLERK = Actor("c1" * 16, "王小某", frozenset({"clerk"}))
SECOND_CLERK = Actor("c2" * 16, "赵小某", frozenset({"clerk"}))
APPROVER = Actor("c3" * 16, "李大某", frozenset({"approver"}))
CASHIER = Actor("c4" * 16, "钱某", frozenset({"cashier"}))
ADMINISTRATOR = Actor("c5" * 16, "周某", frozenset({"administrator"}))
STAFF = {"01": CLERK, "02": SECOND_CLERK, "03": APPROVER, "04": CASHIER, "05": ADMINISTRATOR}
"""Login of each account."""

VILLAGES = {"370114001201": "示例东村", "370114001202": "示例西村", "370114001001": "示例社区"}


@dataclass
class Clock:
    """The clock of the hall; stands still until a test moves it."""

    now: datetime = OPENING

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date, hour: int = 9) -> None:
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)

    def forward(self, *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> None:
        self.now += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


@dataclass
class Watch:
    """The watch by which presses are told apart: a second later at each look, unless a test holds it."""

    now: float = 0.0
    held: bool = False

    def __call__(self) -> float:
        self.now += 0.0 if self.held else 1.0
        return self.now


@dataclass(frozen=True)
class Vault:
    """A data folder, its key and its recovery code."""

    folder: Path
    key: bytes
    recovery_code: str

    def open(self) -> Engine:
        return vault.open_engine(self.folder / vault.DATABASE, self.key)


def copied(made: Vault, folder: Path) -> Vault:
    """The same vault in a folder of its own, to be opened there."""
    shutil.copytree(made.folder, folder)
    return replace(made, folder=folder)


@contextmanager
def of_its_own(template: Vault, clock: Clock) -> Iterator[Register]:
    """The town's database for one example of a property: copied, then gone with its folder."""
    with TemporaryDirectory() as folder:
        engine = copied(template, Path(folder) / "data").open()
        try:
            yield Register(engine, CLERK, DESK_ID, clock)
        finally:
            engine.dispose()


def build(folder: Path) -> Vault:
    """Set up the hall of the town in an empty folder; its staff all have the same passphrase."""
    key, code = vault.create(folder, "01", PASSPHRASE, CHEAP)
    for login in STAFF:
        keys.set_passphrase(folder, key, login, PASSPHRASE, CHEAP)
    made = Vault(folder, key, code)
    engine = made.open()
    Register(engine, ADMINISTRATOR, DESK_ID, Clock()).do(set_up)
    engine.dispose()
    return made


def hall() -> Hall:
    """The row of the hall itself."""
    return Hall(
        id=HALL_ID,
        town_id=TOWN_ID,
        town_name="示例街道",
        district_name="示例区",
        name="示例街道便民服务大厅",
        phone="0531-0000000",
        address="示例街道示例路1号",
        document_word="示街",
    )


def set_up(work: Work) -> None:
    """The act by which the hall comes into being."""
    parameters.seed(work)
    opened = date(2020, 1, 1)
    work.session.add_all(
        [
            hall(),
            Desk(id=DESK_ID, name="1号窗口"),
            Division(id=DISTRICT_ID, name="示例区", valid_from=opened),
            Division(id=TOWN_ID, name="示例街道", parent_id=DISTRICT_ID, valid_from=opened),
            *[Division(id=i, name=n, parent_id=TOWN_ID, valid_from=opened) for i, n in VILLAGES.items()],
            *[Account(id=a.id, login=i, name=a.name, roles=sorted(a.roles)) for i, a in STAFF.items()],
        ]
    )


def add_household(
    work: Work, name: str = "张某", id_number: str = "", *, village_id: str = "370114001201"
) -> Household:
    """A household of one person, as a test needs it."""
    person = Person(name=name, id_number=id_number)
    household = Household(
        head_id=person.id, village_id=village_id, village_name=VILLAGES[village_id], address="7号"
    )
    work.session.add_all(
        [person, household, Membership(household_id=household.id, person_id=person.id, relation="01")]
    )
    return household
