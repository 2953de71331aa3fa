"""The books that can be printed, the look behind their tab, and how one is written into a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from zqdesk.office import closing_lists, plain_text
from zqdesk.office.closing_lists import Closings
from zqdesk.records.faults import told
from zqdesk.records.files import write_durably
from zqdesk.ui.rows import Column

MONTHLY, YEARLY = "month", "year"


@dataclass(frozen=True, slots=True)
class BookLine:
    """A book that can be printed: of a month or of its year."""

    kind: str
    title: str
    period: str
    what: str


BOOKS = (
    BookLine("cash_book", "现金日记账", MONTHLY, "现金逐笔收付与每日余额，现金箱和各窗口合计"),
    BookLine("bank_book", "银行日记账", MONTHLY, "银行存款逐笔收付与余额"),
    BookLine("disbursement_register", "发放登记表", MONTHLY, "每一笔发放的领款人、金额、审批和签收"),
    BookLine("ledger", "台账", MONTHLY, "全部收付的流水台账，功能科目 2082001 临时救助支出"),
    BookLine("month_report", "月报", MONTHLY, "本月收、付、余，人次和金额按类型"),
    BookLine("carry_over", "年度结转表", YEARLY, "本年收付合计和结转下年的余额"),
)
COLUMNS = (
    Column("账簿", lambda r: r.title, 120),
    Column("内容", lambda r: r.what, 200, stretch=True),
)
CLOSINGS = (
    Column("期间", lambda r: period_words(r.period), 110),
    Column("结账日期", lambda r: f"{r.closed_on:%Y-%m-%d}", 100, key=lambda r: r.closed_on),
    Column("经办", lambda r: r.by_name, 80, stretch=True),
    Column("笔数", lambda r: f"{r.entry_count:,}", 60, key=lambda r: r.entry_count, right=True),
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the tab reads at once."""

    months: tuple[str, ...]
    closings: Closings


def shelf(session: Any, today: date) -> Shelf:
    """Months that have books, and how it stands with closing them."""
    return Shelf(closing_lists.months(session, today), closing_lists.closings(session, today))


def period_words(period: str) -> str:
    """2026年11月, or 2026年度."""
    return f"{period[:4]}年{int(period[5:])}月" if len(period) > 4 else f"{period}年度"


def write_workbook(read: Callable[..., Any], kind: str, subject: str, path: Path) -> None:
    """Read the book and write it; the drawing library is loaded only here, away from the window."""
    from zqdesk.office.book_values import book_workbook
    from zqdesk.papers import books

    book = read(books.view, kind, subject)
    with told():
        write_durably(path, book_workbook(book))


def write_plain_text(read: Callable[..., Any], period: str, path: Path) -> None:
    """The journal up to the end of a month, for an accountant's tool."""
    text = read(plain_text.journal_text, period)
    with told():
        write_durably(path, text.encode())
