"""确认通知书: that the allowance is granted, to whom, how much, from when, and what the household owes (S2 art. 21)."""

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.allowance.law import REGULATION
from zqdesk.papers.cases.letters.confirmation import Confirmation, confirmation, remedies_cell
from zqdesk.papers.cases.letters.decision_letter import telling, why_none
from zqdesk.papers.cases.letters.letter import begin, beneficiaries, end, facts, received
from zqdesk.papers.cases.letters.remedies import Remedies, remedies_of
from zqdesk.papers.making.boxes import amount, day
from zqdesk.papers.making.sheet import finish, paragraph

TITLE = "确认通知书"
DUTIES = (
    "家庭人口、收入、财产有变化的，应当及时报告；应当配合定期核查；有劳动能力的成员应当积极就业。"
    "骗取最低生活保障金的，停止保障、追回款项，并依法处理。"
)


SHORT_DUTIES = "情况有变化的及时报告，配合定期核查，有劳动能力的积极就业。"


@frozen(kw_only=True)
class Content(Confirmation):
    """What stands on the notice; `confirmation` is how the hall calls it."""

    confirmation: str
    persons: tuple[str, ...]
    allowance_fen: int
    uplift_fen: int
    remedies: Remedies | None = None  # letters issued before named none


def available(dossier: Dossier) -> str:
    return why_none(dossier, "confirm", "决定不是确认，没有确认通知书")


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    told, word = telling(dossier, number, sheet_code, "confirm"), dossier.wording.confirmation
    return confirmation(
        Content,
        told,
        name=f"最低生活保障{word}通知书",
        confirmation=word,
        persons=tuple(each.person.name for each in beneficiaries(dossier)),
        allowance_fen=told.decision.allowance_fen,
        uplift_fen=told.decision.uplift_fen,
        remedies=remedies_of(dossier),
    )


def draw(content: Content, mark: str = "") -> bytes:
    sheet = begin(content, mark, content.name, applicant=content.applicant)
    paragraph(
        sheet,
        f"{content.household}于{day(content.applied_on)}提出的最低生活保障申请，{content.how}，符合规定条件。依据{REGULATION}"
        f"第二十一条规定，决定自{content.from_month}起给予保障：",
    )
    total = content.allowance_fen + content.uplift_fen
    rows = [
        ("保障对象", f"{len(content.persons)}人：{'、'.join(content.persons)}"),
        ("每月低保金", amount(content.allowance_fen)),
        ("分类施保金", amount(content.uplift_fen) if content.uplift_fen else "无"),
        ("每月合计", amount(total)),
        ("起始月份", content.from_month),
        ("低保证号", content.certificate_number),
        ("发放方式", _payment(content)),
        ("联系方式", content.contact),
    ]
    last = DUTIES
    if content.remedies:
        last = "骗取最低生活保障金的，停止保障、追回款项并依法处理。"
        rows.insert(-1, ("家庭义务", SHORT_DUTIES))
        rows.insert(-1, ("救济途径", remedies_cell(content.remedies)))
        rows = [row for row in rows if row[0] != "起始月份"]  # the sentence above says it
    facts(sheet, rows)
    end(sheet, last, content.office, content.decided_on, receipt=received(content.name, content.number))
    return finish(sheet)


def _payment(content: Content) -> str:
    account = (
        f"{content.bank}账户（尾号{content.card}）" if content.card else f"{content.household}指定的银行账户"
    )
    return f"按月存入{account}"
