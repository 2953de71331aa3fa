"""How an allowance case stands in today's work."""

from datetime import date, timedelta

from zqdesk.office.cases.looks.work import OpenCase, Town, WorkFacts
from zqdesk.records.tables.steps import RollEntry


def work(case: OpenCase, town: Town, entry: RollEntry | None) -> WorkFacts:
    """A confirmed household must be on the roll before its first month; a review is due by the day the roll says."""
    amount = case.amount_fen if case.agreed else None
    if entry is not None and amount is None:
        amount = entry.allowance_fen + entry.uplift_fen
    confirmed = case.state == "confirmed"
    return WorkFacts(
        authority=town.authority(town.law_day(case), case.programme),
        amount_fen=amount,
        person_count=case.person_count,
        due_on=date.fromisoformat(f"{case.from_month}-01") - timedelta(days=1) if confirmed else None,
        else_on=entry.review_by if entry is not None and case.kind == "review" else None,
    )
