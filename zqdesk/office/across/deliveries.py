"""Decisions that reach their households on one day: each delivery is the one that is recorded alone."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts import together
from zqdesk.office.cases.acts.deciding import DeliveryRecord
from zqdesk.office.cases.letters.addressee import addressee_of
from zqdesk.office.hall.access import found
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case


@frozen
class Receiver:
    """Who signs for the decision of a case, and in what role; `name` is empty where nobody can be named."""

    case_id: str
    name: str
    role: str


def deliver_decisions(work: Work, deliveries: Sequence[tuple[str, DeliveryRecord]]) -> list[str]:
    """Record for each case how its decision reached the household; returns the deliveries' ids.

    Refused: what the programme's own act refuses of one of them.
    """
    programme_of = {case_id: found(work.session, Case, case_id).programme for case_id, _ in deliveries}
    return together.each(
        work,
        ((PROGRAMMES[programme_of[case_id]].deliver, case_id, (record,)) for case_id, record in deliveries),
    )


def receivers(session: Session, case_ids: Sequence[str], today: date) -> tuple[Receiver, ...]:
    """To whom the letters of these cases go."""
    found = {case_id: addressee_of(session, session.get_one(Case, case_id), today) for case_id in case_ids}
    return tuple(Receiver(case_id, to.name, to.role) for case_id, to in found.items())
