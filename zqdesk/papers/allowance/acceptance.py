"""受理通知书: that the application was accepted, on which papers, and by when it will be decided (S2 art. 10, 22)."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.materials import STATES
from zqdesk.papers.allowance.law import REGULATION
from zqdesk.papers.cases.letters.acceptance import TITLE as TITLE  # noqa: PLC0414 - part of this paper
from zqdesk.papers.cases.letters.acceptance import Acceptance, acceptance, drawn, why_not
from zqdesk.papers.cases.letters.letter import beneficiaries
from zqdesk.papers.making.boxes import day
from zqdesk.records import codes
from zqdesk.records.tables.case import Material

NAME = "最低生活保障申请受理通知书"
HOW = {"have": "申请人提交", "platform": "政务平台查询", "promise": "书面承诺"}
DUTIES = "请配合信息核对和入户调查。办理期间家庭人口、收入、财产有变化的，请及时告知。"


@frozen
class Received:
    """A paper the application rests on, and how it came."""

    title: str
    how: str


@frozen(kw_only=True)
class Content(Acceptance):
    """What stands on the notice; `ends_on` is the last day of `days` working days from acceptance."""

    persons: tuple[str, ...]
    single: bool
    materials: tuple[Received, ...]
    days: int
    ends_on: date | None
    provisional: bool
    extension: str


def available(dossier: Dossier) -> str:
    return why_not(dossier)


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    case = dossier.case
    limit = next((due for due in dossier.dues if due.clock.id == "decide"), None)
    return acceptance(
        Content,
        dossier,
        number,
        sheet_code,
        persons=tuple(each.person.name for each in beneficiaries(dossier)),
        single=bool(case.single_reason),
        materials=tuple(_received(each) for each in dossier.materials if each.state != "missing"),
        days=dossier.wording.decide_days,
        ends_on=limit.on if limit else None,
        provisional=limit is not None and limit.provisional,
        extension=codes.table("extension_kind").title_of(case.extension_kind),
    )


def _received(material: Material) -> Received:
    return Received(material.title, HOW.get(material.state, STATES.get(material.state, "")))


def draw(content: Content, mark: str = "") -> bytes:
    says = [
        ("申请事项", _matter(content)),
        ("收到的材料", _materials(content)),
        ("办理期限", _limit(content)),
    ]
    who, article = content.household, f"{REGULATION}第十条"
    return drawn(content, mark, name=NAME, who=who, rests_on=article, says=says, duties=DUTIES)


def _matter(content: Content) -> str:
    names = "、".join(content.persons)
    if content.single:
        return f"单独申请最低生活保障，申请保障人员：{names}"
    return f"最低生活保障，共同生活的家庭成员{len(content.persons)}人：{names}"


def _materials(content: Content) -> str:
    """One line for each way the papers came."""
    ways = dict.fromkeys(each.how for each in content.materials)
    return "\n".join(
        f"{way}：{'、'.join(each.title for each in content.materials if each.how == way)}" for way in ways
    )


def _limit(content: Content) -> str:
    until = f"，即至{day(content.ends_on)}止" if content.ends_on else ""
    text = f"自受理之日起{content.days}个工作日内作出决定（受理当日不计算在内）{until}。"
    if content.provisional:
        text += "该期限跨入节假日安排尚未公布的年度，公布后按实际工作日推算。"
    if content.extension:
        return text + f"本件因{content.extension}，依据{REGULATION}第二十二条规定延长办理期限。"
    return text + "遇公示有异议、人户分离、异地申请或者家庭经济状况调查难度较大的，办理期限可以依法延长。"
