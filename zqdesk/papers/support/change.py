"""变更告知书: another sum after the self-care assessment, what was paid before, and from when (S3 art. 23)."""

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.support.file import file_of
from zqdesk.office.support.reviewing import ADJUST
from zqdesk.papers.cases.letters.decision_letter import Adverse, adverse, finished, telling, why_none
from zqdesk.papers.cases.letters.letter import begin, facts, month, sentence
from zqdesk.papers.making.boxes import amount
from zqdesk.papers.making.sheet import paragraph
from zqdesk.papers.support.law import MATTER_NAME, REGULATION
from zqdesk.rules.money import format_yuan
from zqdesk.rules.support.self_care import SHORT

TITLE = "供养变更告知书"


@frozen(kw_only=True)
class Content(Adverse):
    """What stands on the letter and on the receipt behind it; `before_fen` is what was paid until now."""

    level: str
    before_fen: int
    basic_fen: int
    care_fen: int
    from_month: str


def available(dossier: Dossier) -> str:
    return why_none(dossier, ADJUST, "供养金没有变更，没有告知书")


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    told = telling(dossier, number, sheet_code, ADJUST)
    decision = told.decision
    before = [each for each in dossier.roll if each.to_month and each.to_month < decision.from_month]
    return adverse(
        Content,
        told,
        name=f"{MATTER_NAME}变更告知书",
        article=f"{REGULATION}第二十三条",
        reason=sentence(decision.reason),
        level=SHORT.get(file_of(dossier).level, ""),
        before_fen=sum(each.allowance_fen + each.uplift_fen for each in before[-1:]),
        basic_fen=decision.allowance_fen,
        care_fen=decision.uplift_fen,
        from_month=month(decision.from_month),
    )


def draw(content: Content, mark: str = "") -> bytes:
    sheet = begin(content, mark, content.name, applicant=content.applicant)
    paragraph(
        sheet,
        f"{content.how}，{content.reason}依据{content.article}规定，决定自{content.from_month}起变更{content.household}的供养金：",
    )
    facts(
        sheet,
        [
            ("自理能力", content.level),
            ("变更前", f"每月{format_yuan(content.before_fen)}元" if content.before_fen else ""),
            ("变更后", amount(content.basic_fen + content.care_fen)),
            (
                "其中",
                f"基本生活费{format_yuan(content.basic_fen)}元，照料护理费{format_yuan(content.care_fen)}元",
            ),
            ("起始月份", content.from_month),
        ],
    )
    return finished(sheet, content)
