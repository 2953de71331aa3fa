"""How an open case of 特困 stands in today's work."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.work import OpenCase, Town, WorkFacts
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import Objection, Opinion, PublicNotice, RollEntry
from zqdesk.records.tables.support import Support
from zqdesk.rules.programmes import OPEN_STATES


@dataclass(slots=True)
class OpenSupport:
    """The days its own clocks start on: an objection that waits, and when the case was put up for decision."""

    objected_on: date | None = None
    put_up_on: date | None = None


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
        due_on=date.fromisoformat(f"{case.from_month}-01") - timedelta(days=1) if waits else None,
        starts={"objected": own.objected_on, "put_up": own.put_up_on},
    )
