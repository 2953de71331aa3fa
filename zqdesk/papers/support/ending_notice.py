"""终止公示: whose support is to end, hung up for its own days before anything is decided; no ground is nobody's business (S3 art. 26)."""

from collections.abc import Sequence

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases.notice import Posted, alone, drawn, posted, why_not
from zqdesk.papers.support.law import REGULATION
from zqdesk.papers.support.notice_lines import Line, line_of, words_of
from zqdesk.rules.support.process import ENDING

TITLE = "终止公示"
HEADS = ("序号", "姓　名", "家庭住址", "保障人口\n（人）", "供养方式", "现月供\n养金（元）")


@frozen(kw_only=True)
class Content(Posted):
    """The notice of an ending."""

    lines: tuple[Line, ...]


def available(dossier: Dossier) -> str:
    """Once the town proposes it."""
    return why_not(dossier) if dossier.case.kind == ENDING.kind else "本案不是终止供养"


def together(dossiers: Sequence[Dossier], number: str, sheet_code: str) -> Content:
    """One notice for people of one village, in this order."""
    return posted(Content, dossiers[0], number, sheet_code, lines=tuple(map(line_of, dossiers)))


content = alone(together)


def draw(content: Content, mark: str = "") -> bytes:
    return drawn(
        content,
        mark,
        name="特困人员终止救助供养公示",
        opening=f"根据{REGULATION}，经核实，下列人员不再符合救助供养条件，拟终止救助供养",
        heads=HEADS,
        lines=map(words_of, content.lines),
    )
