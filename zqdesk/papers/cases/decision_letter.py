"""What the letters that tell a decision share: what stands on each, which decision it is, and how such a letter ends."""

from collections.abc import Callable
from datetime import date
from typing import Protocol, TypeVar

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.letters.addressee import SELF, Addressee, to_whom
from zqdesk.papers.cases.letter import Speaker, address, begin, contact, end, sentence, speaker
from zqdesk.papers.cases.remedies import Remedies, remedies, remedies_of
from zqdesk.papers.cases.service_receipt import Receipt, draw_receipt, receipt_of
from zqdesk.papers.making.sheet import Sheet, finish
from zqdesk.records.tables.steps import Decision


@frozen(kw_only=True)
class Letter:
    """What stands on every letter that tells a decision; `office` decides, `how` says how it came to it."""

    number: str
    sheet_code: str
    name: str
    office: str
    how: str
    applicant: str
    decided_on: date
    contact: str
    addressee: str = ""  # on letters issued before, the applicant's name stood there, whoever received it
    household: str = "你户"


@frozen(kw_only=True)
class Adverse(Letter):
    """A letter against which something can be done: why it is so, where to turn, and the receipt behind it."""

    facts: str
    article: str
    reason: str
    remedies: Remedies
    receipt: Receipt


L = TypeVar("L", bound=Letter)
A = TypeVar("A", bound=Adverse)


class Attackable(Protocol):
    """What the end of such a letter is drawn from."""

    @property
    def number(self) -> str: ...
    @property
    def office(self) -> str: ...
    @property
    def decided_on(self) -> date: ...
    @property
    def remedies(self) -> Remedies: ...
    @property
    def contact(self) -> str: ...
    @property
    def receipt(self) -> Receipt: ...


def last_decision(dossier: Dossier, *results: str) -> Decision | None:
    """The last decision, if its result is one of these."""
    last = dossier.decisions[-1] if dossier.decisions else None
    return last if last is not None and last.result in results else None


def why_none(dossier: Dossier, result: str, otherwise: str) -> str:
    """Why there is no letter of such a decision: none was taken yet, or it was `otherwise`; empty if it can be printed."""
    if last_decision(dossier, result) is not None:
        return ""
    return otherwise if dossier.decisions else "尚未作出决定"


@frozen
class Told:
    """What a letter tells: which decision of the case, given by whom, under what number and code."""

    dossier: Dossier
    decision: Decision
    by: Speaker
    number: str
    sheet_code: str


def telling(dossier: Dossier, number: str, sheet_code: str, *results: str) -> Told:
    """The last decision with one of these results: `available` has said that there is one."""
    decision = last_decision(dossier, *results)
    assert decision is not None
    return Told(dossier, decision, speaker(dossier, decision, number), number, sheet_code)


def letter(made: Callable[..., L], told: Told, **own: object) -> L:
    """The content `made` of what every letter says and of the letter's `own`."""
    dossier, decision, to = told.dossier, told.decision, to_whom(told.dossier)
    return made(
        number=told.number,
        sheet_code=told.sheet_code,
        office=told.by.office,
        how=told.by.how,
        applicant=dossier.applicant.name,
        addressee=to.words,
        household=_called(dossier, to),
        decided_on=decision.decided_on,
        **own,
    )


def _called(dossier: Dossier, to: Addressee) -> str:
    """How the letter calls whose case it is: `你户`, of one person alone `你`, to others by name."""
    if not dossier.process.of_person:
        return to.household
    return "你" if to.role == SELF else dossier.applicant.name


def adverse(made: Callable[..., A], told: Told, *, name: str, **own: object) -> A:
    """The same of a letter that can be attacked: facts and remedies, and the receipt that names it."""
    dossier, decision = told.dossier, told.decision
    return letter(
        made,
        told,
        name=name,
        facts=sentence(decision.facts),
        remedies=remedies_of(dossier),
        contact=contact(dossier),
        receipt=receipt_of(dossier, decision, told.by.office, f"《{name}》"),
        **own,
    )


def begun(content: Letter, mark: str) -> Sheet:
    """A sheet with the letter's name, number and addressee."""
    sheet = begin(content.name, content.number, code=content.sheet_code, mark=mark)
    address(sheet, content.addressee or content.applicant)
    return sheet


def finished(sheet: Sheet, content: Attackable) -> bytes:
    """The remedies, the office that decided, and the receipt behind the letter."""
    end(sheet, remedies(content.remedies), content.office, content.decided_on, contact=content.contact)
    draw_receipt(sheet, content.receipt, content.number)
    return finish(sheet)
