"""受理通知书, as every programme tells it: that the application was accepted, on which papers, and what happens by when."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases.letters.counter_letter import CounterLetter, counter_letter
from zqdesk.papers.cases.letters.letter import begin, end, facts, received
from zqdesk.papers.making.boxes import day
from zqdesk.papers.making.sheet import finish, paragraph

TITLE = "受理通知书"


@frozen(kw_only=True)
class Acceptance(CounterLetter):
    """Whose application was accepted under which number, and when; `proxy` handed it in."""

    proxy: str
    case_number: str
    accepted_on: date


A = TypeVar("A", bound=Acceptance)


def why_not(dossier: Dossier) -> str:
    """Of an application alone, once it was accepted."""
    if dossier.process.of_roll:
        return "只有新申请才有受理通知书"
    return "" if dossier.case.accepted_on else "申请尚未受理"


def acceptance(made: Callable[..., A], dossier: Dossier, number: str, sheet_code: str, **own: object) -> A:
    """The content `made` of what every such letter says and of the letter's `own`."""
    case = dossier.case
    assert case.accepted_on is not None
    return counter_letter(
        made,
        dossier,
        number,
        sheet_code,
        proxy=case.proxy_name,
        case_number=case.number,
        accepted_on=case.accepted_on,
        **own,
    )


def drawn(
    content: Acceptance,
    mark: str,
    *,
    name: str,
    who: str,
    rests_on: str,
    says: Sequence[tuple[str, str]],
    duties: str,
) -> bytes:
    """`who` applied for what `name` begins with; `rests_on`: the article; `says`: the facts besides number and contact."""
    sheet = begin(content, mark, name, applicant=content.applicant)
    by = f"（由{content.proxy}代为提出）" if content.proxy else ""
    matter = name.removesuffix(TITLE)
    paragraph(
        sheet,
        f"{who}于{day(content.applied_on)}提出{matter}{by}。经审查，申请材料齐全，依据{rests_on}"
        f"规定，本机关于{day(content.accepted_on)}予以受理。有关事项通知如下：",
    )
    contact = f"{content.place}　经办人：{content.clerk}　电话：{content.phone}"
    facts(sheet, [("受理编号", content.case_number), *says, ("联系方式", contact)])
    end(sheet, duties, content.office, content.accepted_on, receipt=received(name, content.number))
    return finish(sheet)
