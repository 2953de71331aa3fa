"""How an open case of 特困 stands in today's work."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.work import OpenCase, Town, WorkFacts
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import Objection, Opinion, PublicNotice, RollEntry
from zqdesk.records.tables.support import SelfCareAssessment, Support
from zqdesk.rules.programmes import OPEN_STATES


@dataclass(slots=True)
class OpenSupport:
    """The days its own clocks start on: an objection, when the case was put up for decision, an ability to be assessed; whether
    the six abilities were looked at.
    """

    objected_on: date | None = None
    put_up_on: date | None = None
    reported_on: date | None = None
    assessed: bool = False


def open_facts(session: Session) -> dict[str, object]:
    """By case, in few queries for all of them."""
    ours = select(Support.case_id).join(Case, Case.id == Support.case_id).where(Case.state.in_(OPEN_STATES))
    found = {case_id: OpenSupport() for case_id in session.scalars(ours)}
    objected = select(Objection.case_id, func.max(Objection.raised_on)).where(Objection.case_id.in_(ours))
    for case_id, raised in session.execute(objected.group_by(Objection.case_id)):
        found[case_id].objected_on = raised
    for kind, day_of in ((Opinion, Opinion.given_on), (PublicNotice, PublicNotice.closed_on)):
        last = select(kind.case_id, func.max(day_of)).where(kind.case_id.in_(ours)).group_by(kind.case_id)
        for case_id, latest in session.execute(last):
            found[case_id].put_up_on = latest or found[case_id].put_up_on
    assessed = select(SelfCareAssessment.case_id).where(SelfCareAssessment.case_id.in_(ours))
    for case_id in session.scalars(assessed):
        found[case_id].assessed = True
    waiting = select(Case.id, Case.applied_on).where(
        Case.id.in_(ours), Case.change_kind == "reported", Case.id.not_in(assessed)
    )
    for case_id, reported in session.execute(waiting):
        found[case_id].reported_on = reported
    return dict(found)


def work(case: OpenCase, town: Town, entry: RollEntry | None) -> WorkFacts:
    """A confirmed person must be on the roll before their first month."""
    own = case.own
    assert isinstance(own, OpenSupport)
    amount = case.amount_fen if case.agreed else None
    if entry is not None and amount is None:
        amount = entry.allowance_fen + entry.uplift_fen
    waits = case.state == "confirmed" and case.from_month
    return WorkFacts(
        authority=town.authority(town.law_day(case), case.programme),
        amount_fen=amount,
        person_count=1,
        else_on=entry.review_by if entry is not None else None,
        due_on=date.fromisoformat(f"{case.from_month}-01") - timedelta(days=1) if waits else None,
        starts={"objected": own.objected_on, "put_up": own.put_up_on, "reported": own.reported_on},
    )
