"""What the entry window of relief reads before it opens."""

from dataclasses import replace
from datetime import date
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.cases.entry import reuse
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.hall import setup
from zqdesk.office.relief import applications
from zqdesk.office.relief.entries import ReliefApplication, ReliefFacts
from zqdesk.records.tables.case import Case
from zqdesk.rules.cases.steps import BEFORE_ACCEPTANCE

DRAFT = "relief"


@frozen
class ReliefOpening:
    """As of the application for 低保, with the facts of the relief."""

    entry: Application
    facts: ReliefFacts
    draft: dict[str, Any] | None
    villages: tuple[setup.Village, ...]
    may_tell: bool
    may_accept: bool


def opening(
    session: Any, case_id: str, household_id: str, draft: dict[str, Any] | None, today: date
) -> ReliefOpening:
    """The entry as recorded, a known household, or an empty one."""
    case = session.get(Case, case_id) if case_id else None
    if case_id:
        found = applications.relief_application_of(session, case_id)
    elif household_id:
        family = replace(reuse.household_of(session, household_id), applied_on=today)
        found = ReliefApplication(family, ReliefFacts(happened_on=today))
    else:
        found = ReliefApplication(Application(applied_on=today), ReliefFacts(happened_on=today))
    return ReliefOpening(
        entry=found.family,
        facts=found.facts,
        draft=draft,
        villages=setup.villages(session, today),
        may_tell=case is None or case.state == "draft",
        may_accept=case is None or case.state in BEFORE_ACCEPTANCE,
    )
