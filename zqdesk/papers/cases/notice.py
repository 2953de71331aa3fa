"""What the public notices of every programme share: whose name stands there, how long they hang, where to object."""

from collections.abc import Iterable, Sequence
from datetime import date

from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases.blocks import label
from zqdesk.papers.making.boxes import day
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import Sheet
from zqdesk.records.tables.steps import PublicNotice
from zqdesk.rules.cases.counted import ADULT_AGE
from zqdesk.rules.money import format_yuan
from zqdesk.rules.people.identity import age_on

BLANK_SPAN = "自　　　　年　　月　　日起至　　　　年　　月　　日止"


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


def span(days: int, from_on: date | None, to_on: date | None) -> str:
    """How long it hangs; blanks for the hand before the posting is recorded."""
    between = f"自{day(from_on)}起至{day(to_on)}止" if from_on else BLANK_SPAN
    return f"公示期{days}天，{between}。"


def objections(hall: str, address: str, phone: str) -> str:
    """Where to object while it hangs."""
    reach = f"（地址：{address}）" if address else ""
    return f"如有异议，请在公示期内向{hall}{reach}反映，联系电话：{phone}。"


def listed(sheet: Sheet, heads: Sequence[str], lines: Iterable[tuple[str, str, str, str, int]]) -> None:
    """The households one below the other, numbered; what each is to get, in fen, stands last."""
    rows: list[Row] = [[label(text) for text in heads]]
    rows += [
        [str(index), *words, Cell(format_yuan(fen), one_line=True)]
        for index, (*words, fen) in enumerate(lines, 1)
    ]
    table(sheet, (13, 34, 36, 22, 22, 29), rows, header_rows=1, size=13, row_mm=12)
