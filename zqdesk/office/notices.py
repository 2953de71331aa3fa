"""Public notices in the village: posting, objections, and closing after the last day (S2 art. 19)."""

from dataclasses import dataclass
from datetime import date

from zqdesk.records.register import Work


@dataclass(frozen=True, slots=True)
class Posting:
    """Where and when the notice was hung up, and by whom."""

    place: str
    posted_on: date
    posted_by: str


@dataclass(frozen=True, slots=True)
class ObjectionRecord:
    """Somebody disagrees; name and phone may stay empty."""

    raised_on: date
    name: str
    phone: str
    content: str


def post_notice(work: Work, case_id: str, posting: Posting) -> str:
    """Record the posting; the days begin on the day after it. Returns the notice's id."""
    raise NotImplementedError


def record_objection(work: Work, case_id: str, objection: ObjectionRecord) -> str:
    """Record an objection; the case has to be verified again or appraised. Returns its id."""
    raise NotImplementedError


def close_notice(work: Work, case_id: str) -> None:
    """The notice ended without objection; refused while its last day has not ended."""
    raise NotImplementedError
