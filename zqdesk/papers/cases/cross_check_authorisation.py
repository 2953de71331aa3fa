"""家庭经济状况核对授权书: the promise to tell the truth, and everyone's leave to look up income and property (S2 art. 9)."""

from collections.abc import Sequence

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier, MemberFacts
from zqdesk.office.cases.looks.assessing import born_on
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.papers.cases.paper import OLD_MATTER, Matter
from zqdesk.papers.making.boxes import SIGNATURE_MM, signature_row
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import table
from zqdesk.papers.making.page import MM
from zqdesk.papers.making.sheet import (
    FORM,
    Sheet,
    finish,
    gap,
    heading,
    number,
    paragraph,
    paragraph_height,
    title,
)
from zqdesk.records import codes
from zqdesk.records.tables.case import CaseSupporter
from zqdesk.rules.cases.counted import ADULT_AGE
from zqdesk.rules.people.identity import age_on

TITLE = "家庭经济状况核对授权书"
NAME = "社会救助申请家庭诚信承诺及经济状况核对授权书"
SIZE = 12.0
GAP_MM = 2.0
BLANK_LINES = 2
"""Lines for persons that are only found out at the counter."""
PROMISE = (
    "我们已经知晓{matter}的有关政策，自愿申请{matter}，并承诺：所申报的家庭人口、收入、支出和财产"
    "真实、完整，提交的材料真实有效；主动配合信息核对、入户调查和定期核查；家庭人口、收入、财产状况"
    "发生变化时及时报告。如有隐瞒或者提供虚假情况，愿意退回冒领的款项，并承担相应的法律责任。"
)
ORGANS = (
    "公安、民政、人力资源社会保障、自然资源（不动产登记）、住房城乡建设、税务、市场监管、医疗保障、"
    "农业农村、退役军人、住房公积金管理等部门和机构，以及银行、证券、保险等金融机构"
)
MATTERS = (
    "户籍、婚姻、殡葬、社会保险、就业、不动产、车辆船舶、纳税、市场主体登记、住房公积金、"
    "存款、有价证券、商业保险、互联网金融资产等与家庭收入、支出和财产有关的信息"
)
TERM = "自签名之日起至本次申请办结之日止"
NOTES = (
    "注：1.共同生活的家庭成员和赡养、抚养、扶养义务人应当逐人签名，不会签名的按指印。"
    "2.未成年人以及无民事行为能力、限制民事行为能力的人，由监护人代签，并写明监护人姓名和“代”字。"
    "3.核对所得信息仅用于社会救助，依法保密。"
)


@frozen
class Signer:
    """Somebody who gives leave; for a minor the guardian signs."""

    name: str
    relation: str
    id_number: str
    minor: bool


@frozen
class Content:
    """What stands on the paper; it is dated by hand."""

    number: str
    sheet_code: str
    town: str
    district: str
    members: tuple[Signer, ...]
    supporters: tuple[Signer, ...]
    clerk: str
    matter: str = OLD_MATTER


def available(dossier: Dossier) -> str:
    return "" if dossier.counted else "尚未登记家庭成员"


def content(dossier: Dossier, number: str, sheet_code: str, matter: Matter) -> Content:
    return Content(
        number=number or dossier.case.number,
        sheet_code=sheet_code,
        town=town_body(dossier.hall),
        district=f"{dossier.hall.district_name}民政局",
        members=tuple(_member(each, dossier) for each in dossier.counted),
        supporters=tuple(_supporter(each) for each in dossier.supporters),
        clerk=dossier.clerk_name,
        matter=matter.name,
    )


def _member(facts: MemberFacts, dossier: Dossier) -> Signer:
    born = born_on(facts.person)
    minor = born is not None and age_on(born, dossier.today) < ADULT_AGE
    relation = codes.table("relation").title_of(facts.member.relation)
    return Signer(facts.person.name, relation, facts.person.id_number, minor)


def _supporter(row: CaseSupporter) -> Signer:
    relation = codes.table("support_relation").title_of(row.relation)
    return Signer(row.name, relation, row.id_number, minor=False)


def draw(content: Content, matter: Matter, mark: str = "") -> bytes:
    sheet = Sheet(FORM, code=content.sheet_code, mark=mark, subject=NAME)
    title(sheet, NAME)
    number(sheet, f"编号：{content.number or '　' * 12}")
    heading(sheet, "一、诚信承诺", size=SIZE)
    paragraph(sheet, PROMISE.format(matter=content.matter), size=SIZE)
    heading(sheet, "二、核对授权", size=SIZE)
    paragraph(
        sheet,
        f"我们同意并授权{content.town}、{content.district}以及县级以上人民政府民政部门和其家庭经济状况核对机构，"
        f"向{ORGANS}查询、核对我们的{MATTERS}；同意上述部门和机构提供所掌握的有关信息。",
        size=SIZE,
    )
    paragraph(sheet, f"授权期限：{TERM}{matter.consent_until}。", size=SIZE)
    heading(sheet, "三、授权人", size=SIZE)
    gap(sheet, 1)
    after = paragraph_height(sheet, NOTES, size=10.5, indent=0) + (2 * GAP_MM + SIGNATURE_MM) * MM
    _signers(sheet, content, after)
    gap(sheet, GAP_MM)
    paragraph(sheet, NOTES, size=10.5, indent=0)
    gap(sheet, GAP_MM)
    signature_row(sheet, ("申请人", "经办人"), size=SIZE)
    return finish(sheet)


def _signers(sheet: Sheet, content: Content, after: float) -> None:
    """Everybody who gives leave; the last of them stands with the `after` points of note and signatures."""
    names = ("类别", "姓　名", "关　系", "身份证号", "签名（指印）", "签名日期")
    head = [Cell(name, role="hei") for name in names]
    blank = [Signer("", "", "", minor=False)] * BLANK_LINES
    rows = [
        *_group("共同生活的家庭成员", content.members),
        *_group("义务人", [*content.supporters, *blank]),
    ]
    columns = (13, 34, 24, 41, 34, 22)
    table(sheet, columns, [head, *rows], header_rows=1, size=11, row_mm=9.5, below=after)


def _group(name: str, signers: Sequence[Signer]) -> list[list[Cell | str]]:
    """The lines of one kind of people, their kind once at the left."""
    label = Cell(name, role="hei", rows=len(signers), vertical=True, size=10.5)
    rows: list[list[Cell | str]] = [
        [
            each.name,
            each.relation,
            Cell(each.id_number, one_line=True),
            Cell("监护人代签：" if each.minor else "", align="left", size=9, valign="top"),
            "",
        ]
        for each in signers
    ]
    rows[0].insert(0, label)
    return rows
