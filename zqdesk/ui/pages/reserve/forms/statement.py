"""Forms of the bank account: a statement typed in or read from a file, a match taken back, the reconciliation of a month."""

from zqdesk.office.reserve.bank import matching, reconciling, statements
from zqdesk.office.reserve.bank.bank_view import BankView, MoneyRow
from zqdesk.office.reserve.bank.statement_file import ReadStatement
from zqdesk.office.reserve.bank.statements import StatementEntry, StatementLine, StatementRow
from zqdesk.rules.money import format_yuan
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import Field, StepForm, at_once, because
from zqdesk.ui.pages.reserve.forms.fields import DayEdit
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.money_edit import MoneyEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit
from zqdesk.ui.widgets.tables.rows_editor import Cell
from zqdesk.ui.widgets.tables.struct_rows import StructRows

RULE = "期初余额 + 收入 − 支出须等于期末余额，并与上一份对账单相接。"


def statement(desk: Desk, proposed: StatementEntry) -> StepForm:
    """The statement as the bank prints it, line by line."""
    return StepForm(
        statements.enter_statement,
        proposed,
        [*_balances(desk), ("lines", "逐笔明细", lines(desk), 3)],
        explain=f"照银行对账单逐笔录入。{RULE}",
        submit="保存对账单",
    )


def imported(desk: Desk, read: ReadStatement) -> StepForm:
    """What was read of a file, in sums; its lines are those of the file and stand in the list once it is kept."""
    entry = read.entry
    came = sum(max(line.amount_fen, 0) for line in entry.lines)
    went = sum(max(-line.amount_fen, 0) for line in entry.lines)
    sums = f"共 {len(entry.lines)} 行，收入 {format_yuan(came)} 元，支出 {format_yuan(went)} 元。"
    return StepForm(
        statements.enter_statement,
        entry,
        _balances(desk),
        explain=f"{entry.file_name}：{'；'.join(read.notes)}。{sums}{RULE}",
        submit="保存对账单",
    )


def lines(desk: Desk) -> StructRows:
    """A statement's lines in the bank's order; the balance after each is only needed where the bank prints it."""
    cells = [
        Cell("booked_on", "日期", lambda: DateEdit(desk.today), 116),
        Cell("in_fen", "收入（元）", _amount, 100, right=True),
        Cell("out_fen", "支出（元）", _amount, 100, right=True),
        Cell("balance_fen", "余额（可不填）", _amount, 100, right=True),
        Cell("slip", "凭证号", TextEdit, 80),
        Cell("text", "摘要", lambda: TextEdit("含对方户名")),
    ]
    return StructRows(StatementLine, cells, "对账单明细")


def _balances(desk: Desk) -> list[Field]:
    return [
        ("first_on", "起始日期", DayEdit(desk.today), 1),
        ("last_on", "截止日期", DayEdit(desk.today), 1),
        ("opening_fen", "期初余额（元）", _amount(), 1),
        ("closing_fen", "期末余额（元）", _amount(), 1),
    ]


def _amount() -> MoneyEdit:
    """A correction of the bank's own stands below zero in its column."""
    return MoneyEdit(optional=True, loss=True)


def withdraw(row: StatementRow) -> StepForm:
    """The last statement, keyed wrongly."""
    then = f"{row.first_on:%Y-%m-%d}至{row.last_on:%m-%d}的对账单撤回后保留记录，可以重新录入。"
    return because(
        statements.withdraw_statement,
        "撤回的原因",
        "例如：漏录了一行",
        then=then,
        submit="撤回对账单",
        about=(row.statement_id,),
        danger=True,
    )


def take_back(row: MoneyRow) -> StepForm:
    """A match that was wrong."""
    then = f"{row.day:%m-%d} {format_yuan(abs(row.fen))} 元 {row.text}：{row.why}。取消后两边重新未勾对；已签字的调节表不变。"
    return because(
        matching.take_back_match,
        "取消勾对的原因",
        "例如：认错了，是另一笔",
        then=then,
        submit="取消勾对",
        about=(row.match_id,),
    )


def reconciliation(seen: BankView, words: str) -> StepForm:
    """How bank and books agree at the month's end."""
    worked = seen.worked
    then = (
        f"{words}末：对账单 {format_yuan(worked.statement_fen)} 元，账面 {format_yuan(worked.book_fen)} 元，"
        f"未达账项 {len(worked.items)} 笔，调节后 {format_yuan(worked.adjusted_fen)} 元。"
    )
    if not worked.old:
        return at_once(reconciling.make_reconciliation, then, "编制调节表", about=(seen.month,))
    return because(
        reconciling.make_reconciliation,
        f"{len(worked.old)}笔超过一个月未达的原因和处理情况",
        "例如：银行查无此笔，已请审批人追查",
        then=then,
        submit="编制调节表",
        about=(seen.month,),
    )
