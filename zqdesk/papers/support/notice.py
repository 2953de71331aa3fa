"""公示 of 特困: who is proposed, from which village, in which placement, at how much; nothing of health (S3 art. 15)."""

from collections.abc import Sequence

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases.notice import Posted, alone, drawn, posted, why_not
from zqdesk.papers.support.law import REGULATION
from zqdesk.papers.support.notice_lines import Line, line_of, words_of

TITLE = "公示"
HEADS = ("序号", "姓　名", "家庭住址", "保障人口\n（人）", "建议\n供养方式", "建议月供\n养金（元）")


@frozen(kw_only=True)
class Content(Posted):
    """The notice of 特困."""

    appraised: bool
    lines: tuple[Line, ...]


def available(dossier: Dossier) -> str:
    """Once the town agrees; a refused application is not hung up."""
    return "本案不需要认定公示" if dossier.process.of_roll else why_not(dossier)


def together(dossiers: Sequence[Dossier], number: str, sheet_code: str) -> Content:
    """One notice for people of one village, in this order."""
    return posted(
        Content,
        dossiers[0],
        number,
        sheet_code,
        appraised=all(each.appraisals for each in dossiers),
        lines=tuple(map(line_of, dossiers)),
    )


content = alone(together)


def draw(content: Content, mark: str = "") -> bytes:
    appraised = "、民主评议" if content.appraised else ""
    return drawn(
        content,
        mark,
        name="特困人员救助供养审核公示",
        opening=f"根据{REGULATION}，经本人申请、调查核实、信息核对{appraised}，下列人员拟认定为特困人员，给予救助供养",
        heads=HEADS,
        lines=map(words_of, content.lines),
    )
