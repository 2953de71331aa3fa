"""公示, as every programme hangs it up: whose name stands there, how long it hangs, where to object."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.papers.cases.blocks import label
from zqdesk.papers.making.boxes import close, day
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import LETTER, Sheet, finish, gap, number, paragraph, title
from zqdesk.records.tables.steps import PublicNotice
from zqdesk.rules.cases.counted import ADULT_AGE
from zqdesk.rules.money import format_yuan
from zqdesk.rules.people.identity import age_on

BLANK_SPAN = "自　　　　年　　月　　日起至　　　　年　　月　　日止"
Entry = tuple[str, str, str, str, int]
"""A household on the notice: four words and what it is to get, in fen."""


@frozen(kw_only=True)
class Posted:
    """What stands on every notice beside its lines; days are None until the posting is recorded: written in by hand."""

    number: str
    sheet_code: str
    days: int
    from_on: date | None
    to_on: date | None
    posted_on: date | None
    office: str
    hall: str
    phone: str
    address: str


P = TypeVar("P", bound=Posted)


def head_of(dossier: Dossier, on: date) -> str:
    """The head of the household, a single applicant by their own name; a child's name is covered."""
    wanted = dossier.case.single_person_id or dossier.household.head_id
    person = next((facts.person for facts in dossier.members if facts.person.id == wanted), dossier.applicant)
    child = person.born_on is not None and age_on(person.born_on, on) < ADULT_AGE
    return f"{person.name[0]}某某" if child else person.name


def why_not(dossier: Dossier) -> str:
    """Why the notice of this family alone cannot be printed: no favourable opinion, or it hangs with others."""
    if not dossier.opinions:
        return "尚未提出审核意见"
    opinion = dossier.opinions[-1]
    if not opinion.agreed:
        return "审核意见为不同意，不需要公示"
    with_others = any(each.opinion_id == opinion.id and each.sheet_id for each in dossier.notices)
    return "与同村各户同张公示，可打印副本" if with_others else ""


def hanging(dossier: Dossier) -> PublicNotice | None:
    """The notice of the last opinion, once it hangs."""
    return next((row for row in dossier.notices if row.opinion_id == dossier.opinions[-1].id), None)


def posted(made: Callable[..., P], dossier: Dossier, given: str, sheet_code: str, **own: object) -> P:
    """The content `made` of what every notice says and the programme's `own`; the recorded number once it hangs."""
    notice = hanging(dossier)
    return made(
        number=(notice.number if notice else "") or given,
        sheet_code=sheet_code,
        days=dossier.wording.notice_days,
        from_on=notice.from_on if notice else None,
        to_on=notice.to_on if notice else None,
        posted_on=notice.posted_on if notice else None,
        office=town_body(dossier.hall),
        hall=dossier.hall.name,
        phone=dossier.hall.phone,
        address=dossier.hall.address,
        **own,
    )


def alone(together: Callable[[Sequence[Dossier], str, str], P]) -> Callable[[Dossier, str, str], P]:
    """The notice of one family is the notice of a village with one line."""
    return lambda dossier, number, sheet_code: together((dossier,), number, sheet_code)


def drawn(
    content: Posted,
    mark: str,
    *,
    name: str,
    opening: str,
    heads: Sequence[str],
    lines: Iterable[Entry],
    remark: str = "",
) -> bytes:
    """A4 to hang up: one side for a family, as many as it takes for those of a village."""
    sheet = Sheet(LETTER, code=content.sheet_code, mark=mark)
    title(sheet, name)
    number(sheet, content.number, align="center")
    gap(sheet, 6)
    paragraph(sheet, f"{opening}，现将有关情况公示如下：")
    gap(sheet, 3)
    listed(sheet, heads, lines)
    gap(sheet, 3)
    if remark:
        paragraph(sheet, remark, size=12)
    paragraph(sheet, _span(content))
    paragraph(sheet, _objections(content))
    close(sheet, content.office, content.posted_on)
    return finish(sheet)


def _span(content: Posted) -> str:
    """How long it hangs; blanks for the hand before the posting is recorded."""
    between = f"自{day(content.from_on)}起至{day(content.to_on)}止" if content.from_on else BLANK_SPAN
    return f"公示期{content.days}天，{between}。"


def _objections(content: Posted) -> str:
    """Where to object while it hangs."""
    reach = f"（地址：{content.address}）" if content.address else ""
    return f"如有异议，请在公示期内向{content.hall}{reach}反映，联系电话：{content.phone}。"


def listed(sheet: Sheet, heads: Sequence[str], lines: Iterable[Entry]) -> None:
    """The households one below the other, numbered; what each is to get stands last."""
    rows: list[Row] = [[label(text) for text in heads]]
    rows += [
        [str(index), *words, Cell(format_yuan(fen), one_line=True)]
        for index, (*words, fen) in enumerate(lines, 1)
    ]
    table(sheet, (13, 34, 36, 22, 22, 29), rows, header_rows=1, size=13, row_mm=12)
