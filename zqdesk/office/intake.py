"""Taking an application in: recording it, correcting it, accepting it, telling what is missing, withdrawal."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.office.application import Application
from zqdesk.records.register import Work
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem


@dataclass(frozen=True, slots=True)
class SupplementItem:
    """Something the applicant must still bring; `code` of resources/codes/evidence.toml or empty."""

    title: str
    code: str = ""
    requirement: str = ""


def record_application(work: Work, entry: Application) -> str:
    """A new draft case; returns its id."""
    raise NotImplementedError


def correct_application(work: Work, case_id: str, entry: Application) -> None:
    """Bring a case's facts to what the entry says; rows keep their ids."""
    raise NotImplementedError


def accept_application(work: Work, case_id: str) -> str:
    """Accept; returns the case number."""
    raise NotImplementedError


def tell_supplement(work: Work, case_id: str, items: tuple[SupplementItem, ...], receiver: str) -> str:
    """Tell once everything that is missing; returns the notice's id (S2 art. 10)."""
    raise NotImplementedError


def withdraw(work: Work, case_id: str, reason: str) -> None:
    """The applicant takes the application back."""
    raise NotImplementedError


def application_of(session: Session, case_id: str) -> Application:
    """The facts of a case as an entry, for correcting them."""
    raise NotImplementedError


def missing_items(session: Session, case_id: str) -> tuple[SupplementItem, ...]:
    """What `accept_application` would still miss in papers: the proposal for `tell_supplement`."""
    raise NotImplementedError


def check(entry: Application, today: date, parameters: Parameters, *, strict: bool = False) -> list[Problem]:
    """Every problem at its field path; without `strict` only what keeps even a draft from being stored."""
    raise NotImplementedError
