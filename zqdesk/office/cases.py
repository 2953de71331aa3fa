"""The long lists: cases, households, the roll; one query each, rows of plain values."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What to list. `group`: open, draft, running, closed or empty for all; `text` matches name, ID number
    or case number.
    """

    group: str = "open"
    kind: str = ""
    village_id: str = ""
    state: str = ""
    clerk_id: str = ""
    text: str = ""
    relatives_only: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdFilter:
    """What to list; `on_roll` None: all, True: on the roll now, False: not."""

    village_id: str = ""
    standard_kind: str = ""
    on_roll: bool | None = None
    text: str = ""


class CaseRow(NamedTuple):
    """A case in a list; `total_fen` is the amount of its last opinion or decision, None before."""

    case_id: str
    number: str
    kind: str
    state: str
    household_id: str
    applicant: str
    id_number: str
    village_name: str
    person_count: int
    clerk_name: str
    applied_on: date
    accepted_on: date | None
    ended_on: date | None
    relative: bool
    business: str
    state_title: str


class HouseholdRow(NamedTuple):
    """A household in a list; sums are 0 where it is not on the roll."""

    household_id: str
    head: str
    id_number: str
    village_name: str
    address: str
    phone: str
    standard_kind: str
    person_count: int
    registered_poor: bool
    on_roll: bool
    total_fen: int
    review_by: date | None


class RollRow(NamedTuple):
    """A household on the roll in a month."""

    roll_id: str
    household_id: str
    case_id: str
    head: str
    id_number: str
    village_id: str
    village_name: str
    standard_kind: str
    person_count: int
    allowance_fen: int
    uplift_fen: int
    total_fen: int
    from_month: str
    to_month: str
    certificate_number: str
    review_by: date | None
    phase_out: bool


def cases(session: Session, wanted: CaseFilter) -> tuple[CaseRow, ...]:
    raise NotImplementedError


def households(session: Session, wanted: HouseholdFilter) -> tuple[HouseholdRow, ...]:
    raise NotImplementedError


def roll(session: Session, month: str) -> tuple[RollRow, ...]:
    """Everyone on the roll in a month (`2026-12`)."""
    raise NotImplementedError
