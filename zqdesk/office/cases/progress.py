"""What the next step of a case depends on, and how it is said."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Progress:
    """What has happened in a case so far, as far as the next step depends on it.

    `verified_again` is whether something was looked into after the last objection; `district_visit_missing`
    whether a separately registered case still waits for the district's visit.
    """

    check_requested: bool = False
    check_pending: bool = False
    visited: bool = False
    verified_again: bool = False
    notice_to_on: date | None = None
    agreed: bool = True
    authority: str = "own"
    district_visit_missing: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """The act of the process table it calls for, and its words."""

    act: str
    title: str
