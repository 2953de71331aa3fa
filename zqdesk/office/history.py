"""The history of a case, household or person in words an official reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act: its title, one sentence on what it did, and each field as (title, old, new)."""

    seq: int
    at: datetime
    actor: str
    title: str
    text: str
    details: tuple[tuple[str, str, str], ...]


def of_subjects(session: Session, ids: Iterable[str]) -> tuple[HistoryLine, ...]:
    """Every act that touched one of these records, the newest first; numbers of people are masked."""
    raise NotImplementedError
