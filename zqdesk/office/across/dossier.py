"""Everything about one case as one value: the door to `of_case` and to what a `Dossier` is made of."""

from zqdesk.office.across.dossier_reading import of_case, of_cases, of_sheet
from zqdesk.office.cases.looks.dossier import Calculation, Dossier, MemberFacts, Stage, Wording
from zqdesk.office.people.duplicates import Elsewhere

__all__ = [
    "Calculation",
    "Dossier",
    "Elsewhere",
    "MemberFacts",
    "Stage",
    "Wording",
    "of_case",
    "of_cases",
    "of_sheet",
]
