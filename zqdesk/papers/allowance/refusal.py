"""不予确认告知书: why an application is refused, under which article, and what can be done about it (S2 art. 21, 38)."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.letters.addressee import to_whom
from zqdesk.papers.allowance.law import named
from zqdesk.papers.cases.decision_letter import finished, last_decision
from zqdesk.papers.cases.letter import address, begin, contact, provision, sentence, speaker
from zqdesk.papers.cases.remedies import Remedies, remedies_of
from zqdesk.papers.cases.service_receipt import Receipt, receipt_of
from zqdesk.papers.making.boxes import day
from zqdesk.papers.making.sheet import paragraph

TITLE = "不予确认告知书"


@frozen
class Content:
    """What stands on the notice and on the receipt behind it."""

    number: str
    sheet_code: str
    name: str
    office: str
    how: str
    refusal: str
    applicant: str
    applied_on: date
    decided_on: date
    facts: str
    article: str
    reason: str
    remedies: Remedies
    contact: str
    receipt: Receipt
    addressee: str = ""  # on letters issued before, the applicant's name stood there, whoever received it
    household: str = "你户"


def available(dossier: Dossier) -> str:
    if last_decision(dossier, "refuse") is not None:
        return ""
    return "尚未作出决定" if not dossier.decisions else "决定不是不予确认，没有告知书"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    to = to_whom(dossier)
    decision = last_decision(dossier, "refuse")
    assert decision is not None
    by, words = speaker(dossier, decision, number), dossier.wording
    name = f"最低生活保障{words.refusal}告知书"
    return Content(
        number=number,
        sheet_code=sheet_code,
        name=name,
        office=by.office,
        how=by.how,
        refusal=words.refusal,
        applicant=dossier.applicant.name,
        addressee=to.words,
        household=to.household,
        applied_on=dossier.case.applied_on,
        decided_on=decision.decided_on,
        facts=sentence(decision.facts),
        article=named(provision(decision.article)),
        reason=sentence(decision.text),
        remedies=remedies_of(dossier),
        contact=contact(dossier),
        receipt=receipt_of(dossier, decision, by.office, f"《{name}》"),
    )


def draw(content: Content, mark: str = "") -> bytes:
    sheet = begin(content.name, content.number, code=content.sheet_code, mark=mark)
    address(sheet, content.addressee or content.applicant)
    paragraph(
        sheet,
        f"{content.household}于{day(content.applied_on)}提出最低生活保障申请，{content.how}，现查明：{content.facts}",
    )
    paragraph(
        sheet,
        f"本机关认为，{content.reason}依据{content.article}规定，决定对{content.household}的最低生活保障申请{content.refusal}。",
    )
    return finished(sheet, content)
