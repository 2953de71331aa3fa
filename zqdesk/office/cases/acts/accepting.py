"""What accepting an application does in every programme."""

from sqlalchemy import select

from zqdesk.office.hall.numbers import full_number, give_number
from zqdesk.office.hall.setup import hall
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import SupplementNotice


def take_on(work: Work, case: Case, word: str) -> None:
    """Give the case its number, of the series `word`; it is this clerk's, the clocks start today, and what was
    asked for once is complete.
    """
    series = f"{hall(work.session).town_id}-{work.today.year}-{word}"
    case.number = full_number(series, give_number(work, series))
    case.accepted_on = work.today
    case.clerk_id = work.actor.id
    for notice in work.session.scalars(select(SupplementNotice).where(SupplementNotice.case_id == case.id)):
        notice.completed_on = work.today
