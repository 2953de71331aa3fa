"""最低生活保障申请表 with promise and authorisation: what the applicant states and signs at the counter."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases import blocks
from zqdesk.papers.cases.blocks import SIZE, fixed, label, left
from zqdesk.papers.cases.economy import Economy, economy_of
from zqdesk.papers.cases.family import (
    MemberLine,
    SupporterLine,
    members_of,
    supporters_of,
)
from zqdesk.papers.cases.findings import relative_text
from zqdesk.papers.cases.form import BLANK_NUMBER, ApplicantForm, applicant_form, begin_form
from zqdesk.papers.cases.letters.letter import beneficiaries
from zqdesk.papers.making.boxes import day, ticks
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table, table_height
from zqdesk.papers.making.sheet import Sheet, finish
from zqdesk.papers.making.signing import signed
from zqdesk.records.codes import table as codes
from zqdesk.records.tables.case import Material
from zqdesk.rules.cases.counted import ADULT_AGE
from zqdesk.rules.cases.household import SINGLE_TITLES

TITLE = "申请表（含承诺和授权）"
FAMILY_KINDS = ("一般家庭", "老年人家庭", "重病重残家庭", "单亲家庭", "其他")
PHOTO_COLUMNS = (21.5, 24, 11, 11, 11, 13.5, 20.5, 31.5, 24)
MATERIAL_STATES = {"have": "已提供", "missing": "未提供", "platform": "政务平台核验", "promise": "告知承诺"}
PROMISE = (
    "本人及家庭成员已了解最低生活保障政策和申请条件，自愿提出申请，并郑重承诺：\n"
    "一、本表所填家庭成员、收入、支出、财产和义务人情况真实、完整，没有隐瞒、遗漏和虚报；\n"
    "二、积极配合入户调查、信息核对、民主评议和定期核查，按规定接受公示；\n"
    "三、家庭人口、收入、财产发生变化时，及时如实报告；\n"
    "四、如有虚假，退回已领取的救助款，承担相应法律责任，并依法记入信用记录。"
)
AUTHORISATION = (
    "本人及下列家庭成员自愿授权县级以上人民政府民政部门、镇人民政府（街道办事处）及其核对机构，"
    "通过公安、人力资源社会保障、住房城乡建设、自然资源、税务、市场监管、公积金、医保等部门和银行、证券、保险等机构，"
    "查询、核对本家庭的户籍、婚姻、就业、社会保险、收入和财产信息。"
    "授权自签字之日起生效，至本次申请办结止；获得救助的，至停止救助之日止。所得信息仅用于社会救助审核确认和管理。"
)


@frozen
class Proxy:
    """Who applies for the family with a written proxy (S2 art. 6)."""

    kind: str
    name: str
    id_number: str
    phone: str
    relation: str


@frozen(kw_only=True)
class Content(ApplicantForm):
    """Everything on the form."""

    applied_on: date
    cause: str
    reason: str
    single: str
    relative: str | None
    proxy: Proxy | None
    members: tuple[MemberLine, ...]
    supporters: tuple[SupporterLine, ...]
    economy: Economy
    materials: tuple[str, ...]
    protected: tuple[str, ...] = ()  # forms issued before name nobody


def available(dossier: Dossier) -> str:
    """From the first draft on, to be signed at the counter."""
    if dossier.case.kind != "application":
        return "本案不是新申请"
    return "" if dossier.members else "尚未填写家庭成员"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The form as the application stands."""
    case = dossier.case
    proxy = Proxy(
        case.proxy_kind, case.proxy_name, case.proxy_id_number, case.proxy_phone, case.proxy_relation
    )
    return applicant_form(
        Content,
        dossier,
        number,
        sheet_code,
        applied_on=case.applied_on,
        cause=codes("poverty_cause").title_of(case.poverty_cause),
        reason=case.reason,
        single=SINGLE_TITLES.get(case.single_reason, case.single_reason),
        relative=relative_text(case),
        proxy=proxy if case.proxy_name else None,
        members=members_of(dossier),
        supporters=supporters_of(dossier),
        economy=economy_of(dossier),
        materials=tuple(_material(row) for row in dossier.materials),
        protected=tuple(each.person.name for each in beneficiaries(dossier)),
    )


def _material(row: Material) -> str:
    """`户口簿（平台核验）`."""
    state = MATERIAL_STATES.get(row.state, row.state)
    return f"{row.title}（{state}）"


def draw(content: Content, mark: str = "") -> bytes:
    """Two sides of A4 for a family of usual size: the facts in front, promise and signatures behind."""
    sheet = begin_form(content, mark, "最低生活保障申请表", content.applicant.village, blank=BLANK_NUMBER)
    _applicant(sheet, content)
    blocks.full_members(sheet, content.members, content.protected)
    blocks.supporters(sheet, content.supporters, least=2)
    blocks.incomes(sheet, content.economy)
    blocks.spending(sheet, content.economy)
    blocks.possessions(sheet, content.economy)
    blocks.account(sheet, content.applicant)
    _promise(sheet)
    _authorisation(sheet, content.members)
    _received(sheet, content)
    return finish(sheet)


def _applicant(sheet: Sheet, content: Content) -> None:
    applicant, proxy = content.applicant, content.proxy
    rows = blocks.applicant_rows(applicant)
    rows.append(
        [
            label("申请类型"),
            left(ticks(("新申请", "变更", "复查"), "新申请"), span=4),
            label("邮编"),
            Cell(span=2),
        ]
    )
    rows.append([label("家庭类型"), left(ticks(FAMILY_KINDS), span=7)])
    rows[0] = [*rows[0], Cell("照片", rows=len(rows))]
    with_photo = rows
    rows = []
    relative = content.relative or "（经办人员、村（居）民委员会成员的近亲属）"
    rows += [
        [
            label("家庭人口"),
            blocks.persons(applicant.household_size),
            label("致贫原因", span=2),
            Cell(content.cause, span=2),
            label("申请日期"),
            day(content.applied_on),
        ],
        [
            label("近亲属备案"),
            left(f"{blocks.none_or_some(content.relative)}　{relative}", span=7),
        ],
    ]
    if content.single:
        rows.append([label("单独申请\n情形"), left(content.single, span=7)])
    if proxy:
        who = f"{proxy.name}（{proxy.relation}）" if proxy.relation else proxy.name
        rows.append(
            [
                label("委托代理人"),
                left(who, span=3),
                label("电话"),
                fixed(proxy.phone),
                label("身份证号"),
                fixed(proxy.id_number),
            ]
        )
    rows.append([label("申请理由"), left(content.reason, span=7, height=16)])
    table(sheet, PHOTO_COLUMNS, with_photo, size=SIZE, row_mm=blocks.ROW_MM)
    table(sheet, blocks.APPLICANT_MM, rows, size=SIZE, row_mm=blocks.ROW_MM)


def _promise(sheet: Sheet) -> None:
    row: Row = [
        label("诚\n信\n承\n诺"),
        signed(PROMISE, "申请人（或代理人）", together=True, print_of="、指印", blank=48),
    ]
    table(sheet, (12, 156), [row], size=12)


def _authorisation(sheet: Sheet, lines: tuple[MemberLine, ...]) -> None:
    """Every member signs, a guardian for those who cannot."""
    head = ("家庭成员", "签字、指印", "日期")
    pairs = [*lines, *[None] * (len(lines) % 2)]
    rows: list[Row] = [[label(text) for text in (*head, *head)]]
    rows += [
        [cell for line in pairs[index : index + 2] for cell in _signature(line)]
        for index in range(0, len(pairs), 2)
    ]
    columns = (26, 32, 26, 26, 32, 26)
    text = Cell(AUTHORISATION, align="left", indent=2)
    below = table_height(sheet, columns, rows, size=SIZE, row_mm=11)
    table(sheet, (12, 156), [[label("核\n对\n授\n权"), text]], size=12, below=below)
    table(sheet, columns, rows, header_rows=1, size=SIZE, row_mm=11)


def _signature(line: MemberLine | None) -> tuple[Cell | str, ...]:
    minor = line is not None and line.age is not None and line.age < ADULT_AGE
    return (line.name if line else "", left("监护人：" if minor else ""), "")


def _received(sheet: Sheet, content: Content) -> None:
    """What was handed in or can be looked up (S2 art. 10), and who took it."""
    listed = [f"{number}.{line}" for number, line in enumerate(content.materials, 1)]
    note = "无民事行为能力、限制民事行为能力的成员由其监护人代签。按指印的，由经办人注明所按手指。"
    rows: list[Row] = [
        [label("申请材料"), left("　".join(listed), height=14)],
        [label("说明"), left(note)],
        [label("收件"), signed("", "收件人", together=True, blank=14)],
    ]
    table(sheet, (21.5, 146.5), rows, size=SIZE, row_mm=blocks.ROW_MM)
