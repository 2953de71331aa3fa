"""终止告知书: why support ends, from when, what can be done, and where else to turn (S3 art. 26, 27)."""

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.support.ending import STOP
from zqdesk.papers.cases.letters.decision_letter import Adverse, adverse, finished, telling, why_none
from zqdesk.papers.cases.letters.letter import begin, month, provision, sentence
from zqdesk.papers.making.sheet import paragraph
from zqdesk.papers.support.law import MATTER_NAME, named
from zqdesk.records import codes

TITLE = "终止救助供养告知书"
FURTHER = "符合最低生活保障、临时救助等条件的，可以向本机关申请，本机关按规定及时办理。"
NOBODY = frozenset({"death", "prison"})
"""Grounds after which nobody applies for anything else."""


@frozen(kw_only=True)
class Content(Adverse):
    """What stands on the letter and on the receipt behind it."""

    ground: str
    from_month: str
    further: bool


def available(dossier: Dossier) -> str:
    return why_none(dossier, STOP, "决定不是终止，没有告知书")


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    told = telling(dossier, number, sheet_code, STOP)
    decision = told.decision
    return adverse(
        Content,
        told,
        name=f"{MATTER_NAME}终止告知书",
        article=named(provision(decision.article)),
        reason=sentence(decision.text),
        ground=codes.table("support_ending").title_of(decision.stop_reason),
        from_month=month(decision.from_month),
        further=decision.stop_reason not in NOBODY,
    )


def draw(content: Content, mark: str = "") -> bytes:
    sheet = begin(content, mark, content.name, applicant=content.applicant)
    paragraph(sheet, f"{content.how}，现查明：{content.facts}属于“{content.ground}”的情形。")
    paragraph(
        sheet,
        f"本机关认为，{content.reason}经公示，依据{content.article}规定，决定自{content.from_month}起终止对"
        f"{content.household}的救助供养。",
    )
    if content.further:
        paragraph(sheet, FURTHER)
    return finished(sheet, content)
