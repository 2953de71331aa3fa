"""What has happened in a case so far, as its rows."""

from collections.abc import Sequence

from zqdesk.frozen import frozen
from zqdesk.records.tables import steps


@frozen
class Happened:
    """The steps of a case so far, each in order of time."""

    cross_checks: Sequence[steps.CrossCheck] = ()
    visits: Sequence[steps.HomeVisit] = ()
    opinions: Sequence[steps.Opinion] = ()
    notices: Sequence[steps.PublicNotice] = ()
    objections: Sequence[steps.Objection] = ()
    submissions: Sequence[steps.Submission] = ()
    decisions: Sequence[steps.Decision] = ()
    deliveries: Sequence[steps.Delivery] = ()
