"""公布: who was confirmed stands in the village for good: name, members, amount, and nothing else (S2 art. 24)."""

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.papers.allowance.law import REGULATION
from zqdesk.papers.cases.letters.decision_letter import last_decision
from zqdesk.papers.cases.letters.letter import month
from zqdesk.papers.cases.notice import head_of, listed
from zqdesk.papers.making.boxes import close
from zqdesk.papers.making.sheet import LETTER, Sheet, finish, gap, number, paragraph, title

TITLE = "长期公布单"
ON_ROLL = ("confirm", "raise", "cut", "keep")


@frozen
class Line:
    """One household; the amount a month in fen, with the uplift."""

    name: str
    village: str
    household_size: int
    supported: int
    total_fen: int


@frozen
class Content:
    """Everything on the list; the day it is hung up is written in by hand."""

    number: str
    sheet_code: str
    title: str
    lines: tuple[Line, ...]
    from_month: str
    office: str
    hall: str
    phone: str


def available(dossier: Dossier) -> str:
    """Once it is confirmed, or changed and still paid."""
    if last_decision(dossier, *ON_ROLL) is not None:
        return ""
    return "尚未确认" if not dossier.decisions else "没有确认，不需要公布"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    decision = last_decision(dossier, *ON_ROLL)
    assert decision is not None
    line = Line(
        name=head_of(dossier, decision.decided_on),
        village=dossier.household.village_name,
        household_size=len(dossier.counted),
        supported=decision.person_count,
        total_fen=decision.allowance_fen + decision.uplift_fen,
    )
    return Content(
        number=number,
        sheet_code=sheet_code,
        title="最低生活保障对象公布",
        lines=(line,),
        from_month=month(decision.from_month),
        office=town_body(dossier.hall),
        hall=dossier.hall.name,
        phone=dossier.hall.phone,
    )


def draw(content: Content, mark: str = "") -> bytes:
    """One side of A4 to hang up, a line for each household."""
    sheet = Sheet(LETTER, code=content.sheet_code, mark=mark)
    title(sheet, content.title)
    number(sheet, content.number, align="center")
    gap(sheet, 6)
    since = f"（自{content.from_month}起）" if content.from_month else ""
    paragraph(
        sheet,
        f"根据{REGULATION}第二十四条，现将经审核确认享受最低生活保障的家庭{since}公布如下，接受社会监督：",
    )
    gap(sheet, 3)
    heads = ("序号", "申请人姓名", "所在村（居）", "家庭成员\n（人）", "保障人口\n（人）", "月保障金\n（元）")
    lines = (
        (each.name, each.village, str(each.household_size), str(each.supported), each.total_fen)
        for each in content.lines
    )
    listed(sheet, heads, lines)
    gap(sheet, 3)
    paragraph(sheet, f"对公布的对象有意见的，可以随时向{content.hall}反映，联系电话：{content.phone}。")
    close(sheet, content.office, None)
    return finish(sheet)
