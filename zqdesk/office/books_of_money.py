"""The journals of cash and of the bank (现金日记账、银行日记账): every line with its balance, totals by day, month and year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zqdesk.office.book_values import Book, BookColumn, BookRow
from zqdesk.office.journal import voucher_number
from zqdesk.office.reserve_looks import account_titles
from zqdesk.office.setup import hall
from zqdesk.records.reserve import Entry
from zqdesk.rules.reserve import BANK, TILL, is_till

COLUMNS = (
    BookColumn("日期", 18, align="center"),
    BookColumn("凭证号", 24, align="center"),
    BookColumn("摘要", 52),
    BookColumn("对方科目", 24, align="center"),
    BookColumn("收入（元）", 20, money=True, flows=True, align="right"),
    BookColumn("支出（元）", 20, money=True, flows=True, align="right"),
    BookColumn("余额（元）", 22, money=True, align="right"),
)
BALANCE = 6
SIGNERS = ("出纳", "记账", "审核", "负责人")


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry as one account sees it, in fen."""

    entry: Entry
    came_fen: int
    went_fen: int
    other: str


def cash_book(session: Session, period: str, till_account: str = "") -> Book:
    """Cash of the box and all floats, or of one till, in a month (`2026-11`) or a year (`2026`)."""
    titles = account_titles(session)
    whose = titles.get(till_account, "现金箱与各窗口合计")
    lines = list(_lines(session, titles, till_account or TILL))
    return _book(session, "cash_book", "现金日记账", (("账户", whose),), period, lines)


def bank_book(session: Session, period: str) -> Book:
    """The bank account in a month or a year."""
    lines = list(_lines(session, account_titles(session), BANK))
    return _book(session, "bank_book", "银行日记账", (("账户", "备用金银行存款"),), period, lines)


def _lines(session: Session, titles: dict[str, str], account: str) -> Iterator[_Line]:
    """Every entry that touches the account, or any till; cash from till to till comes and goes."""
    cash = account == TILL
    touches = (
        or_(Entry.debit.startswith(TILL), Entry.credit.startswith(TILL))
        if cash
        else or_(Entry.debit == account, Entry.credit == account)
    )
    for entry in session.scalars(select(Entry).where(touches).order_by(Entry.year, Entry.serial)):
        came = is_till(entry.debit) if cash else entry.debit == account
        went = is_till(entry.credit) if cash else entry.credit == account
        amount = entry.amount_fen
        other = titles[entry.credit if came else entry.debit]
        yield _Line(entry, amount if came else 0, amount if went else 0, other)


def _book(
    session: Session,
    kind: str,
    title: str,
    facts: tuple[tuple[str, str], ...],
    period: str,
    lines: list[_Line],
) -> Book:
    return Book(
        kind=kind,
        title=title,
        office=hall(session).name,
        period=period_words(period),
        number="",
        facts=facts,
        columns=COLUMNS,
        rows=tuple(_rows(period, lines)),
        words=(),
        signers=SIGNERS,
        carried=BALANCE,
    )


def _rows(period: str, lines: list[_Line]) -> Iterator[BookRow]:
    before = [line for line in lines if not _within(line.entry.booked_on, period) and _day(line) < period]
    balance = sum(line.came_fen - line.went_fen for line in before)
    yield BookRow(("", "", _forward(period), "", None, None, balance), strong=True)
    year = period[:4]
    came_year = sum(line.came_fen for line in before if _day(line).startswith(year))
    went_year = sum(line.went_fen for line in before if _day(line).startswith(year))
    inside = [line for line in lines if _within(line.entry.booked_on, period)]
    months = sorted({_day(line)[:7] for line in inside}) or [period]
    for month in months:
        of_month = [line for line in inside if _day(line).startswith(month)]
        for day in sorted({line.entry.booked_on for line in of_month}):
            of_day = [line for line in of_month if line.entry.booked_on == day]
            for line in of_day:
                balance += line.came_fen - line.went_fen
                yield _entry_row(line, balance)
            if len(of_day) > 1:
                yield _total("本日合计", of_day, balance)
        came_year += sum(line.came_fen for line in of_month)
        went_year += sum(line.went_fen for line in of_month)
        yield _total("本月合计", of_month, balance)
        yield BookRow(("", "", "本年累计", "", came_year, went_year, balance), strong=True)


def _entry_row(line: _Line, balance: int) -> BookRow:
    entry = line.entry
    day = f"{entry.booked_on:%m-%d}"
    # What did not move stays empty; a reversal is red in its own column.
    came = line.came_fen or (None if line.went_fen else 0)
    went = line.went_fen or None
    text = f"{entry.text}（{entry.voucher}）" if entry.voucher else entry.text
    cells = (day, voucher_number(entry), text, line.other, came, went, balance)
    return BookRow(cells, red=entry.amount_fen < 0)


def _total(words: str, lines: list[_Line], balance: int) -> BookRow:
    came, went = sum(line.came_fen for line in lines), sum(line.went_fen for line in lines)
    return BookRow(("", "", words, "", came, went, balance), strong=True)


def _within(day: date, period: str) -> bool:
    return day.isoformat().startswith(period)


def _day(line: _Line) -> str:
    return line.entry.booked_on.isoformat()


def _forward(period: str) -> str:
    return "上年结转" if len(period) == 4 or period.endswith("-01") else "上月结转"


def period_words(period: str) -> str:
    """`2026-11` → 2026年11月, `2026` → 2026年."""
    return f"{period[:4]}年" + (f"{int(period[5:7])}月" if len(period) >= 7 else "")
