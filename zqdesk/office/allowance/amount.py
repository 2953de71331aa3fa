"""The amount of an allowance as the facts and the law of the first month it is paid for give it (domain §2)."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.assessing import Family, facts_of, family_of, parameters_of
from zqdesk.office.cases.looks.dossier import Calculation
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import PublicNotice
from zqdesk.rules.allowance.amount import assess
from zqdesk.rules.allowance.process import UNPOSTED
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.cases.household import HouseholdFacts, with_categories
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.programmes import table


def calculate(facts: HouseholdFacts, parameters: Parameters) -> Calculation:
    """The amount of these facts; contradictory facts and missing parameters become reasons against it."""
    try:
        found = assess(with_categories(facts, parameters), parameters)
    except Refused as refused:
        return _nothing(len(facts.applicants()), refused.problems)
    return Calculation(
        eligible=found.eligible,
        allowance_fen=found.allowance_fen,
        uplift_fen=found.uplift_fen,
        person_count=found.persons,
        trace=found.trace,
        reasons=found.problems,
    )


def current(session: Session, case: Case, today: date) -> Calculation:
    """The amount by the facts and the knowledge of today."""
    family = family_of(session, case)
    return of_family(session, case, family, parameters_of(session, case, family.household, today))


def of_family(session: Session, case: Case, family: Family, law: Parameters) -> Calculation:
    """The same with the rows at hand; `law` are the parameters of the case's law day, known today.

    What counts is in force on the first day of the first month it will be paid for, and published by today: a
    standard that rises meanwhile is the standard of who has not been confirmed yet.
    """
    try:
        day = paid_from(session, case, law)
    except Refused as refused:
        return _nothing(0, refused.problems)
    return calculate(facts_of(case, family, day), law.at(day))


def paid_from(session: Session, case: Case | None, law: Parameters) -> date:
    """The first day of the first month that can still be paid for: the month after the earliest decision (S2 art.
    21, 32), which waits for the end of the public notice (S2 art. 19). No case: an entry that is none yet.
    """
    today = law.known
    if case is None:
        return first_of_next_month(today + timedelta(days=law.number("days.notice") + 1))
    last = select(func.max(PublicNotice.to_on)).where(PublicNotice.case_id == case.id)
    if case.state in UNPOSTED and not table(case.programme, case.kind).of_roll:
        hung_to = session.scalar(last) if case.state == "objected" else None
        waits = hung_to is None or hung_to >= today or law.switch("notice.again")
        return first_of_next_month(today + timedelta(days=law.number("days.notice") + 1 if waits else 0))
    hangs_to = session.scalar(last) if case.state == "posted" else None
    return first_of_next_month(max(today, hangs_to + timedelta(days=1)) if hangs_to else today)


def applicants(session: Session, case: Case, today: date) -> int:
    """How many of those the allowance is for are still there and alive."""
    return len(facts_of(case, family_of(session, case), today).applicants())


def _nothing(persons: int, reasons: tuple[Problem, ...]) -> Calculation:
    return Calculation(False, 0, 0, persons, (), reasons)
