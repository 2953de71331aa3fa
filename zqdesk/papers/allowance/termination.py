"""终止办理告知书: that the procedure ends because the family does not cooperate: facts, article, remedies (S2 art. 29, 38)."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.letters.addressee import to_whom
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.papers.allowance.law import REGULATION
from zqdesk.papers.cases.decision_letter import finished
from zqdesk.papers.cases.letter import address, begin, contact, sentence
from zqdesk.papers.cases.remedies import Remedies, remedies_of
from zqdesk.papers.cases.service_receipt import Receipt, receipt_of
from zqdesk.papers.making.boxes import day
from zqdesk.papers.making.sheet import paragraph

TITLE = "终止办理告知书"
NAME = "最低生活保障申请终止办理告知书"


@frozen
class Content:
    """What stands on the notice and on the receipt behind it; `decided_on` is the day the procedure was ended."""

    number: str
    sheet_code: str
    office: str
    addressee: str
    household: str
    applied_on: date
    accepted_on: date | None
    decided_on: date
    facts: str
    remedies: Remedies
    contact: str
    receipt: Receipt


def available(dossier: Dossier) -> str:
    return "" if dossier.case.state == "ended" and dossier.case.ended_on else "没有因不配合而终止办理"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    case, to = dossier.case, to_whom(dossier)
    assert case.ended_on is not None
    office = town_body(dossier.hall)
    return Content(
        number=number,
        sheet_code=sheet_code,
        office=office,
        addressee=to.words,
        household=to.household,
        applied_on=case.applied_on,
        accepted_on=case.accepted_on,
        decided_on=case.ended_on,
        facts=sentence(case.ended_reason),
        remedies=remedies_of(dossier),
        contact=contact(dossier),
        receipt=receipt_of(dossier, None, office, f"《{NAME}》"),
    )


def draw(content: Content, mark: str = "") -> bytes:
    sheet = begin(NAME, content.number, code=content.sheet_code, mark=mark)
    address(sheet, content.addressee)
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
