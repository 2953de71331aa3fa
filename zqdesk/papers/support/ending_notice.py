"""终止公示: whose support is to end, hung up for its own days before anything is decided; no ground is nobody's business (S3 art. 26)."""

from collections.abc import Sequence

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.support.file import file_of
from zqdesk.papers.cases.notice import Posted, drawn, head_of, posted, why_not
from zqdesk.papers.support.law import REGULATION
from zqdesk.records import codes
from zqdesk.rules.support.process import ENDING

TITLE = "终止公示"
HEADS = ("序号", "姓　名", "家庭住址", "保障人口\n（人）", "供养方式", "现月供\n养金（元）")


@frozen
class Line:
    """One person: a child's name is covered; what is paid now, in fen a month."""

    name: str
    village: str
    placement: str
    total_fen: int


@frozen(kw_only=True)
class Content(Posted):
    """The notice of an ending."""

    lines: tuple[Line, ...]


def available(dossier: Dossier) -> str:
    """Once the town proposes it."""
    return why_not(dossier) if dossier.case.kind == ENDING.kind else "本案不是终止供养"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The notice of the last opinion; the number is the recorded one once it hangs."""
    return together((dossier,), number, sheet_code)


def together(dossiers: Sequence[Dossier], number: str, sheet_code: str) -> Content:
    """One notice for people of one village, in this order."""
    return posted(Content, dossiers[0], number, sheet_code, lines=tuple(map(_line, dossiers)))


def _line(dossier: Dossier) -> Line:
    opinion = dossier.opinions[-1]
    return Line(
        name=head_of(dossier, opinion.given_on),
        village=dossier.household.village_name,
        placement=codes.table("placement").short_of(file_of(dossier).placement),
        total_fen=opinion.allowance_fen + opinion.uplift_fen,
    )


def draw(content: Content, mark: str = "") -> bytes:
    return drawn(
        content,
        mark,
        name="特困人员终止救助供养公示",
        opening=f"根据{REGULATION}，经核实，下列人员不再符合救助供养条件，拟终止救助供养",
        heads=HEADS,
        lines=((each.name, each.village, "1", each.placement, each.total_fen) for each in content.lines),
    )
