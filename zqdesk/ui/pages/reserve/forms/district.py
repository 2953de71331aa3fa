"""Forms of what is settled with the district: batches, answers, requests, replenishment."""

from dataclasses import replace

from zqdesk.office.reserve.ledger.sent import SentReply
from zqdesk.office.reserve.lists import BatchItem, RequestRow
from zqdesk.office.reserve.paying import settling
from zqdesk.office.reserve.paying.payments import SettlementRow, Unsettled
from zqdesk.office.reserve.paying.settling import Batch, Replenishment, RequestEntry, SettlementAnswer
from zqdesk.office.reserve.position import Position
from zqdesk.rules.money import format_yuan
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import StepForm, because
from zqdesk.ui.pages.reserve.forms.fields import DayEdit, FilledMoney, ReturnedEdit
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.money_edit import MoneyEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit


def submit(chosen: tuple[Unsettled, ...], opening_fen: int) -> StepForm:
    """The chosen payments as one batch; with the old books' part only while there is any."""
    total = sum(row.net_fen for row in chosen)
    fields: list[tuple[str, str, object, int]] = []
    if opening_fen:
        fields.append(("opening_fen", f"期初未核销（最多 {format_yuan(opening_fen)} 元）", MoneyEdit(), 1))
    fields.append(("note", "说明（可不填）", TextEdit(), 2))
    return StepForm(
        settling.submit_settlement,
        Batch(tuple(row.disbursement_id for row in chosen)),
        fields,
        explain=f"选中 {len(chosen)} 笔，合计 {format_yuan(total)} 元，编为一个批次报区民政局核销；区级批复以后才记账。",
        submit="报区核销",
    )


def answer(
    desk: Desk, batch: SettlementRow, items: tuple[BatchItem, ...], sent: SentReply | None = None
) -> StepForm:
    """What the district answered, payment by payment; what it sent as data fills the form."""
    begun = SettlementAnswer(desk.today(), "")
    if sent is not None:
        begun = SettlementAnswer(sent.answered_on, sent.document_number, sent.returned)
    came = "区里的批复已到，照它填好了，请核对后登记。" if sent else ""
    return StepForm(
        settling.record_settlement_answer,
        begun,
        [
            ("answered_on", "批复日期", DayEdit(desk.today), 1),
            ("document_number", "批复文号", TextEdit(), 1),
            ("returned", "退回的发放（写明原因）", ReturnedEdit(items), 3),
        ],
        lambda said: (batch.settlement_id, said),
        explain=f"{came}批次 {batch.number}，{batch.item_count} 笔 {format_yuan(batch.amount_fen)} 元。"
        "写了退回原因的不核销，可以补正后再报；其余记入“已核销待补足”。",
        submit="登记批复",
    )


def take_back(batch: SettlementRow) -> StepForm:
    """A batch taken back before its answer."""
    act, about = settling.withdraw_settlement, (batch.settlement_id,)
    then = f"批次 {batch.number} 还没有批复。撤回后其中的发放可以重新报核销，批次号不再使用。"
    return because(act, "撤回的原因", then=then, submit="撤回", about=about, danger=True)


def request(position: Position) -> StepForm:
    """Filling the reserve up to its fixed amount."""
    lacking = max(0, position.fixed_fen - position.book_fen)
    return StepForm(
        settling.request_replenishment,
        RequestEntry(lacking, ""),
        [
            ("amount_fen", "申请金额（元）", FilledMoney(), 1),
            ("reason", "申请理由", TextEdit(), 2),
        ],
        explain=f"定额 {format_yuan(position.fixed_fen)} 元，账面 {format_yuan(position.book_fen)} 元，"
        f"最多可申请 {format_yuan(lacking)} 元。",
        submit="申请补足",
    )


def withdraw_request(row: RequestRow) -> StepForm:
    """A request nothing was sent on."""
    act, about = settling.withdraw_request, (row.request_id,)
    then = f"申请 {row.number}，{format_yuan(row.amount_fen)} 元，还没有拨款。"
    return because(act, "撤回的原因", then=then, submit="撤回申请", about=about, danger=True)


def replenishment(desk: Desk, position: Position, requests: tuple[RequestRow, ...]) -> StepForm:
    """Money of the district in place of what was settled."""
    waiting = [row for row in requests if row.state == "waiting"]
    asked = waiting[0] if waiting else None
    expected = min(asked.amount_fen, position.settled_fen) if asked else position.settled_fen
    begun = Replenishment(expected, "", desk.today(), request_id=asked.request_id if asked else "")
    sent = next((each for each in position.sent if each.amount_fen <= position.settled_fen), None)
    if sent is not None:
        begun = replace(
            begun, amount_fen=sent.amount_fen, notice_number=sent.notice_number, notice_on=sent.notice_on
        )
    came = "区里下达的拨款已填好，请核对进账单。" if sent else ""
    return StepForm(
        settling.record_replenishment,
        begun,
        [
            ("amount_fen", "到账金额（元）", FilledMoney(), 1),
            ("notice_number", "拨款通知文号", TextEdit(), 1),
            ("notice_on", "拨款通知日期", DayEdit(desk.today), 1),
            ("bank_voucher", "银行进账单号", TextEdit(), 1),
            ("request_id", "对应的申请", CodePicker([(row.request_id, row.number) for row in waiting]), 2),
        ],
        explain=f"{came}已核销待补足 {format_yuan(position.settled_fen)} 元，先补最早批复的批次；超出的部分作为新的拨付登记。",
        submit="登记补足到账",
    )
