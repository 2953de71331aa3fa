"""领款单: a numbered receipt in two halves, one for the hall's books with the signature, one for who was paid."""

from dataclasses import dataclass
from datetime import date

from zqdesk.office.disbursing import SIGN_KINDS, WAYS
from zqdesk.office.dossier import Dossier
from zqdesk.papers.blocks import SIZE, fixed, label, left
from zqdesk.papers.boxes import day
from zqdesk.papers.cell import Cell
from zqdesk.papers.grid import Row, table
from zqdesk.papers.page import MM
from zqdesk.papers.relief_blocks import relief_of
from zqdesk.papers.sheet import FORM, Sheet, finish, number, put_in, title
from zqdesk.records.register import CHINA
from zqdesk.rules.identity import mask_card
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.rules.relief import KIND_TITLES

TITLE = "领款单"
HALVES = ("第一联　记账凭证", "第二联　交领款人")
CUT_MM = 148.5


@dataclass(frozen=True, slots=True)
class Content:
    """Everything on the receipt. `withdrawn` is why it holds no more (作废), empty while it stands."""

    receipt_number: str
    sheet_code: str
    hall: str
    case_number: str
    kind: str
    entry_number: str
    paid_on: date
    payee: str
    id_number: str
    phone: str
    village: str
    amount_fen: int
    way: str
    account: str
    goods: str
    sign_kind: str
    proxy: str
    proxy_id_number: str
    proxy_relation: str
    approved: str
    payer: str
    witness: str
    withdrawn: str


def available(dossier: Dossier) -> str:
    """One for each payment; the page of the payment prints it."""
    if dossier.relief is None:
        return "本案不是临时救助"
    return "" if dossier.relief.payments else "尚未发放"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The receipt of the last payment; `of` draws that of any."""
    return of(dossier, relief_of(dossier).payments[-1].disbursement.id, number, sheet_code)


def of(dossier: Dossier, disbursement_id: str, number: str, sheet_code: str) -> Content:  # noqa: ARG001 - as others
    """The receipt of one payment of the case."""
    file = relief_of(dossier)
    each = next(row for row in file.payments if row.disbursement.id == disbursement_id)
    paid, entry, grant = each.disbursement, each.entry, file.grant
    agreed = grant.agreed_at.astimezone(CHINA).date() if grant else None
    account = f"{paid.bank_name} {paid.account_name} {mask_card(paid.account_number)}".strip()
    return Content(
        receipt_number=paid.receipt_number,
        sheet_code=sheet_code,
        hall=dossier.hall.name,
        case_number=dossier.case.number,
        kind=KIND_TITLES[dossier.case.kind],
        entry_number=f"记-{entry.year}-{entry.serial:04d}",
        paid_on=entry.booked_on,
        payee=paid.payee_name,
        id_number=paid.payee_id_number,
        phone=paid.payee_phone,
        village=dossier.household.village_name,
        amount_fen=paid.amount_fen,
        way=WAYS.get(paid.way, ""),
        account=account if paid.way == "transfer" else "",
        goods=f"{paid.goods}（{paid.supplier}，发票{paid.invoice}）" if paid.way == "goods" else "",
        sign_kind=SIGN_KINDS.get(paid.sign_kind, ""),
        proxy=paid.proxy_name,
        proxy_id_number=paid.proxy_id_number,
        proxy_relation=paid.proxy_relation,
        approved=f"{grant.agreed_by_name}　{day(agreed)}" if grant else "",
        payer=entry.by_name,
        witness=paid.second_payer,
        withdrawn=each.reversal.reason if each.reversal else "",
    )


def draw(content: Content, mark: str = "") -> bytes:
    """Two halves on one side of A4, cut in the middle."""
    sheet = Sheet(FORM, code=content.sheet_code, mark=mark)
    for place, half in enumerate(HALVES):
        sheet.y = (CUT_MM * place + 14) * MM
        _half(sheet, content, half)
    dots = "┄" * 60
    put_in(
        sheet,
        dots,
        x=sheet.left,
        room=sheet.width,
        baseline=CUT_MM * MM,
        role="song",
        size=9,
        align="center",
    )
    return finish(sheet)


def _half(sheet: Sheet, content: Content, half: str) -> None:
    void = "　作废" if content.withdrawn else ""
    title(sheet, f"临时救助金领款单{void}", size=16)
    number(sheet, f"{half}　　　　　　№ {content.receipt_number}")
    rows: list[Row] = [
        [label("领款人"), content.payee, label("身份证号"), fixed(content.id_number)],
        [label("村（居）"), content.village, label("联系电话"), fixed(content.phone)],
        [label("事由"), left(f"临时救助（{content.kind}），案件编号 {content.case_number}", span=3)],
        [
            label("金额"),
            left(
                f"￥{format_yuan(content.amount_fen)}　　人民币（大写）{capitals(content.amount_fen)}", span=3
            ),
        ],
        [
            label("发放方式"),
            left("　".join(part for part in (content.way, content.account, content.goods) if part), span=3),
        ],
        [label("批准"), left(content.approved, span=1), label("记账凭证"), content.entry_number],
    ]
    if content.proxy:
        who = f"{content.proxy}（{content.proxy_relation}）"
        rows.append([label("代领人"), who, label("身份证号"), fixed(content.proxy_id_number)])
    if content.withdrawn:
        rows.append([label("作废原因"), left(content.withdrawn, span=3)])
    signer = "代领人" if content.proxy else "领款人"
    rows.append(
        [
            label(f"{signer}\n{content.sign_kind}"),
            Cell("", height=20),
            label("发放人"),
            Cell(
                f"{content.payer}　　　　{content.witness}\n（签字）　　　（签字）",
                align="left",
                valign="top",
            ),
        ]
    )
    table(sheet, (22, 56, 22, 68), rows, size=SIZE, row_mm=8)
    number(sheet, f"{content.hall}　　{day(content.paid_on)}")
