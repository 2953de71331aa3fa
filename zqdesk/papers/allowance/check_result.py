"""信息核对结果告知书: the cross-check speaks against the family; it may object and bring evidence (S2 art. 18)."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts.verification import CHECK_RESULTS
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.papers.allowance.law import REGULATION
from zqdesk.papers.cases.letters.letter import Letter, begin, end, facts, letter, received, sentence
from zqdesk.papers.making.boxes import day
from zqdesk.papers.making.sheet import finish, paragraph
from zqdesk.records.tables.steps import CrossCheck

TITLE = "核对结果告知书"
NAME = "家庭经济状况信息核对结果告知书"
ADVERSE = ("differs", "exceeds")
LAST = "对核对结果有异议的，请及时向本机关提出书面意见，并附有关证明材料；本机关将予以复查。没有异议的，按核对结果继续办理。"


@frozen(kw_only=True)
class Content(Letter):
    """What stands on the notice; it is dated by the day on which the result came back."""

    applied_on: date
    request_number: str
    returned_on: date
    result: str
    findings: str
    contact: str
    reviewed: bool = False


def _adverse(dossier: Dossier) -> CrossCheck | None:
    """The last result, if it speaks against the family."""
    last = dossier.cross_checks[-1] if dossier.cross_checks else None
    return last if last is not None and last.returned_on and last.result in ADVERSE else None


def available(dossier: Dossier) -> str:
    if _adverse(dossier) is not None:
        return ""
    waiting = not dossier.cross_checks or dossier.cross_checks[-1].returned_on is None
    return "信息核对尚未反馈" if waiting else "核对结果与申报一致，不需要告知"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    check = _adverse(dossier)
    assert check is not None
    assert check.returned_on is not None
    return letter(
        Content,
        dossier,
        number,
        sheet_code,
        office=town_body(dossier.hall),
        applied_on=dossier.case.applied_on,
        request_number=check.request_number,
        returned_on=check.returned_on,
        result=CHECK_RESULTS.get(check.result, check.result),
        findings=sentence(check.findings),
        reviewed=not dossier.process.drafts,
        contact=f"{dossier.hall.name}　经办人：{dossier.clerk_name}　电话：{dossier.hall.phone}",
    )


def draw(content: Content, mark: str = "") -> bytes:
    sheet = begin(content, mark, NAME)
    reviewed = f"{content.household}享受最低生活保障，现正在核查。"
    applied = f"{content.household}于{day(content.applied_on)}提出最低生活保障申请。"
    paragraph(
        sheet,
        f"{reviewed if content.reviewed else applied}依据{REGULATION}第十七条、第十八条规定，"
        "经家庭经济状况信息核对，现将结果告知如下：",
    )
    facts(
        sheet,
        [
            ("核对编号", content.request_number),
            ("反馈日期", day(content.returned_on)),
            ("核对结果", content.result),
            ("具体情况", content.findings),
            ("联系方式", content.contact),
        ],
    )
    end(sheet, LAST, content.office, content.returned_on, receipt=received(NAME, content.number))
    return finish(sheet)
