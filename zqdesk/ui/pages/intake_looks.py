"""What the entry window reads in the background: its beginning, and what the entry comes to as it is typed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from zqdesk.office import assessing, drafts, duplicates, intake, materials, setup
from zqdesk.office.application import Application, MaterialEntry
from zqdesk.office.dossier import Calculation, Elsewhere
from zqdesk.rules.problem import Refused

DRAFT = "intake"


@dataclass(frozen=True, slots=True)
class Opening:
    """How the page begins: the entry as recorded, the draft over it if one was left, the villages."""

    entry: Application
    draft: dict[str, Any] | None
    villages: tuple[setup.Village, ...]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What the entry comes to: the amount or why there is none, the papers needed, who is known elsewhere."""

    calculation: Calculation | None
    why_not: str
    materials: tuple[MaterialEntry, ...]
    elsewhere: tuple[Elsewhere, ...]


def opening(session: Any, case_id: str, household_id: str, account_id: str, today: date) -> Opening:
    if case_id:
        entry = intake.application_of(session, case_id)
    elif household_id:
        entry = duplicates.household_of(session, household_id)
    else:
        entry = Application(applied_on=today)
    draft = drafts.load(session, account_id, DRAFT, case_id or household_id)
    return Opening(entry, draft, setup.villages(session, today))


def reckoning(session: Any, entry: Application, today: date) -> Reckoning:
    calculation, why_not = None, ""
    try:
        calculation = assessing.of_entry(session, entry, today)
    except Refused as refused:
        why_not = "\n".join(problem.text for problem in refused.problems)
    numbers = [member.person.id_number for member in entry.members if member.person.id_number]
    return Reckoning(
        calculation,
        why_not,
        materials.required(entry),
        duplicates.elsewhere(session, numbers, not_household=entry.household_id),
    )
