"""领款单: a numbered receipt in two halves, the upper one signed and kept with the books, the lower one the stub."""

from dataclasses import replace
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.office.relief.file import PaymentFacts, ReliefFile, file_of
from zqdesk.office.reserve.ledger.journal import voucher_number
from zqdesk.office.reserve.paying.payment_entry import GOODS, TRANSFER, WAYS
from zqdesk.papers.cases.blocks import SIZE, SMALL, fixed, label, left
from zqdesk.papers.cases.paper import Part, Parts
from zqdesk.papers.making.boxes import day, ticks
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, heights, table
from zqdesk.papers.making.page import MM
from zqdesk.papers.making.sheet import FORM, Sheet, finish, put_in
from zqdesk.papers.relief.blocks import in_words
from zqdesk.papers.relief.facts import moment, void_words
from zqdesk.records.tables.paper import Paper as Issued
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.relief.amount import EMERGENCY

TITLE = "领款单"
HALVES = ("正本（附记账凭证）", "存根（随案卷）")
NEUTRAL = {
    True: "临时救助（急难型）：家庭遭遇突发困难",
    False: "临时救助（支出型）：家庭必需支出超出承受能力",
}
"""What stands as the cause: the slip goes through many hands, so neither illness nor misfortune is named."""
VOID = "作　废"
CUT_MM = 142.0
TOPS_MM = (14.0, 148.0)
"""Where the cut runs, and where the halves begin; the foot of the page belongs to the lower one."""
ROOM_MM = 102.0
"""Height of the table of a half at most: what is written small rather than beyond the cut."""
_COLUMNS = (22, 62, 22, 62)
_SIZES = ((SIZE, 7.2), (SMALL, 6.4), (8.0, 5.4))


@frozen
class Proxy:
    """Who received the money for the payee, with their own ID."""

    name: str
    id_number: str
    phone: str
    relation: str


@frozen
class Content:
    """Everything on the receipt. `void` says by which entry it was cancelled, empty while it stands."""

    number: str
    sheet_code: str
    office: str
    village: str
    payee: str
    id_number: str
    phone: str
    amount_fen: int
    cause: str
    stage: str
    way: str
    details: str
    case_number: str
    granted_fen: int
    approval: str
    proxy: Proxy | None
    fingerprint: bool
    payer: str
    witness: str
    paid_on: date
    voucher: str
    void: str


def available(dossier: Dossier) -> str:
    """One for each payment."""
    return "" if file_of(dossier).payments else "尚未发放"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The receipt of the last payment; `of` gives that of any."""
    return of(dossier, file_of(dossier).payments[-1].disbursement.id, number, sheet_code)


def of(dossier: Dossier, disbursement_id: str, number: str, sheet_code: str) -> Content:
    """The receipt of one payment of the case; it bears the number the payment was booked with."""
    file = file_of(dossier)
    facts = payment_of(file, disbursement_id)
    paid, entry = facts.disbursement, facts.entry
    proxy = Proxy(paid.proxy_name, paid.proxy_id_number, paid.proxy_phone, paid.proxy_relation)
    return Content(
        number=paid.receipt_number or number,
        sheet_code=sheet_code,
        office=town_body(dossier.hall),
        village=dossier.household.village_name,
        payee=paid.payee_name,
        id_number=paid.payee_id_number,
        phone=paid.payee_phone,
        amount_fen=paid.amount_fen,
        cause=NEUTRAL[dossier.case.kind == EMERGENCY],
        stage=_stage(file, paid.stage_id),
        way=WAYS.get(paid.way, ""),
        details=_details(facts),
        case_number=dossier.case.number,
        granted_fen=file.granted_fen,
        approval=_approval(file),
        proxy=proxy if paid.proxy_name else None,
        fingerprint=paid.sign_kind == "fingerprint",
        payer=entry.by_name,
        witness=paid.second_payer,
        paid_on=entry.booked_on,
        voucher=voucher_number(entry),
        void=void_words(facts),
    )


def payment_of(file: ReliefFile, disbursement_id: str) -> PaymentFacts:
    return next(each for each in file.payments if each.disbursement.id == disbursement_id)


def _stage(file: ReliefFile, stage_id: str | None) -> str:
    """`第2期，共3期`."""
    stage = next((each for each in file.stages if each.id == stage_id), None)
    return f"第{stage.position}期，共{len(file.stages)}期" if stage else ""


def _details(facts: PaymentFacts) -> str:
    """Into which account, or which goods of whom; cash needs none."""
    paid = facts.disbursement
    if paid.way == TRANSFER:
        return f"{paid.bank_name}　户名 {paid.account_name}　账号 {paid.account_number}"
    if paid.way == GOODS:
        return f"{paid.goods}　供货单位 {paid.supplier}　发票号 {paid.invoice}"
    return ""


def _approval(file: ReliefFile) -> str:
    """Who let it be paid, and when: agreed to help first, or approved."""
    grant = file.grant
    if grant is None:
        return ""
    if grant.help_first:
        then = f"，{chinese_day(grant.confirmed_on)}补办审批" if grant.confirmed_on else "，手续后补"
        return f"{grant.agreed_by_name} {moment(grant.agreed_at)}同意先行救助{then}"
    on = grant.confirmed_on
    return f"{grant.agreed_by_name} {chinese_day(on) if on else moment(grant.agreed_at)}批准"


def draw(content: Content, mark: str = "") -> bytes:
    """Two halves on one side of A4, a cut line between them; each bears number, code and mark of its own.

    `mark` tells a copy apart (副本); with 作废 in it, or where the payment was reversed, both halves are crossed.
    """
    if VOID.replace("　", "") in mark and not content.void:
        content = replace(content, void=mark.partition("　")[2] or mark)
    sheet = Sheet(FORM, code=content.sheet_code, mark=mark, subject=f"{TITLE} {content.number}")
    for top, half in zip(TOPS_MM, HALVES, strict=True):
        sheet.y = top * MM
        _half(sheet, content, half, mark if top != TOPS_MM[0] else "")
    _line(sheet, f"{'┄' * 22}　沿此线裁开　{'┄' * 22}", CUT_MM * MM, "center", size=9)
    return finish(sheet)


def _half(sheet: Sheet, content: Content, half: str, mark: str) -> None:
    top = sheet.y
    name = "临时救助物资领取单" if content.way == WAYS[GOODS] else "临时救助金领款单"
    _line(sheet, name, top + 9 * MM, "center", size=17, role="biaosong")
    _line(sheet, mark, top + 4 * MM, "right", size=12, role="hei")
    _line(sheet, f"{half}　{content.office}", top + 16 * MM, "left")
    _line(sheet, f"№ {content.number}", top + 16 * MM, "right", role="hei")
    sheet.y = top + 18 * MM
    begun = sheet.y
    rows = _rows(content)
    size, row_mm = next(each for each in _SIZES if _fits(sheet, rows, *each) or each == _SIZES[-1])
    table(sheet, _COLUMNS, rows, size=size, row_mm=row_mm)
    _line(sheet, f"领款日期：{day(content.paid_on)}　　记账凭证：{content.voucher}", sheet.y + 6 * MM, "left")
    _line(sheet, f"单据编码：{content.sheet_code}", sheet.y + 6 * MM, "right", size=9)
    if content.void:
        sheet.page.across.append((sheet.left + sheet.width / 2, (begun + sheet.y) / 2, 84, VOID))


def _fits(sheet: Sheet, rows: list[Row], size: float, row_mm: float) -> bool:
    return sum(heights(sheet, _COLUMNS, rows, size=size, row_mm=row_mm)) <= ROOM_MM * MM


def _rows(content: Content) -> list[Row]:
    cause = f"{content.cause}（{content.stage}）" if content.stage else content.cause
    details = f"　{content.details}" if content.details else ""
    rows: list[Row] = [
        [label("领款人"), content.payee, label("身份证号"), fixed(content.id_number)],
        [label("村（居）"), content.village, label("联系电话"), fixed(content.phone)],
        [
            label("金　额"),
            Cell(f"￥{format_yuan(content.amount_fen)}", role="hei", one_line=True),
            label("大　写"),
            fixed(in_words(content.amount_fen)),
        ],
        [label("事　由"), left(cause, span=3)],
        [label("发放方式"), left(ticks(WAYS.values(), content.way) + details, span=3)],
        [
            label("批准依据"),
            left(
                f"{content.case_number}，批准{format_yuan(content.granted_fen)}元，{content.approval}", span=3
            ),
        ],
    ]
    if content.void:
        rows.append(
            [label("作　废"), left(f"{content.void}，原金额￥{format_yuan(content.amount_fen)}", span=3)]
        )
    return [*rows, *_signatures(content)]


def _signatures(content: Content) -> list[Row]:
    """Who received, or the proxy for them, and two who handed it out."""
    sign = "按指印" if content.fingerprint else "签字"
    rows: list[Row] = []
    if content.proxy:
        proxy = content.proxy
        rows.append(
            [label("代领人"), f"{proxy.name}（{proxy.relation}）", label("身份证号"), fixed(proxy.id_number)]
        )
        if proxy.phone:
            rows.append([label("代领人电话"), fixed(proxy.phone), label("说明"), "代领人出示本人身份证"])
    who = "代领人" if content.proxy else "领款人"
    payers = tuple(f"{name}（签字）：　　　　　　　" for name in (content.payer, content.witness) if name)
    rows.append(
        [
            label(f"{who}\n{sign}"),
            Cell("（附银行回单）" if content.way == WAYS[TRANSFER] else "", valign="top", height=20),
            label("发放人"),
            Cell("\n\n".join(payers), align="left"),
        ]
    )
    return rows


def _line(
    sheet: Sheet, text: str, baseline: float, align: str, *, size: float = 10.5, role: str = "fang"
) -> None:
    put_in(sheet, text, x=sheet.left, room=sheet.width, baseline=baseline, role=role, size=size, align=align)


def _parts(dossier: Dossier) -> tuple[Part, ...]:
    """One line for each payment; there is one original of it, further ones are copies."""
    return tuple(
        Part(
            each.disbursement.id,
            f"{TITLE} {each.disbursement.receipt_number}",
            "" if each.receipt is None else "已打印，只能补打副本",
        )
        for each in file_of(dossier).payments
    )


def _void(dossier: Dossier, issued: Issued) -> str:
    facts = (each for each in file_of(dossier).payments if each.disbursement.id == issued.subject_id)
    return next((void_words(each) for each in facts), "")


PARTS = Parts(_parts, of, _void)
