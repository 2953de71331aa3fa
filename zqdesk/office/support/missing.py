"""What the next step of a case of 特困 still lacks, said on its page before the act refuses it."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks import readiness
from zqdesk.office.cases.programme import Reading
from zqdesk.office.support.applying.applications import why_not_accepted
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.support import SelfCareAssessment
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem

ARTICLE_SURVEY = "S3 第13条"


def missing(reading: Reading) -> list[Problem]:
    """Everything at once."""
    session, case, process, today = reading.session, reading.case, reading.process, reading.today
    if case.state in process.drafts:
        return why_not_accepted(session, case, today)
    if case.state in process.verifying and not process.of_roll:
        return [*against_opinion(session, case), *reading.now.reasons]
    if case.state == "posted":
        return readiness.for_ending_notice(session, case, reading.happened.notices[-1], today)
    if process.of_roll:
        return []
    if case.state == "confirmed":
        return alive(session, case)
    return _before_deciding(reading)


def against_opinion(session: Session, case: Case) -> list[Problem]:
    """What must have been looked into: the visit, the cross-check, the self-care assessment (S3 art. 13, 20)."""
    problems = [replace(each, source=ARTICLE_SURVEY) for each in readiness.for_opinion(session, case)]
    if not assessed(session, case):
        text = "还没有登记生活自理能力评估。"
        problems.append(Problem("opinion.self_care", text, "assess_self_care", "S3 第20条"))
    return problems + alive(session, case)


def assessed(session: Session, case: Case) -> bool:
    """Whether the six abilities were looked at in this case."""
    rows = select(SelfCareAssessment.id).where(SelfCareAssessment.case_id == case.id)
    return session.scalars(rows.limit(1)).first() is not None


def alive(session: Session, case: Case) -> list[Problem]:
    """Nobody dead is supported."""
    person = session.get_one(Person, case.applicant_id)
    if person.died_on is None:
        return []
    text = f"{person.name}已登记于{chinese_day(person.died_on)}去世，请办理“死亡终止”，结束本案。"
    return [Problem("roll.nobody", text, "end_after_death", "S3 第24条")]


def _before_deciding(reading: Reading) -> list[Problem]:
    if reading.case.state != "deciding" or not reading.happened.opinions[-1].agreed:
        return []
    opinion = reading.happened.opinions[-1]
    return [*readiness.not_ours(reading.authority), *readiness.same_amount(opinion, reading.now)]
