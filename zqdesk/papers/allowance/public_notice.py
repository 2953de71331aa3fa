"""公示: what is hung up in the village for seven days, and nothing that is nobody's business (S2 art. 19, 24)."""

from collections.abc import Sequence

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.allowance.law import REGULATION
from zqdesk.papers.cases.notice import Posted, alone, drawn, head_of, posted, why_not
from zqdesk.records.tables.steps import Opinion

TITLE = "公示"
HEADS = ("序号", "户主姓名", "家庭住址", "家庭人口\n（人）", "保障人口\n（人）", "建议户月\n保障金（元）")


@frozen
class Line:
    """One household: name of its head, village only, persons, and the proposed allowance in fen a month."""

    name: str
    village: str
    household_size: int
    supported: int
    allowance_fen: int


@frozen(kw_only=True)
class Content(Posted):
    """The notice of 低保: who is taken in, how they were found, and for whom there is an uplift besides."""

    title: str
    appraised: bool
    lines: tuple[Line, ...]
    uplifted: bool
    partly_appraised: bool = False


def available(dossier: Dossier) -> str:
    """Once the town agrees; a refused application is not hung up."""
    if dossier.case.kind != "application":
        return "本案不需要公示"
    return why_not(dossier)


def together(dossiers: Sequence[Dossier], number: str, sheet_code: str) -> Content:
    """One notice for families of one village, in this order."""
    appraised = [bool(each.appraisals) for each in dossiers]
    return posted(
        Content,
        dossiers[0],
        number,
        sheet_code,
        title="最低生活保障审核公示",
        appraised=all(appraised),
        partly_appraised=any(appraised) and not all(appraised),
        lines=tuple(_line(each, each.opinions[-1]) for each in dossiers),
        uplifted=any(each.opinions[-1].uplift_fen for each in dossiers),
    )


content = alone(together)


def _line(dossier: Dossier, opinion: Opinion) -> Line:
    return Line(
        name=head_of(dossier, opinion.given_on),
        village=dossier.household.village_name,
        household_size=len(dossier.counted),
        supported=opinion.person_count,
        allowance_fen=opinion.allowance_fen,
    )


def draw(content: Content, mark: str = "") -> bytes:
    found = "、信息核对和民主评议" if content.appraised else "和信息核对"
    found += "，部分家庭经民主评议" if content.partly_appraised else ""
    return drawn(
        content,
        mark,
        name=content.title,
        opening=f"根据{REGULATION}，经本人申请、入户调查{found}，下列家庭拟纳入最低生活保障",
        heads=HEADS,
        lines=(
            (each.name, each.village, str(each.household_size), str(each.supported), each.allowance_fen)
            for each in content.lines
        ),
        remark="注：户月保障金不含分类施保金。" if content.uplifted else "",
    )
