"""Whether what the bank said, what of it was matched and what was signed agree with each other and with the books."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.hall.parameters import parameters_on
from zqdesk.office.reserve.bank.money import ENTRY, LINE, entries, lines
from zqdesk.office.reserve.bank.reconciling import items_of, last_day
from zqdesk.office.reserve.ledger.journal import voucher_number
from zqdesk.office.reserve.ledger.second_words import CLOSE, MOVE, SECOND_MOVE
from zqdesk.office.reserve.ledger.set_asides import CLOSING_IN_LOG, ENTRY_IN_LOG, closed
from zqdesk.records.checks.finding import Finding
from zqdesk.records.tables.bank import (
    BankLine,
    BankMatch,
    BankMatchItem,
    BankReconciliation,
    BankStatement,
)
from zqdesk.records.tables.reserve import Closing, Entry, SecondWord
from zqdesk.rules.money import format_yuan

MOVES = ("withdrawal", "deposit", "return")
MONTH_LENGTH = len("2026-11")


def statements(session: Session) -> Iterator[Finding]:
    """Each adds up line by line and follows the one before without a gap."""
    of_statement: dict[str, list[BankLine]] = defaultdict(list)
    for line in session.scalars(select(BankLine).order_by(BankLine.position)):
        of_statement[line.statement_id].append(line)
    standing = select(BankStatement).where(BankStatement.withdrawn_at.is_(None))
    before: BankStatement | None = None
    for row in session.scalars(standing.order_by(BankStatement.first_on)):
        place = f"对账单{row.first_on}至{row.last_on}"
        yield from _sums(row, place, of_statement[row.id])
        if before is not None:
            if row.first_on != before.last_on + timedelta(days=1):
                yield Finding("statement.gap", place, f"与上一份对账单（到{before.last_on}）不相连。")
            if row.opening_fen != before.closing_fen:
                yield Finding("statement.opening", place, "期初余额不是上一份对账单的期末余额。")
        before = row


def matches(session: Session) -> Iterator[Finding]:
    """Both sides of a match come to the same, and nothing is matched twice."""
    fen = {each.row_id: each.fen for each in (*lines(session), *entries(session))}
    of_match: dict[str, list[BankMatchItem]] = defaultdict(list)
    standing = select(BankMatchItem).join(BankMatch, BankMatch.id == BankMatchItem.match_id)
    for item in session.scalars(standing.where(BankMatch.undone_at.is_(None)).order_by(BankMatchItem.id)):
        of_match[item.match_id].append(item)
    seen: set[str] = set()
    for match_id, items in of_match.items():
        place = f"银行勾对 {match_id}"
        bank = [item.line_id for item in items if item.line_id]
        books = [item.entry_id for item in items if item.entry_id]
        if not {*bank, *books} <= fen.keys():
            yield Finding("match.gone", place, "勾对的对账单行或账不存在，或已作废。")
        elif sum(fen[each] for each in bank) != sum(fen[each] for each in books):
            yield Finding("match.differs", place, "勾对的两边合计不相等。")
        if len(items) < 2 or min(len(bank), len(books)) > 1:
            yield Finding("match.several", place, "勾对不是一笔对一笔或一笔对几笔。")
        if seen & {*bank, *books}:
            yield Finding("match.twice", place, "有一行或一笔账勾对了两次。")
        seen |= {*bank, *books}


def reconciliations(session: Session) -> Iterator[Finding]:
    """What was signed says what bank and books came to by then, agrees on both sides, and bears two names."""
    for row in session.scalars(select(BankReconciliation).order_by(BankReconciliation.id)):
        place = f"{row.month}银行存款余额调节表"
        sides: Counter[str] = Counter()
        for item in items_of(row):
            sides[item.of] += item.fen
        if not row.book_fen + sides[LINE] == row.adjusted_fen == row.statement_fen + sides[ENTRY]:
            yield Finding("reconciliation.sums", place, "调节后两边的余额不相等。")
        if row.signed_by_id == row.by_id:
            yield Finding("reconciliation.same", place, "编制人和签字人是同一个人。")
    yield from _of_closed_months(session)


def second_people(session: Session) -> Iterator[Finding]:
    """Money of the bank is moved, and a month closed, on the word of a second person given for just that."""
    words = {row.id: row for row in session.scalars(select(SecondWord))}
    begun = False
    for entry in session.scalars(select(Entry).order_by(ENTRY_IN_LOG)):
        word = words.get(entry.word_id or "")
        begun = begun or entry.word_id is not None
        if entry.word_id is not None and not _fits(
            word, MOVE, f"{entry.kind}:{entry.amount_fen}:", entry.by_id
        ):
            yield Finding("word.move", voucher_number(entry), "第二人的核对不是为这一笔，或不是另一个人。")
        wanted = begun and entry.kind in MOVES and entry.reverses_id is None and entry.word_id is None
        if wanted and parameters_on(session, entry.booked_on).switch(SECOND_MOVE):
            yield Finding("word.move", voucher_number(entry), "银行收付没有第二个人核对。")
    for closing in session.scalars(
        select(Closing).where(Closing.word_id.is_not(None)).order_by(CLOSING_IN_LOG)
    ):
        if not _fits(words.get(closing.word_id or ""), CLOSE, f"{closing.period}:", closing.by_id):
            yield Finding(
                "word.close", f"{closing.period}结账", "第二人的核对不是为这次结账，或不是另一个人。"
            )


def _sums(row: BankStatement, place: str, found: list[BankLine]) -> Iterator[Finding]:
    held, inside = row.opening_fen, [line for line in found if line.position > 0]
    for line in inside:
        held += line.amount_fen
        if line.balance_fen is not None and line.balance_fen != held:
            yield Finding("statement.sums", place, f"第{line.position}行的余额与逐行重算的不符。")
        if not row.first_on <= line.booked_on <= row.last_on:
            yield Finding("statement.day", place, f"第{line.position}行的日期不在起止日期之内。")
    if held != row.closing_fen or len(inside) != row.line_count:
        text = f"逐行算到{format_yuan(held)}元，期末余额却是{format_yuan(row.closing_fen)}元，或行数不符。"
        yield Finding("statement.sums", place, text)


def _of_closed_months(session: Session) -> Iterator[Finding]:
    """From the first reconciled month on, every closed one is signed for, and its balances are still those."""
    signed: dict[str, BankReconciliation] = {}
    query = select(BankReconciliation).where(BankReconciliation.signed_at.is_not(None))
    for row in session.scalars(query.order_by(BankReconciliation.id)):
        signed[row.month] = row
    held = session.scalars(select(Closing.period).where(closed())).all()
    for month in sorted(period for period in held if len(period) == MONTH_LENGTH):
        place = f"{month}结账"
        if month not in signed:
            if signed and month > min(signed):
                yield Finding("closing.reconciled", place, "这个月结了账而没有签字的银行存款余额调节表。")
            continue
        row, ends = signed[month], last_day(month)
        now = sum(each.fen for each in lines(session, ends)), sum(each.fen for each in entries(session, ends))
        if now != (row.statement_fen, row.book_fen):
            yield Finding("reconciliation.moved", place, "签字的调节表上的余额与对账单或账簿不符。")


def _fits(word: SecondWord | None, matter: str, subject: str, by_id: str) -> bool:
    return (
        word is not None
        and word.matter == matter
        and word.subject.startswith(subject)
        and word.by_id != by_id
    )
