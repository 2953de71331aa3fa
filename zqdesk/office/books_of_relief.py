"""The books of what was paid: register of disbursements (发放登记表), ledger (台账), month's report (月报), settlement form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.book_values import Book, BookColumn, BookRow, Value
from zqdesk.office.books_of_money import SIGNERS, period_words
from zqdesk.office.disbursing import SIGN_KINDS, WAYS
from zqdesk.office.journal import voucher_number
from zqdesk.office.setup import hall
from zqdesk.office.steps import found
from zqdesk.records.case import Case
from zqdesk.records.household import Household
from zqdesk.records.relief import Grant, Relief
from zqdesk.records.reserve import Disbursement, Entry, Settlement, SettlementItem
from zqdesk.records.staff import Account
from zqdesk.rules.identity import mask_card, mask_id
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.rules.relief import APPLICANT_CLASSES, CAUSES, KIND_TITLES
from zqdesk.rules.reserve import BANK, DISTRICT, SETTLED, UNSETTLED, is_till


@dataclass(frozen=True, slots=True)
class _Paid:
    """An entry of a payment, a refund or a reversal of one, with what belongs to it."""

    entry: Entry
    case: Case
    relief: Relief
    village: str
    grant: Grant
    payment: Disbursement | None
    clerk: str
    batch: str

    @property
    def signed_fen(self) -> int:
        """What it adds to what families got."""
        return self.entry.amount_fen if self.entry.debit == UNSETTLED else -self.entry.amount_fen


def disbursement_register(session: Session, period: str) -> Book:
    """Who got what, in a month or a year: one line for each payment, reversals in red (发放登记表)."""
    columns = (
        BookColumn("序号", 8, align="center"),
        BookColumn("日期", 14, align="center"),
        BookColumn("姓名", 18, align="center"),
        BookColumn("身份证号", 30, align="center"),
        BookColumn("村（居）", 20, align="center"),
        BookColumn("事由", 24, align="center"),
        BookColumn("金额（元）", 18, money=True, flows=True, align="right"),
        BookColumn("方式", 12, align="center"),
        BookColumn("领款单号", 20, align="center"),
        BookColumn("领款人\n签字/指印", 18, align="center"),
    )
    rows = []
    paid = [each for each in _paid(session, period) if each.entry.kind == "disbursement"]
    for number, each in enumerate(paid, 1):
        who = each.payment
        signed = (who.proxy_name and f"{who.proxy_name}代") or SIGN_KINDS[who.sign_kind] if who else ""
        cells: tuple[Value, ...] = (
            str(number),
            f"{each.entry.booked_on:%m-%d}",
            who.payee_name if who else "",
            mask_id(who.payee_id_number) if who else "",
            each.village,
            f"{KIND_TITLES[each.case.kind]}·{CAUSES.get(each.relief.cause, '')}",
            each.entry.amount_fen,
            WAYS[who.way] if who else "",
            who.receipt_number[-8:] if who else "",
            "作废" if each.entry.amount_fen < 0 else signed,
        )
        rows.append(BookRow(cells, red=each.entry.amount_fen < 0))
    total = sum(each.entry.amount_fen for each in paid)
    rows.append(BookRow(("", "", "合计", "", "", "", total, "", "", ""), strong=True))
    words = (f"合计人民币（大写）：{capitals(total)}",) if total >= 0 else ()
    return _book(session, "disbursement_register", "临时救助金发放登记表", period, columns, rows, words=words)


def ledger(session: Session, period: str) -> Book:
    """All that moved the reserve's money, in the columns of the district's ledger (台账)."""
    columns = (
        BookColumn("日期", 13, align="center"),
        BookColumn("凭证号", 18, align="center"),
        BookColumn("摘要", 34),
        BookColumn("案件编号", 18, align="center"),
        BookColumn("村（居）", 15, align="center"),
        BookColumn("类型原因", 16, align="center"),
        BookColumn("收入（元）", 16, money=True, flows=True, align="right"),
        BookColumn("支出（元）", 16, money=True, flows=True, align="right"),
        BookColumn("余额（元）", 18, money=True, align="right"),
        BookColumn("经办/审批", 16, align="center"),
        BookColumn("核销批次", 14, align="center"),
    )
    of_entry = {each.entry.id: each for each in _paid(session, "")}
    balance, rows, total_in, total_out = 0, [], 0, 0
    started = False
    for entry in session.scalars(select(Entry).order_by(Entry.year, Entry.serial)):
        came = entry.amount_fen if _is_money(entry.debit) else 0
        went = entry.amount_fen if _is_money(entry.credit) else 0
        balance += came - went
        if entry.booked_on.isoformat()[: len(period)] < period:
            continue
        if entry.booked_on.isoformat()[: len(period)] > period:
            balance -= came - went
            break
        if not started:
            rows.append(_forward(balance - came + went, len(columns)))
            started = True
        if came and went:
            continue
        total_in, total_out = total_in + came, total_out + went
        rows.append(_ledger_row(entry, of_entry.get(entry.id), came, went, balance))
    if not started:
        rows.append(_forward(balance, len(columns)))
    rows.append(BookRow(("", "", "合计", "", "", "", total_in, total_out, balance, "", ""), strong=True))
    return _book(session, "ledger", "临时救助备用金台账", period, columns, rows, carried=8)


def month_report(session: Session, period: str) -> Book:
    """The month's report: households, payments and sums by type, cause and class; the balances of its end (月报)."""
    columns = (
        BookColumn("分类", 30, align="center"),
        BookColumn("项目", 50, align="center"),
        BookColumn("户次", 22, align="right"),
        BookColumn("人次", 22, align="right"),
        BookColumn("金额（元）", 34, money=True, align="right"),
    )
    paid = _paid(session, period)
    rows = []
    for title, key, names in (
        ("救助类型", lambda each: each.case.kind, KIND_TITLES),
        ("困难原因", lambda each: each.relief.cause, CAUSES),
        ("对象类别", lambda each: each.relief.applicant_class, APPLICANT_CLASSES | {"": "未填"}),
    ):
        for code, words in names.items():
            group = [each for each in paid if key(each) == code]
            if group:
                rows.append(BookRow((title, words, *_counted(group))))
    rows.append(BookRow(("合计", "", *_counted(paid)), strong=True))
    start, end = _balances(session, period, before=True), _balances(session, period, before=False)
    facts = (
        ("月初资金结存", f"{format_yuan(_money(start))} 元"),
        ("本月区级拨入、补足", f"{format_yuan(_moved(session, period, ('allocation', 'replenishment')))} 元"),
        ("月末资金结存", f"{format_yuan(_money(end))} 元"),
        ("其中银行存款", f"{format_yuan(end.get(BANK, 0))} 元"),
        ("已发未核销", f"{format_yuan(end.get(UNSETTLED, 0))} 元"),
        ("已核销待补足", f"{format_yuan(end.get(SETTLED, 0))} 元"),
        ("区级拨入累计", f"{format_yuan(end.get(DISTRICT, 0))} 元"),
    )
    return _book(session, "month_report", "临时救助备用金月报表", period, columns, rows, facts=facts)


def settlement_form(session: Session, settlement_id: str) -> Book:
    """The batch with every case in it (核销报账单)."""
    batch = found(session, Settlement, settlement_id)
    columns = (
        BookColumn("序号", 10, align="center"),
        BookColumn("发放日期", 20, align="center"),
        BookColumn("领款人", 24, align="center"),
        BookColumn("村（居）", 24, align="center"),
        BookColumn("类型原因", 28, align="center"),
        BookColumn("案件编号", 30, align="center"),
        BookColumn("领款单号", 20, align="center"),
        BookColumn("金额（元）", 24, money=True, flows=True, align="right"),
    )
    query = (
        select(SettlementItem, Disbursement, Entry, Case, Relief.cause, Household.village_name)
        .join(Disbursement, Disbursement.id == SettlementItem.disbursement_id)
        .join(Entry, Entry.id == Disbursement.entry_id)
        .join(Case, Case.id == Disbursement.case_id)
        .join(Relief, Relief.case_id == Case.id)
        .join(Household, Household.id == Case.household_id)
        .where(SettlementItem.settlement_id == batch.id)
        .order_by(Entry.year, Entry.serial)
    )
    rows, listed = [], 0
    for number, (item, paid, entry, case, cause, village) in enumerate(session.execute(query), 1):
        back = "（退回）" if item.accepted is False else ""
        listed += item.amount_fen
        cells = (
            str(number),
            entry.booked_on.isoformat(),
            paid.payee_name,
            village,
            f"{KIND_TITLES[case.kind]}·{CAUSES.get(cause, '')}",
            case.number[-13:],
            f"{paid.receipt_number[-8:]}{back}",
            item.amount_fen,
        )
        rows.append(BookRow(cells, red=bool(back)))
    if batch.amount_fen != listed:
        opening = batch.amount_fen - listed
        rows.append(BookRow(("", "", "期初未核销", "", "", "", "", opening)))
    rows.append(BookRow(("", "", "合计", "", "", "", "", batch.amount_fen), strong=True))
    answer = f"{batch.answered_on}　{batch.document_number}" if batch.answered_on else ""
    accepted = f"{format_yuan(batch.accepted_fen)} 元" if batch.answered_on else ""
    facts = (
        ("报送日期", batch.submitted_on.isoformat()),
        ("报送人", batch.by_name),
        ("区级批复", answer),
        ("核销金额", accepted),
        ("说明", batch.note),
    )
    words = (f"报请核销人民币（大写）：{capitals(batch.amount_fen)}", "功能科目：2082001 临时救助支出")
    book = _book(
        session, "settlement_form", "临时救助备用金核销报账单", "", columns, rows, facts=facts, words=words
    )
    return _numbered(book, batch.number, ("出纳", "审核", "镇街负责人（盖章）", "区民政局（盖章）"))


def _numbered(book: Book, number: str, signers: tuple[str, ...]) -> Book:
    return replace(book, number=number, signers=signers)


def _paid(session: Session, period: str) -> list[_Paid]:
    """Entries of payments and refunds in a period, with what belongs to each."""
    query = (
        select(Entry, Case, Relief, Household.village_name, Grant, Account.name)
        .join(Case, Case.id == Entry.case_id)
        .join(Relief, Relief.case_id == Case.id)
        .join(Household, Household.id == Case.household_id)
        .join(Grant, Grant.id == Entry.grant_id)
        .join(Account, Account.id == Case.clerk_id)
        .order_by(Entry.year, Entry.serial)
    )
    payments = {row.entry_id: row for row in session.scalars(select(Disbursement))}
    batches = {
        row[0]: row[1]
        for row in session.execute(
            select(SettlementItem.disbursement_id, Settlement.number)
            .join(Settlement, Settlement.id == SettlementItem.settlement_id)
            .where(SettlementItem.accepted.is_not(False))
        )
    }
    made = []
    for entry, case, relief, village, grant, clerk in session.execute(query):
        if not entry.booked_on.isoformat().startswith(period):
            continue
        payment = payments.get(entry.id) or payments.get(entry.reverses_id or "")
        batch = batches.get(payment.id, "") if payment else ""
        made.append(_Paid(entry, case, relief, village, grant, payment, clerk, batch))
    return made


def _ledger_row(entry: Entry, each: _Paid | None, came: int, went: int, balance: int) -> BookRow:
    people = f"{each.clerk}/{each.grant.agreed_by_name}" if each else entry.by_name
    cause = f"{KIND_TITLES[each.case.kind]}·{CAUSES.get(each.relief.cause, '')}" if each else ""
    who = each.payment if each else None
    number = f"\n{mask_id(who.payee_id_number)}" if who and who.payee_id_number else ""
    card = f" {mask_card(who.account_number)}" if who and who.account_number else ""
    cells = (
        f"{entry.booked_on:%m-%d}",
        voucher_number(entry)[2:],
        f"{entry.text}{number}{card}",
        each.case.number[-13:] if each else "",
        each.village if each else "",
        cause,
        came or None,
        went or None,
        balance,
        people,
        each.batch[-8:] if each else "",
    )
    return BookRow(cells, red=entry.amount_fen < 0)


def _forward(balance: int, columns: int) -> BookRow:
    cells: list[Value] = [""] * columns
    cells[2], cells[6], cells[7], cells[8] = "承前结转", None, None, balance
    return BookRow(tuple(cells), strong=True)


def _counted(group: Sequence[_Paid]) -> tuple[int, int, int]:
    """Households, persons and fen; what was wholly reversed or given back counts for nothing."""
    by_case: dict[str, list[_Paid]] = {}
    for each in group:
        by_case.setdefault(each.case.id, []).append(each)
    standing = [each for each in by_case.values() if sum(e.signed_fen for e in each) > 0]
    persons = sum(each[0].relief.person_count for each in standing)
    return len(standing), persons, sum(each.signed_fen for each in group)


def _balances(session: Session, period: str, *, before: bool) -> dict[str, int]:
    end = _first_day(period) if before else _after(period)
    found_: dict[str, int] = {}
    for column, sign in ((Entry.debit, 1), (Entry.credit, -1)):
        query = select(column, func.sum(Entry.amount_fen)).where(Entry.booked_on < end).group_by(column)
        for account, fen in session.execute(query):
            found_[account] = found_.get(account, 0) + sign * int(fen)
    found_[DISTRICT] = -found_.get(DISTRICT, 0)
    return found_


def _money(held: dict[str, int]) -> int:
    return sum(fen for account, fen in held.items() if _is_money(account))


def _moved(session: Session, period: str, kinds: Sequence[str]) -> int:
    query = select(func.sum(Entry.amount_fen)).where(
        Entry.kind.in_(kinds), Entry.booked_on >= _first_day(period), Entry.booked_on < _after(period)
    )
    return int(session.scalar(query) or 0)


def _first_day(period: str) -> date:
    return date(int(period[:4]), int(period[5:7]) if len(period) >= 7 else 1, 1)


def _after(period: str) -> date:
    year, month = int(period[:4]), int(period[5:7]) if len(period) >= 7 else 12
    return date(year + month // 12, month % 12 + 1, 1)


def _is_money(account: str) -> bool:
    return account == BANK or is_till(account)


def _book(
    session: Session,
    kind: str,
    title: str,
    period: str,
    columns: tuple[BookColumn, ...],
    rows: Sequence[BookRow],
    *,
    facts: tuple[tuple[str, str], ...] = (),
    words: tuple[str, ...] = (),
    carried: int = -1,
) -> Book:
    return Book(
        kind=kind,
        title=title,
        office=hall(session).name,
        period=period_words(period) if period else "",
        number="",
        facts=facts,
        columns=columns,
        rows=tuple(rows),
        words=words,
        signers=SIGNERS,
        carried=carried,
    )
