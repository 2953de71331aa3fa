"""The legal time limits of a case: who decides, in how many days, and by when each thing is due."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.reserve.paying.payments import first_paid_on
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import (
    CrossCheck,
    Decision,
    Objection,
    Opinion,
    PublicNotice,
    Submission,
)
from zqdesk.records.tables.support import SelfCareAssessment
from zqdesk.rules.calendar import WorkCalendar
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.process import Due, Process, days_of, running
from zqdesk.rules.programmes import table


def authority_of(parameters: Parameters, programme: str) -> str:
    """Who confirms: the delegation in force on the day whose law decides the case (S2 art. 2)."""
    return parameters.text(f"delegation.{programme}")


def law_day(process: Process, accepted_on: date | None, applied_on: date, today: date) -> date:
    """The day whose law decides who confirms, and by when: the acceptance, before it today; in an emergency the
    registration (domain §2).
    """
    return accepted_on or (applied_on if process.since_registration else today)


def dues(
    case: Case, starts: Mapping[str, date | None], parameters: Parameters, calendar: WorkCalendar
) -> tuple[Due, ...]:
    """The clocks that run, the earliest deadline first; `parameters` are those of the `law_day`."""
    process = table(case.programme, case.kind)
    days = lengths(process, case.extension_kind, parameters)
    return running(process, case.state, starts, days, calendar)


def lengths(process: Process, extension_kind: str, parameters: Parameters) -> dict[str, int]:
    """How long each clock of a case runs."""
    authority = authority_of(parameters, process.programme)
    return days_of(process, parameters, process.choose(extension_kind, authority))


def starts_of(session: Session, case: Case) -> dict[str, date | None]:
    """The day of each event a clock of this case starts with."""
    asked = {clock.start for clock in table(case.programme, case.kind).clocks}
    return {name: _EVENTS[name](session, case) for name in asked}


def _posted_on(session: Session, case: Case) -> date | None:
    return session.scalar(select(func.max(PublicNotice.posted_on)).where(PublicNotice.case_id == case.id))


def _sent_on(session: Session, case: Case) -> date | None:
    return session.scalar(select(func.max(Submission.sent_on)).where(Submission.case_id == case.id))


def _unbegun_since(session: Session, case: Case) -> date | None:
    """When a cross-check was asked for that the district has neither begun nor answered."""
    return session.scalar(
        select(func.max(CrossCheck.requested_on)).where(
            CrossCheck.case_id == case.id, CrossCheck.begun_on.is_(None), CrossCheck.returned_on.is_(None)
        )
    )


def _decided_on(session: Session, case: Case) -> date | None:
    return session.scalar(select(func.max(Decision.decided_on)).where(Decision.case_id == case.id))


def _objected_on(session: Session, case: Case) -> date | None:
    return session.scalar(select(func.max(Objection.raised_on)).where(Objection.case_id == case.id))


def _put_up_on(session: Session, case: Case) -> date | None:
    """When the case was ready to be decided: the notice ended, or nothing was hung up."""
    last = select(func.max(Opinion.given_on)).where(Opinion.case_id == case.id)
    closed = select(func.max(PublicNotice.closed_on)).where(PublicNotice.case_id == case.id)
    days = [day for day in (session.scalar(last), session.scalar(closed)) if day is not None]
    return max(days, default=None)


def _unassessed_since(session: Session, case: Case) -> date | None:
    """Since when a change of somebody's abilities is reported and was not looked at."""
    done = select(SelfCareAssessment.id).where(SelfCareAssessment.case_id == case.id)
    waits = case.change_kind == "reported" and session.scalars(done.limit(1)).first() is None
    return case.applied_on if waits else None


def _first_death(session: Session, case: Case) -> date | None:
    """The earliest death among the people the case before counted: the change follows it (S8)."""
    if case.previous_id is None:
        return None
    people = select(CaseMember.person_id).where(
        CaseMember.case_id == case.previous_id, CaseMember.left_on.is_(None)
    )
    return session.scalar(
        select(func.min(Person.died_on)).where(Person.id.in_(people), Person.died_on.is_not(None))
    )


_EVENTS: Mapping[str, Callable[[Session, Case], date | None]] = {
    "registered": lambda _session, case: case.applied_on,
    "applied": lambda _session, case: case.applied_on,
    "accepted": lambda _session, case: case.accepted_on,
    "helped": lambda session, case: first_paid_on(session, case.id),
    "posted": _posted_on,
    "sent": _sent_on,
    "check_asked": _unbegun_since,
    "refused": _decided_on,
    "decided": _decided_on,
    "objected": _objected_on,
    "put_up": _put_up_on,
    "reported": _unassessed_since,
    "died": _first_death,
}
