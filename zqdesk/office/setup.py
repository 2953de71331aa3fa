"""How a hall comes into being on an empty database, and what it is."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.office.staff import AccountEntry
from zqdesk.records.place import Hall
from zqdesk.records.register import Work


@dataclass(frozen=True, slots=True)
class VillageEntry:
    """A village or community of the town, by its 12-digit code."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class HallEntry:
    """The hall, its desk and its first accounts.

    The person who sets up is the actor: `login` is theirs. Without `villages` the shipped ones are taken.
    """

    town_id: str
    town_name: str
    district_name: str
    name: str
    login: str
    desk_name: str = "1号窗口"
    phone: str = ""
    address: str = ""
    document_word: str = ""
    villages: tuple[VillageEntry, ...] = ()
    accounts: tuple[AccountEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Village:
    """A village as the entry window offers it; `standard_kind` is urban or rural by its class."""

    id: str
    name: str
    standard_kind: str


def set_up_hall(work: Work, entry: HallEntry) -> str:
    """The first act on a new database; returns the hall's id."""
    raise NotImplementedError


def hall(session: Session) -> Hall:
    """The hall this database belongs to."""
    raise NotImplementedError


def villages(session: Session, on: date) -> tuple[Village, ...]:
    """The villages of the hall's town on a day, in order of their codes."""
    raise NotImplementedError
