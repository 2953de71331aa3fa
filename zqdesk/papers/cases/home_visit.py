"""入户调查表: taken along to the home, filled in there, signed by two investigators and a member (S2 art. 16)."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts.verification import VISIT_METHODS
from zqdesk.papers.cases import blocks
from zqdesk.papers.cases.blocks import SIZE, label, left, yes_no
from zqdesk.papers.cases.economy import Economy, economy_of
from zqdesk.papers.cases.family import (
    MemberLine,
    SupporterLine,
    members_of,
    supporters_of,
)
from zqdesk.papers.cases.findings import area_text, relative_text
from zqdesk.papers.cases.form import ApplicantForm, applicant_form, begin_form
from zqdesk.papers.cases.paper import OLD_MATTER, Matter
from zqdesk.papers.making.boxes import day, ticks
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table, table_height
from zqdesk.papers.making.sheet import Sheet, finish
from zqdesk.records.codes import table as codes
from zqdesk.records.tables.steps import HomeVisit

TITLE = "入户调查表"
SIGNERS_MM, SIGNER_MM = (13, 30, 45, 44, 36), 12.0


@frozen
class Found:
    """What was found at the home; housing and structure in words."""

    on: date
    method: str
    investigators: tuple[str, ...]
    present: str
    officer: str
    truthful: bool
    housing: str
    structure: str
    area: str
    condition: str
    belongings: str
    livestock: str
    vehicles: str
    neighbours: str
    findings: str


@frozen(kw_only=True)
class Content(ApplicantForm):
    """Everything on the form; `found` None before the visit: then it is filled in by hand."""

    on_roll: bool
    cause: str
    relative: str | None
    members: tuple[MemberLine, ...]
    supporters: tuple[SupporterLine, ...]
    economy: Economy
    housings: tuple[str, ...]
    structures: tuple[str, ...]
    found: Found | None
    matter: str = OLD_MATTER


def available(dossier: Dossier) -> str:
    """From acceptance on: the form is taken along."""
    accepted = not dossier.process.drafts or dossier.case.accepted_on
    return "" if accepted else "尚未受理"


def content(dossier: Dossier, number: str, sheet_code: str, matter: Matter) -> Content:
    """The form with what is known, and the last visit if there was one."""
    case = dossier.case
    return applicant_form(
        Content,
        dossier,
        number,
        sheet_code,
        on_roll=matter.on_roll(dossier),
        cause=matter.cause(dossier),
        relative=relative_text(case),
        members=members_of(dossier),
        supporters=supporters_of(dossier),
        economy=economy_of(dossier),
        housings=tuple(code.title for code in codes("housing")),
        structures=tuple(code.title for code in codes("house_structure")),
        found=_found(dossier.visits[-1]) if dossier.visits else None,
        matter=matter.name,
    )


def _found(visit: HomeVisit) -> Found:
    present = (
        f"{visit.present_name}（{visit.present_relation}）" if visit.present_relation else visit.present_name
    )
    return Found(
        on=visit.visited_on,
        method=VISIT_METHODS.get(visit.method, visit.method),
        investigators=tuple(visit.investigators),
        present=present,
        officer=visit.village_officer,
        truthful=visit.truthful,
        housing=codes("housing").title_of(visit.housing_kind),
        structure=codes("house_structure").title_of(visit.housing_structure),
        area=area_text(visit.housing_area),
        condition=visit.housing_condition,
        belongings=visit.belongings,
        livestock=visit.livestock,
        vehicles=visit.vehicles,
        neighbours=visit.neighbours,
        findings=visit.findings,
    )


def draw(content: Content, matter: Matter, mark: str = "") -> bytes:
    """What the family stated in front, what was found and the signatures after it."""
    sheet = begin_form(content, mark, f"{content.matter}家庭入户调查表", content.applicant.village)
    _household(sheet, content, matter.cause_title)
    blocks.members(sheet, content.members, least=5)
    blocks.supporters(sheet, content.supporters, least=2)
    blocks.incomes(sheet, content.economy)
    blocks.spending(sheet, content.economy)
    blocks.possessions(sheet, content.economy)
    _home(sheet, content)
    signers = _signers(content.found)
    _result(sheet, content.found, table_height(sheet, SIGNERS_MM, signers, size=SIZE, row_mm=SIGNER_MM))
    table(sheet, SIGNERS_MM, signers, size=SIZE, row_mm=SIGNER_MM)
    return finish(sheet)


def _household(sheet: Sheet, content: Content, cause_title: str) -> None:
    applicant, found = content.applicant, content.found
    methods = ticks(VISIT_METHODS.values(), *([found.method] if found else []))
    relative = content.relative or "（经办人员、村（居）民委员会成员的近亲属）"
    rows: list[Row] = [
        *blocks.applicant_rows(applicant),
        [
            label("家庭人口"),
            blocks.persons(applicant.household_size),
            label("是否在保", span=2),
            Cell(yes_no(content.on_roll), span=2),
            label("建档立卡"),
            yes_no(applicant.registered_poor),
        ],
        [label("近亲属备案"), left(f"{yes_no(blocks.known(content.relative))}　{relative}", span=7)],
        [
            label(cause_title),
            left(content.cause, span=5),
            label("调查日期"),
            day(found.on if found else None),
        ],
        [label("调查方式"), left(methods, span=7)],
    ]
    table(sheet, blocks.APPLICANT_MM, rows, size=SIZE, row_mm=blocks.ROW_MM)


def _home(sheet: Sheet, content: Content) -> None:
    found = content.found
    housing = _chosen(content.housings, found.housing if found else "")
    structure = _chosen(content.structures, found.structure if found else "")
    rows: list[Row] = [
        [label("住房\n情况", rows=4), label("类型"), left(housing, span=3)],
        [label("结构"), left(structure, span=3)],
        [
            label("面积、间数"),
            left(found.area if found else ""),
            label("居住状况"),
            left(found.condition if found else ""),
        ],
        [label("家电陈设"), left(found.belongings if found else "", span=3)],
        [
            label("生产\n资料"),
            label("牲畜家禽"),
            left(found.livestock if found else ""),
            label("车辆农机具"),
            left(found.vehicles if found else ""),
        ],
    ]
    table(sheet, (13, 22, 55, 24, 54), rows, size=SIZE, row_mm=9)


def _chosen(options: tuple[str, ...], words: str) -> str:
    """All options with their boxes, six a line; words that are none of them are added, ticked."""
    offered = options if not words or words in options else (*options, words)
    lines = [offered[start : start + 6] for start in range(0, len(offered), 6)]
    return "\n".join(ticks(line, *([words] if words in line else [])) for line in lines)


def _result(sheet: Sheet, found: Found | None, below: float) -> None:
    """What was found; the signatures, `below` points high, stay with it."""
    truth = ticks(("属实", "不属实"), *([] if found is None else ["属实" if found.truthful else "不属实"]))
    rows: list[Row] = [
        [label("邻里走访\n情况"), left(found.neighbours if found else "", height=40)],
        [
            label("调查结果"),
            Cell(
                f"申报情况　{truth}　　救助条件　{ticks(('符合', '不符合'))}，原因：\n{found.findings if found else ''}",
                align="left",
                valign="top",
                height=64,
            ),
        ],
    ]
    table(sheet, (24, 144), rows, size=SIZE, below=below)


def _signers(found: Found | None) -> list[Row]:
    """Two investigators at least, the village and a member of the family; names known are printed."""
    who = list(found.investigators) if found else []
    people = [("调查人", name) for name in [*who, *[""] * (2 - len(who))]]
    people += [
        ("村（居）干部", found.officer if found else ""),
        ("在场家庭成员", found.present if found else ""),
    ]
    heads = ("身份", "姓名", "签字（指印）", "日期")
    rows: list[Row] = [[label("签字栏", rows=len(people) + 1), *map(label, heads)]]
    rows += [[role, name, "", "　　年　月　日"] for role, name in people]
    return rows
