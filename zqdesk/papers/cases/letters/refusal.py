"""The refusal of an application, as every programme tells it: what was found, under which article, what can be done."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from zqdesk.frozen import frozen
from zqdesk.papers.cases.letters.decision_letter import Adverse, Told, adverse
from zqdesk.papers.cases.letters.letter import begin, sentence
from zqdesk.papers.making.boxes import day
from zqdesk.papers.making.sheet import Sheet, paragraph


@frozen(kw_only=True)
class Refusal(Adverse):
    """What stands on every refusal and on the receipt behind it."""

    applied_on: date


R = TypeVar("R", bound=Refusal)


def refusal(made: Callable[..., R], told: Told, *, name: str, **own: object) -> R:
    """The content `made` of a refusal; its article is among the programme's `own`."""
    asked_on, reason = told.dossier.case.applied_on, sentence(told.decision.text)
    return adverse(made, told, name=name, applied_on=asked_on, reason=reason, **own)


def written(content: Refusal, mark: str, *, matter: str, result: str, cause: str = "") -> Sheet:
    """A sheet on which it stands that the application in this `matter` is refused, and why."""
    sheet = begin(content, mark, content.name, applicant=content.applicant)
    house = content.household
    asked = f"{house}于{day(content.applied_on)}{cause}提出{matter}申请"
    paragraph(sheet, f"{asked}，{content.how}，现查明：{content.facts}")
    paragraph(
        sheet,
        f"本机关认为，{content.reason}依据{content.article}规定，决定对{house}的{matter}申请{result}。",
    )
    return sheet
