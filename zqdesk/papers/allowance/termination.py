"""终止办理告知书: that the procedure ends because the family does not cooperate: facts, article, remedies (S2 art. 29, 38)."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.papers.allowance.law import REGULATION
from zqdesk.papers.cases.letters.decision_letter import Attackable, attackable, finished
from zqdesk.papers.cases.letters.letter import begin, sentence
from zqdesk.papers.making.boxes import day
from zqdesk.papers.making.sheet import paragraph

TITLE = "终止办理告知书"
NAME = "最低生活保障申请终止办理告知书"


@frozen(kw_only=True)
class Content(Attackable):
    """What stands on the notice and on the receipt behind it; `decided_on` is the day the procedure was ended."""

    applied_on: date
    accepted_on: date | None


def available(dossier: Dossier) -> str:
    return "" if dossier.case.state == "ended" and dossier.case.ended_on else "没有因不配合而终止办理"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    case = dossier.case
    assert case.ended_on is not None
    return attackable(
        Content,
        dossier,
        number,
        sheet_code,
        office=town_body(dossier.hall),
        document=NAME,
        applied_on=case.applied_on,
        accepted_on=case.accepted_on,
        decided_on=case.ended_on,
        facts=sentence(case.ended_reason),
    )


def draw(content: Content, mark: str = "") -> bytes:
    sheet = begin(content, mark, NAME)
    accepted = f"，本机关于{day(content.accepted_on)}受理" if content.accepted_on else ""
    paragraph(
        sheet,
        f"{content.household}于{day(content.applied_on)}提出最低生活保障申请{accepted}。现查明：{content.facts}",
    )
    paragraph(
        sheet,
        f"本机关认为，上述情形属于无正当理由不配合家庭经济状况调查核实。依据{REGULATION}第二十九条规定，"
        f"决定终止{content.household}最低生活保障申请的审核确认程序。今后能够配合调查的，可以重新提出申请。",
    )
    return finished(sheet, content)
