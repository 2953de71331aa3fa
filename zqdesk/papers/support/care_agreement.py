"""委托照料服务协议 and 集中供养服务协议: who cares for the person, for what, and who answers for it (S1 art. 19)."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.support.file import file_of
from zqdesk.papers.cases.blocks import SIZE, fixed, label, left
from zqdesk.papers.cases.form import Form, begin_form, form
from zqdesk.papers.making.boxes import day
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import Sheet, finish, gap, paragraph
from zqdesk.papers.making.signing import signed
from zqdesk.rules.support.self_care import LEVELS, SHORT

TITLE = "供养服务协议"
BODY = 12.0
AT_HOME = (
    "甲方是分散供养的特困人员，经本人同意，镇（街道）委托乙方照料甲方的日常生活，三方约定如下：",
    "一、乙方按照甲方的自理能力提供下列照料服务：{duties}。甲方患病的，乙方及时送医并报告村（居）民委员会。",
    "二、乙方尊重甲方意愿，不得打骂、遗弃甲方，不得侵占甲方的供养金和财物。",
    "三、镇（街道）按月拨付照料护理费，会同村（居）民委员会定期探访，对照料服务进行监督，服务不到位的，可以更换照料人。",
    "四、甲方的自理能力、居住地或者供养方式有变化的，乙方应当在三日内报告镇（街道）。",
    "五、本协议自{from_on}起生效，甲方终止救助供养或者变更供养方式的，本协议终止。一式三份，三方各执一份。",
)
IN_INSTITUTION = (
    "甲方自愿选择集中供养，由乙方提供供养服务，三方约定如下：",
    "一、乙方按照甲方的自理能力提供食宿、衣被、日常生活照料和必要的护理，患病的及时送医，死亡的办理丧葬事宜。",
    "二、乙方建立甲方的服务档案和健康档案，保障甲方的人身安全和个人财物，不得以任何理由收取供养标准以外的费用。",
    "三、镇（街道）按月将供养金拨付乙方，用于甲方的供养，并对供养服务进行监督。",
    "四、甲方的自理能力有变化的，乙方应当在三日内报告镇（街道），以便重新评估、调整照料护理标准。",
    "五、本协议自{from_on}起生效，甲方终止救助供养或者变更供养方式的，本协议终止。一式三份，三方各执一份。",
)


@frozen(kw_only=True)
class Content(Form):
    """The person's side and the carer's as they are on record; `at_home` tells the two agreements apart."""

    at_home: bool
    village: str
    name: str
    id_number: str
    address: str
    phone: str
    level: str
    carer: str
    carer_id_number: str
    carer_phone: str
    carer_relation: str
    duties: str
    from_on: date
    signed_on: date | None


def available(dossier: Dossier) -> str:
    return "" if file_of(dossier).care else "还没有落实供养方式"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    file, person = file_of(dossier), dossier.applicant
    last = file.care[-1]
    return form(
        Content,
        dossier,
        number,
        sheet_code,
        at_home=last.placement == "home",
        village=dossier.household.village_name,
        name=person.name,
        id_number=person.id_number,
        address=dossier.address,
        phone=person.phone or dossier.household.phone,
        level=file.level,
        carer=last.institution or last.caretaker,
        carer_id_number=last.caretaker_id_number,
        carer_phone=last.caretaker_phone,
        carer_relation=last.caretaker_relation,
        duties=last.duties.rstrip("。；"),
        from_on=last.from_on,
        signed_on=last.signed_on,
    )


def draw(content: Content, mark: str = "") -> bytes:
    """The parties, the terms, and three places to sign."""
    name = "特困人员委托照料服务协议" if content.at_home else "特困人员集中供养服务协议"
    sheet = begin_form(content, mark, name, content.village, subject=name)
    _parties(sheet, content)
    gap(sheet, 3)
    for term in AT_HOME if content.at_home else IN_INSTITUTION:
        paragraph(sheet, term.format(duties=content.duties, from_on=day(content.from_on)), size=BODY)
    gap(sheet, 3)
    who = "照料人" if content.at_home else "供养服务机构"
    sides: list[Row] = [
        [
            signed("甲方（供养对象）：", "甲方", print_of="、指印", on=content.signed_on, blank=34),
            signed(f"乙方（{who}）：", "乙方", on=content.signed_on, seal=not content.at_home, blank=34),
            signed("镇（街道）：", "负责人", on=content.signed_on, seal=True),
        ]
    ]
    table(sheet, (56, 56, 56), sides, size=SIZE)
    return finish(sheet)


def _parties(sheet: Sheet, content: Content) -> None:
    level = f"{LEVELS[content.level]}（{SHORT[content.level]}）" if content.level else ""
    rows: list[Row] = [
        [
            label("甲方\n（本人）", rows=3), label("姓名"), left(content.name), label("身份证号"),
            fixed(content.id_number),
        ],
        [label("住址"), left(content.address), label("联系电话"), fixed(content.phone)],
        [label("自理能力"), Cell(level, span=3, align="left")],
    ]  # fmt: skip
    if content.at_home:
        rows += [
            [
                label("乙方\n（照料人）", rows=2), label("姓名"), left(content.carer), label("身份证号"),
                fixed(content.carer_id_number),
            ],
            [
                label("关系"), left(content.carer_relation), label("联系电话"), fixed(content.carer_phone),
            ],
        ]  # fmt: skip
    else:
        rows.append([label("乙方\n（机构）"), label("名称"), Cell(content.carer, span=3, align="left")])
    table(sheet, (24, 20, 52, 20, 52), rows, size=SIZE, row_mm=8)
