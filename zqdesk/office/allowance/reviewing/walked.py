"""What became of the reviews of a span, village by village, and those that wait for the approver's word."""

from collections import Counter
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from zqdesk.office.allowance.reviewing.reviews_due import due
from zqdesk.office.cases.looks.periodic import ProposedRow, ReviewFilter, VillageReviews
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import Decision, HomeVisit, Opinion
from zqdesk.rules.allowance.change_process import REVIEW

_RESULTS = {"keep": "kept", "raise": "raised", "cut": "cut", "stop": "stopped"}


def proposed(session: Session) -> tuple[ProposedRow, ...]:
    """The reviews that found nothing changed and wait for the approver, by village."""
    given = aliased(Opinion)
    last = select(func.max(given.round)).where(given.case_id == Case.id).scalar_subquery()
    visited_on = select(func.max(HomeVisit.visited_on)).where(HomeVisit.case_id == Case.id).scalar_subquery()
    query = (
        select(
            Case.id,
            Person.name,
            Household.village_name,
            Case.number,
            Opinion.person_count,
            Opinion.allowance_fen + Opinion.uplift_fen,
            visited_on,
            Opinion.text,
            Opinion.by_name,
        )
        .join(Opinion, Opinion.case_id == Case.id)
        .join(Person, Person.id == Case.applicant_id)
        .join(Household, Household.id == Case.household_id)
        .where(Case.programme == REVIEW.programme, Case.kind == REVIEW.kind)
        .where(Case.state == "opinion_given", Opinion.round == last, Opinion.result == "keep")
        .order_by(Household.village_id, Case.id)
    )
    return tuple(ProposedRow(*row) for row in session.execute(query))


def progress(session: Session, since: date, until: date, today: date) -> tuple[VillageReviews, ...]:
    """By village what became of the reviews begun in the span, and of those due by its end that nobody has begun."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in due(session, ReviewFilter(until)):
        if not row.case_id and not row.why_not:
            there = counts.setdefault((row.village_id, row.village_name), Counter())
            there.update(("unvisited", "late") if row.review_by < today else ("unvisited",))
    visited = set(session.scalars(select(HomeVisit.case_id)))
    query = (
        select(Case.id, Case.state, Household.village_id, Household.village_name, Decision.result)
        .join(Household, Household.id == Case.household_id)
        .outerjoin(Decision, Decision.case_id == Case.id)
        .where(Case.programme == REVIEW.programme, Case.kind == REVIEW.kind, Case.state != "withdrawn")
        .where(Case.started_on >= since, Case.started_on <= until)
    )
    for case_id, state, village_id, village, result in session.execute(query):
        word = _became(result, state, visited=case_id in visited)
        counts.setdefault((village_id, village), Counter())[word] += 1
    return tuple(_counted(village, there) for village, there in sorted(counts.items()))


def _became(result: str | None, state: str, *, visited: bool) -> str:
    if result is not None:
        return _RESULTS[result]
    if state == "opinion_given":
        return "waiting"
    return "visited" if visited else "unvisited"


def _counted(village: tuple[str, str], there: Counter[str]) -> VillageReviews:
    return VillageReviews(
        *village,
        due=there.total() - there["late"],
        unvisited=there["unvisited"],
        visited=there["visited"],
        waiting=there["waiting"],
        kept=there["kept"],
        raised=there["raised"],
        cut=there["cut"],
        stopped=there["stopped"],
        late=there["late"],
    )
