"""A walk from home to home on the roll: each visit is recorded as it was found, and nothing changed (S2 art. 31)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.allowance.reviewing import reviews
from zqdesk.office.allowance.reviewing.reviews import ChangeDecision, Proposal
from zqdesk.office.cases.acts import together
from zqdesk.office.cases.acts.steps import latest_opinion
from zqdesk.office.cases.acts.verification import VisitRecord, visit_home
from zqdesk.office.cases.looks.periodic import Unchanged
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_day, check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import HomeVisit, RollEntry
from zqdesk.rules.allowance.change_process import REVIEW
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role


def record_unchanged(work: Work, roll_id: str, found_there: Unchanged) -> str:
    """A visit that found nothing changed: its record, and the proposal to keep the allowance; returns the review's id.

    The review begins with it where none has begun, on the day of the visit. Refused: what is refused of a visit or of the
    proposal to keep, and words that another household's visit was recorded with: each is found as it is.
    """
    require(work, Role.CLERK)
    entry = found(work.session, RollEntry, roll_id)
    keep_out(work, entry.household_id)
    problems = check_filled("findings", found_there.findings, "走访情况", "S2 第31条")
    problems += check_day("visited_on", found_there.visited_on, "走访日期", today=work.today)
    problems += check_filled("present_name", found_there.present_name, "在场的家庭成员", "S2 第16条")
    problems += check_filled("investigators", "、".join(found_there.investigators), "调查人", "S2 第16条")
    problems += _said_elsewhere(work.session, entry, found_there)
    refuse_if(problems)
    assert found_there.visited_on is not None
    case_id = _open_review(work.session, entry)
    if not case_id:
        case_id = work.part(reviews.start_review, roll_id, found_there.visited_on)
    visit = VisitRecord(
        visited_on=found_there.visited_on,
        investigators=found_there.investigators,
        present_name=found_there.present_name,
        present_relation=found_there.present_relation,
        village_officer=found_there.village_officer,
        findings=found_there.findings.strip(),
    )
    work.part(visit_home, case_id, visit)
    work.part(reviews.propose_change, case_id, Proposal("keep", visit.findings))
    return case_id


def agree_unchanged(work: Work, case_ids: Sequence[str]) -> list[str]:
    """Approve that these allowances go on as they are; returns the decisions' ids in this order.

    Refused: what is refused of one of them, and a proposal that is not to keep.
    """
    refuse_if([_changes(work.session, case_id) for case_id in case_ids if not _keeps(work.session, case_id)])
    return together.each(
        work, ((reviews.decide_change, case_id, (ChangeDecision(),)) for case_id in case_ids)
    )


def _open_review(session: Session, entry: RollEntry) -> str:
    query = select(Case.id).where(
        Case.kind == REVIEW.kind,
        Case.programme == entry.programme,
        Case.household_id == entry.household_id,
        Case.single_person_id.is_(entry.person_id),
        Case.state.in_(REVIEW.open_states()),
    )
    return session.scalars(query).first() or ""


def _said_elsewhere(session: Session, entry: RollEntry, found_there: Unchanged) -> list[Problem]:
    words = found_there.findings.strip()
    query = (
        select(Person.name)
        .join(Case, Case.applicant_id == Person.id)
        .join(HomeVisit, HomeVisit.case_id == Case.id)
        .where(HomeVisit.findings == words, Case.kind == REVIEW.kind, Case.household_id != entry.household_id)
    )
    other = session.scalars(query).first() if words else None
    if other is None:
        return []
    text = f"和{other}户的走访情况一字不差：每户看到什么，请各写各的。"
    return [Problem("visit.same_words", text, "findings", "S2 第31条")]


def _keeps(session: Session, case_id: str) -> bool:
    opinion = latest_opinion(session, found(session, Case, case_id).id)
    return opinion is not None and opinion.result == "keep"


def _changes(session: Session, case_id: str) -> Problem:
    return Problem(
        "review.changes", f"{together.family(session, case_id)}不是维持不变的意见，请打开案件审批。"
    )
