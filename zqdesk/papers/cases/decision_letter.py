"""What the letters that tell a decision share: which decision it is, and how a letter ends that can be attacked."""

from datetime import date
from typing import Protocol

from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases.letter import end
from zqdesk.papers.cases.remedies import Remedies, remedies
from zqdesk.papers.cases.service_receipt import Receipt, draw_receipt
from zqdesk.papers.making.sheet import Sheet, finish
from zqdesk.records.tables.steps import Decision


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


def finished(sheet: Sheet, content: Attackable) -> bytes:
    """The remedies, the office that decided, and the receipt behind the letter."""
    end(sheet, remedies(content.remedies), content.office, content.decided_on, contact=content.contact)
    draw_receipt(sheet, content.receipt, content.number)
    return finish(sheet)
