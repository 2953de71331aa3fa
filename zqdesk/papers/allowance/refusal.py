"""不予确认告知书: why an application is refused, under which article, and what can be done about it (S2 art. 21, 38)."""

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.allowance.law import named
from zqdesk.papers.cases.letters.decision_letter import finished, telling, why_none
from zqdesk.papers.cases.letters.letter import provision
from zqdesk.papers.cases.letters.refusal import Refusal, refusal, written

TITLE = "不予确认告知书"


@frozen(kw_only=True)
class Content(Refusal):
    """What stands on the notice and on the receipt behind it; `refusal` is how the hall calls it."""

    refusal: str


def available(dossier: Dossier) -> str:
    return why_none(dossier, "refuse", "决定不是不予确认，没有告知书")


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    told, word = telling(dossier, number, sheet_code, "refuse"), dossier.wording.refusal
    article = named(provision(told.decision.article))
    return refusal(Content, told, name=f"最低生活保障{word}告知书", refusal=word, article=article)


def draw(content: Content, mark: str = "") -> bytes:
    return finished(written(content, mark, matter="最低生活保障", result=content.refusal), content)
