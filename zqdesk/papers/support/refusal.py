"""不予确认告知书 of 特困: why an application is refused, under which article, and what can be done (S3 art. 18)."""

from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases.letters.decision_letter import finished, telling, why_none
from zqdesk.papers.cases.letters.letter import provision
from zqdesk.papers.cases.letters.refusal import Refusal, refusal, written
from zqdesk.papers.support.law import MATTER_NAME, named

TITLE = "不予确认告知书"
Content = Refusal


def available(dossier: Dossier) -> str:
    return why_none(dossier, "refuse", "决定不是不予确认，没有告知书")


def content(dossier: Dossier, number: str, sheet_code: str) -> Refusal:
    told = telling(dossier, number, sheet_code, "refuse")
    return refusal(
        Refusal,
        told,
        name=f"{MATTER_NAME}{dossier.wording.refusal}告知书",
        article=named(provision(told.decision.article)),
    )


def draw(content: Refusal, mark: str = "") -> bytes:
    result = content.name.removeprefix(MATTER_NAME).removesuffix("告知书")
    return finished(written(content, mark, matter=MATTER_NAME, result=result), content)
