"""The books that can be printed, the look behind their tab, and how one is written into a file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.reserve.books import choices, names, plain_text
from zqdesk.office.reserve.books.choices import BookChoice
from zqdesk.office.reserve.months import closing_lists
from zqdesk.office.reserve.months.closing_lists import Closings
from zqdesk.records.faults import told
from zqdesk.records.files import write_durably
from zqdesk.ui.widgets.tables.rows import Column


def period_words(period: str) -> str:
    """2026年11月, or 2026年度."""
    return f"{period[:4]}年{int(period[5:])}月" if len(period) > 4 else f"{period}年度"


def title_of(book: BookChoice) -> str:
    """What it is called."""
    return names.title_of(book.kind, book.subject)


def name_words(book: BookChoice) -> str:
    """Which of its kind: the period in words, the till behind it, else the number of the slip."""
    for length in (7, 4):
        period, rest = book.name[:length], book.name[length:]
        if book.subject.startswith(period) and (not rest or "/" in book.subject):
            return f"{period_words(period)} {rest.removeprefix('-')}".strip()
    return book.name


COLUMNS = (
    Column("账簿、单据", title_of, 120),
    Column("期间、编号", name_words, 220),
    Column("内容", lambda r: names.TITLES[r.kind][1], 200, stretch=True),
)
CLOSINGS = (
    Column("期间", lambda r: period_words(r.period), 110),
    Column(
        "状态",
        lambda r: "已重新打开" if r.opened_again else "已结",
        96,
        chip=lambda r: "warn" if r.opened_again else "good",
        tip=lambda r: r.opened_again,
    ),
    Column("结账日期", lambda r: f"{r.closed_on:%Y-%m-%d}", 100, key=lambda r: r.closed_on),
    Column("经办", lambda r: r.by_name, 80, stretch=True),
    Column("笔数", lambda r: f"{r.entry_count:,}", 60, key=lambda r: r.entry_count, right=True),
)


@frozen
class Shelf:
    """What the tab reads at once."""

    periods: tuple[str, ...]
    closings: Closings
    period: str
    books: tuple[BookChoice, ...]


def shelf(session: Any, today: date, period: str) -> Shelf:
    """The books of a month or year, the periods that have any, and how it stands with closing them."""
    months = closing_lists.months(session, today)
    years = sorted({month[:4] for month in months}, reverse=True)
    return Shelf(
        (*months, *years),
        closing_lists.closings(session, today),
        period,
        choices.books_of(session, period),
    )


def write_workbook(read: Callable[..., Any], kind: str, subject: str, path: Path) -> None:
    """Read the book and write it; the drawing library is loaded only here, away from the window."""
    from zqdesk.office.reserve.books.values import book_workbook
    from zqdesk.papers.reserve import books

    book = read(books.view, kind, subject)
    with told():
        write_durably(path, book_workbook(book))


def write_plain_text(read: Callable[..., Any], period: str, path: Path) -> None:
    """The journal up to the end of a month, for an accountant's tool."""
    text = read(plain_text.journal_text, period)
    with told():
        write_durably(path, text.encode())
