"""The legal time limits of a case: who decides, in how many days, and by when each thing is due."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.reserve.payments import first_paid_on
from zqdesk.records.case import Case, CaseMember
from zqdesk.records.person import Person
from zqdesk.records.steps import Decision, PublicNotice, Submission
from zqdesk.rules.calendar import WorkCalendar
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.process import Due, Process, days_of, running
from zqdesk.rules.processes import table

OWN, ENTRUSTED, DISTRICT = "own", "entrusted", "district"
"""Who confirms: the town in its own name (下放), the town in the district's name (委托), the district."""


def authority_of(parameters: Parameters, programme: str = "allowance") -> str:
    """Who confirms: the delegation in force on the acceptance day the parameters are asked for (S2 art. 2)."""
    return parameters.text(f"delegation.{programme}")


def decide_key(extension_kind: str, authority: str) -> str:
    """Which parameter limits the whole procedure: 45 days with a recorded reason, 20 where the town confirms
    itself, else 30 (S2 art. 22, S8).
    """
    if extension_kind:
        return "days.decide_special"
    return "days.decide" if authority == DISTRICT else "days.decide_delegated"


def relief_decide_key(extension_kind: str) -> str:
    """The same for relief; longer with a recorded reason."""
    return "relief.decide_special_days" if extension_kind else "relief.decide_days"


def dues(
    case: Case, starts: Mapping[str, date | None], parameters: Parameters, calendar: WorkCalendar
) -> tuple[Due, ...]:
    """The clocks that run, the earliest deadline first; `parameters` are those of the acceptance day."""
    process = table(case.programme, case.kind)
    days = lengths(process, case.extension_kind, parameters)
    return running(process, case.state, starts, days, calendar)


def lengths(process: Process, extension_kind: str, parameters: Parameters) -> dict[str, int]:
    """How long each clock of a case runs."""
    if process.programme != "allowance":
        return days_of(process, parameters, {"relief.decide_days": relief_decide_key(extension_kind)})
    chosen = {"days.decide": decide_key(extension_kind, authority_of(parameters))}
    return days_of(process, parameters, chosen)


def starts_of(session: Session, case: Case) -> dict[str, date | None]:
    """The day of each event a clock of this case may start with."""
    decided = session.scalar(select(func.max(Decision.decided_on)).where(Decision.case_id == case.id))
    posted = select(func.max(PublicNotice.posted_on)).where(PublicNotice.case_id == case.id)
    return {
        "registered": case.applied_on,
        "helped": first_paid_on(session, case.id) if case.programme == "relief" else None,
        "applied": case.applied_on,
        "accepted": case.accepted_on,
        "posted": session.scalar(posted),
        "sent": session.scalar(select(func.max(Submission.sent_on)).where(Submission.case_id == case.id)),
        "refused": decided,
        "decided": decided,
        "died": _first_death(session, case) if case.kind in ("review", "change") else None,
    }


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
