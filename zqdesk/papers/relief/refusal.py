"""临时救助不予批准告知书: why relief is refused, under which article, what comes back, and what can be done about it."""

from dataclasses import replace
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.relief.file import file_of
from zqdesk.papers.cases.letters.decision_letter import finished, telling, why_none
from zqdesk.papers.cases.letters.letter import Speaker, provision
from zqdesk.papers.cases.letters.refusal import Refusal, refusal, written
from zqdesk.papers.making.boxes import amount, day
from zqdesk.papers.making.sheet import paragraph
from zqdesk.records.tables.steps import Decision
from zqdesk.rules.relief.amount import EMERGENCY

TITLE = "不予批准告知书"
NAME = "临时救助不予批准告知书"
DECEIT_ARTICLE = "《社会救助暂行办法》第六十八条"
DECEIT = ("虚报", "隐瞒", "伪造", "骗取", "冒领", "弄虚作假")


@frozen(kw_only=True)
class Content(Refusal):
    """What stands on the notice and on the receipt behind it; `recover_fen`: paid before, to be given back by law."""

    emergency: bool
    recover_fen: int
    recover_article: str = ""  # letters issued before named neither article nor day
    paid_on: date | None = None


def available(dossier: Dossier) -> str:
    return why_none(dossier, "refuse", "决定不是不予批准，没有告知书")


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    told, file = telling(dossier, number, sheet_code, "refuse"), file_of(dossier)
    decision = told.decision
    return refusal(
        Content,
        replace(told, by=_speaker(decision, told.by)),
        name=NAME,
        article=provision(decision.article),
        emergency=dossier.case.kind == EMERGENCY,
        recover_fen=file.paid_fen if _obtained_by_deceit(decision) else 0,
        recover_article=DECEIT_ARTICLE,
        paid_on=next((each.entry.booked_on for each in file.payments if not each.reversed), None),
    )


def _speaker(decision: Decision, by: Speaker) -> Speaker:
    """Who decided; the district by its own name also where the town might have decided and sent the case up."""
    return Speaker(decision.approver_name, by.how) if decision.authority == "district" else by


def _obtained_by_deceit(decision: Decision) -> bool:
    """Help given first in good faith is not asked back because the papers told otherwise: deceit is what the law names."""
    return "第六十八条" in decision.article or any(word in decision.facts + decision.text for word in DECEIT)


def draw(content: Content, mark: str = "") -> bytes:
    cause = "因突发困难" if content.emergency else ""
    sheet = written(content, mark, matter="临时救助", result="不予批准", cause=cause)
    if content.recover_fen:
        given = amount(content.recover_fen)
        if content.recover_article:
            on = f"于{day(content.paid_on)}" if content.paid_on else ""
            order = f"依据{content.recover_article}规定，责令{content.household}退回{on}领取的先行救助金{given}，请与下列联系单位办理。"
        else:
            order = f"{content.household}已领取先行救助金{given}，应当退回，请与下列联系单位办理。"
        paragraph(sheet, order)
    return finished(sheet, content)
