"""What the entry window of relief reads before it opens."""

from datetime import date
from typing import Any

from zqdesk.office.cases.entry import reuse
from zqdesk.office.relief.applying import applications
from zqdesk.office.relief.entries import ReliefApplication, ReliefFacts
from zqdesk.records.tables.case import Case
from zqdesk.ui.pages.cases.intake_facts import FactsOpening, facts_opening

DRAFT = "relief"


def opening(
    session: Any, case_id: str, household_id: str, draft: dict[str, Any] | None, today: date
) -> FactsOpening:
    """The entry as recorded, a known household, or an empty one."""
    case = session.get(Case, case_id) if case_id else None
    if case_id:
        found = applications.relief_application_of(session, case_id)
    else:
        family = reuse.begun(session, household_id, today)
        found = ReliefApplication(family, ReliefFacts(happened_on=today))
    return facts_opening(session, case, entry=found.family, facts=found.facts, draft=draft, today=today)
