"""银行存款余额调节表: what bank and books say at a month's end, side by side with what only one of them has."""

from collections.abc import Iterator
from itertools import zip_longest

from sqlalchemy.orm import Session

from zqdesk.office.hall.access import found
from zqdesk.office.hall.setup import hall
from zqdesk.office.reserve.bank.reconciling import GROUPS, Item, items_of, last_day
from zqdesk.office.reserve.books.values import Book, BookRow, Value, column, fen_column
from zqdesk.office.reserve.months.periods import period_words
from zqdesk.records.register import CHINA
from zqdesk.records.tables.bank import BankReconciliation
from zqdesk.rules.parameters import chinese_day

COLUMNS = (
    column("银行存款日记账", 58, align="left"),
    fen_column("金额", 26),
    column("银行对账单", 58, align="left"),
    fen_column("金额", 26),
)
SIGNERS = ("编制人", "核对人", "负责人")


def bank_reconciliation(session: Session, reconciliation_id: str) -> Book:
    """As it was made and signed, whatever was matched since."""
    row = found(session, BankReconciliation, reconciliation_id)
    ends = chinese_day(last_day(row.month))
    signed = (
        f"{row.signed_by_name}（{row.signed_at.astimezone(CHINA):%Y-%m-%d %H:%M}）"
        if row.signed_at
        else "未签字"
    )
    return Book(
        kind="bank_reconciliation",
        title="银行存款余额调节表",
        office=hall(session).name,
        period=period_words(row.month),
        facts=(
            ("账户", "备用金银行存款"),
            ("截止日期", ends),
            ("编制", f"{row.by_name}（{row.made_at.astimezone(CHINA):%Y-%m-%d %H:%M}）"),
            ("核对签字", signed),
        ),
        columns=COLUMNS,
        rows=tuple(_rows(row, items_of(row))),
        words=tuple(_words(row, items_of(row))),
        signers=SIGNERS,
    )


def _rows(row: BankReconciliation, items: tuple[Item, ...]) -> Iterator[BookRow]:
    yield _strong("账面余额", row.book_fen, "对账单余额", row.statement_fen)
    for sign, came in (("加", True), ("减", False)):
        # What only the bank has is added to the books, what only the books have to the bank.
        ours, theirs = GROUPS["line", came], GROUPS["entry", came]
        left = [item for item in items if item.group == ours]
        right = [item for item in items if item.group == theirs]
        yield _strong(f"{sign}：{ours}", _sum(left), f"{sign}：{theirs}", _sum(right))
        for mine, other in zip_longest(left, right):
            yield BookRow((*_cells(mine), *_cells(other)))
    yield _strong("调节后余额", row.adjusted_fen, "调节后余额", row.adjusted_fen)


def _words(row: BankReconciliation, items: tuple[Item, ...]) -> Iterator[str]:
    old = [item for item in items if item.old]
    if not items:
        yield "没有未达账项，账面与对账单一致。"
    if old:
        yield f"其中{len(old)}笔在上月末已经未达（标“※”），须逐笔查明原因。"
    if row.note:
        yield f"说明：{row.note}"


def _cells(item: Item | None) -> tuple[Value, Value]:
    if item is None:
        return None, None
    mark = "※ " if item.old else ""
    parts = (f"{item.day:%m-%d}", item.number, item.text)
    return mark + " ".join(part for part in parts if part), abs(item.fen)


def _sum(items: list[Item]) -> int:
    return sum(abs(item.fen) for item in items)


def _strong(left: str, left_fen: int, right: str, right_fen: int) -> BookRow:
    return BookRow((left, left_fen, right, right_fen), strong=True)
