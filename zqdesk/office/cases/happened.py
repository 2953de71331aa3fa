"""What has happened in a case so far, as its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from zqdesk.records.tables.steps import (
    CrossCheck,
    Decision,
    Delivery,
    HomeVisit,
    Objection,
    Opinion,
    PublicNotice,
    Submission,
)


@dataclass(frozen=True, slots=True)
class Happened:
    """The steps of a case so far, each in order of time."""

    cross_checks: Sequence[CrossCheck] = ()
    visits: Sequence[HomeVisit] = ()
    opinions: Sequence[Opinion] = ()
    notices: Sequence[PublicNotice] = ()
    objections: Sequence[Objection] = ()
    submissions: Sequence[Submission] = ()
    decisions: Sequence[Decision] = ()
    deliveries: Sequence[Delivery] = ()
