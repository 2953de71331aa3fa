"""What the letters share that the clerk at the counter answers for: the acceptance, and what is still to be brought."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.letters.addressee import to_whom
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.papers.cases.letter import address, begin
from zqdesk.papers.making.sheet import Sheet


@frozen(kw_only=True)
class CounterLetter:
    """Whose application it is, when it came, and where questions are answered."""

    number: str
    sheet_code: str
    office: str
    applicant: str
    applied_on: date
    clerk: str
    phone: str
    place: str
    addressee: str = ""  # on letters issued before, the applicant's name stood there, whoever received it
    household: str = "你户"


C = TypeVar("C", bound=CounterLetter)


def counter_letter(
    made: Callable[..., C], dossier: Dossier, number: str, sheet_code: str, **own: object
) -> C:
    """The content `made` of what every such letter says and of the letter's `own`."""
    to = to_whom(dossier)
    return made(
        number=number,
        sheet_code=sheet_code,
        office=town_body(dossier.hall),
        applicant=dossier.applicant.name,
        addressee=to.words,
        household=to.household,
        applied_on=dossier.case.applied_on,
        clerk=dossier.clerk_name,
        phone=dossier.hall.phone,
        place=dossier.hall.name,
        **own,
    )


def begun(content: CounterLetter, name: str, mark: str) -> Sheet:
    """A sheet with the letter's name, number and addressee."""
    sheet = begin(name, content.number, code=content.sheet_code, mark=mark)
    address(sheet, content.addressee or content.applicant)
    return sheet
