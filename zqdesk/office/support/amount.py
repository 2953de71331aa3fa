"""What the person of a case of 特困 is entitled to by the facts and the law of the first month it is paid for."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.assessing import Family, facts_of, family_of, parameters_of
from zqdesk.office.cases.looks.dossier import Calculation
from zqdesk.office.support.applying.claimant import claimant_of
from zqdesk.office.support.file import SupportFile, read_file
from zqdesk.records.tables.case import Case, CaseSupporter
from zqdesk.records.tables.steps import PublicNotice
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.programmes import table
from zqdesk.rules.support.amount import assess_support
from zqdesk.rules.support.conditions import Claimant
from zqdesk.rules.support.process import UNPOSTED

GONE = Problem("support.gone", "供养对象已去世或不在家庭成员中，请办理死亡终止或撤回。", "end_after_death")


def current(session: Session, case: Case, today: date) -> Calculation:
    """The amount by the facts and the knowledge of today."""
    family = family_of(session, case)
    law = parameters_of(session, case, family.household, today)
    return of_family(session, case, family, law, read_file(session, case, law))


def of_family(session: Session, case: Case, family: Family, law: Parameters, own: SupportFile) -> Calculation:
    """The same with the rows at hand; `law` are the parameters of the case's law day, known today."""
    try:
        day = paid_from(session, case, law)
    except Refused as refused:
        return _nothing(refused.problems)
    owing = session.scalars(select(CaseSupporter).where(CaseSupporter.case_id == case.id))
    key = next((m.id for m in family.members if m.person_id == case.applicant_id), "")
    # Age and ability are those of the day; what is paid later is looked at by the law of then.
    person = claimant_of(
        facts_of(case, family, law.known), key, own.facts, tuple(owing), kept=table_of_roll(case)
    )
    dead = person is None or family.persons[case.applicant_id].died_on is not None
    return _nothing((GONE,)) if dead or person is None else calculate(person, own.level, law.at(day))


def calculate(person: Claimant, level: str, parameters: Parameters) -> Calculation:
    """The amount of this person; missing parameters become reasons against it."""
    try:
        found = assess_support(person, level, parameters)
    except Refused as refused:
        return _nothing(refused.problems)
    return Calculation(found.eligible, found.basic_fen, found.care_fen, 1, found.trace, found.problems)


def paid_from(session: Session, case: Case | None, law: Parameters) -> date:
    """The first day of the month after the earliest decision (S3 art. 17), which waits for the end of the notice."""
    waits = timedelta(days=law.number("support.days.notice") + 1)
    if case is None or (case.state in UNPOSTED and not table_of_roll(case)):
        return first_of_next_month(law.known + waits)
    last = select(func.max(PublicNotice.to_on)).where(PublicNotice.case_id == case.id)
    hangs_to = session.scalar(last) if case.state == "posted" else None
    return first_of_next_month(max(law.known, hangs_to + timedelta(days=1)) if hangs_to else law.known)


def table_of_roll(case: Case) -> bool:
    """Whether the case is about somebody on the roll already."""
    return table(case.programme, case.kind).of_roll


def _nothing(reasons: tuple[Problem, ...]) -> Calculation:
    return Calculation(False, 0, 0, 1, (), reasons)
