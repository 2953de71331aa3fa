"""临时救助申请审核审批表: the whole relief case on one form, signed by investigators, village, town, and the district."""

from zqdesk.office.across.dossier import Dossier
from zqdesk.office.relief.decisions import FUNDS
from zqdesk.papers.cases import blocks
from zqdesk.papers.cases.blocks import SIZE, SMALL, fixed, label, left
from zqdesk.papers.cases.form import BLANK_NUMBER, begin_form
from zqdesk.papers.making.boxes import day, ticks
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import Sheet, finish, paragraph
from zqdesk.papers.making.signing import signed
from zqdesk.papers.relief import blocks as relief_blocks
from zqdesk.papers.relief.application_content import Content as Content  # noqa: PLC0414 - part of the paper
from zqdesk.papers.relief.application_content import District, read
from zqdesk.papers.relief.blocks import figures, in_words, ticked, ticked_lines
from zqdesk.rules.money import format_yuan
from zqdesk.rules.relief.amount import APPLICANT_CLASSES, CAUSES, KIND_TITLES

TITLE = "申请审核审批表"
NEEDS = ("生活", "医疗", "学习", "住房", "其他")
NOTE = (
    "说明：村（居）、镇（街道）意见应写明现有生活状况、主要收入来源和致困原因；镇（街道）同时提出救助金额。"
)
_SIMPLE = "急难型救助，按规定简化核对和公示，先行救助后补齐手续。"


def available(_dossier: Dossier) -> str:
    """From the first draft on, to be signed at the counter; it fills up as the case goes on."""
    return ""


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The form as the case stands; blanks stay where nothing happened yet."""
    return read(dossier, number, sheet_code)


def draw(content: Content, mark: str = "") -> bytes:
    """Two sides of A4 for a family of usual size."""
    sheet = begin_form(content, mark, "临时救助申请审核审批表", content.applicant.village, blank=BLANK_NUMBER)
    _applicant(sheet, content)
    relief_blocks.members(sheet, content.members)
    _cause(sheet, content)
    if content.applicant.account_number:
        blocks.account(sheet, content.applicant)
    _promise(sheet, content)
    _findings(sheet, content)
    if content.lines:
        relief_blocks.calculation(sheet, content.lines)
    _opinions(sheet, content)
    if content.district:
        _of_district(sheet, content.district)
    relief_blocks.payments(sheet, content.paid)
    sheet.y += 4
    paragraph(sheet, NOTE, size=9, indent=0)
    return finish(sheet)


def _applicant(sheet: Sheet, content: Content) -> None:
    applicant = content.applicant
    first = ticks(("先行救助",), *(["先行救助"] if content.help_first else []))
    rows: list[Row] = [
        [
            label("救助类型"),
            left(f"{ticks(KIND_TITLES.values(), content.kind)}　　{first}", span=5),
            label("申请日期"),
            day(content.applied_on),
        ],
        [
            label("申请人"),
            applicant.name,
            label("性别"),
            applicant.sex,
            label("年龄"),
            "" if content.age is None else str(content.age),
            label("身份证号"),
            fixed(applicant.id_number),
        ],
        [
            label("户籍所在地"),
            left(applicant.hukou_address, span=5),
            label("联系电话"),
            fixed(applicant.phone),
        ],
        [
            label("现居住地"),
            left(applicant.address, span=5),
            label("城乡类别"),
            ticked(blocks.STANDARDS, applicant.standard),
        ],
        [
            label("对象类别"),
            left(
                ticked_lines(APPLICANT_CLASSES.values(), content.help.applicant_class, 3, apart=" "), span=5
            ),
            label("家庭人口"),
            _heads(content),
        ],
        [label("既往救助"), left(relief_blocks.before_text(content.before), span=7)],
    ]
    table(sheet, blocks.APPLICANT_MM, rows, size=SIZE, row_mm=blocks.ROW_MM)


def _heads(content: Content) -> str:
    size = content.applicant.household_size
    helped = content.help.person_count
    return f"{max(size, helped)}人，救助{helped}人"


def _cause(sheet: Sheet, content: Content) -> None:
    said = content.help
    own = said.spending_fen - said.reimbursed_fen
    spent = (said.spending_fen, said.reimbursed_fen, own) if said.spending_fen else (None, None, None)
    amounts = ["" if fen is None else f"{format_yuan(fen)}元" for fen in spent]
    rows: list[Row] = [
        [label("困难类型"), left(ticked_lines(CAUSES.values(), said.cause, 4), span=5)],
        [label("发生时间"), day(said.happened_on), label("地点"), left(said.place, span=3)],
        [label("情况说明"), Cell(said.situation, span=5, align="left", valign="top", height=18)],
        [
            label("支出总额"),
            fixed(amounts[0]),
            label("已报销、\n减免"),
            fixed(amounts[1]),
            label("自付"),
            fixed(amounts[2]),
        ],
        [
            label("申请项目"),
            left(ticked(NEEDS, content.need), span=3),
            label("申请金额"),
            fixed(figures(said.requested_fen)),
        ],
        [label("救助方式"), left(relief_blocks.form_text(said), span=5)],
    ]
    table(sheet, (21.5, 38, 18, 38, 18, 34.5), rows, size=SIZE, row_mm=blocks.ROW_MM)


def _promise(sheet: Sheet, content: Content) -> None:
    """What was handed in, and the applicant's word for it."""
    listed = "　".join(f"{number}.{name}" for number, name in enumerate(content.materials, 1))
    text = (
        "本人承诺所填情况和提供的材料真实、完整，同意核对家庭经济状况；如有虚假，退回救助款并承担法律责任。"
    )
    rows: list[Row] = [
        [label("申请材料"), left(listed, height=9)],
        [
            label("承诺"),
            signed(text, "申请人（或代理人）", together=True, print_of="、指印", blank=20),
        ],
    ]
    table(sheet, (21.5, 146.5), rows, size=SIZE, row_mm=blocks.ROW_MM)


def _findings(sheet: Sheet, content: Content) -> None:
    truth = {True: ("属实",), False: ("不属实",), None: ()}[content.truthful]
    who = f"调查人：{'、'.join(content.investigators)}。" if content.investigators else ""
    visited = f"{ticks(('属实', '不属实'), *truth)}　{content.visit.text}{who}"
    checked = content.cross_check.text or (_SIMPLE if content.simplified else "")
    rows: list[Row] = [
        [label("信息核对"), left(checked)],
        [
            label("核实情况"),
            signed(visited, "调查人", "调查人", on=content.visit.on, together=True, blank=24),
        ],
    ]
    if not content.simplified:
        result = {True: ("无异议",), False: ("有异议",), None: ()}[content.unopposed]
        span = content.notice.text or "自　　年　　月　　日至　　年　　月　　日。"
        rows.append([label("公示结果"), left(f"{span}　{ticks(('无异议', '有异议'), *result)}")])
    table(sheet, (21.5, 146.5), rows, size=SMALL, row_mm=blocks.ROW_MM)


def _opinions(sheet: Sheet, content: Content) -> None:
    """The village, then the town with amount and fund; one row so that they are signed in this order."""
    town = content.opinion
    text = town.text
    if town.stages:
        text += f"\n分期发放：{'；'.join(town.stages)}。"
    rows: list[Row] = [
        [label("村（居）\n民委员会\n意见"), signed("", "负责人", seal=True, span=3)],
        [
            label(town.heading, rows=4),
            label("测算"),
            left(_worked_out(content)),
            signed(text, "经办人", "负责人", on=town.on, seal=True, seal_of=town.seal, rows=4),
        ],
        *_sum_rows(town.amount_fen, town.fund, refused=town.refused),
    ]
    table(sheet, (21.5, 19, 51, 76.5), rows, size=SIZE, row_mm=blocks.ROW_MM)


def _sum_rows(fen: int, fund: str, *, refused: bool) -> list[list[Cell]]:
    """An organ's own amount in figures and capitals, and out of which fund; dashes where it refused."""
    told = ("—",) * 3 if refused else (figures(fen), in_words(fen), ticked(FUNDS.values(), fund, apart="\n"))
    cells = (fixed(told[0]), left(told[1]), left(told[2]))
    return [[label(name), cell] for name, cell in zip(("救助金额", "大写", "资金来源"), cells, strict=True)]


def _worked_out(content: Content) -> str:
    """`804.00×3×2`, and why another amount is given where the rule says otherwise."""
    total = next((line for line in content.lines if line.key == "total"), None)
    said = f"标准×人数×月数：{total.formula}＝{total.value}元" if total else ""
    reason = content.help.amount_reason
    return f"{said}\n金额说明：{reason}" if reason else said


def _of_district(sheet: Sheet, district: District) -> None:
    """What the district gives; section, head and finance sign in this order, one seal."""
    signers = ("科室经办", "分管领导", "财务审核")
    sums = []
    if district.amount_fen is not None:
        sums = _sum_rows(district.amount_fen, district.fund, refused=district.refused)
    high = max(1, len(sums))
    said = signed(district.text, *signers, on=district.on, seal=True, seal_of=district.name, rows=high)
    title_cell = label("区民政局\n审批意见", rows=high)
    if not sums:
        table(sheet, (21.5, 146.5), [[title_cell, said]], size=SIZE, row_mm=blocks.ROW_MM)
        return
    rows: list[Row] = [[title_cell, *sums[0], said], *sums[1:]]
    table(sheet, (21.5, 19, 51, 76.5), rows, size=SIZE, row_mm=blocks.ROW_MM)
