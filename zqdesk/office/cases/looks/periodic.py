"""Reviews of the households on a roll, as a list to work through: what may be asked for, and what a line says."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.records.register import Work


@frozen
class ReviewFilter:
    """Which: due from `since` (None: however long ago) to `until`, of a village, whose head or village is read so;
    `limit` (0: none) gives the first rows at once.
    """

    until: date
    since: date | None = None
    village_id: str = ""
    text: str = ""
    limit: int = 0


class ReviewRow(NamedTuple):
    """A household on the roll whose review falls due.

    `case_id` is the review that has begun, or empty; `visited` whether somebody has been there for it, `proposed`
    whether it waits for the approver. `why_not` says why none can begin: another case of the roll is open.
    """

    roll_id: str
    household_id: str
    name: str
    village_id: str
    village_name: str
    person_count: int
    amount_fen: int
    review_by: date
    case_id: str
    visited: bool
    why_not: str
    address: str = ""
    phone: str = ""
    proposed: bool = False


class ProposedRow(NamedTuple):
    """A review that found nothing changed and waits for the approver, with the words and the day of its visit."""

    case_id: str
    name: str
    village_name: str
    number: str
    person_count: int
    amount_fen: int
    visited_on: date | None
    findings: str
    by_name: str
    why_not: str = ""


class VillageReviews(NamedTuple):
    """What became of a village's reviews in a span: `due` is the sum of all others but `late`, of those not done yet."""

    village_id: str
    village_name: str
    due: int
    unvisited: int
    visited: int
    waiting: int
    kept: int
    raised: int
    cut: int
    stopped: int
    late: int


@frozen
class Unchanged:
    """A household that was visited and found as it was; `findings` are of it alone."""

    visited_on: date | None = None
    present_name: str = ""
    present_relation: str = ""
    findings: str = ""
    investigators: tuple[str, ...] = ()
    village_officer: str = ""


@frozen
class Reviews:
    """What a programme with a roll offers: the households that are due, the act that begins their reviews, the one that
    records a visit which found nothing changed, what waits for the approver of those with its act, and what became of all.
    """

    due: Callable[[Session, ReviewFilter], tuple[ReviewRow, ...]]
    start: Callable[[Work, Sequence[str]], list[str]]
    record_unchanged: Callable[[Work, str, Unchanged], str]
    proposed: Callable[[Session], tuple[ProposedRow, ...]]
    agree: Callable[[Work, Sequence[str]], list[str]]
    progress: Callable[[Session, date, date, date], tuple[VillageReviews, ...]]
