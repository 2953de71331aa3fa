"""临时救助公示: what is hung up in the village for seven days, and nothing that is nobody's business (S4 2.2)."""

from collections.abc import Sequence

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases.notice import Posted, alone, drawn, head_of, posted, why_not
from zqdesk.papers.relief.blocks import REGULATION
from zqdesk.rules.relief.amount import EXPENDITURE, KIND_TITLES

TITLE = "公示"
HEADS = ("序号", "户主姓名", "村（居）", "救助人数\n（人）", "救助类型", "拟救助\n金额（元）")


@frozen
class Line:
    """One family: name of its head, village only, persons, type of relief, and the proposed amount in fen."""

    name: str
    village: str
    person_count: int
    kind: str
    amount_fen: int


@frozen(kw_only=True)
class Content(Posted):
    """The notice of temporary relief."""

    lines: tuple[Line, ...]


def available(dossier: Dossier) -> str:
    """Once the town agrees to an application; help first is not hung up beforehand, a refusal never."""
    if dossier.case.kind != EXPENDITURE:
        return "急难型救助不需要事前公示"
    return why_not(dossier)


def together(dossiers: Sequence[Dossier], number: str, sheet_code: str) -> Content:
    """One notice for families of one village, in this order."""
    return posted(Content, dossiers[0], number, sheet_code, lines=tuple(map(_line, dossiers)))


content = alone(together)


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
    return drawn(
        content,
        mark,
        name="临时救助审核公示",
        opening=f"根据{REGULATION}，经本人申请、调查核实，下列家庭拟给予临时救助",
        heads=HEADS,
        lines=(
            (each.name, each.village, str(each.person_count), each.kind, each.amount_fen)
            for each in content.lines
        ),
    )
