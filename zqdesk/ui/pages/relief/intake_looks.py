"""What the entry window of relief reads before it opens."""

from dataclasses import replace
from datetime import date
from typing import Any

from zqdesk.office.cases.entry import reuse
from zqdesk.office.cases.entry.values import Application
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
    elif household_id:
        family = replace(reuse.household_of(session, household_id), applied_on=today)
        found = ReliefApplication(family, ReliefFacts(happened_on=today))
    else:
        found = ReliefApplication(Application(applied_on=today), ReliefFacts(happened_on=today))
    return facts_opening(session, case, entry=found.family, facts=found.facts, draft=draft, today=today)
