"""What the forms of a case share: their number and town, the family, what the steps found, and the head of the sheet."""

from collections.abc import Callable
from typing import TypeVar

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases.family import Applicant, MemberLine, applicant_of, members_of
from zqdesk.papers.cases.findings import Step, check_step, visit_step
from zqdesk.papers.making.sheet import FORM, Sheet, number, title
from zqdesk.rules.trace import Line

BLANK_NUMBER = "　" * 10


@frozen(kw_only=True)
class Form:
    """Under which number it is kept, by which code it is found again, and in which town the family lives."""

    number: str
    sheet_code: str
    town: str


@frozen(kw_only=True)
class ApplicantForm(Form):
    """A form about an application, a payment, a visit: it begins with who applied."""

    applicant: Applicant


@frozen(kw_only=True)
class FoundForm(ApplicantForm):
    """A form that tells what the steps found, and how the amount comes about."""

    cross_check: Step
    visit: Step
    investigators: tuple[str, ...]
    lines: tuple[Line, ...]


@frozen(kw_only=True)
class FamilyForm(FoundForm):
    """The same of a whole family, and whether what it had stated was found to be true."""

    members: tuple[MemberLine, ...]
    truthful: bool | None


F = TypeVar("F", bound=Form)
A = TypeVar("A", bound=ApplicantForm)
S = TypeVar("S", bound=FoundForm)
H = TypeVar("H", bound=FamilyForm)


def form(made: Callable[..., F], dossier: Dossier, given: str, sheet_code: str, **own: object) -> F:
    """The content `made` of what every form says and of the form's `own`."""
    return made(
        number=given or dossier.case.number, sheet_code=sheet_code, town=dossier.hall.town_name, **own
    )


def applicant_form(made: Callable[..., A], dossier: Dossier, given: str, sheet_code: str, **own: object) -> A:
    """The same with who applied."""
    return form(made, dossier, given, sheet_code, applicant=applicant_of(dossier), **own)


def found_form(made: Callable[..., S], dossier: Dossier, given: str, sheet_code: str, **own: object) -> S:
    """The same with what was found; its lines are among the form's `own`."""
    visit = dossier.visits[-1] if dossier.visits else None
    return applicant_form(
        made,
        dossier,
        given,
        sheet_code,
        cross_check=check_step(dossier),
        visit=visit_step(visit),
        investigators=tuple(visit.investigators) if visit else (),
        **own,
    )


def family_form(made: Callable[..., H], dossier: Dossier, given: str, sheet_code: str, **own: object) -> H:
    """The same of a whole family."""
    truthful = dossier.visits[-1].truthful if dossier.visits else None
    return found_form(made, dossier, given, sheet_code, members=members_of(dossier), truthful=truthful, **own)


def begin_form(
    content: Form, mark: str, name: str, village: str, *, blank: str = "", subject: str = ""
) -> Sheet:
    """A form with its name as title; below, where the family lives and its number, `blank` while it has none."""
    sheet = Sheet(FORM, code=content.sheet_code, mark=mark, subject=subject)
    title(sheet, name)
    place = f"镇（街道）：{content.town}　　村（居）：{village}"
    number(sheet, f"{place}　　　　　编号：{content.number or blank}", align="right")
    return sheet
