"""What the letters that tell a decision share: what stands on each, which decision it is, and how such a letter ends."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases.letters.letter import Letter, Speaker, contact, end, letter, sentence, speaker
from zqdesk.papers.cases.letters.remedies import Remedies, remedies, remedies_of
from zqdesk.papers.cases.letters.service_receipt import Receipt, draw_receipt, receipt_of
from zqdesk.papers.making.sheet import Sheet, finish
from zqdesk.records.tables.steps import Decision


@frozen(kw_only=True)
class Attackable(Letter):
    """A letter against which something can be done: what was found, where to turn, and the receipt behind it."""

    decided_on: date
    facts: str
    remedies: Remedies
    contact: str
    receipt: Receipt


@frozen(kw_only=True)
class Adverse(Attackable):
    """A decision that gives less than was asked; `how` says how the office came to it."""

    name: str
    how: str
    applicant: str
    article: str
    reason: str


A = TypeVar("A", bound=Attackable)
D = TypeVar("D", bound=Adverse)


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


def attackable(
    made: Callable[..., A],
    dossier: Dossier,
    number: str,
    sheet_code: str,
    *,
    office: str,
    document: str,
    decision: Decision | None = None,
    **own: object,
) -> A:
    """The content `made` of a letter that can be attacked; the receipt calls it by its name, the `document`."""
    return letter(
        made,
        dossier,
        number,
        sheet_code,
        office=office,
        remedies=remedies_of(dossier),
        contact=contact(dossier),
        receipt=receipt_of(dossier, decision, office, f"《{document}》"),
        **own,
    )


def adverse(made: Callable[..., D], told: Told, *, name: str, **own: object) -> D:
    """The same of an adverse decision."""
    return attackable(
        made,
        told.dossier,
        told.number,
        told.sheet_code,
        office=told.by.office,
        document=name,
        decision=told.decision,
        name=name,
        how=told.by.how,
        applicant=told.dossier.applicant.name,
        decided_on=told.decision.decided_on,
        facts=sentence(told.decision.facts),
        **own,
    )


def finished(sheet: Sheet, content: Attackable) -> bytes:
    """The remedies, the office that decided, and the receipt behind the letter."""
    end(sheet, remedies(content.remedies), content.office, content.decided_on, contact=content.contact)
    draw_receipt(sheet, content.receipt, content.number)
    return finish(sheet)
