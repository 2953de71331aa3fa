"""What goes to the district: the month's report, the settlement of a batch, the request for money, the carry-over of a year."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.hall.access import found
from zqdesk.office.hall.setup import hall
from zqdesk.office.reserve.books.undone import undone_words
from zqdesk.office.reserve.books.values import (
    Book,
    BookRow,
    Facts,
    Value,
    column,
    fen_column,
    in_words,
    total_row,
    yuan,
)
from zqdesk.office.reserve.ledger.set_asides import booked, closed
from zqdesk.office.reserve.months.closing import balances_before, balances_on
from zqdesk.office.reserve.months.periods import MONTH, first_day, last_day, period_words
from zqdesk.office.reserve.months.reported import as_reported, correction_words, office_of, payments_of
from zqdesk.office.reserve.paying.booked_payments import BookedPayment
from zqdesk.office.reserve.position import account_titles
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.relief import Relief
from zqdesk.records.tables.reserve import (
    Closing,
    Disbursement,
    Entry,
    ReplenishmentRequest,
    Settlement,
    SettlementItem,
)
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.relief.amount import APPLICANT_CLASSES, CAUSES, KIND_TITLES
from zqdesk.rules.reserve import ACCOUNT_TITLES, BANK, DISTRICT, KINDS, OPENING, SETTLED, UNSETTLED, is_till

REPORT = (
    column("分类", 30),
    column("项目", 50),
    column("户次", 22, align="right"),
    column("人次", 22, align="right"),
    fen_column("金额（元）", 34),
)
BATCH = (
    column("序号", 8),
    column("发放日期", 18),
    column("领款人", 23),
    column("村（居）", 20),
    column("类型", 13),
    column("困难原因", 20),
    column("案件编号", 22.5),
    column("领款单号", 16),
    fen_column("金额（元）", 18, flows=True),
    column("批复", 9),
)
YEAR = (
    column("科目", 38),
    fen_column("年初余额", 27),
    fen_column("期初登记", 27),
    fen_column("本年借方", 27),
    fen_column("本年贷方", 27),
    fen_column("结转下年", 27),
)
SUMS = (
    column("项目", 84),
    fen_column("金额（元）", 84),
)
DISTRICT_SEALS = ("镇（街道）意见", "区民政局意见")
FUNCTION = "功能科目：2082001 临时救助支出；政府经济分类：50901 社会福利和救助。"


def month_report(session: Session, period: str) -> Book:
    """Households, persons and sums by type, cause and class; what came, went and is left, in a month or a year (月报)."""
    span = "月" if len(period) == MONTH else "年"
    paid = list(payments_of(session, period))
    return Book(
        kind="month_report",
        title=f"临时救助备用金{span}报表",
        office=office_of(session, period),
        period=period_words(period),
        facts=_movements(session, period, span),
        columns=REPORT,
        rows=tuple(_groups(paid)),
        words=(
            "户次、人次按本期有净发放的救助件数计；金额已减去冲销和退回。",
            f"{span}初结存＋拨付＋补足＋退回＋期初登记－发放－上缴＝{span}末结存。",
            FUNCTION,
            *correction_words(session, period),
            *undone_words(session, period),
        ),
        seals=(hall(session).town_name,),
    )


def settlement_form(session: Session, settlement_id: str) -> Book:
    """The batch with every case in it (核销报账单)."""
    batch = found(session, Settlement, settlement_id)
    items = list(_items(session, batch))
    opening = batch.amount_fen - sum(fen for _, fen in items)
    rows = [row for row, _ in items]
    if opening:
        rows.append(total_row(BATCH, "期初未核销", {8: opening}))
    rows.append(total_row(BATCH, "合计", {8: batch.amount_fen}))
    answered = chinese_day(batch.answered_on) if batch.answered_on else ""
    facts = (
        ("报送日期", chinese_day(batch.submitted_on)),
        ("报送人", batch.by_name),
        ("笔数", f"{len(items)} 笔"),
        ("说明", batch.note),
        ("批复日期", answered),
        ("批复文号", batch.document_number),
        ("核销金额", yuan(batch.accepted_fen) if answered else ""),
        ("退回金额", yuan(batch.amount_fen - batch.accepted_fen) if answered else ""),
    )
    return Book(
        kind="settlement_form",
        title="临时救助备用金核销报账单",
        office=hall(session).name,
        number=batch.number,
        facts=facts,
        columns=BATCH,
        rows=tuple(rows),
        words=(f"报请核销人民币（大写）：{in_words(batch.amount_fen)}", FUNCTION),
        signers=("出纳", "记账", "审核"),
        seals=DISTRICT_SEALS,
    )


def replenishment_request(session: Session, request_id: str) -> Book:
    """What is asked of the district, with the balances of that moment (补充申请表)."""
    row = found(session, ReplenishmentRequest, request_id)
    held = {str(account): int(fen) for account, fen in row.balances.items()}
    money = _money(held)
    rows = (
        BookRow(("银行存款", held.get(BANK, 0))),
        BookRow(("库存现金", money - held.get(BANK, 0))),
        BookRow(("账面余额（银行存款＋库存现金）", money), strong=True),
        BookRow((f"已用：{ACCOUNT_TITLES[UNSETTLED]}", held.get(UNSETTLED, 0))),
        BookRow((f"已用：{ACCOUNT_TITLES[SETTLED]}", held.get(SETTLED, 0))),
        BookRow(("区级拨入累计（期初＋拨付－上缴）", held.get(DISTRICT, 0)), strong=True),
        BookRow(("申请补充", row.amount_fen), strong=True),
        BookRow(("补充后账面余额", money + row.amount_fen)),
    )
    return Book(
        kind="replenishment_request",
        title="临时救助备用金补充申请表",
        office=hall(session).name,
        number=row.number,
        facts=(
            ("申请日期", chinese_day(row.requested_on)),
            ("申请人", row.by_name),
            ("申请理由", row.reason),
            ("状态", "已撤回" if row.withdrawn_on else ""),
        ),
        columns=SUMS,
        rows=rows,
        words=(f"申请补充人民币（大写）：{in_words(row.amount_fen)}",),
        signers=("出纳", "审核"),
        seals=DISTRICT_SEALS,
    )


def carry_over(session: Session, year: str) -> Book:
    """What a year leaves to the next one, by account (年度结转表). Refused before the year was carried over."""
    closing = session.scalars(select(Closing).where(closed(), Closing.period == year)).first()
    if closing is None:
        raise Refused(Problem("closing.none", f"{year}年还没有结转。"))
    titles = account_titles(session)
    before = balances_before(session, first_day(year))
    opened = dict(_opened(session, year))
    order = (BANK, *sorted(each for each in closing.balances if is_till(each)), UNSETTLED, SETTLED, DISTRICT)
    rows: list[BookRow] = []
    for account in order:
        came, went = map(int, closing.turnover.get(account, (0, 0)))
        if account == DISTRICT:
            rows.append(_four_accounts(rows))
            began = sum(opened.values())
            went -= began
        else:
            began = opened.get(account, 0)
            came -= began
        left = int(closing.balances.get(account, 0))
        cells: tuple[Value, ...] = (titles[account], before.get(account, 0), began, came, went, left)
        rows.append(BookRow(cells, strong=account == DISTRICT))
    return Book(
        kind="carry_over",
        title="临时救助备用金年度结转表",
        office=office_of(session, year),
        period=period_words(year),
        facts=(
            ("结转日期", chinese_day(closing.closed_on)),
            ("办理人", closing.by_name),
            ("本年凭证", f"共 {closing.entry_count} 笔，至 记-{year}-{closing.last_serial:04d}"),
            ("金额单位", "元"),
        ),
        columns=YEAR,
        rows=tuple(rows),
        words=(
            "银行存款、库存现金、已发未核销、已核销待补足四项合计等于区级拨入。",
            *undone_words(session, year),
        ),
    )


def _four_accounts(rows: Sequence[BookRow]) -> BookRow:
    """The sum of what is on the hall's side, to stand beside what the district gave.

    What moved between the four is no turnover of the whole, so only the balances are added up.
    """
    began, opened, left = (sum(int(row.cells[place] or 0) for row in rows) for place in (1, 2, len(YEAR) - 1))
    return BookRow(("四项合计", began, opened, None, None, left), strong=True)


def _movements(session: Session, period: str, span: str) -> Facts:
    """What came, went and is left, in pairs."""
    before = balances_before(session, first_day(period))
    after = balances_on(session, last_day(period))
    query = (
        select(Entry.kind, func.sum(Entry.amount_fen))
        .where(booked(), Entry.booked_on.between(first_day(period), last_day(period)))
        .group_by(Entry.kind)
    )
    moved = {kind: int(fen) for kind, fen in session.execute(query)}
    moved[OPENING] = _money_of(_opened(session, period))
    cash = _money(after) - after.get(BANK, 0)
    shown = ("allocation", "replenishment", "disbursement", "refund", "return", "settlement")
    return (
        (f"{span}初资金结存", yuan(_money(before))),
        (f"{span}末资金结存", yuan(_money(after))),
        *((f"本{span}{KINDS[kind].title}", yuan(moved.get(kind, 0))) for kind in shown),
        *(((f"本{span}期初登记", yuan(moved[OPENING])), ("", "")) if moved[OPENING] else ()),
        (f"{span}末银行存款", yuan(after.get(BANK, 0))),
        (f"{span}末库存现金", yuan(cash)),
        (f"{span}末已发未核销", yuan(after.get(UNSETTLED, 0))),
        (f"{span}末已核销待补足", yuan(after.get(SETTLED, 0))),
        ("区级拨入累计", yuan(after.get(DISTRICT, 0))),
        ("四项合计", yuan(_money(after) + after.get(UNSETTLED, 0) + after.get(SETTLED, 0))),
    )


def _opened(session: Session, period: str) -> list[tuple[str, int]]:
    """The opening balances of the period, in fen by account: what was there before the books, and nobody's receipt."""
    query = (
        select(Entry.debit, func.sum(Entry.amount_fen))
        .where(booked(), Entry.kind == OPENING, Entry.booked_on.between(first_day(period), last_day(period)))
        .group_by(Entry.debit)
    )
    return [(account, int(fen)) for account, fen in session.execute(query)]


def _groups(paid: Sequence[BookedPayment]) -> Iterator[BookRow]:
    keys: tuple[tuple[str, Callable[[BookedPayment], str], Mapping[str, str]], ...] = (
        ("救助类型", lambda each: each.kind, KIND_TITLES),
        ("困难原因", lambda each: each.cause, CAUSES),
        ("对象类别", lambda each: each.applicant_class, {**APPLICANT_CLASSES, "": "未填"}),
        ("救助方式", lambda each: each.way, {"现金": "现金", "转账": "转账", "实物": "实物"}),
    )
    for title, key, names in keys:
        for code, words in names.items():
            group = [each for each in paid if key(each) == code]
            if group:
                yield BookRow((title, words, *_counted(group)))
    yield BookRow(("合计", "", *_counted(paid)), strong=True)


def _counted(group: Sequence[BookedPayment]) -> tuple[int, int, int]:
    """Households, persons and fen; what was wholly reversed or given back counts for nothing."""
    by_case: dict[str, list[BookedPayment]] = {}
    for each in group:
        by_case.setdefault(each.case_id, []).append(each)
    standing = [each for each in by_case.values() if sum(e.signed_fen for e in each) > 0]
    persons = sum(each[0].person_count for each in standing)
    return len(standing), persons, sum(each.signed_fen for each in group)


def _items(session: Session, batch: Settlement) -> Iterator[tuple[BookRow, int]]:
    query = (
        select(SettlementItem, Disbursement, Entry.booked_on, Case, Relief.cause, Household.village_name)
        .join(Disbursement, Disbursement.id == SettlementItem.disbursement_id)
        .join(Entry, Entry.id == Disbursement.entry_id)
        .join(Case, Case.id == Disbursement.case_id)
        .join(Relief, Relief.case_id == Case.id)
        .join(Household, Household.id == Case.household_id)
        .where(SettlementItem.settlement_id == batch.id)
        .order_by(Entry.year, Entry.serial)
    )
    answers = {None: "", True: "同意", False: "退回"}
    known = as_reported(session, f"{batch.submitted_on:%Y-%m}")
    for number, (item, paid, day, case, cause, village) in enumerate(session.execute(query), 1):
        said = {"village": village, "kind": case.kind, "cause": cause} | known.get(paid.entry_id, {})
        cells: tuple[Value, ...] = (
            number,
            chinese_day(day),
            paid.payee_name,
            said["village"],
            KIND_TITLES.get(said["kind"], said["kind"]),
            CAUSES.get(said["cause"], ""),
            case.number[-13:],
            paid.receipt_number[-8:],
            item.amount_fen,
            "撤回" if batch.answer == "withdrawn" else answers[item.accepted],
        )
        yield BookRow(cells, red=item.accepted is False), item.amount_fen


def _money(held: Mapping[str, int]) -> int:
    """Bank and cash."""
    return _money_of(held.items())


def _money_of(pairs: Iterable[tuple[str, int]]) -> int:
    return sum(int(fen) for account, fen in pairs if account == BANK or is_till(account))
