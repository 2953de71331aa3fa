"""公示 of 特困: who is proposed, from which village, in which placement, at how much; nothing of health (S3 art. 15)."""

from collections.abc import Sequence

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.support.file import file_of
from zqdesk.papers.cases.notice import Posted, drawn, head_of, posted, why_not
from zqdesk.papers.support.law import REGULATION
from zqdesk.records import codes

TITLE = "公示"
HEADS = ("序号", "姓　名", "家庭住址", "保障人口\n（人）", "建议\n供养方式", "建议月供\n养金（元）")


@frozen
class Line:
    """One person: a child's name is covered; the proposed sum in fen a month."""

    name: str
    village: str
    placement: str
    total_fen: int


@frozen(kw_only=True)
class Content(Posted):
    """The notice of 特困."""

    appraised: bool
    lines: tuple[Line, ...]


def available(dossier: Dossier) -> str:
    """Once the town agrees; a refused application is not hung up."""
    return "本案不需要认定公示" if dossier.process.of_roll else why_not(dossier)


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The notice of the last opinion; the number is the recorded one once it hangs."""
    return together((dossier,), number, sheet_code)


def together(dossiers: Sequence[Dossier], number: str, sheet_code: str) -> Content:
    """One notice for people of one village, in this order."""
    return posted(
        Content,
        dossiers[0],
        number,
        sheet_code,
        appraised=all(each.appraisals for each in dossiers),
        lines=tuple(map(_line, dossiers)),
    )


def _line(dossier: Dossier) -> Line:
    opinion = dossier.opinions[-1]
    return Line(
        name=head_of(dossier, opinion.given_on),
        village=dossier.household.village_name,
        placement=codes.table("placement").short_of(file_of(dossier).placement),
        total_fen=opinion.allowance_fen + opinion.uplift_fen,
    )


def draw(content: Content, mark: str = "") -> bytes:
    appraised = "、民主评议" if content.appraised else ""
    return drawn(
        content,
        mark,
        name="特困人员救助供养审核公示",
        opening=f"根据{REGULATION}，经本人申请、调查核实、信息核对{appraised}，下列人员拟认定为特困人员，给予救助供养",
        heads=HEADS,
        lines=((each.name, each.village, "1", each.placement, each.total_fen) for each in content.lines),
    )
