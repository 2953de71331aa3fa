"""The books of what was paid: the register of disbursements (发放登记表) and the ledger (台账)."""

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zqdesk.office.reserve.books.undone import undone_words
from zqdesk.office.reserve.books.values import (
    Book,
    BookRow,
    Value,
    column,
    fen_column,
    in_words,
    total_row,
    yuan,
)
from zqdesk.office.reserve.ledger.journal import voucher_number
from zqdesk.office.reserve.ledger.set_asides import booked
from zqdesk.office.reserve.months.closing import balances_before
from zqdesk.office.reserve.months.periods import MONTH, first_day, last_day, period_words
from zqdesk.office.reserve.months.reported import correction_words, office_of, payments_of
from zqdesk.office.reserve.paying.booked_payments import REFUND, BookedPayment
from zqdesk.records.tables.reserve import Entry
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.reserve import BANK, OPENING, TILL, is_till

REGISTER = (
    column("序号", 9),
    column("日期", 25),
    column("姓名", 22),
    column("身份证号", 33),
    column("住址", 32, align="left"),
    column("救助类型", 14),
    column("事由", 22),
    fen_column("金额（元）", 20, flows=True),
    column("大写", 36, align="left"),
    column("方式", 11),
    column("领款单号", 20),
    column("领取人签字\n（指印）", 22),
    column("经办人", 16),
)
LEDGER = (
    column("序号", 8),
    column("月日", 10.5),
    column("凭证号", 9.5),
    column("摘要", 19, align="left"),
    column("案件编号", 15.5),
    column("救助对象", 14),
    column("身份证号", 22.5),
    column("村（居）", 14.5),
    column("类型", 11),
    column("困难原因", 13.7),
    column("方式", 8.2),
    fen_column("收入", 16.5, flows=True),
    fen_column("支出", 15.5, flows=True),
    fen_column("余额", 16.5),
    column("卡号尾号", 9.5),
    column("领取签收", 8.2),
    column("经办人", 11),
    column("审批人", 11),
    column("核销批次", 15.5),
    column("备注", 15, align="left"),
)
CAME, WENT, BALANCE = 11, 12, 13


def disbursement_register(session: Session, period: str) -> Book:
    """Who got what, in a month or a year: one line for each payment, reversals in red (发放登记表)."""
    moved = list(payments_of(session, period))
    paid = [each for each in moved if each.entry.kind != REFUND]
    total = sum(each.entry.amount_fen for each in paid)
    back = -sum(each.signed_fen for each in moved if each.entry.kind == REFUND)
    words = [f"合计人民币（大写）：{in_words(total)}"]
    if back:
        words.append(f"本期另有退回救助金 {yuan(back)}，净发放 {yuan(total - back)}。")
    return Book(
        kind="disbursement_register",
        title="临时救助金发放登记表",
        office=office_of(session, period),
        period=period_words(period),
        columns=REGISTER,
        rows=(
            *(_register_row(number, each) for number, each in enumerate(paid, 1)),
            total_row(REGISTER, "合计", {7: total}),
        ),
        words=(*words, *correction_words(session, period), *undone_words(session, period)),
        wide=True,
    )


def ledger(session: Session, period: str) -> Book:
    """All that moved the reserve's money, in the columns of the district's ledger (台账)."""
    return Book(
        kind="ledger",
        title="临时救助备用金台账",
        office=office_of(session, period),
        period=period_words(period),
        columns=LEDGER,
        rows=tuple(_ledger_rows(session, period)),
        words=(
            "功能科目：2082001 临时救助支出；金额单位：元；余额为银行存款与库存现金之和。",
            *correction_words(session, period),
            *undone_words(session, period),
        ),
        carried=BALANCE,
        wide=True,
    )


def _register_row(number: int, each: BookedPayment) -> BookRow:
    fen = each.entry.amount_fen
    cells: tuple[Value, ...] = (
        number,
        chinese_day(each.entry.booked_on),
        each.payee,
        each.id_number,
        f"{each.village}{each.address.removeprefix(each.village)}",
        each.kind_title,
        each.cause_title,
        fen,
        in_words(fen),
        each.way,
        each.paper.receipt_number[-8:] if each.paper else "",
        each.received,
        each.entry.by_name,
    )
    return BookRow(cells, red=fen < 0)


def _ledger_rows(session: Session, period: str) -> Iterator[BookRow]:
    """Lines of the period with their balance, its total and what came and went since the year began."""
    begins, ends = first_day(period), last_day(period)
    payments = {each.entry.id: each for each in payments_of(session, period)}
    came_year, went_year, balance = 0, 0, _held_before(session, period[:4])
    came, went, number = 0, 0, 0
    touching = or_(
        Entry.debit == BANK, Entry.credit == BANK, Entry.debit.startswith(TILL), Entry.credit.startswith(TILL)
    )
    query = select(Entry).where(booked(), Entry.booked_on.between(first_day(period[:4]), ends))
    for entry in session.scalars(query.where(touching).order_by(Entry.year, Entry.serial)):
        comes = entry.amount_fen if _is_money(entry.debit) else 0
        goes = entry.amount_fen if _is_money(entry.credit) else 0
        if comes and goes:
            continue  # between bank, box and floats: the reserve is as large as before
        if entry.booked_on >= begins and not number:
            yield _ledger_forward(period, balance)
        balance += comes - goes
        if entry.kind == OPENING:
            comes = 0  # it was there before the books: in the balance, and nobody's receipt
        came_year, went_year = came_year + comes, went_year + goes
        if entry.booked_on >= begins:
            came, went, number = came + comes, went + goes, number + 1
            yield _ledger_row(number, entry, payments.get(entry.id), balance)
    if not number:
        yield _ledger_forward(period, balance)
    if len(period) == MONTH:
        yield total_row(LEDGER, "本月合计", {CAME: came, WENT: went, BALANCE: balance}, ends=True)
    yield total_row(LEDGER, "本年累计", {CAME: came_year, WENT: went_year, BALANCE: balance})


def _ledger_forward(period: str, balance: int) -> BookRow:
    words = "上年结转" if first_day(period).month == 1 else "上月结转"
    return total_row(LEDGER, words, {BALANCE: balance})


def _ledger_row(number: int, entry: Entry, each: BookedPayment | None, balance: int) -> BookRow:
    fen = entry.amount_fen
    came = fen if entry.kind != OPENING else None
    amounts = (came, None) if _is_money(entry.debit) else (None, fen)
    head: tuple[Value, ...] = (number, f"{entry.booked_on:%m-%d}", voucher_number(entry)[-4:])
    if each is None:
        family: tuple[Value, ...] = (entry.text, *[""] * 7)
        tail: tuple[Value, ...] = ("", "", entry.by_name, "", "")
    else:
        words = "退回救助金" if entry.kind == REFUND else "发放救助金"
        family = (
            f"冲销{words}" if fen < 0 else words,
            each.case_number[-8:],
            each.payee,
            each.id_number,
            each.village,
            each.kind_title,
            each.cause_title,
            each.way,
        )
        tail = (each.card, each.received, each.clerk, each.approver, each.batch[-8:])
    cells = (*head, *family, *amounts, balance, *tail, entry.reason or entry.voucher)
    return BookRow(cells, red=fen < 0)


def _held_before(session: Session, year: str) -> int:
    """Bank and cash when the year began, in fen."""
    held = balances_before(session, first_day(year))
    return sum(fen for account, fen in held.items() if _is_money(account))


def _is_money(account: str) -> bool:
    return account == BANK or is_till(account)
