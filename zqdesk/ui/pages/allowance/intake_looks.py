"""What the entry window reads in the background: its beginning, and what the entry comes to as it is typed."""

from datetime import date
from typing import Any

from zqdesk.office.allowance import amount
from zqdesk.office.allowance.applying import intake
from zqdesk.office.allowance.applying.materials import required
from zqdesk.office.cases.entry import reuse
from zqdesk.office.cases.entry.rows import facts_of_entry
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.cases.looks import assessing
from zqdesk.office.hall import setup
from zqdesk.office.people import duplicates
from zqdesk.office.people.alike import alike
from zqdesk.records import parameters as dated
from zqdesk.records.tables.case import Case
from zqdesk.rules.cases.steps import BEFORE_ACCEPTANCE
from zqdesk.ui.pages.cases.intake_opening import Opening, Reckoning

DRAFT = "intake"


def opening(
    session: Any, case_id: str, household_id: str, draft: dict[str, Any] | None, today: date
) -> Opening:
    case = session.get(Case, case_id) if case_id else None
    entry = intake.application_of(session, case_id) if case_id else reuse.begun(session, household_id, today)
    may_tell = case is None or (case.kind, case.state) == ("application", "draft")
    may_accept = case is None or (case.kind == "application" and case.state in BEFORE_ACCEPTANCE)
    return Opening(entry, draft, setup.villages(session, today), may_tell, may_accept)


def reckoning(session: Any, entry: Application, case_id: str, today: date) -> Reckoning:
    case = session.get(Case, case_id) if case_id else None
    place = entry.village_id or assessing.hall(session).town_id
    in_force = dated.parameters(session, dated.scopes(place), today, today)
    day = amount.paid_from(session, case, in_force)
    named = [(member.person.id_number, member.person.name) for member in entry.members]
    people = [member.person for member in entry.members]
    return Reckoning(
        amount.calculate(facts_of_entry(entry, day), in_force.at(day)),
        required(entry),
        (
            *duplicates.everywhere(session, named, not_household=entry.household_id),
            *alike(session, people, entry.village_id, not_household=entry.household_id),
        ),
    )
