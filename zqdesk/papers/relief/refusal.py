"""临时救助不予批准告知书: why relief is refused, under which article, what comes back, and what can be done about it."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.letters.addressee import to_whom
from zqdesk.office.relief.file import file_of
from zqdesk.papers.cases.decision_letter import finished, last_decision
from zqdesk.papers.cases.letter import Speaker, address, begin, contact, provision, sentence, speaker
from zqdesk.papers.cases.remedies import Remedies, remedies_of
from zqdesk.papers.cases.service_receipt import Receipt, receipt_of
from zqdesk.papers.making.boxes import amount, day
from zqdesk.papers.making.sheet import paragraph
from zqdesk.records.tables.steps import Decision
from zqdesk.rules.relief.amount import EMERGENCY

TITLE = "不予批准告知书"
NAME = "临时救助不予批准告知书"
DECEIT_ARTICLE = "《社会救助暂行办法》第六十八条"
DECEIT = ("虚报", "隐瞒", "伪造", "骗取", "冒领", "弄虚作假")


@frozen
class Content:
    """What stands on the notice and on the receipt behind it; `recover_fen`: paid before, to be given back by law."""

    number: str
    sheet_code: str
    name: str
    office: str
    how: str
    emergency: bool
    applicant: str
    applied_on: date
    decided_on: date
    facts: str
    article: str
    reason: str
    recover_fen: int
    remedies: Remedies
    contact: str
    receipt: Receipt
    addressee: str = ""  # on letters issued before, the applicant's name stood there, whoever received it
    household: str = "你户"
    recover_article: str = ""  # letters issued before named neither article nor day
    paid_on: date | None = None


def available(dossier: Dossier) -> str:
    if last_decision(dossier, "refuse") is not None:
        return ""
    return "尚未作出决定" if not dossier.decisions else "决定不是不予批准，没有告知书"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    to = to_whom(dossier)
    decision = last_decision(dossier, "refuse")
    assert decision is not None
    by = _speaker(dossier, decision, number)
    return Content(
        number=number,
        sheet_code=sheet_code,
        name=NAME,
        office=by.office,
        how=by.how,
        emergency=dossier.case.kind == EMERGENCY,
        applicant=dossier.applicant.name,
        addressee=to.words,
        household=to.household,
        applied_on=dossier.case.applied_on,
        decided_on=decision.decided_on,
        facts=sentence(decision.facts),
        article=provision(decision.article),
        reason=sentence(decision.text),
        recover_fen=file_of(dossier).paid_fen if _obtained_by_deceit(decision) else 0,
        recover_article=DECEIT_ARTICLE,
        paid_on=next((each.entry.booked_on for each in file_of(dossier).payments if not each.reversed), None),
        remedies=remedies_of(dossier),
        contact=contact(dossier),
        receipt=receipt_of(dossier, decision, by.office, f"《{NAME}》"),
    )


def _speaker(dossier: Dossier, decision: Decision, number: str) -> Speaker:
    """Who decided; the district by its own name also where the town might have decided and sent the case up."""
    by = speaker(dossier, decision, number)
    return Speaker(decision.approver_name, by.how) if decision.authority == "district" else by


def _obtained_by_deceit(decision: Decision) -> bool:
    """Help given first in good faith is not asked back because the papers told otherwise: deceit is what the law names."""
    return "第六十八条" in decision.article or any(word in decision.facts + decision.text for word in DECEIT)


def draw(content: Content, mark: str = "") -> bytes:
    sheet = begin(content.name, content.number, code=content.sheet_code, mark=mark)
    address(sheet, content.addressee or content.applicant)
    asked = "因突发困难提出临时救助申请" if content.emergency else "提出临时救助申请"
    paragraph(
        sheet,
        f"{content.household}于{day(content.applied_on)}{asked}，{content.how}，现查明：{content.facts}",
    )
    paragraph(
        sheet,
        f"本机关认为，{content.reason}依据{content.article}规定，决定对{content.household}的临时救助申请不予批准。",
    )
    if content.recover_fen:
        given = amount(content.recover_fen)
        if content.recover_article:
            on = f"于{day(content.paid_on)}" if content.paid_on else ""
            order = f"依据{content.recover_article}规定，责令{content.household}退回{on}领取的先行救助金{given}，请与下列联系单位办理。"
        else:
            order = f"{content.household}已领取先行救助金{given}，应当退回，请与下列联系单位办理。"
        paragraph(sheet, order)
    return finished(sheet, content)
