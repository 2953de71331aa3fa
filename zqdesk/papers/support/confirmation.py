"""确认通知书 of 特困: that the person is supported, how, how much, from when, and what is owed (S3 art. 17)."""

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.support.file import file_of
from zqdesk.papers.cases.letters.confirmation import Confirmation, confirmation, remedies_cell
from zqdesk.papers.cases.letters.decision_letter import telling, why_none
from zqdesk.papers.cases.letters.letter import begin, end, facts, received
from zqdesk.papers.cases.letters.remedies import Remedies, remedies_of
from zqdesk.papers.making.boxes import amount, day
from zqdesk.papers.making.sheet import finish, paragraph
from zqdesk.papers.support.law import MATTER_NAME, REGULATION
from zqdesk.records import codes
from zqdesk.rules.money import format_yuan
from zqdesk.rules.support.self_care import SHORT

TITLE = "确认通知书"
DUTIES = (
    "收入、财产、自理能力和赡养、抚养、扶养情况有变化的，本人、照料人或供养机构应当及时报告，并配合定期核查。"
)


@frozen(kw_only=True)
class Content(Confirmation):
    """What stands on the letter beside what every confirmation says."""

    level: str
    placement: str
    carer: str
    basic_fen: int
    care_fen: int
    remedies: Remedies


def available(dossier: Dossier) -> str:
    return why_none(dossier, "confirm", "决定不是确认，没有确认通知书")


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    told = telling(dossier, number, sheet_code, "confirm")
    decision, file = told.decision, file_of(dossier)
    last = file.care[-1] if file.care else None
    return confirmation(
        Content,
        told,
        name=f"{MATTER_NAME}{dossier.wording.confirmation}通知书",
        level=SHORT.get(file.level, ""),
        placement=codes.table("placement").short_of(file.placement),
        carer=(last.institution or last.caretaker) if last else "",
        basic_fen=decision.allowance_fen,
        care_fen=decision.uplift_fen,
        remedies=remedies_of(dossier),
    )


def draw(content: Content, mark: str = "") -> bytes:
    sheet = begin(content, mark, content.name, applicant=content.applicant)
    paragraph(
        sheet,
        f"{content.household}于{day(content.applied_on)}提出的特困人员救助供养申请，{content.how}，符合认定条件。"
        f"依据{REGULATION}第十七条规定，决定自{content.from_month}起给予救助供养：",
    )
    facts(
        sheet,
        [
            ("供养方式", f"{content.placement}{f'（{content.carer}）' if content.carer else ''}"),
            ("每月供养金", amount(content.basic_fen + content.care_fen)),
            (
                "其中",
                f"基本生活费{format_yuan(content.basic_fen)}元，照料护理费{format_yuan(content.care_fen)}元（{content.level}）",
            ),
            ("供养证号", content.certificate_number),
            ("发放方式", _payment(content)),
            ("报告义务", DUTIES),
            ("救济途径", remedies_cell(content.remedies)),
            ("联系方式", content.contact),
        ],
    )
    last = "骗取救助供养的，停止供养、追回款物并依法处理。"
    end(sheet, last, content.office, content.decided_on, receipt=received(content.name, content.number))
    return finish(sheet)


def _payment(content: Content) -> str:
    """At home into the person's account; in an institution as the agreement with it says."""
    if content.placement == codes.table("placement").short_of("institution"):
        return "按月拨付供养服务机构，用于本人的供养"
    return f"按月存入{content.bank}账户（尾号{content.card}）" if content.card else "按月存入指定的银行账户"
