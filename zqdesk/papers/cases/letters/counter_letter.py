"""What the letters share that the clerk at the counter answers for: the acceptance, and what is still to be brought."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.papers.cases.letters.letter import Letter, letter


@frozen(kw_only=True)
class CounterLetter(Letter):
    """Whose application it is, when it came, and where questions are answered."""

    applicant: str
    applied_on: date
    clerk: str
    phone: str
    place: str


C = TypeVar("C", bound=CounterLetter)


def counter_letter(
    made: Callable[..., C], dossier: Dossier, number: str, sheet_code: str, **own: object
) -> C:
    """The content `made` of what every such letter says and of the letter's `own`."""
    return letter(
        made,
        dossier,
        number,
        sheet_code,
        office=town_body(dossier.hall),
        applicant=dossier.applicant.name,
        applied_on=dossier.case.applied_on,
        clerk=dossier.clerk_name,
        phone=dossier.hall.phone,
        place=dossier.hall.name,
        **own,
    )
