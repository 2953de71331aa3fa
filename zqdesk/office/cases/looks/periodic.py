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

    `case_id` is the review that has begun, or empty; `visited` whether somebody has been there for it. `why_not`
    says why none can begin: another case of the roll is open.
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


@frozen
class Reviews:
    """What a programme with a roll offers: the households that are due, and the act that begins their reviews."""

    due: Callable[[Session, ReviewFilter], tuple[ReviewRow, ...]]
    start: Callable[[Work, Sequence[str]], list[str]]
