"""存折（卡）代保管协议: an official keeps the household's card; in writing, filed with the district (S2 art. 26)."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.letters.addressee import to_whom
from zqdesk.papers.allowance.law import REGULATION
from zqdesk.papers.allowance.publication import ON_ROLL
from zqdesk.papers.cases.blocks import SIZE, fixed, label, left
from zqdesk.papers.cases.letters.decision_letter import last_decision
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import FORM, Sheet, finish, gap, heading, new_page, number, paragraph, title
from zqdesk.papers.making.signing import signed

TITLE = "存折（卡）代保管协议"
NAME = "最低生活保障金存折（银行卡）代保管协议"
BODY = 12.0
TERMS = (
    "甲方因行动不便等原因，自愿委托乙方保管发放最低生活保障金的存折（银行卡），双方约定如下：",
    "一、乙方妥善保管存折（银行卡），不得转借、质押、截留、挪用，不得以保管为由收取任何费用。密码由甲方自己保管。",
    "二、需要取款的，由甲方提出，乙方当日或者次日代为支取，如数交给甲方，每次在本协议背面的取款记录上由甲方签名或者按指印。",
    "三、甲方可以随时查询余额、收回存折（银行卡），乙方应当立即交还，不得拒绝。",
    "四、甲方死亡、停止保障或者乙方不再从事相关工作的，乙方应当及时交还甲方或者其家属，并报镇（街道）。",
    "五、本协议一式三份，甲乙双方各执一份，一份报区民政局备案。保管期限自签字之日起至　　　　年　　月　　日止。",
)
LINES = 18
"""Lines for withdrawals on the back."""


@frozen
class Content:
    """The household's side as it is on record; the keeper's too, else it is filled in by hand."""

    number: str
    sheet_code: str
    town: str
    district: str
    party: str
    certificate: str
    address: str
    phone: str
    bank: str
    account_name: str
    account_number: str
    decided_on: date
    keeper: str = ""
    keeper_number: str = ""


def available(dossier: Dossier) -> str:
    if last_decision(dossier, *ON_ROLL) is None:
        return "确认以后、由工作人员代保管的才签订"
    return "" if dossier.household.account_number else "没有登记银行账号"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    decision, home = last_decision(dossier, *ON_ROLL), dossier.household
    assert decision is not None
    kept = dossier.keeper
    return Content(
        number=number or dossier.case.number,
        sheet_code=sheet_code,
        town=dossier.hall.town_name,
        district=f"{dossier.hall.district_name}民政局",
        party=to_whom(dossier).words,
        certificate=decision.certificate_number,
        address=dossier.address,
        phone=home.phone or dossier.applicant.phone,
        bank=home.bank_name,
        account_name=home.account_name,
        account_number=home.account_number,
        decided_on=decision.decided_on,
        keeper=kept.holder_name if kept else "",
        keeper_number=kept.holder_id_number if kept else "",
    )


def draw(content: Content, mark: str = "") -> bytes:
    """The agreement in front, the record of withdrawals behind it."""
    sheet = Sheet(FORM, code=content.sheet_code, mark=mark, subject=TITLE)
    title(sheet, NAME)
    number(
        sheet, f"镇（街道）：{content.town}　　　　　编号：{content.number}　　　　　备案号：　　　　　　　"
    )
    rows: list[Row] = [
        [
            label("甲方\n（家庭）", rows=2),
            label("姓名"),
            left(content.party),
            label("低保证号"),
            fixed(content.certificate),
        ],
        [label("住址"), left(content.address), label("联系电话"), fixed(content.phone)],
        [
            label("乙方\n（保管人）", rows=2),
            label("姓名"),
            left(content.keeper),
            label("身份证号"),
            fixed(content.keeper_number),
        ],
        [label("单位职务"), "", label("联系电话"), ""],
        [
            label("存折（卡）", rows=2),
            label("开户银行"),
            left(content.bank),
            label("户名"),
            left(content.account_name),
        ],
        [label("账号"), Cell(content.account_number, span=3, one_line=True)],
    ]
    table(sheet, (24, 20, 52, 20, 52), rows, size=SIZE, row_mm=8)
    gap(sheet, 3)
    paragraph(sheet, f"依据{REGULATION}第二十六条，{TERMS[0]}", size=BODY)
    for term in TERMS[1:]:
        paragraph(sheet, term, size=BODY)
    gap(sheet, 3)
    sides: list[Row] = [
        [
            signed("甲方：", "甲方", print_of="、指印", blank=34),
            signed("乙方：", "乙方", blank=34),
            signed("见证（村〔居〕民委员会）：", "负责人", seal=True),
        ]
    ]
    table(sheet, (56, 56, 56), sides, size=SIZE)
    _withdrawals(sheet)
    return finish(sheet)


def _withdrawals(sheet: Sheet) -> None:
    new_page(sheet)
    heading(sheet, "取款记录", size=BODY)
    heads: Row = [
        label(text)
        for text in ("序号", "日期", "取款金额（元）", "余额（元）", "甲方签名（指印）", "乙方签名")
    ]
    rows: list[Row] = [[str(line), "", "", "", "", ""] for line in range(1, LINES + 1)]
    table(sheet, (12, 28, 32, 32, 36, 28), [heads, *rows], header_rows=1, size=SIZE, row_mm=9)
