"""临时救助公示: what is hung up in the village for seven days, and nothing that is nobody's business (S4 2.2)."""

from collections.abc import Sequence
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.papers.cases.notice import hanging, head_of, listed, objections, span, why_not
from zqdesk.papers.making.boxes import close
from zqdesk.papers.making.sheet import LETTER, Sheet, finish, gap, number, paragraph, title
from zqdesk.papers.relief.blocks import REGULATION
from zqdesk.rules.relief.amount import EXPENDITURE, KIND_TITLES

TITLE = "公示"


@frozen
class Line:
    """One family: name of its head, village only, persons, type of relief, and the proposed amount in fen."""

    name: str
    village: str
    person_count: int
    kind: str
    amount_fen: int


@frozen
class Content:
    """Everything on the notice; days are None until the posting is recorded and are written in by hand."""

    number: str
    sheet_code: str
    lines: tuple[Line, ...]
    days: int
    from_on: date | None
    to_on: date | None
    posted_on: date | None
    office: str
    hall: str
    phone: str
    address: str


def available(dossier: Dossier) -> str:
    """Once the town agrees to an application; help first is not hung up beforehand, a refusal never."""
    if dossier.case.kind != EXPENDITURE:
        return "急难型救助不需要事前公示"
    return why_not(dossier)


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The notice of the last opinion; the number is the recorded one once it hangs."""
    return together((dossier,), number, sheet_code)


def together(dossiers: Sequence[Dossier], number: str, sheet_code: str) -> Content:
    """One notice for families of one village, in this order."""
    dossier, notice = dossiers[0], hanging(dossiers[0])
    return Content(
        number=(notice.number if notice else "") or number,
        sheet_code=sheet_code,
        lines=tuple(map(_line, dossiers)),
        days=dossier.wording.notice_days,
        from_on=notice.from_on if notice else None,
        to_on=notice.to_on if notice else None,
        posted_on=notice.posted_on if notice else None,
        office=town_body(dossier.hall),
        hall=dossier.hall.name,
        phone=dossier.hall.phone,
        address=dossier.hall.address,
    )


def _line(dossier: Dossier) -> Line:
    opinion = dossier.opinions[-1]
    return Line(
        name=head_of(dossier, opinion.given_on),
        village=dossier.household.village_name,
        person_count=opinion.person_count,
        kind=KIND_TITLES[dossier.case.kind],
        amount_fen=opinion.allowance_fen,
    )


def draw(content: Content, mark: str = "") -> bytes:
    """A4 to hang up: one side for a family, as many as it takes for those of a village."""
    sheet = Sheet(LETTER, code=content.sheet_code, mark=mark)
    title(sheet, "临时救助审核公示")
    number(sheet, content.number, align="center")
    gap(sheet, 6)
    opening = "经本人申请、调查核实，下列家庭拟给予临时救助，现将有关情况公示如下："
    paragraph(sheet, f"根据{REGULATION}，{opening}")
    gap(sheet, 3)
    _families(sheet, content)
    gap(sheet, 3)
    paragraph(sheet, span(content.days, content.from_on, content.to_on))
    paragraph(sheet, objections(content.hall, content.address, content.phone))
    close(sheet, content.office, content.posted_on)
    return finish(sheet)


def _families(sheet: Sheet, content: Content) -> None:
    heads = ("序号", "户主姓名", "村（居）", "救助人数\n（人）", "救助类型", "拟救助\n金额（元）")
    listed(
        sheet,
        heads,
        (
            (each.name, each.village, str(each.person_count), each.kind, each.amount_fen)
            for each in content.lines
        ),
    )
