"""公示: what is hung up in the village for seven days, and nothing that is nobody's business (S2 art. 19, 24)."""

from collections.abc import Sequence
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.papers.allowance.law import REGULATION
from zqdesk.papers.cases.notice import hanging, head_of, listed, objections, span, why_not
from zqdesk.papers.making.boxes import close
from zqdesk.papers.making.sheet import LETTER, Sheet, finish, gap, number, paragraph, title
from zqdesk.records.tables.steps import Opinion

TITLE = "公示"


@frozen
class Line:
    """One household: name of its head, village only, persons, and the proposed allowance in fen a month."""

    name: str
    village: str
    household_size: int
    supported: int
    allowance_fen: int


@frozen
class Content:
    """Everything on the notice; days are None until the posting is recorded and are written in by hand."""

    number: str
    sheet_code: str
    title: str
    appraised: bool
    lines: tuple[Line, ...]
    uplifted: bool
    days: int
    from_on: date | None
    to_on: date | None
    posted_on: date | None
    office: str
    hall: str
    phone: str
    address: str
    partly_appraised: bool = False


def available(dossier: Dossier) -> str:
    """Once the town agrees; a refused application is not hung up."""
    if dossier.case.kind != "application":
        return "本案不需要公示"
    return why_not(dossier)


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The notice of the last opinion; the number is the recorded one once it hangs."""
    return together((dossier,), number, sheet_code)


def together(dossiers: Sequence[Dossier], number: str, sheet_code: str) -> Content:
    """One notice for families of one village, in this order."""
    dossier, notice = dossiers[0], hanging(dossiers[0])
    appraised = [bool(each.appraisals) for each in dossiers]
    return Content(
        number=(notice.number if notice else "") or number,
        sheet_code=sheet_code,
        title="最低生活保障审核公示",
        appraised=all(appraised),
        partly_appraised=any(appraised) and not all(appraised),
        lines=tuple(_line(each, each.opinions[-1]) for each in dossiers),
        uplifted=any(each.opinions[-1].uplift_fen for each in dossiers),
        days=dossier.wording.notice_days,
        from_on=notice.from_on if notice else None,
        to_on=notice.to_on if notice else None,
        posted_on=notice.posted_on if notice else None,
        office=town_body(dossier.hall),
        hall=dossier.hall.name,
        phone=dossier.hall.phone,
        address=dossier.hall.address,
    )


def _line(dossier: Dossier, opinion: Opinion) -> Line:
    return Line(
        name=head_of(dossier, opinion.given_on),
        village=dossier.household.village_name,
        household_size=len(dossier.counted),
        supported=opinion.person_count,
        allowance_fen=opinion.allowance_fen,
    )


def draw(content: Content, mark: str = "") -> bytes:
    """A4 to hang up: one side for a family, as many as it takes for those of a village."""
    sheet = Sheet(LETTER, code=content.sheet_code, mark=mark)
    title(sheet, content.title)
    number(sheet, content.number, align="center")
    gap(sheet, 6)
    found = "、信息核对和民主评议" if content.appraised else "和信息核对"
    found += "，部分家庭经民主评议" if content.partly_appraised else ""
    paragraph(
        sheet,
        f"根据{REGULATION}，经本人申请、入户调查{found}，下列家庭拟纳入最低生活保障，现将有关情况公示如下：",
    )
    gap(sheet, 3)
    _households(sheet, content)
    gap(sheet, 3)
    if content.uplifted:
        paragraph(sheet, "注：户月保障金不含分类施保金。", size=12)
    paragraph(sheet, span(content.days, content.from_on, content.to_on))
    paragraph(sheet, objections(content.hall, content.address, content.phone))
    close(sheet, content.office, content.posted_on)
    return finish(sheet)


def _households(sheet: Sheet, content: Content) -> None:
    heads = ("序号", "户主姓名", "家庭住址", "家庭人口\n（人）", "保障人口\n（人）", "建议户月\n保障金（元）")
    listed(
        sheet,
        heads,
        (
            (each.name, each.village, str(each.household_size), str(each.supported), each.allowance_fen)
            for each in content.lines
        ),
    )
