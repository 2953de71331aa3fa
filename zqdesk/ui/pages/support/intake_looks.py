"""What the entry window of 特困 reads: its beginning, and what the entry comes to as it is typed."""

from datetime import date
from typing import Any

from zqdesk.office.cases.entry import reuse
from zqdesk.office.cases.entry.rows import facts_of_entry
from zqdesk.office.cases.looks import assessing
from zqdesk.office.people import duplicates
from zqdesk.office.people.alike import alike
from zqdesk.office.support import amount
from zqdesk.office.support.applying import applications, materials
from zqdesk.office.support.applying.claimant import claimant_of
from zqdesk.office.support.entries import SupportApplication
from zqdesk.office.support.file import level_of_person
from zqdesk.records import parameters as dated
from zqdesk.records.tables.case import Case
from zqdesk.ui.pages.cases.intake_facts import FactsOpening, facts_opening
from zqdesk.ui.pages.cases.intake_opening import Reckoning

DRAFT = "support"


def opening(
    session: Any, case_id: str, household_id: str, draft: dict[str, Any] | None, today: date
) -> FactsOpening:
    """The entry as recorded, a known household, or an empty one."""
    case = session.get(Case, case_id) if case_id else None
    if case_id:
        found = applications.support_application_of(session, case_id)
    else:
        found = SupportApplication(reuse.begun(session, household_id, today))
    return facts_opening(session, case, entry=found.family, facts=found.facts, draft=draft, today=today)


def reckoning(session: Any, entry: SupportApplication, case_id: str, today: date) -> Reckoning:
    case = session.get(Case, case_id) if case_id else None
    family = entry.family
    place = family.village_id or assessing.hall(session).town_id
    in_force = dated.parameters(session, dated.scopes(place), today, today)
    facts = facts_of_entry(family, today)
    person = claimant_of(facts, str(family.applicant), entry.facts, family.supporters)
    people = [member.person for member in family.members]
    named = [(each.id_number, each.name) for each in people]
    level = level_of_person(session, case.applicant_id) if case is not None else ""
    day = amount.paid_from(session, case, in_force)
    known = person is not None and (person.member.name or person.member.born_on)
    return Reckoning(
        amount.calculate(person, level, in_force.at(day)) if person is not None and known else None,
        materials.required(family, entry.facts),
        (
            *duplicates.everywhere(session, named, not_household=family.household_id),
            *alike(session, people, family.village_id, not_household=family.household_id),
        ),
    )
