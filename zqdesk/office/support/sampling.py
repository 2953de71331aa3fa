"""How many cases of the year the district has looked into itself, of those that were put up for decision (S3 art. 16)."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.assessing import hall
from zqdesk.records import parameters as dated
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import Decision
from zqdesk.records.tables.support import DistrictSample, Support
from zqdesk.rules.support.process import APPLICATION


@frozen
class Sampling:
    """Of the applications decided in the year, how many were sampled, and the least percentage."""

    put_up: int
    sampled: int
    percent: int

    @property
    def short(self) -> bool:
        """Whether the district is behind what the law asks of it."""
        return self.sampled * 100 < self.put_up * self.percent


def sampling(session: Session, today: date) -> Sampling:
    """The year's figures up to today."""
    parameters = dated.parameters(session, dated.scopes(hall(session).town_id), today, today)
    decided = (
        select(Decision.case_id)
        .join(Support, Support.case_id == Decision.case_id)
        .join(Case, Case.id == Decision.case_id)
        .where(Case.kind == APPLICATION.kind, Decision.decided_on >= date(today.year, 1, 1))
    )
    sampled = select(func.count(func.distinct(DistrictSample.case_id))).where(
        DistrictSample.case_id.in_(decided)
    )
    return Sampling(
        put_up=session.scalar(select(func.count()).select_from(decided.distinct().subquery())) or 0,
        sampled=session.scalar(sampled) or 0,
        percent=parameters.number("support.sampling.percent"),
    )
