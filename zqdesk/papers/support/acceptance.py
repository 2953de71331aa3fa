"""受理通知书 of 特困: that the application was accepted, on which papers, and what happens by when (S3 art. 12-16)."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.support.file import file_of
from zqdesk.papers.cases.letters.acceptance import TITLE as TITLE  # noqa: PLC0414 - part of this paper
from zqdesk.papers.cases.letters.acceptance import Acceptance, acceptance, drawn, why_not
from zqdesk.papers.making.boxes import day
from zqdesk.papers.support.law import REGULATION

NAME = "特困人员救助供养申请受理通知书"
DUTIES = "请配合调查核实、信息核对和生活自理能力评估。办理期间收入、财产、义务人等情况有变化的，请及时告知。"


@frozen(kw_only=True)
class Content(Acceptance):
    """What stands on the letter; `opinion_on` is the last day for the town's opinion, `decide_days` those after the notice."""

    handed_in: tuple[str, ...]
    looked_up: tuple[str, ...]
    promised: tuple[str, ...]
    opinion_days: int
    opinion_on: date | None
    decide_days: int
    notice_days: int


def available(dossier: Dossier) -> str:
    return why_not(dossier)


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    limit = next((due for due in dossier.dues if due.clock.id == "opinion"), None)

    def papers(state: str) -> tuple[str, ...]:
        return tuple(each.title for each in dossier.materials if each.state == state)

    return acceptance(
        Content,
        dossier,
        number,
        sheet_code,
        handed_in=papers("have"),
        looked_up=papers("platform"),
        promised=papers("promise"),
        opinion_days=file_of(dossier).opinion_days,
        opinion_on=limit.on if limit else None,
        decide_days=dossier.wording.decide_days,
        notice_days=dossier.wording.notice_days,
    )


def draw(content: Content, mark: str = "") -> bytes:
    says = [("收到的材料", _materials(content)), ("办理期限", _limits(content))]
    who, article = content.applicant, f"{REGULATION}第十二条"
    return drawn(content, mark, name=NAME, who=who, rests_on=article, says=says, duties=DUTIES)


def _materials(content: Content) -> str:
    """One line for each way the papers came."""
    ways = (
        ("申请人提交", content.handed_in),
        ("政务平台查询", content.looked_up),
        ("书面承诺", content.promised),
    )
    return "\n".join(f"{way}：{'、'.join(titles)}" for way, titles in ways if titles)


def _limits(content: Content) -> str:
    until = f"（{day(content.opinion_on)}前）" if content.opinion_on else ""
    return (
        f"自受理之日起{content.opinion_days}个工作日内{until}完成调查核实并提出审核意见；公示{content.notice_days}天；"
        f"公示期满后{content.decide_days}个工作日内作出决定。公示有异议的，重新调查核实并再次公示。"
    )
