"""Forms of the money between district, bank and box: opening balance, allocation, withdrawal, deposit, return."""

from collections.abc import Callable

from zqdesk.office.reserve import moves
from zqdesk.office.reserve.moves import Allocation, BankMove, OpeningBalance
from zqdesk.office.reserve.position import Position
from zqdesk.rules.money import format_yuan
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import StepForm
from zqdesk.ui.pages.reserve.forms.fields import DayEdit, FilledMoney
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.money_edit import MoneyEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit


def opening(_desk: Desk, _position: Position) -> StepForm:
    """What the old books say, once."""
    return StepForm(
        moves.open_reserve,
        OpeningBalance(),
        [
            ("bank_fen", "银行存款（元）", MoneyEdit(), 1),
            ("box_fen", "现金箱内现金（元）", MoneyEdit(), 1),
            ("unsettled_fen", "已发未核销（元）", MoneyEdit(), 1),
            ("settled_fen", "已核销待补足（元）", MoneyEdit(), 1),
            ("basis", "依据（原账簿、对账单）", TextEdit(), 2),
        ],
        explain="年中启用时，把原来账上的余额带进来；只能在记第一笔账之前登记一次，没有余额的项目空着。",
        submit="登记期初余额",
    )


def allocation(desk: Desk, position: Position) -> StepForm:
    """Money from the district arrived at the bank; what it sent as data fills the form, the oldest first."""
    sent = next(iter(position.sent), None)
    begun = Allocation(0, "", desk.today())
    if sent is not None:
        begun = Allocation(sent.amount_fen, sent.notice_number, sent.notice_on, sent.batch)
    waits = f"区里下达的 {len(position.sent)} 笔等待登记，已按最早的一笔填好，请核对进账单。" if sent else ""
    return StepForm(
        moves.receive_allocation,
        begun,
        [
            ("amount_fen", "拨付金额（元）", FilledMoney(), 1),
            ("notice_number", "拨款通知文号", TextEdit(), 1),
            ("notice_on", "拨款通知日期", DayEdit(desk.today), 1),
            ("batch", "批次（可不填）", TextEdit("第1批"), 1),
            ("bank_voucher", "银行进账单号", TextEdit(), 1),
        ],
        explain=f"{waits}款项到账后登记，记入银行存款。备用金定额 {format_yuan(position.fixed_fen)} 元，"
        f"区级已拨入 {format_yuan(position.district_fen)} 元。补足核销的拨款请在“核销与补足”里登记。",
        submit="登记拨付",
    )


def withdrawal(desk: Desk, position: Position) -> StepForm:
    """Cash from the bank into the box."""
    box = next((till for till in position.tills if till.kind == "box"), None)
    room = max(0, box.ceiling_fen - box.held_fen) if box else 0
    then = f"银行存款 {format_yuan(position.bank_fen)} 元；现金箱按限额还可放入 {format_yuan(room)} 元。"
    return _move(desk, moves.withdraw_cash, "提取金额（元）", "支票或凭证号", then=then, submit="登记提现")


def deposit(desk: Desk, position: Position) -> StepForm:
    """Cash from the box to the bank."""
    held = sum(till.held_fen for till in position.tills if till.kind == "box")
    then = f"现金箱现有 {format_yuan(held)} 元。窗口的现金先交回现金箱，再存入银行。"
    return _move(desk, moves.deposit_cash, "存入金额（元）", "缴款单号", then=then, submit="登记存行")


def give_back(desk: Desk, position: Position) -> StepForm:
    """Money from the bank back to the district."""
    then = f"从银行账户交回区级，备用金总额随之减少。银行存款 {format_yuan(position.bank_fen)} 元。"
    act = moves.return_to_district
    return _move(desk, act, "上缴金额（元）", "银行凭证号", then=then, submit="登记上缴", danger=True)


ALLOCATION = "区级拨付"
FORMS: tuple[tuple[str, Callable[[Desk, Position], StepForm]], ...] = (
    (ALLOCATION, allocation),
    ("提取现金", withdrawal),
    ("现金存行", deposit),
    ("上缴区级", give_back),
    ("期初余额", opening),
)
"""Title and form of every act of the bank."""


def _move(
    desk: Desk,
    act: Callable[..., object],
    amount: str,
    voucher: str,
    *,
    then: str,
    submit: str,
    danger: bool = False,
) -> StepForm:
    """Money between bank, box and district, with the bank's voucher."""
    fields = [
        ("amount_fen", amount, FilledMoney(), 1),
        ("voucher", voucher, TextEdit(), 1),
        ("voucher_on", "凭证日期", DateEdit(desk.today), 1),
        ("note", "说明（可不填）", TextEdit(), 3),
    ]
    move = BankMove(0, voucher_on=desk.today())
    return StepForm(act, move, fields, explain=then, submit=submit, danger=danger)
