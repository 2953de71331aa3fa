"""The journals of cash and of the bank (现金日记账、银行日记账): every line with its balance, totals by day, month and year."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, and_, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from zqdesk.frozen import frozen
from zqdesk.office.reserve.books.undone import undone_words
from zqdesk.office.reserve.books.values import Book, BookRow, Value, column, fen_column, total_row
from zqdesk.office.reserve.ledger.journal import voucher_number
from zqdesk.office.reserve.ledger.set_asides import booked
from zqdesk.office.reserve.months.closing import balances_before
from zqdesk.office.reserve.months.periods import MONTH, first_day, last_day, period_words
from zqdesk.office.reserve.months.reported import office_of
from zqdesk.office.reserve.position import account_titles
from zqdesk.records.tables.reserve import Entry
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.reserve import BANK, OPENING, TILL, is_till

COLUMNS = (
    column("年月日", 24.5),
    column("凭证号", 21.5),
    column("摘要", 40, align="left"),
    column("对方科目", 17.5),
    fen_column("借方\n（收入）", 20.5, flows=True),
    fen_column("贷方\n（支出）", 20, flows=True),
    column("借\n或\n贷", 6),
    fen_column("余额", 19.5),
)
CAME, WENT, SIDE, BALANCE = 4, 5, 6, 7
OF_TILL = "/"
"""Between the period and the account in the subject of one till's book: `2026-11/till:…`."""


@frozen
class _Line:
    """An entry as one account sees it, in fen; what was there when the books began is `opened_fen` and no receipt."""

    entry: Entry
    came_fen: int
    went_fen: int
    opened_fen: int
    other: str

    @property
    def month(self) -> int:
        return self.entry.booked_on.month


def cash_book(session: Session, subject: str) -> Book:
    """Cash of the box and all floats in a month (`2026-11`) or a year (`2026`), or of one till (`2026-11/till:…`).

    Cash that only goes from till to till is in the books of the two tills, not in that of all of them.
    """
    period, _, account = subject.partition(OF_TILL)
    whose = account_titles(session)[account] if account else "现金箱和各窗口备用金"
    return _book(session, ("cash_book", "现金日记账", whose), period, account or TILL)


def bank_book(session: Session, period: str) -> Book:
    """The bank account in a month or a year."""
    return _book(session, ("bank_book", "银行日记账", "备用金银行存款"), period, BANK)


def _book(session: Session, names: tuple[str, str, str], period: str, account: str) -> Book:
    kind, title, whose = names
    return Book(
        kind=kind,
        title=title,
        office=office_of(session, period),
        period=period_words(period),
        facts=(("账户", whose), ("金额单位", "元")),
        columns=COLUMNS,
        rows=tuple(_rows(session, period, account)),
        words=undone_words(session, period),
        carried=BALANCE,
    )


def _lines(session: Session, period: str, account: str) -> Iterator[_Line]:
    """The entries of the period's year that touch the account, up to the period's end."""
    titles = account_titles(session)
    came, went = _side(Entry.debit, account), _side(Entry.credit, account)
    query = (
        select(Entry, came)
        .where(booked(), Entry.booked_on.between(first_day(period[:4]), last_day(period)))
        .where(or_(and_(came, not_(went)), and_(went, not_(came))))
        .order_by(Entry.year, Entry.serial)
    )
    for entry, comes in session.execute(query):
        fen, opens = entry.amount_fen, entry.kind == OPENING
        other = titles[entry.credit if comes else entry.debit]
        yield _Line(
            entry,
            came_fen=fen if comes and not opens else 0,
            went_fen=0 if comes else fen,
            opened_fen=fen if opens else 0,
            other=other,
        )


def _side(side: InstrumentedAttribute[str], account: str) -> ColumnElement[bool]:
    """Whether this side of an entry is the account, or any till."""
    return side.startswith(TILL) if account == TILL else side == account


def _rows(session: Session, period: str, account: str) -> Iterator[BookRow]:
    lines = list(_lines(session, period, account))
    begins = first_day(period)
    before = [line for line in lines if line.entry.booked_on < begins]
    came_year, went_year = _sums(before)
    opened = sum(line.opened_fen for line in before)
    balance = _held_before(session, period[:4], account) + opened + came_year - went_year
    new_year = begins.month == 1
    yield _forward("上年结转" if new_year else "上月结转", balance)
    inside = [line for line in lines if line.entry.booked_on >= begins]
    months = [(number, list(each)) for number, each in groupby(inside, lambda line: line.month)]
    for number, of_month in months or [(begins.month, list[_Line]())]:
        for _, each in groupby(of_month, lambda line: line.entry.booked_on):
            of_day = list(each)
            for line in of_day:
                balance += line.opened_fen + line.came_fen - line.went_fen
                yield _entry_row(line, balance)
            if len(of_day) > 1:
                yield _total("本日合计", *_sums(of_day), balance)
        came, went = _sums(of_month)
        came_year, went_year = came_year + came, went_year + went
        words = "本月合计" if len(period) == MONTH else f"{number}月合计"
        yield _total(words, came, went, balance, ends=True)
        yield _total("本年累计", came_year, went_year, balance)


def _held_before(session: Session, year: str, account: str) -> int:
    """What the account held when the year began, in fen."""
    held = balances_before(session, first_day(year))
    return sum(fen for each, fen in held.items() if each == account or (account == TILL and is_till(each)))


def _entry_row(line: _Line, balance: int) -> BookRow:
    entry = line.entry
    text = f"{entry.text}（{entry.voucher}）" if entry.voucher else entry.text
    side = _direction(balance)
    moved = (line.came_fen or None, line.went_fen or None)
    cells = (chinese_day(entry.booked_on), voucher_number(entry), text, line.other, *moved, side, balance)
    return BookRow(cells, red=entry.amount_fen < 0)


def _forward(words: str, balance: int) -> BookRow:
    return total_row(COLUMNS, words, {SIDE: _direction(balance), BALANCE: balance})


def _total(words: str, came: int, went: int, balance: int, *, ends: bool = False) -> BookRow:
    cells: dict[int, Value] = {CAME: came, WENT: went, SIDE: _direction(balance), BALANCE: balance}
    return total_row(COLUMNS, words, cells, ends=ends)


def _sums(lines: Sequence[_Line]) -> tuple[int, int]:
    return sum(line.came_fen for line in lines), sum(line.went_fen for line in lines)


def _direction(balance: int) -> str:
    return "借" if balance > 0 else "贷" if balance < 0 else "平"
